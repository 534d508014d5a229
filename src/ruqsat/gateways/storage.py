"""Where the bytes of documents and recordings lie: the file system, written so that nothing acknowledged is lost."""

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_NAME = re.compile(r"[0-9a-f]{32,64}", re.ASCII)


class NothingStored(Exception):
    """No bytes are stored under this name."""


class Storage(Protocol):
    """What a store of bytes does. Names are lower-case hex, 32 to 64 digits."""

    def put(self, name: str, data: bytes) -> None:
        """Keep *data*; on return they survive a loss of power."""

    def get(self, name: str) -> bytes:
        """The bytes kept under *name*."""

    def drop(self, name: str) -> None:
        """Forget the bytes; none there is no error."""


@dataclass(frozen=True)
class FileStorage:
    """A folder with one file for each name, two levels deep so that no folder grows without end."""

    folder: Path

    def put(self, name: str, data: bytes) -> None:
        """Written beside, synced, then renamed: a reader sees the whole or nothing."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f".{name}.{secrets.token_hex(8)}")
        try:
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        # The new name, and the folders it may be the first in, must survive a loss of power too.
        for folder in (path.parent, path.parent.parent, self.folder):
            _sync(folder)

    def get(self, name: str) -> bytes:
        """
        The bytes kept under *name*.

        :raises NothingStored: if there are none.
        """
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise NothingStored(f"Nothing is stored under {name}.") from error

    def drop(self, name: str) -> None:
        """Forget the bytes."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"Not a name of stored bytes: {name!r}")
        return self.folder / name[:2] / name[2:4] / name


def connect(folder: Path) -> Storage:
    """The store in *folder*."""
    return FileStorage(folder)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
