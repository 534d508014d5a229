"""The chapter of the monthly calculation index: List 6, Tax 554."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruqsat.keeping.changing import Effect, Follow
from ruqsat.law.acts import Role
from ruqsat.law.application import Service
from ruqsat.law.book import Book, Chapter
from ruqsat.law.book_change import Tables
from ruqsat.law.fees import license_fee
from ruqsat.law.index_set import IndexSet
from ruqsat.law.timeline import NotInForce
from ruqsat.web.committee.chapter import Pages, Preview, Shown, Told, Way
from ruqsat.web.committee.entering import form_page
from ruqsat.web.forms import GovukForm
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest
from ruqsat.web.templatetags.ruqsat_text import tenge

SERVICES = {
    Service.ISSUE: gettext_lazy("Issue of a license"),
    Service.ANNEX: gettext_lazy("Annex to a license"),
    Service.REISSUE: gettext_lazy("Reissue of a license"),
    Service.DUPLICATE: gettext_lazy("Duplicate of a license or annex"),
}


class IndexForm(GovukForm):
    """Tax 554: the index of a year."""

    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Enter the year"),
            "invalid": gettext_lazy("Enter the year as four digits"),
        },
    )
    tenge = forms.IntegerField(
        label=gettext_lazy("Index in tenge"),
        max_value=10_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Enter the index in tenge"),
            "invalid": gettext_lazy("Enter the index as a whole number of tenge, like 4325"),
        },
    )
    basis = forms.CharField(
        label=gettext_lazy("Legal basis"),
        help_text=gettext_lazy("The law on the republican budget, with its day and number."),
        max_length=500,
        error_messages={"required": gettext_lazy("Name the act that this rests on")},
    )

    def tables(self) -> Tables:
        """The change in the form of `index_set`."""
        return {name: self.cleaned_data[name] for name in ("year", "tenge", "basis")}


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.KEEPER)
def enter(request: OfficerRequest) -> HttpResponse:
    """The index of one more year."""
    return form_page(request, PAGES, IndexForm(request.POST or None), "committee/enter_index.html")


def _stands(request: HttpRequest, book: Book) -> Shown:
    """The index of each year."""
    return Shown(template="committee/_index.html", part={"wordings": sorted(book.mci, key=lambda one: one.since)[::-1]})


def _told(change: IndexSet, before: Book) -> list[Told]:
    known = {wording.since.year: wording.value for wording in before.mci}
    return [
        Told(
            what=_("Index of %(year)s") % {"year": change.year},
            before=tenge(known[change.year]) if change.year in known else _("not recorded"),
            after=tenge(change.tenge),
        )
    ]


def _preview(request: HttpRequest, change: IndexSet, before: Book, after: Book, at: datetime) -> Preview:
    """List 6: the fee of each service on the last day before the change, and on the first day of it."""
    fees = [
        {
            "service": text,
            "before": _fee(before, service, date(change.year - 1, 12, 31)),
            "after": _fee(after, service, change.since),
        }
        for service, text in SERVICES.items()
    ]
    part = {"fees": fees, "since": change.since, "until": date(change.year - 1, 12, 31)}
    return Preview(shown=Shown(template="committee/_fees.html", part=part))


def _fee(book: Book, service: Service, day: date) -> int | None:
    try:
        return license_fee(service, on=day, edition=book.edition_on(day), index=book.mci)
    except NotInForce:
        return None


def _follow(at: datetime) -> Follow:
    """Fees are computed on the day of payment: no row of a case holds one that moves."""
    return lambda before, after: Effect(moved=0, late=0)


def _tables(book: Book) -> Tables:
    rows: list[dict[str, Any]] = [{"year": one.since.year, "tenge": one.value} for one in book.mci]
    return {"mci": rows}


PAGES = Pages(
    chapter=Chapter.MCI,
    title=gettext_lazy("Monthly calculation index"),
    about=gettext_lazy("The index of each year, from which the license fees follow."),
    ways=(Way(url="committee:enter-index", text=gettext_lazy("Enter the index of the next year")),),
    stands=_stands,
    told=_told,
    preview=_preview,
    follow=_follow,
    tables=_tables,
)
