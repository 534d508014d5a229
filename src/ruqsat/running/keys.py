"""Keys of an instance under ``var/keys``: made once, readable by nobody else."""

import base64
import os
import secrets
from pathlib import Path


def make_keys(folder: Path) -> None:
    """The key of sessions and the key that wraps the files' keys (32 bytes, base64); those that exist stay."""
    write_once(folder / "secret.key", secrets.token_urlsafe(50))
    write_once(folder / "instance.key", base64.b64encode(secrets.token_bytes(32)).decode())


def write_once(path: Path, text: str) -> None:
    """Write *text* to *path*, mode 0600, whole or not at all; an existing file stays as it is."""
    if path.exists():
        return
    write(path, text)


def write(path: Path, text: str) -> None:
    """Write *text* to *path*, mode 0600, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
