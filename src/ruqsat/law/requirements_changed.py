"""Changes of the points of the qualification requirements: Rules 15, Rules 17."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ruqsat.law import list_change
from ruqsat.law.activities import ActivityList
from ruqsat.law.book import Book
from ruqsat.law.book_change import Tables, day_in, only, rows_in, text_in
from ruqsat.law.names import Names
from ruqsat.law.requirements import Requirement, RequirementList
from ruqsat.law.saying import Saying, say

_PLACES = frozenset({"basis", "since", "requirement", "ended"})
_OF_REQUIREMENT = frozenset({"key", "ref", "kk", "ru", "en", "hint", "subtypes"})
_NO_NAMES = Names(kk="", ru="", en="")


@dataclass(frozen=True, kw_only=True)
class RequirementSaid:
    """What is said of one point; ``None`` where it stays as it was."""

    key: str
    ref: str | None
    names: Names | None
    hint: Names | None
    subtypes: tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True)
class RequirementsChanged:
    """Points that are new or read otherwise from a day, and those that end."""

    basis: str
    since: date
    requirements: tuple[RequirementSaid, ...]
    ended: tuple[str, ...]

    @classmethod
    def read(cls, tables: Tables) -> "RequirementsChanged":
        """
        Read ``basis``, ``since``, rows ``requirement`` and the list ``ended`` of keys.

        :raises NotAChange: when a place is missing or wrong, or a wording is missing in one language.
        """
        only(tables, _PLACES)
        return cls(
            basis=text_in(tables, "basis"),
            since=day_in(tables, "since"),
            requirements=tuple(_requirement(row) for row in rows_in(tables, "requirement")),
            ended=list_change.codes_if_any(tables, "ended") or (),
        )

    def faults(self, book: Book, *, on: date) -> Iterator[Saying]:
        """Rules 15, Rules 17: not backdated; keys stay what they were; each point has its clause, words, subtypes."""
        before = list_change.last_of(book.requirements)
        if not (self.requirements or self.ended):
            yield say("Nothing is changed.")
        yield from list_change.out_of_order(book.requirements, since=self.since, on=on)
        named = [one.key for one in self.requirements]
        yield from list_change.misnamed(named, ended=self.ended, known=before.points, over=before.ended)
        new = [one for one in self.requirements if one.key not in before.points]
        yield from list_change.misspelled((one.key for one in new), list_change.CODE, "premises")
        for one in new:
            if one.names is None or one.hint is None or not one.ref:
                yield say("“%(code)s” is new: it needs its clause, its wording and what is looked at.", code=one.key)
        yield from self._of_unknown_subtypes(list_change.last_of(book.activities))
        if set(self._after(before).points) <= self._after(before).ended:
            yield say("No point of the qualification requirements would be left.")

    def _of_unknown_subtypes(self, activities: ActivityList) -> Iterator[Saying]:
        for one in self.requirements:
            for code in one.subtypes or ():
                if code not in activities.there:
                    yield say("“%(code)s” is for “%(other)s”, which is no subtype.", code=one.key, other=code)

    def _after(self, before: RequirementList) -> RequirementList:
        said = {one.key: _merged(before.points.get(one.key), one) for one in self.requirements}
        return RequirementList(points={**before.points, **said}, ended=before.ended | set(self.ended))

    def amended(self, book: Book) -> Book:
        """The book with the points as they stand from that day."""
        after = self._after(list_change.last_of(book.requirements))
        return replace(book, requirements=list_change.with_version(book.requirements, after, since=self.since))


def _merged(before: Requirement | None, said: RequirementSaid) -> Requirement:
    first = before or Requirement(key=said.key, ref="", names=_NO_NAMES, hint=_NO_NAMES, subtypes=())
    return Requirement(
        key=said.key,
        ref=said.ref or first.ref,
        names=said.names or first.names,
        hint=said.hint or first.hint,
        subtypes=first.subtypes if said.subtypes is None else said.subtypes,
    )


def _requirement(row: Tables) -> RequirementSaid:
    only(row, _OF_REQUIREMENT)
    key = text_in(row, "key")
    return RequirementSaid(
        key=key,
        ref=list_change.text_if_any(row, "ref"),
        names=list_change.names_if_any(row, key),
        hint=list_change.names_below(row, "hint", key),
        subtypes=list_change.codes_if_any(row, "subtypes"),
    )
