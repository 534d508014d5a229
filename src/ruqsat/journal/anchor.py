"""
The daily anchor: a Merkle root over the heads of all files, time-stamped, kept in the database and exported.

The export lies outside the database, with its leaves: what was cut off or vanished since then is found against it.
Day means the day of UTC.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ruqsat.journal.canonical import canonical_bytes, instant
from ruqsat.journal.merkle import Leaf, root_of
from ruqsat.journal.models import Anchor, File

FORM = 1
CHUNK = 2000


class BrokenExportError(ValueError):
    """An exported anchor cannot be read, or its leaves do not give its root."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """An anchor before it is stamped. ``digest`` is the SHA-256 that the time stamp must be over."""

    day: date
    made_at: datetime
    count: int
    root: bytes
    previous: bytes | None
    leaves: tuple[Leaf, ...] = field(repr=False)

    @property
    def statement(self) -> bytes:
        """The canonical bytes that are time-stamped."""
        return canonical_bytes(
            {
                "anchor": FORM,
                "day": self.day.isoformat(),
                "made_at": instant(self.made_at),
                "count": self.count,
                "root": self.root.hex(),
                "previous": self.previous.hex() if self.previous else None,
            }
        )

    @property
    def digest(self) -> bytes:
        """SHA-256 of the statement."""
        return hashlib.sha256(self.statement).digest()


@dataclass(frozen=True, kw_only=True)
class Export:
    """An exported anchor read back; its leaves give its root."""

    drawn: Drawn
    stamp: bytes = field(repr=False)


def folder() -> Path:
    """Where anchors are exported to; copy it to a place of its own."""
    return Path(settings.VAR) / "anchors"


def make(at: datetime, stamp: Callable[[bytes], bytes]) -> Anchor:
    """
    Draw, stamp and keep the anchor of the day of *at*; if the day has one, that is it.

    Call it outside a transaction: *stamp* asks the time-stamping authority, giving the token for a SHA-256 digest.
    """
    known = Anchor.objects.filter(day=_day(at)).first()
    if known is not None:
        return known
    drawn = draw(at=at)
    return keep(drawn, stamp=stamp(drawn.digest))


def draw(*, at: datetime) -> Drawn:
    """The heads of all files as one query sees them, and the root over them, in the order of the files' ids."""
    with transaction.atomic():
        heads = File.objects.order_by("id").values_list("id", "head_seq", "head_hash")
        leaves = tuple(Leaf(file, seq, bytes(head)) for file, seq, head in heads.iterator(chunk_size=CHUNK))
    root, count = root_of(leaves)
    last = Anchor.objects.filter(day__lt=_day(at)).order_by("-day").first()
    previous = hashlib.sha256(bytes(last.statement)).digest() if last else None
    return Drawn(day=_day(at), made_at=at, count=count, root=root, previous=previous, leaves=leaves)


def keep(drawn: Drawn, *, stamp: bytes) -> Anchor:
    """Export the anchor with its time stamp, then put it on record. *stamp* is the token over ``drawn.digest``."""
    where = folder()
    where.mkdir(parents=True, exist_ok=True)
    _write(where / f"{drawn.day.isoformat()}.tsr", iter([stamp]))
    _write(where / f"{drawn.day.isoformat()}.json", _lines(drawn))
    return Anchor.objects.create(
        day=drawn.day,
        made_at=drawn.made_at,
        count=drawn.count,
        root=drawn.root,
        previous=drawn.previous,
        statement=drawn.statement,
        stamp=stamp,
    )


def exported_days(where: Path) -> list[date]:
    """The days of which there is an export, the earliest first."""
    return sorted(date.fromisoformat(path.stem) for path in where.glob("????-??-??.json"))


def read_export(day: date, where: Path) -> Export:
    """
    The exported anchor of *day*.

    :raises BrokenExportError: if a file is missing, cannot be read, or the leaves do not give the root.
    """
    try:
        said: dict[str, Any] = json.loads((where / f"{day.isoformat()}.json").read_text(encoding="utf-8"))
        stamp = (where / f"{day.isoformat()}.tsr").read_bytes()
        drawn = Drawn(
            day=date.fromisoformat(said["day"]),
            made_at=datetime.fromisoformat(said["made_at"]),
            count=said["count"],
            root=bytes.fromhex(said["root"]),
            previous=bytes.fromhex(said["previous"]) if said["previous"] else None,
            leaves=tuple(Leaf(UUID(file), seq, bytes.fromhex(head)) for file, seq, head in said["leaves"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BrokenExportError(f"the export of {day.isoformat()} cannot be read") from error
    if drawn.day != day or root_of(drawn.leaves) != (drawn.root, drawn.count):
        raise BrokenExportError(f"the leaves exported for {day.isoformat()} do not give the root beside them")
    return Export(drawn=drawn, stamp=stamp)


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()


def _lines(drawn: Drawn) -> Iterator[bytes]:
    head = json.loads(drawn.statement)
    yield (json.dumps(head, indent=1)[:-2] + ',\n "leaves": [').encode()
    for place, leaf in enumerate(drawn.leaves):
        before = ",\n  " if place else "\n  "
        yield (before + json.dumps([str(leaf.file), leaf.seq, leaf.hash.hex()])).encode()
    yield b"\n ]\n}\n"


def _write(path: Path, pieces: Iterator[bytes]) -> None:
    """Whole or not at all, and on disk when it returns."""
    draft = path.with_suffix(path.suffix + ".part")
    with draft.open("wb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
