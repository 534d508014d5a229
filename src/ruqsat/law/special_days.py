"""Days that differ from their week, each with its legal basis: List 7(1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ruqsat.law.names import Names
from ruqsat.law.saying import Saying, say


class DayKind(StrEnum):
    """Why a day differs from its week; as in ``data/calendar.toml``."""

    HOLIDAY = "holiday"
    OBSERVED = "observed"
    RELIGIOUS = "religious"
    MOVED_OFF = "moved_off"
    MOVED_WORK = "moved_work"


@dataclass(frozen=True, kw_only=True)
class SpecialDay:
    """An exception of the calendar with its legal basis; ``exchanged_with`` is the other day of an exchange."""

    day: date
    kind: DayKind
    basis: str
    holiday: Names | None = None
    exchanged_with: date | None = None
    to_be_confirmed: bool = False

    @classmethod
    def from_table(cls, row: Mapping[str, Any], *, holidays: Mapping[str, Names]) -> "SpecialDay":
        """Read a row of ``data/calendar.toml`` or of a change of it; *holidays* are those that it can name."""
        return cls(
            day=row["date"],
            kind=DayKind(row["kind"]),
            basis=row["basis"],
            holiday=holidays[row["holiday"]] if "holiday" in row else None,
            exchanged_with=row.get("with"),
            to_be_confirmed=row.get("to_be_confirmed", False),
        )

    @property
    def why(self) -> Saying:
        """In one sentence: what this day is."""
        match self:
            case SpecialDay(kind=DayKind.MOVED_WORK, exchanged_with=date() as other):
                return say("%(day)s is worked in exchange for %(other)s.", day=self.day, other=other)
            case SpecialDay(kind=DayKind.MOVED_OFF, exchanged_with=date() as other):
                return say("%(day)s is a day off in exchange for %(other)s.", day=self.day, other=other)
            case SpecialDay(kind=DayKind.OBSERVED, holiday=Names() as name):
                return say(
                    "%(day)s is a day off because a holiday fell on a weekend: %(holiday)s.", day=self.day, holiday=name
                )
            case SpecialDay(holiday=Names() as name):
                return say("%(day)s is a holiday: %(holiday)s.", day=self.day, holiday=name)
        return say("%(day)s is a day off.", day=self.day)


def alike(one: SpecialDay | None, other: SpecialDay | None) -> bool:
    """Whether two days are off for the same reason: the same holiday, or both a plain weekend."""
    if one is None or other is None:
        return one is other
    return one.holiday is not None and one.holiday == other.holiday
