"""The chapter of the working calendar: what stands, a change in words, and which open terms it moves."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from ruqsat import instance_clock
from ruqsat.cases import recounting
from ruqsat.law.book import Book, Chapter
from ruqsat.law.book_change import Tables
from ruqsat.law.calendar import HOLIDAYS, CalendarUnknown, WorkingCalendar
from ruqsat.law.calendar_amended import CalendarAmended
from ruqsat.law.kinds_of_duty import what_is_owed
from ruqsat.law.local_time import local
from ruqsat.law.names import Names
from ruqsat.law.special_days import DayKind, SpecialDay
from ruqsat.web.committee.chapter import Pages, Preview, Shown, Told, Way
from ruqsat.web.templatetags.ruqsat_text import day, said

AT_ONCE = 50
KINDS = {
    DayKind.HOLIDAY: gettext_lazy("Holiday"),
    DayKind.OBSERVED: gettext_lazy("Day off for a holiday on a weekend"),
    DayKind.RELIGIOUS: gettext_lazy("Religious day of rest"),
    DayKind.MOVED_OFF: gettext_lazy("Day off by exchange"),
    DayKind.MOVED_WORK: gettext_lazy("Worked by exchange"),
}

BASES = (
    gettext_noop("Holidays Law"),
    gettext_noop("Holidays Law, wording of 2026"),
    gettext_noop("Labor Code 84(4)"),
    gettext_noop("Labor Code 84(5)"),
)
"""The bases of computed years, as the data beside the code name them; what keepers enter stays as they wrote it."""


def _stands(request: HttpRequest, book: Book) -> Shown:
    """One year of the calendar: its exceptions, and whether it is confirmed."""
    calendar = book.calendar
    years = range(calendar.first.year, calendar.last.year + 1)
    asked = request.GET.get("year", "")
    today = local(instance_clock.now()).year
    year = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years else min(today, years[-1])
    days = [one for one in sorted(calendar.special.values(), key=lambda one: one.day) if one.day.year == year]
    part = {
        "year": year,
        "years": years,
        "confirmed": calendar.confirmed(year),
        "days": [{"one": one, "kind": KINDS[one.kind]} for one in days],
        "working": calendar.between(date(year, 1, 1), date(year, 12, 31)) + calendar.is_working(date(year, 1, 1)),
        "version": calendar.version,
    }
    return Shown(template="committee/_calendar.html", part=part)


def _told(change: CalendarAmended, before: Book) -> list[Told]:
    bases = {one.day: one.basis for one in change.special}
    after = {one.day: said(one.why) for one in change.special}
    days = [
        Told(
            what=day(one),
            before=_why(before.calendar, one),
            after=after.get(one) or _ordinary(one),
            basis=bases.get(one, change.basis),
        )
        for one in sorted(set(change.days))
    ]
    return [*_years(change, before.calendar), *days]


def _years(change: CalendarAmended, before: WorkingCalendar) -> list[Told]:
    added = {change.last_year} - {0}
    return [
        Told(
            what=_("Calendar of %(year)s") % {"year": year},
            before=_("computed, not confirmed") if year <= before.last.year else _("not written"),
            after=_("confirmed") if year in change.confirmed_years else _("computed, not confirmed"),
            basis=change.basis,
        )
        for year in sorted({*change.confirmed_years, *added})
    ]


def _why(calendar: WorkingCalendar, one: date) -> str:
    try:
        return said(calendar.why(one))
    except CalendarUnknown:
        return _("The year is not written.")


def _ordinary(one: date) -> str:
    return _("An ordinary Saturday or Sunday.") if one.weekday() > 4 else _("An ordinary working day.")


def _preview(request: HttpRequest, change: CalendarAmended, before: Book, after: Book, at: datetime) -> Preview:
    """Rules 7: the open terms that move, late ones first, a page at a time."""
    recounted = recounting.looked_at(before, after, at=at)
    moves = recounting.listed(recounted, after=_place(request.GET.get("after", "")), size=AT_ONCE + 1)
    shown = moves[:AT_ONCE]
    last = shown[-1] if len(moves) > AT_ONCE else None
    part = {
        "recounted": recounted,
        "moves": [{"move": one, "what": what_is_owed(one.code)} for one in shown],
        "paged": "after" in request.GET,
        "next_url": f"?after={int(last.late)}~{last.was.isoformat()}~{last.id}#moves" if last else "",
        "on_change_page": request.method != "POST" or "/changes/" in request.path,
    }
    return Preview(shown=Shown(template="committee/_moves.html", part=part), faults=recounted.faults)


def _place(text: str) -> tuple[bool, date, int] | None:
    """Where the page before ended; what nobody gave out leads to the first page."""
    try:
        late, was, id_ = text.split("~")
        return late == "1", date.fromisoformat(was), min(int(id_), 2**62)
    except ValueError:
        return None


def tables_of(calendar: WorkingCalendar) -> Tables:
    """The whole calendar in the form of ``law/data/calendar.toml``."""
    keys = {names: key for key, names in HOLIDAYS.items()}
    for one in calendar.special.values():
        if one.holiday is not None:
            keys.setdefault(one.holiday, f"holiday_of_{one.day:%Y_%m_%d}")
    years = range(calendar.first.year, calendar.last.year + 1)
    return {
        "version": calendar.version,
        "confirmed_years": [year for year in years if calendar.confirmed(year)],
        "first_year": calendar.first.year,
        "last_year": calendar.last.year,
        "holidays": {key: {"kk": names.kk, "ru": names.ru, "en": names.en} for names, key in keys.items()},
        "exceptions": {"days": [_row(calendar.special[one], keys) for one in sorted(calendar.special)]},
    }


def _row(one: SpecialDay, keys: Mapping[Names, str]) -> dict[str, Any]:
    row: dict[str, Any] = {"date": one.day, "kind": one.kind.value, "basis": one.basis}
    if one.holiday is not None:
        row["holiday"] = keys[one.holiday]
    if one.exchanged_with is not None:
        row["with"] = one.exchanged_with
    if one.to_be_confirmed:
        row["to_be_confirmed"] = True
    return row


PAGES = Pages(
    chapter=Chapter.CALENDAR,
    title=gettext_lazy("Working calendar"),
    about=gettext_lazy("Holidays, days off that are moved, and weekends that are worked: all terms are counted by it."),
    ways=(Way(url="committee:enter-calendar", text=gettext_lazy("Enter a change of the calendar")),),
    stands=_stands,
    told=_told,
    preview=_preview,
    follow=recounting.follow,
    tables=lambda book: tables_of(book.calendar),
)
