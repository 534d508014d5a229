"""Changes of the offices, the regions that they serve, and what they offer: List 1, Rules 10(1), List 10(4)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ruqsat.law import list_change
from ruqsat.law.book import Book
from ruqsat.law.book_change import NotAChange, Tables, day_in, only, rows_in, text_in
from ruqsat.law.names import Names
from ruqsat.law.offices import Office, OfficeKind, OfficeList, Region
from ruqsat.law.saying import Saying, say

_PLACES = frozenset({"basis", "since", "region", "office", "access", "ended"})
_OF_REGION = frozenset({"code", "kk", "ru", "en", "centre", "licensor", "approving"})
_OF_OFFICE = frozenset({"code", "kind", "region", "kk", "ru", "en", "short", "access"})
_OF_ACCESS = frozenset({"code", "kk", "ru", "en"})
_REGION = re.compile(r"[0-9]{2}")
_OFFICE = re.compile(r"[A-Z]{2,6}-[0-9A-Z]{2,8}")


@dataclass(frozen=True, kw_only=True)
class RegionSaid:
    """What is said of one region, and which offices serve it; ``None`` where it stays as it was."""

    code: str
    names: Names | None
    centre: Names | None
    licensor: str | None
    approving: str | None


@dataclass(frozen=True, kw_only=True)
class OfficeSaid:
    """What is said of one office; ``None`` where it stays as it was."""

    code: str
    kind: OfficeKind | None
    region: str | None
    names: Names | None
    short: Names | None
    access: tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True)
class OfficesChanged:
    """Regions and offices that are new, are called otherwise, serve or offer another thing from a day, or end."""

    basis: str
    since: date
    regions: tuple[RegionSaid, ...]
    offices: tuple[OfficeSaid, ...]
    access: Mapping[str, Names]
    ended: tuple[str, ...]

    @classmethod
    def read(cls, tables: Tables) -> "OfficesChanged":
        """
        Read ``basis``, ``since``, rows ``region``, ``office`` and ``access``, and the list ``ended`` of codes.

        :raises NotAChange: when a place is missing or wrong, or a name is missing in one language.
        """
        only(tables, _PLACES)
        return cls(
            basis=text_in(tables, "basis"),
            since=day_in(tables, "since"),
            regions=tuple(_region(row) for row in rows_in(tables, "region")),
            offices=tuple(_office(row) for row in rows_in(tables, "office")),
            access=dict(_access(row) for row in rows_in(tables, "access")),
            ended=list_change.codes_if_any(tables, "ended") or (),
        )

    def faults(self, book: Book, *, on: date) -> Iterator[Saying]:
        """List 1, Rules 10(1): not backdated; codes stay what they were; every region has both its offices."""
        before = list_change.last_of(book.offices)
        if not (self.regions or self.offices or self.access or self.ended):
            yield say("Nothing is changed.")
        yield from list_change.out_of_order(book.offices, since=self.since, on=on)
        named = [*(one.code for one in self.regions), *(one.code for one in self.offices), *self.access]
        known = {*before.regions, *before.offices, *before.access}
        yield from list_change.misnamed(named, ended=self.ended, known=known, over=before.ended)
        yield from self._misspelled(before)
        yield from self._incomplete(before)
        for code in self.ended:
            if code in before.offices and before.offices[code].kind is OfficeKind.COMMITTEE:
                yield say("The Committee itself does not end here.")
        yield from _contradictions(self._after(before))

    def _misspelled(self, before: OfficeList) -> Iterator[Saying]:
        new = (one.code for one in self.regions if one.code not in before.regions)
        yield from list_change.misspelled(new, _REGION, "75")
        new = (one.code for one in self.offices if one.code not in before.offices)
        yield from list_change.misspelled(new, _OFFICE, "KZ-75")
        new = (code for code in self.access if code not in before.access)
        yield from list_change.misspelled(new, list_change.CODE, "call_button")

    def _incomplete(self, before: OfficeList) -> Iterator[Saying]:
        for region in self.regions:
            new = region.code not in before.regions
            if new and None in {region.names, region.centre, region.licensor, region.approving}:
                yield say("“%(code)s” is new: it needs its name, its centre and both its offices.", code=region.code)
        for office in self.offices:
            known = before.offices.get(office.code)
            if known is None and None in {office.names, office.short, office.kind, office.region}:
                yield say("“%(code)s” is new: it needs its kind, its region, full and short name.", code=office.code)
            elif known is not None and office.kind not in {None, known.kind}:
                yield say("“%(code)s” stays the kind of office that it was.", code=office.code)

    def _after(self, before: OfficeList) -> OfficeList:
        licensors = {one.code: one.licensor for one in self.regions if one.licensor is not None}
        approving = {one.code: one.approving for one in self.regions if one.approving is not None}
        offices = {one.code: _office_after(before.offices.get(one.code), one) for one in self.offices}
        regions = {one.code: _region_after(before.regions.get(one.code), one) for one in self.regions}
        return OfficeList(
            regions=dict(sorted({**before.regions, **regions}.items())),
            offices={**before.offices, **offices},
            licensors={**before.licensors, **licensors},
            approving={**before.approving, **approving},
            access={**before.access, **self.access},
            ended=before.ended | set(self.ended),
        )

    def amended(self, book: Book) -> Book:
        """The book with the offices as they stand from that day."""
        after = self._after(list_change.last_of(book.offices))
        return replace(book, offices=list_change.with_version(book.offices, after, since=self.since))


def _contradictions(after: OfficeList) -> Iterator[Saying]:
    served, there = after.served, after.open
    for code in served:
        licensor, approving = there.get(after.licensors.get(code, "")), there.get(after.approving.get(code, ""))
        if licensor is None or licensor.kind is not OfficeKind.LICENSOR:
            yield say("The region “%(region)s” would be left without a department of the licensor.", region=code)
        if approving is None or approving.kind is not OfficeKind.APPROVING:
            yield say("The region “%(region)s” would be left without an approving body.", region=code)
    for office in there.values():
        if office.region and office.region not in after.regions:
            yield say(
                "“%(code)s” is placed in “%(region)s”, which is no region.", code=office.code, region=office.region
            )
        for offered in office.access or ():
            if offered not in after.access or offered in after.ended:
                yield say("“%(code)s” offers “%(other)s”, which is not there.", code=office.code, other=offered)


_NO_NAMES = Names(kk="", ru="", en="")


def _region_after(before: Region | None, said: RegionSaid) -> Region:
    first = before or Region(code=said.code, names=_NO_NAMES, centre=_NO_NAMES)
    return Region(code=said.code, names=said.names or first.names, centre=said.centre or first.centre)


def _office_after(before: Office | None, said: OfficeSaid) -> Office:
    kind = said.kind or OfficeKind.LICENSOR
    first = before or Office(code=said.code, kind=kind, region="", names=_NO_NAMES, short=_NO_NAMES)
    return Office(
        code=said.code,
        kind=first.kind,
        region=first.region if said.region is None else said.region,
        names=said.names or first.names,
        short=said.short or first.short,
        access=first.access if said.access is None else said.access,
    )


def _region(row: Tables) -> RegionSaid:
    only(row, _OF_REGION)
    code = text_in(row, "code")
    return RegionSaid(
        code=code,
        names=list_change.names_if_any(row, code),
        centre=list_change.names_below(row, "centre", code),
        licensor=list_change.text_if_any(row, "licensor"),
        approving=list_change.text_if_any(row, "approving"),
    )


def _office(row: Tables) -> OfficeSaid:
    only(row, _OF_OFFICE)
    code, kind = text_in(row, "code"), list_change.text_if_any(row, "kind")
    if kind is not None and kind not in {OfficeKind.LICENSOR.value, OfficeKind.APPROVING.value}:
        raise NotAChange(say("The kind of an office is licensor or approving."))
    return OfficeSaid(
        code=code,
        kind=OfficeKind(kind) if kind is not None else None,
        region=list_change.text_if_any(row, "region"),
        names=list_change.names_if_any(row, code),
        short=list_change.names_below(row, "short", code),
        access=list_change.codes_if_any(row, "access"),
    )


def _access(row: Tables) -> tuple[str, Names]:
    only(row, _OF_ACCESS)
    code = text_in(row, "code")
    return code, list_change.names_in(row, code)
