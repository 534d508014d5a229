"""The shapes of an outside system's answer. A bare yes or no is none of them: unknown is not no."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Rules 8: the register has the datum. ``raw`` are the bytes as they came, kept as proof."""

    source: str
    answered_at: datetime
    data: Mapping[str, str]
    raw: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class NothingOnRecord:
    """The outside system answered, and says that it has nothing. ``raw`` are the bytes as they came."""

    source: str
    answered_at: datetime
    raw: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class NotOpened:
    """Rules 8: the register answered: no consent in force opens it to us. ``raw`` are the bytes as they came."""

    source: str
    answered_at: datetime
    raw: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Unavailable:
    """
    Nothing is known: no connection, no answer in time, or one that cannot be understood.

    ``why`` is one English sentence for the operator's log, never shown to an applicant as it stands. ``raw`` holds
    what came, if anything did. ``reached`` is false where the request certainly was not taken: no connection came
    about, or the system says that it does nothing now. ``asked`` is false where nothing was sent: that
    says nothing of the system. ``status`` is that of HTTP, where it is one that was not agreed. ``ours`` is true where
    it was asked, and refuses what we sent: so the fault is ours.
    """

    why: str
    raw: bytes = field(default=b"", repr=False)
    reached: bool = True
    asked: bool = True
    status: int | None = field(default=None, compare=False)
    ours: bool = False

    def evidence(self) -> bytes:
        """What to keep as proof that the question was asked in vain: the bytes that came, else the reason as JSON."""
        return self.raw or json.dumps({"unavailable": self.why}, ensure_ascii=False).encode()


Came = Answer | NothingOnRecord | NotOpened | Unavailable
"""What becomes of a question to a register."""
