"""What the law's reference data must know of this year and the next; and the instance's clock."""

from datetime import date, datetime, timedelta

from ruqsat.law.calendar import CALENDAR
from ruqsat.law.fees import MciUnknown, mci
from ruqsat.law.local_time import local
from ruqsat.running.doctor.findings import Round, Said, good, note, wrong

GROUP = "Law and time"


def look(round_: Round, *, now: datetime, ahead: timedelta) -> None:
    """Index, calendar, clock."""
    year = local(now).year
    round_.tries(GROUP, "index (MCI)", lambda: index(year))
    round_.tries(GROUP, "working calendar", lambda: calendar(year))
    round_.tries(GROUP, "instance's clock", lambda: clock(now, ahead))


def index(year: int) -> Said:
    """The index of this year, without which no fee can be paid, and of the next (Tax 554)."""
    known = {each: _mci(each) for each in (year, year + 1)}
    told = ", ".join(f"{each}: {value} ₸" if value else f"{each}: unknown" for each, value in known.items())
    todo = "Add it to src/ruqsat/law/data/mci.toml when the law on the budget is out."
    if known[year] is None:
        return wrong(f"{told}; no fee can be paid", todo)
    return note(told, todo) if known[year + 1] is None else good(told)


def _mci(year: int) -> int | None:
    try:
        return mci(on=date(year, 1, 1))
    except MciUnknown:
        return None


def calendar(year: int) -> Said:
    """The exchanged days of this year and the next are known, not merely computed (List 7(1))."""
    todo = "Add the year to src/ruqsat/law/data/calendar.toml with its exchanged days."
    if not CALENDAR.first.year <= year <= CALENDAR.last.year:
        return wrong(f"{year} is not written; no term can be counted", todo)
    if year == CALENDAR.last.year:
        return note(f"written until {year}; a term into the next year cannot be counted", todo)
    told = [f"{each} {'confirmed' if CALENDAR.confirmed(each) else 'computed only'}" for each in (year, year + 1)]
    text = f"{', '.join(told)}; written until {CALENDAR.last.year}"
    if CALENDAR.confirmed(year) and CALENDAR.confirmed(year + 1):
        return good(text)
    return note(text, "Confirm it in src/ruqsat/law/data/calendar.toml once the exchanged days are ordered.")


def clock(now: datetime, ahead: timedelta) -> Said:
    """Where every outside system is the sandbox, the clock may have been moved."""
    text = f"{local(now):%Y-%m-%d %H:%M:%S} in Kazakhstan"
    return note(f"{text}, moved {ahead} ahead in the sandbox") if ahead else good(f"{text}, the wall clock's")
