"""The chapter of offices and regions, and what each office offers to persons with disabilities: List 1, List 10(4)."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.cases import lists_followed
from ruqsat.keeping.changing import Follow
from ruqsat.law import list_change
from ruqsat.law.book import Book, Chapter
from ruqsat.law.book_change import Tables
from ruqsat.law.offices import Office, OfficeKind, OfficeList, Region, offered
from ruqsat.law.offices_changed import OfficesChanged
from ruqsat.web.committee.chapter import Pages, Preview, Shown, Told, Way
from ruqsat.web.committee.listed import (
    Entry,
    EntryForm,
    all_three,
    change_url,
    entry_page,
    initial_names,
    listed,
    table_ways,
    today,
    told_of,
    touched,
)
from ruqsat.web.forms import ChoiceField, ChoicesField
from ruqsat.web.templatetags.ruqsat_text import names

OFFICE, REGION, ACCESS = "office", "region", "access"
KINDS = {
    OfficeKind.LICENSOR: gettext_lazy("Department of the licensor"),
    OfficeKind.APPROVING: gettext_lazy("Approving body"),
    OfficeKind.COMMITTEE: gettext_lazy("The Committee"),
}


class OfficeForm(EntryForm):
    """List 1, List 10(4): an office with its names, and what it offers."""

    rows = OFFICE
    kind = ChoiceField(label=gettext_lazy("Kind of office"), choices=list(KINDS.items())[:2], required=False)
    region = ChoiceField(label=gettext_lazy("Region"), widget=forms.Select, required=False)
    short_kk = forms.CharField(label=gettext_lazy("Short name in Kazakh"), max_length=200, required=False)
    short_ru = forms.CharField(label=gettext_lazy("Short name in Russian"), max_length=200, required=False)
    short_en = forms.CharField(label=gettext_lazy("Short name in English"), max_length=200, required=False)
    access = ChoicesField(label=gettext_lazy("What it offers to persons with disabilities"), required=False)
    field_order = (
        *("code", "kind", "region", "kk", "ru", "en", "short_kk", "short_ru", "short_en", "access"),
        *("ends", "since", "basis"),
    )

    def __init__(self, *args: Any, known: OfficeList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        regions = [("", _("none")), *((one.code, names(one.names)) for one in known.regions.values())]
        self.offer("region", regions)
        offered = [(code, names(named)) for code, named in known.access.items() if code not in known.ended]
        self.offer("access", offered)

    def row(self) -> dict[str, Any]:
        """Names, kind, region, and what the office offers; nothing ticked says that once it was recorded."""
        chosen, before = self.cleaned_data["access"], self.known.offices.get(self.cleaned_data["code"])
        offers = {"access": chosen} if chosen or (before and before.access is not None) else {}
        return super().row() | self.said("kind", "region") | self.three("short") | offers


class RegionForm(EntryForm):
    """Rules 3, Rules 10(1), Rules 18: a region with its centre, and which offices serve it."""

    rows = REGION
    centre_kk = forms.CharField(label=gettext_lazy("Centre in Kazakh"), max_length=100, required=False)
    centre_ru = forms.CharField(label=gettext_lazy("Centre in Russian"), max_length=100, required=False)
    centre_en = forms.CharField(label=gettext_lazy("Centre in English"), max_length=100, required=False)
    licensor = ChoiceField(label=KINDS[OfficeKind.LICENSOR], widget=forms.Select, required=False)
    approving = ChoiceField(label=KINDS[OfficeKind.APPROVING], widget=forms.Select, required=False)
    field_order = (
        *("code", "kk", "ru", "en", "centre_kk", "centre_ru", "centre_en", "licensor", "approving"),
        *("ends", "since", "basis"),
    )

    def __init__(self, *args: Any, known: OfficeList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, kind in (("licensor", OfficeKind.LICENSOR), ("approving", OfficeKind.APPROVING)):
            there = [(one.code, names(one.short)) for one in known.open.values() if one.kind is kind]
            self.offer(field, [("", _("none")), *there])

    def row(self) -> dict[str, Any]:
        """Name, centre, and both its offices."""
        return super().row() | self.said("licensor", "approving") | self.three("centre")


class AccessForm(EntryForm):
    """List 10(4): one more thing that an office can offer."""

    rows = ACCESS


def _office_form(book: Book, sent: QueryDict | None, asked: QueryDict) -> OfficeForm:
    known = list_change.last_of(book.offices)
    one = known.offices.get(asked.get("code", ""))
    return OfficeForm(sent, known=known, initial=_of_office(one) if one else {})


def _region_form(book: Book, sent: QueryDict | None, asked: QueryDict) -> RegionForm:
    known = list_change.last_of(book.offices)
    one = known.regions.get(asked.get("code", ""))
    return RegionForm(sent, known=known, initial=_of_region(one, known) if one else {})


def _access_form(book: Book, sent: QueryDict | None, asked: QueryDict) -> AccessForm:
    known, code = list_change.last_of(book.offices).access, asked.get("code", "")
    return AccessForm(sent, initial={"code": code, **initial_names(known[code])} if code in known else {})


def _of_office(one: Office) -> dict[str, Any]:
    named = initial_names(one.names) | initial_names(one.short, "short_")
    return {"code": one.code, "kind": one.kind.value, "region": one.region, "access": one.access or (), **named}


def _of_region(one: Region, known: OfficeList) -> dict[str, Any]:
    named = initial_names(one.names) | initial_names(one.centre, "centre_")
    by = {"licensor": known.licensors.get(one.code, ""), "approving": known.approving.get(one.code, "")}
    return {"code": one.code, **named, **by}


def _stands(request: HttpRequest, book: Book) -> Shown:
    return listed(request, _entries(book.offices.on(today())), timeline=book.offices)


def _entries(known: OfficeList) -> Iterator[Entry]:
    for one in known.offices.values():
        place = names(known.regions[one.region].names) if one.region in known.regions else ""
        said = [text for text in (str(KINDS[one.kind]), place, offered_by(one, known)) if text]
        url, ended = change_url("enter-office", code=one.code), one.code in known.ended
        yield Entry(code=one.code, names=one.names, said=said, url=url, ended=ended)
    for code, region in known.regions.items():
        said = [_("Region"), known.licensors.get(code, "–"), known.approving.get(code, "–")]
        url, ended = change_url("enter-region", code=code), code in known.ended
        yield Entry(code=code, names=region.names, said=said, url=url, ended=ended)
    for code, named in known.access.items():
        url, ended = change_url("enter-access", code=code), code in known.ended
        yield Entry(code=code, names=named, said=[_("For persons with disabilities")], url=url, ended=ended)


def offered_by(office: Office, known: OfficeList) -> str:
    """List 10(4): what the office offers, in the reader's language; "" until it is recorded."""
    return ", ".join(names(one) for one in offered(office, among=known) or ())


