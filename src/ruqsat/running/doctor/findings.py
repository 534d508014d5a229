"""What was tried, how it went, and what is to be done about it."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from enum import StrEnum

AWAY = "Is its address right (docs/operating/connecting.md), and does its operator know?"
"""What to do about an outside system that does not answer."""


class Mark(StrEnum):
    """How a part is."""

    GOOD = "good"
    NOTE = "note"  # works, or could not be tried; somebody should know
    WRONG = "wrong"


@dataclass(frozen=True)
class Said:
    """How a part is, in a sentence, and what to do where something is to be done."""

    mark: Mark
    text: str
    todo: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of the report. ``ms``: how long trying it took."""

    group: str
    tried: str
    mark: Mark
    said: str
    todo: str
    ms: int

    def to_json(self) -> dict[str, object]:
        """For programs; these names stay."""
        return asdict(self)


@dataclass
class Round:
    """A round through all parts: each is tried whatever became of those before, and told to *hear*."""

    hear: Callable[[Finding], None]
    findings: list[Finding] = field(default_factory=list)

    def tries(self, group: str, tried: str, look: Callable[[], Said]) -> Mark:
        """Try one part. What nobody foresaw is a finding as well."""
        began = time.monotonic()
        said = tried_by(look)
        return self.found(group, tried, said, ms=round((time.monotonic() - began) * 1000))

    def found(self, group: str, tried: str, said: Said, *, ms: int) -> Mark:
        """What trying a part gave."""
        finding = Finding(group=group, tried=tried, mark=said.mark, said=said.text, todo=said.todo, ms=ms)
        self.findings.append(finding)
        self.hear(finding)
        return said.mark

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return all(finding.mark is not Mark.WRONG for finding in self.findings)


def good(text: str) -> Said:
    """All is well."""
    return Said(Mark.GOOD, text)


def note(text: str, todo: str = "") -> Said:
    """It works, or could not be tried, and somebody should know."""
    return Said(Mark.NOTE, text, todo)


def wrong(text: str, todo: str) -> Said:
    """It does not work."""
    return Said(Mark.WRONG, text, todo)


def one_line(error: BaseException) -> str:
    """What an exception says, without line breaks."""
    return " ".join(str(error).split())


def tried_by(look: Callable[[], Said]) -> Said:
    """What *look* says. What nobody foresaw is a finding as well."""
    try:
        return look()
    except Exception as error:
        return wrong(f"{type(error).__name__}: {one_line(error)}", "This was not foreseen: read the logs.")
