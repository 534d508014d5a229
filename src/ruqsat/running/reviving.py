"""What ends by itself is started again: at once, then after 1, 2, 4 … seconds; given up when it ends too often."""

from dataclasses import dataclass, field
from pathlib import Path

from ruqsat.running import CannotRun

MOST_ENDS, WITHIN = 5, 300.0  # more ends than that in so many seconds
LONGEST_PAUSE = 30.0  # seconds


@dataclass(kw_only=True)
class Revival:
    """How one part of an instance, by its *name*, comes back; *log* is where it says why it ended."""

    name: str
    log: Path
    ends: list[float] = field(default_factory=list)
    due: float | None = None  # when it is started again, once it has ended

    def ended(self, *, now: float, last_words: str) -> str:
        """
        Note that it has ended by itself, and say when it is started again.

        :raises CannotRun: when it has ended too often.
        """
        self.ends = [*(end for end in self.ends if end > now - WITHIN), now]
        why = f"{last_words} (more in {self.log})."
        if len(self.ends) > MOST_ENDS:
            raise CannotRun(
                f"{self.name} stopped by itself {len(self.ends)} times in {WITHIN / 60:.0f} minutes and is not started "
                f"again: {why}"
            )
        pause = 0.0 if len(self.ends) == 1 else min(2.0 ** (len(self.ends) - 2), LONGEST_PAUSE)
        self.due = now + pause
        when = f"in {pause:.0f} s" if pause else "now"
        return f"{self.name} stopped by itself and is started again {when}: {why}"

    def is_due(self, *, now: float) -> bool:
        """Whether it is time to start it again; says so once."""
        if self.due is None or now < self.due:
            return False
        self.due = None
        return True
