"""
The clock of this instance: the wall clock, moved forward where every outside system is the sandbox.

Each move is one line of JSON in ``settings.CLOCK_FILE``; the last line's total is how far the instance is ahead.
With any real outside system the file is not looked at, and a system check says if it holds a move.
"""

import fcntl
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

_seen: tuple[tuple[str, int, int], timedelta] | None = None


class ClockCannotMove(Exception):
    """The message says why."""


def now() -> datetime:
    """The present moment of this instance, aware, in UTC."""
    return datetime.now(UTC) + ahead()


def ahead() -> timedelta:
    """How far the instance is ahead of the wall clock."""
    return _total(Path(settings.CLOCK_FILE)) if may_move() else timedelta(0)


def may_move() -> bool:
    """Whether every outside system of this instance is the sandbox."""
    return all(gateway["kind"] == "sandbox" for gateway in settings.GATEWAYS.values())


def move(seconds: int, by: str) -> datetime:
    """
    Move the clock forward and say what time it is now; *by* is on record with the move.

    :raises ClockCannotMove: backward, or while any outside system is real.
    """
    if not may_move():
        raise ClockCannotMove(
            "The clock cannot be moved: an outside system of this instance is real, and it follows real time."
        )
    if seconds <= 0:
        raise ClockCannotMove("The clock moves forward only: say by how much, as in +1d or +2h.")
    return _write(seconds, by)


def begin_at(moment: datetime, by: str) -> datetime:
    """
    Let an instance with nothing on file begin at *moment*, in the past, and say what time it is now.

    From there the clock is moved forward again, as a story that is told from its beginning (`ruqsat.demo`).

    :raises ClockCannotMove: once anything is on file, to the future, or while any outside system is real.
    """
    from ruqsat.journal.models import Anchor, File  # a model cannot be imported before Django is set up

    if not may_move():
        raise ClockCannotMove("The clock cannot be set: an outside system of this instance is real.")
    if File.objects.exists() or Anchor.objects.exists():
        raise ClockCannotMove("The clock cannot be set back: there are files of cases, and they tell the time.")
    seconds = int((moment - now()) / timedelta(seconds=1))
    if seconds >= 0:
        raise ClockCannotMove("An instance begins in the past; forward, its clock is moved.")
    return _write(seconds, by)


def _write(seconds: int, by: str) -> datetime:
    path = Path(settings.CLOCK_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        total = int(_read(path).total_seconds()) + seconds
        unfinished = "" if path.read_bytes()[-1:] in (b"", b"\n") else "\n"
        line = {"moved_at": datetime.now(UTC).isoformat(), "by": by, "seconds": seconds, "total_seconds": total}
        file.write(unfinished + json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return now()


def _total(path: Path) -> timedelta:
    """The file's total, read again only when the file has changed."""
    global _seen  # noqa: PLW0603  (one clock per process: this is its last reading)
    try:
        stat = path.stat()
    except FileNotFoundError:
        return timedelta(0)
    state = (str(path), stat.st_mtime_ns, stat.st_size)
    if _seen is None or _seen[0] != state:
        _seen = (state, _read(path))
    return _seen[1]


def _read(path: Path) -> timedelta:
    """The last whole line's total: one that a stopped machine left unfinished does not count."""
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    for line in reversed(lines):
        with suppress(ValueError, KeyError):
            return timedelta(seconds=json.loads(line)["total_seconds"])
    return timedelta(0)


@register()
def check_clock(app_configs: Sequence[Any] | None, **_: object) -> list[CheckMessage]:
    """An instance with a real outside system must not have been moved."""
    if may_move() or not _read(Path(settings.CLOCK_FILE)):
        return []
    real = ", ".join(sorted(name for name, gateway in settings.GATEWAYS.items() if gateway["kind"] != "sandbox"))
    return [
        Error(
            f"The clock was moved forward in {settings.CLOCK_FILE}, but these outside systems are real: {real}.",
            hint="Use a fresh folder (RUQSAT_VAR) for an instance with real outside systems.",
            id="ruqsat.E001",
        )
    ]