def _told(change: OfficesChanged, before: Book) -> list[Told]:
    known, after = list_change.last_of(before.offices), list_change.last_of(change.amended(before).offices)
    codes = [*(one.code for one in change.regions), *(one.code for one in change.offices), *change.access]
    return told_of(codes, ended=change.ended, before=known, after=after, text=_any)


def _any(known: OfficeList, code: str) -> str:
    if code in known.offices:
        one = known.offices[code]
        return "; ".join(text for text in (all_three(one.names), one.region, offered_by(one, known)) if text)
    if code in known.regions:
        by = (known.licensors.get(code, "–"), known.approving.get(code, "–"))
        return "; ".join((all_three(known.regions[code].names), *by))
    return all_three(known.access.get(code))


def _preview(request: HttpRequest, change: OfficesChanged, before: Book, after: Book, at: datetime) -> Preview:
    """Rules 3, Rules 18: open cases stay with the offices of the day they were received."""
    known = list_change.last_of(before.offices)
    offices = {*(one.code for one in change.offices), *(set(change.ended) & set(known.offices))}
    for region in (*(one.code for one in change.regions), *change.ended):
        offices |= {by[region] for by in (known.licensors, known.approving) if region in by}
    lines = {
        _("Open cases of these offices"): lists_followed.open_cases_of(offices),
        _("Appointments to them that day or later"): lists_followed.appointed(offices, on=change.since),
    }
    shown = touched(lines, note=_("Cases received before that day stay with the offices that they have."))
    return Preview(shown=shown, faults=lists_followed.offices_in_use(before, after))


def _follow(at: datetime) -> Follow:
    return partial(lists_followed.follow_offices, at=at)


def _tables(book: Book) -> Tables:
    known = book.offices.on(today())
    offices: list[dict[str, Any]] = [
        {
            **{"code": one.code, "kind": one.kind.value, "region": one.region},
            **initial_names(one.names),
            "short": initial_names(one.short),
            **({"access": list(one.access)} if one.access is not None else {}),
        }
        for one in known.open.values()
        if one.kind is not OfficeKind.COMMITTEE
    ]
    regions: list[dict[str, Any]] = [
        {
            "code": code,
            **initial_names(one.names),
            "centre": initial_names(one.centre),
            **{"licensor": known.licensors[code], "approving": known.approving[code]},
        }
        for code, one in known.served.items()
    ]
    access = [{"code": code, **initial_names(one)} for code, one in known.access.items() if code not in known.ended]
    return {"since": today(), "region": regions, "office": offices, "access": access}


PAGES = Pages(
    chapter=Chapter.OFFICES,
    title=gettext_lazy("Offices and regions"),
    about=gettext_lazy("Which department and which approving body serve a region, and what each office offers."),
    ways=(
        Way(url="committee:enter-office", text=gettext_lazy("Enter an office")),
        Way(url="committee:enter-region", text=gettext_lazy("Enter a region and its offices")),
        Way(url="committee:enter-access", text=gettext_lazy("Enter what offices can offer")),
        *table_ways("offices"),
    ),
    stands=_stands,
    told=_told,
    preview=_preview,
    follow=_follow,
    tables=_tables,
)

enter_office, enter_region, enter_access = (
    entry_page(PAGES, way, form)
    for way, form in zip(PAGES.ways, (_office_form, _region_form, _access_form), strict=False)
)
"""An office; a region and which offices serve it; what else offices can offer: new or changed or ended."""
