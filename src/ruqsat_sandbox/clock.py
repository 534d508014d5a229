"""The sandbox's clock: real time plus what people moved it forward, read from the file shared with the instance."""

import fcntl
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

LONGEST_MOVE = 400 * 24 * 3600


class ClockRefused(ValueError):
    """The clock cannot be moved like that; the message says why."""


class Clock:
    """
    Reads and moves the clock file: one JSON line for each move, the last line's ``total_seconds`` is the offset.

    A line without its end was being written when a machine stopped: it does not count.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int] | None = None
        self._offset = 0

    def now(self) -> datetime:
        """The moment by the clock, aware, UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.offset())

    def offset(self) -> int:
        """Seconds by which the clock is ahead of real time."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            self._seen, self._offset = None, 0
            return 0
        seen = (stat.st_mtime_ns, stat.st_size)
        if seen != self._seen:
            self._offset = _total(self.path.read_bytes())
            self._seen = seen
        return self._offset

    def move(self, seconds: int, *, by: str) -> int:
        """
        Move the clock forward; returns the new offset in seconds.

        :raises ClockRefused: backwards, not at all, or further than 400 days at once.
        """
        if seconds <= 0:
            raise ClockRefused("The clock moves forward only: give a number of seconds above zero.")
        if seconds > LONGEST_MOVE:
            raise ClockRefused("The clock moves at most 400 days at once.")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            content = file.read()
            total = _total(content) + seconds
            line = {"moved_at": datetime.now(UTC).isoformat(), "by": by, "seconds": seconds, "total_seconds": total}
            unfinished = b"\n" if content and not content.endswith(b"\n") else b""
            file.write(unfinished + json.dumps(line, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        return total


def _total(content: bytes) -> int:
    """The offset that the last whole line states; 0 for an empty file."""
    for line in reversed(content.split(b"\n")[:-1]):
        try:
            return int(json.loads(line)["total_seconds"])
        except (ValueError, KeyError, TypeError):
            continue
    return 0
