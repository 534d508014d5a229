"""What the law's reference data must know of this year and the next; and the instance's clock."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from ruqsat.law.book import Book
from ruqsat.law.fees import MciUnknown, mci
from ruqsat.law.local_time import local
from ruqsat.running.doctor.findings import Round, Said, good, note, wrong

GROUP = "Law and time"


def look(round_: Round, *, book: Callable[[], Book], now: datetime, ahead: timedelta) -> None:
    """Index and calendar of the book in force, which comes from the database; clock."""
    year = local(now).year
    round_.tries(GROUP, "index (MCI)", lambda: index(year, book=book()))
    round_.tries(GROUP, "working calendar", lambda: calendar(year, book=book()))
    round_.tries(GROUP, "instance's clock", lambda: clock(now, ahead))


def index(year: int, *, book: Book) -> Said:
    """The index of this year, without which no fee can be paid, and of the next (Tax 554)."""
    known = {each: _mci(each, book=book) for each in (year, year + 1)}
    told = ", ".join(f"{each}: {value} ₸" if value else f"{each}: unknown" for each, value in known.items())
    todo = "A keeper of the Committee enters it when the law on the budget is out."
    if known[year] is None:
        return wrong(f"{told}; no fee can be paid", todo)
    return note(told, todo) if known[year + 1] is None else good(told)


def _mci(year: int, *, book: Book) -> int | None:
    try:
        return mci(on=date(year, 1, 1), index=book.mci)
    except MciUnknown:
        return None


def calendar(year: int, *, book: Book) -> Said:
    """The exchanged days of this year and the next are known, not merely computed (List 7(1))."""
    known, todo = book.calendar, "A keeper of the Committee enters the year with its exchanged days."
    if not known.first.year <= year <= known.last.year:
        return wrong(f"{year} is not written; no term can be counted", todo)
    if year == known.last.year:
        return note(f"written until {year}; a term into the next year cannot be counted", todo)
    told = [f"{each} {'confirmed' if known.confirmed(each) else 'computed only'}" for each in (year, year + 1)]
    text = f"{', '.join(told)}; written until {known.last.year}"
    if known.confirmed(year) and known.confirmed(year + 1):
        return good(text)
    return note(text, "A keeper of the Committee confirms it once the exchanged days are ordered.")


def clock(now: datetime, ahead: timedelta) -> Said:
    """Where every outside system is the sandbox, the clock may have been moved."""
    text = f"{local(now):%Y-%m-%d %H:%M:%S} in Kazakhstan"
    return note(f"{text}, moved {ahead} ahead in the sandbox") if ahead else good(f"{text}, the wall clock's")
