"""The file of one license, open inside the transaction of a case's act: read, appended to, shown in the register."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from ruqsat.journal import files, read
from ruqsat.journal.append import Judged, chained, entering_of, write_entries
from ruqsat.journal.chain import NewEntry
from ruqsat.journal.locked import BEFORE_THE_FIRST, Locked, lock_with_acts
from ruqsat.law import license as life
from ruqsat.law.acts import SYSTEM, Act, Actor, Filed
from ruqsat.law.license import LicenseStanding
from ruqsat.licenses import rows
from ruqsat.licenses.rows import plain


@dataclass(frozen=True, kw_only=True)
class Recording:
    """By what a change of a license is judged, and when it is recorded."""

    judged: Judged
    at: datetime


class LicenseFile:
    """The acts of one license and their standing; what is appended is written, and shown, when it is closed."""

    def __init__(self, held: Locked, acts: list[Filed], *, recording: Recording) -> None:
        self.id = held.id
        self.acts = acts
        self.standing = life.standing(acts)
        self._held = held
        self._recording = recording
        self._unwritten: list[NewEntry] = []

    def append(self, act: Act, *, by: Actor = SYSTEM) -> Filed:
        """Put *act* on file: it follows from what was judged in its case, and is not judged here anew."""
        entering = entering_of(self.id, act, id=None, proof=None, statement=None, documents=())
        (filed,), entries = chained(
            self._held, [entering], known={}, at=self._recording.at, by=by, judged=self._recording.judged
        )
        self.acts.append(filed)
        self.standing = life.fold(self.standing, filed)
        self._unwritten += entries
        return filed

    def write(self) -> None:
        """Write what was appended, and what the register shows of it, in one statement."""
        if self._unwritten:
            derived = rows.project(self.id, self.acts, self.standing, at=self._recording.at)
            write_entries(self._held, self._unwritten, derived)
            self._unwritten = []


def file_of(number: str) -> UUID:
    """The id of a license's file, the same whoever computes it, so that a license cannot be entered twice."""
    return uuid5(NAMESPACE_URL, f"ruqsat:license:{plain(number)}")


def standing_of(number: str) -> LicenseStanding:
    """What the register knows of the license under *number*, for reading; empty where it stands not in it."""
    return life.standing(read.acts_of(file_of(number)))


@contextmanager
def license_file(number: str, *, recording: Recording) -> Iterator[LicenseFile]:
    """
    The license's file, opened if it was not, its row held until the transaction ends; locked after the case's.

    :raises ruqsat.journal.files.FileOfAnotherKindError: if something else has that id.
    """
    file = file_of(number)
    with transaction.atomic():
        files.open_file("license", id=file, at=recording.at)
        found = lock_with_acts(file, BEFORE_THE_FIRST)
        assert found is not None  # noqa: S101 -- every file has its beginning
        opened = LicenseFile(*found, recording=recording)
        yield opened
        opened.write()
