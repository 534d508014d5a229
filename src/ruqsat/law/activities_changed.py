"""Changes of the list of subtypes of activity and specialities: Annex 2(4), Annex 3(4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ruqsat.law import list_change
from ruqsat.law.activities import ActivityList, Speciality, Subtype
from ruqsat.law.book import Book
from ruqsat.law.book_change import Tables, day_in, only, rows_in, text_in
from ruqsat.law.names import Names
from ruqsat.law.saying import Saying, say

_PLACES = frozenset({"basis", "since", "subtype", "speciality", "ended", "ended_specialities"})
_OF_SUBTYPE = frozenset({"code", "kk", "ru", "en", "parent", "specialities"})
_OF_SPECIALITY = frozenset({"code", "kk", "ru", "en"})


@dataclass(frozen=True, kw_only=True)
class SubtypeSaid:
    """What is said of one subtype; ``None`` where it stays as it was."""

    code: str
    names: Names | None
    parent: str | None
    specialities: tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True)
class ActivitiesChanged:
    """Subtypes and specialities that are new or are called or placed otherwise from a day, and those that end."""

    basis: str
    since: date
    subtypes: tuple[SubtypeSaid, ...]
    specialities: tuple[Speciality, ...]
    ended: tuple[str, ...]
    ended_specialities: tuple[str, ...] = ()

    @classmethod
    def read(cls, tables: Tables) -> "ActivitiesChanged":
        """
        Read ``basis``, ``since``, rows ``subtype`` and ``speciality``, and the codes that end: ``ended``,
        ``ended_specialities``.

        :raises NotAChange: when a place is missing or wrong, or a name is missing in one language.
        """
        only(tables, _PLACES)
        return cls(
            basis=text_in(tables, "basis"),
            since=day_in(tables, "since"),
            subtypes=tuple(_subtype(row) for row in rows_in(tables, "subtype")),
            specialities=tuple(_speciality(row) for row in rows_in(tables, "speciality")),
            ended=list_change.codes_if_any(tables, "ended") or (),
            ended_specialities=list_change.codes_if_any(tables, "ended_specialities") or (),
        )

    def faults(self, book: Book, *, on: date) -> Iterator[Saying]:
        """Annex 2(4): not backdated; codes stay what they were; every place in the tree is there, and no ring."""
        before = list_change.last_of(book.activities)
        yield from list_change.out_of_order(book.activities, since=self.since, on=on)
        subtypes, specialities = [one.code for one in self.subtypes], [one.code for one in self.specialities]
        if not (subtypes or specialities or self.ended or self.ended_specialities):
            yield say("Nothing is changed.")
        yield from list_change.misnamed(subtypes, ended=self.ended, known=before.subtypes, over=before.ended)
        yield from list_change.misnamed(
            specialities, ended=self.ended_specialities, known=before.specialities, over=before.ended_specialities
        )
        new = {*subtypes} - {*before.subtypes} | {*specialities} - {*before.specialities}
        yield from list_change.misspelled(sorted(new), list_change.CODE, "primary_care")
        yield from self._unnamed(before)
        yield from _contradictions(self._after(before))

    def _unnamed(self, before: ActivityList) -> Iterator[Saying]:
        for one in self.subtypes:
            if one.names is None and one.code not in before.subtypes:
                yield say("“%(code)s” is new and has no name.", code=one.code)

    def _after(self, before: ActivityList) -> ActivityList:
        said = {one.code: _merged(before.subtypes.get(one.code), one) for one in self.subtypes}
        return ActivityList(
            subtypes={**before.subtypes, **said},
            specialities={**before.specialities, **{one.code: one for one in self.specialities}},
            ended=before.ended | set(self.ended),
            ended_specialities=before.ended_specialities | set(self.ended_specialities),
        )

    def amended(self, book: Book) -> Book:
        """The book with the list as it stands from that day."""
        after = self._after(list_change.last_of(book.activities))
        return replace(book, activities=list_change.with_version(book.activities, after, since=self.since))


def _contradictions(after: ActivityList) -> Iterator[Saying]:
    there = after.there
    parents = {one.parent for one in there.values()}
    for code, one in there.items():
        if one.parent and one.parent not in there:
            yield say("“%(code)s” is placed below “%(parent)s”, which is not there.", code=code, parent=one.parent)
        elif _in_a_ring(code, after.subtypes):
            yield say("“%(code)s” would be below itself.", code=code)
        for speciality in one.specialities:
            if speciality not in after.practiced:
                yield say("“%(code)s” offers “%(other)s”, which is not there.", code=code, other=speciality)
        if code not in parents and not one.specialities:
            yield say("“%(code)s” can be declared and offers no speciality.", code=code)


def _in_a_ring(code: str, subtypes: Mapping[str, Subtype]) -> bool:
    seen = {code}
    while (code := subtypes[code].parent if code in subtypes else "") and code not in seen:
        seen.add(code)
    return bool(code)


def _merged(before: Subtype | None, said: SubtypeSaid) -> Subtype:
    if before is None:
        names = said.names or Names(kk="", ru="", en="")  # faults tell it
        return Subtype(code=said.code, names=names, parent=said.parent or "", specialities=said.specialities or ())
    return Subtype(
        code=said.code,
        names=said.names or before.names,
        parent=before.parent if said.parent is None else said.parent,
        specialities=before.specialities if said.specialities is None else said.specialities,
    )


def _subtype(row: Tables) -> SubtypeSaid:
    only(row, _OF_SUBTYPE)
    code = text_in(row, "code")
    return SubtypeSaid(
        code=code,
        names=list_change.names_if_any(row, code),
        parent=list_change.text_if_any(row, "parent"),
        specialities=list_change.codes_if_any(row, "specialities"),
    )


def _speciality(row: Tables) -> Speciality:
    only(row, _OF_SPECIALITY)
    code = text_in(row, "code")
    return Speciality(code=code, names=list_change.names_in(row, code))
