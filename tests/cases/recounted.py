"""Changes of the calendar for tests: proposed by one keeper and confirmed by another at a moment."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from ruqsat.cases import recounting
from ruqsat.keeping import changing
from ruqsat.law.acts import Actor, Role
from ruqsat.law.book import Book, Chapter

FIRST_PERSON, SECOND_PERSON = (
    Actor(person=uuid5(UUID(int=0), name), role=Role.KEEPER, office="KMFK") for name in ("first", "second")
)
BASIS = "A resolution that is tried"


def exchange(off: date, worked: date) -> dict[str, Any]:
    """A day off for a Saturday or Sunday worked."""
    days = [
        {"date": off, "kind": "moved_off", "with": worked},
        {"date": worked, "kind": "moved_work", "with": off},
    ]
    return {"basis": BASIS, "day": days}


def day_off(*days: date) -> dict[str, Any]:
    """Days on which Kurban Ait is announced, for want of another holiday that is announced late."""
    return {"basis": BASIS, "day": [{"date": day, "kind": "religious", "holiday": "kurban_ait"} for day in days]}


def proposed(tables: dict[str, Any], *, at: datetime) -> UUID:
    """The change, awaiting its second person."""
    return changing.propose(Chapter.CALENDAR, tables, by=FIRST_PERSON, at=at)


def confirmed(tables: dict[str, Any], *, at: datetime) -> Book:
    """The change proposed and confirmed at that moment."""
    change = proposed(tables, at=at)
    return changing.confirm(change, by=SECOND_PERSON, at=at, follow=recounting.follow(at))


def next_weekday(day: date, weekday: int) -> date:
    """The first such day of the week after *day*: 0 is Monday."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)
