"""Changes of the working calendar: List 7(1), the Labor Code, resolutions on moved days, Kurban Ait."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ruqsat.law.book import Book
from ruqsat.law.book_change import NotAChange, Tables, day_in, number_in, only, rows_in, text_in
from ruqsat.law.calendar import HOLIDAYS, DayKind, SpecialDay
from ruqsat.law.names import Names
from ruqsat.law.saying import Saying, say

ORDINARY = "ordinary"
_SATURDAY = 5
_PLACES = frozenset({"basis", "day", "holiday", "confirmed_years", "last_year"})
_OF_A_DAY = frozenset({"date", "kind", "basis", "holiday", "with", "to_be_confirmed"})


@dataclass(frozen=True, kw_only=True)
class CalendarAmended:
    """
    Days that from now on are what they are named here, each on its own legal basis.

    ``ordinary`` days lose their exception and are what their week says; ``last_year`` is 0 when no year is added.
    """

    basis: str
    special: tuple[SpecialDay, ...]
    ordinary: tuple[date, ...] = ()
    confirmed_years: tuple[int, ...] = ()
    last_year: int = 0

    @classmethod
    def read(cls, tables: Tables) -> "CalendarAmended":
        """
        Read ``basis``, rows ``day`` (``date``, ``kind``, ``holiday``, ``with``, ``basis``), ``confirmed_years``,
        ``last_year`` and tables ``holiday.<key>`` of holidays that have no name yet.

        :raises NotAChange: when a place is missing or wrong.
        """
        only(tables, _PLACES)
        basis = text_in(tables, "basis")
        holidays = dict(HOLIDAYS) | _named(tables.get("holiday", {}))
        rows = rows_in(tables, "day")
        special = tuple(_special(row, basis=basis, holidays=holidays) for row in rows if row.get("kind") != ORDINARY)
        years = tables.get("confirmed_years", [])
        if not isinstance(years, list) or not all(isinstance(year, int) for year in years):
            raise NotAChange(say("At “%(place)s” a list of years is expected.", place="confirmed_years"))
        return cls(
            basis=basis,
            special=special,
            ordinary=tuple(day_in(row, "date") for row in rows if row.get("kind") == ORDINARY),
            confirmed_years=tuple(years),
            last_year=number_in(tables, "last_year") if "last_year" in tables else 0,
        )

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that is named, in order."""
        return tuple(sorted([*(one.day for one in self.special), *self.ordinary]))

    @property
    def since(self) -> date:
        """The first day named; of a change that only confirms, the first day of the first year."""
        years = [date(year, 1, 1) for year in self.confirmed_years]
        return min([*self.days, *years, *([date(self.last_year, 1, 1)] if self.last_year else [])])

    def faults(self, book: Book, *, on: date) -> Iterator[Saying]:
        """List 7(1): nothing backdated, each day once, exchanged days in pairs, within the years that are written."""
        if not (self.days or self.confirmed_years or self.last_year):
            yield say("Nothing is changed.")
        named = self.days
        for day in sorted({one for one in named if named.count(one) > 1}):
            yield say("%(day)s is named twice.", day=day)
        for day in named:
            if day < on:
                yield say("%(day)s is over; the calendar is not changed backdated.", day=day)
        yield from self._years(book)
        yield from self._without_effect(book)
        yield from self._exchanged()

    def _years(self, book: Book) -> Iterator[Saying]:
        last = max(book.calendar.last.year, self.last_year)
        for day in self.days:
            if not book.calendar.first.year <= day.year <= last:
                yield say("The calendar of %(year)s is not written; add the year first.", year=day.year)
        if self.last_year and self.last_year != book.calendar.last.year + 1:
            yield say("The next year to be added is %(year)s.", year=book.calendar.last.year + 1)
        for year in self.confirmed_years:
            if not book.calendar.first.year <= year <= last:
                yield say("The calendar of %(year)s is not written; add the year first.", year=year)
            elif book.calendar.confirmed(year):
                yield say("The calendar of %(year)s is confirmed already.", year=year)

    def _without_effect(self, book: Book) -> Iterator[Saying]:
        for one in self.special:
            if book.calendar.special.get(one.day) == one:
                yield say("%(day)s stands in the calendar in just this way.", day=one.day)
        for day in self.ordinary:
            if day not in book.calendar.special:
                yield say("%(day)s is an ordinary day already.", day=day)

    def _exchanged(self) -> Iterator[Saying]:
        by_day = {one.day: one for one in self.special}
        for one in self.special:
            weekend = one.day.weekday() >= _SATURDAY
            if one.kind is DayKind.MOVED_WORK and not weekend:
                yield say("%(day)s is no Saturday or Sunday, so it is worked anyway.", day=one.day)
            if one.kind is DayKind.MOVED_OFF and weekend:
                yield say("%(day)s is a Saturday or Sunday, so it is off anyway.", day=one.day)
            if one.kind is DayKind.OBSERVED and weekend:
                yield say("%(day)s is a Saturday or Sunday; a holiday is moved to a working day.", day=one.day)
            if one.kind in (DayKind.MOVED_WORK, DayKind.MOVED_OFF):
                other = by_day.get(one.exchanged_with) if one.exchanged_with else None
                if other is None or other.exchanged_with != one.day or other.kind is one.kind:
                    yield say("%(day)s is exchanged for no other day of this change.", day=one.day)

    def amended(self, book: Book) -> Book:
        """The book with these days in its calendar."""
        calendar = book.calendar.amended(
            self.special,
            ordinary=self.ordinary,
            confirmed_years=self.confirmed_years,
            last_year=self.last_year or None,
            version=f"{book.calendar.version.split('+')[0]}+{book.version + 1}",
        )
        return replace(book, calendar=calendar)


def _named(tables: object) -> dict[str, Names]:
    if not isinstance(tables, Mapping):
        raise NotAChange(say("At “%(place)s” a table is expected.", place="holiday"))
    found = {}
    for key, table in tables.items():
        found[key] = Names(kk=text_in(table, "kk"), ru=text_in(table, "ru"), en=text_in(table, "en"))
    return found


def _special(row: Tables, *, basis: str, holidays: Mapping[str, Names]) -> SpecialDay:
    only(row, _OF_A_DAY)
    day = day_in(row, "date")
    kinds = [kind.value for kind in DayKind]
    if row.get("kind") not in kinds:
        raise NotAChange(say("The kind of %(day)s is one of: %(kinds)s.", day=day, kinds=", ".join([*kinds, ORDINARY])))
    kind, holiday = DayKind(row["kind"]), row.get("holiday")
    if kind in (DayKind.HOLIDAY, DayKind.OBSERVED, DayKind.RELIGIOUS) and holiday not in holidays:
        raise NotAChange(say("Which holiday %(day)s is, is not named, or not known.", day=day))
    exchanged = {"with": day_in(row, "with")} if kind in (DayKind.MOVED_OFF, DayKind.MOVED_WORK) else {}
    own = text_in(row, "basis") if "basis" in row else basis
    plain = {key: row[key] for key in ("holiday", "to_be_confirmed") if key in row}
    return SpecialDay.from_table({**plain, **exchanged, "date": day, "kind": kind, "basis": own}, holidays=holidays)
