"""What the pages of the reference lists share: what stands, searched; a form of one entry; what a change touches."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruqsat import instance_clock
from ruqsat.keeping import books
from ruqsat.law.acts import Role
from ruqsat.law.book import Book
from ruqsat.law.book_change import Tables
from ruqsat.law.local_time import local
from ruqsat.law.names import LANGUAGES, Names
from ruqsat.law.timeline import Timeline
from ruqsat.web.committee.chapter import Pages, Shown, Told, Way
from ruqsat.web.committee.entering import form_page
from ruqsat.web.forms import DayField, GovukForm, TickField
from ruqsat.web.guards import View, officer

L = TypeVar("L")  # a list of the book

NAMES_OF = {
    "kk": gettext_lazy("Name in Kazakh"),
    "ru": gettext_lazy("Name in Russian"),
    "en": gettext_lazy("Name in English"),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a list: code, name, what else is said of it, the page on which it is changed, what that page does."""

    code: str
    names: Names | None
    said: Sequence[str]
    url: str = ""
    act: str = ""
    ended: bool = False


def listed(request: HttpRequest, entries: Iterable[Entry], *, timeline: Timeline[Any]) -> Shown:
    """The entries that have what is searched for (``q``) in code, name or text, and the versions still to come."""
    sought = request.GET.get("q", "").strip()
    found = [one for one in entries if sought.casefold() in _text(one).casefold()]
    coming = [one.since for one in timeline if one.since > today()]
    part = {"entries": found, "q": sought, "coming": coming}
    return Shown(template="committee/_listed.html", part=part)


def _text(entry: Entry) -> str:
    named = [entry.names.in_(language) for language in LANGUAGES] if entry.names else []
    return " ".join([entry.code, *named, *entry.said])


def today() -> date:
    """The day on this instance's clock."""
    return local(instance_clock.now()).date()


def touched(lines: Mapping[str, int | str], *, note: str = "") -> Shown:
    """What a change touches, in numbers, and what happens to it."""
    return Shown(template="committee/_touched.html", part={"lines": lines, "note": note})


def change_url(name: str, **asked: str) -> str:
    """The form of a chapter, opened on an entry."""
    pairs = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"{reverse(f'committee:{name}')}?{pairs}"


def told_of(
    codes: Iterable[str], *, ended: Iterable[str], before: L, after: L, text: Callable[[L, str], str]
) -> list[Told]:
    """Entry by entry how it stands now and how it will; those that end, and from then on are not in force."""
    return [
        *(Told(what=code, before=text(before, code), after=text(after, code)) for code in codes),
        *(Told(what=code, before=text(before, code), after=_("ended")) for code in ended),
    ]


def table_ways(chapter: str) -> tuple[Way, Way]:
    """Several names at once, entered and taken away, at the addresses ``<chapter>-from-text`` and ``<chapter>-csv``."""
    return (
        Way(url=f"committee:{chapter}-from-text", text=gettext_lazy("Enter several names from a table (CSV)")),
        Way(url=f"committee:{chapter}-csv", text=gettext_lazy("Take the names as a table (CSV)")),
    )


def entry_page(pages: Pages, way: Way, form: Callable[[Book, QueryDict | None, QueryDict], "EntryForm"]) -> View:
    """
    The page on which one entry is entered: new, or opened on the one that the address names.

    :param form: the form on the book in force, with what was sent and with what the address asks for.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @officer(Role.KEEPER)
    def enter(request: HttpRequest) -> HttpResponse:
        filled = form(books.in_force(), request.POST or None, request.GET)
        return form_page(request, pages, filled, "committee/enter_entry.html", {"heading": way.text})

    return enter


class EntryForm(GovukForm):
    """One entry of a list, from which day it is so, and on which basis."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("It stays what it is for ever, also when the name changes."),
        max_length=40,
        error_messages={"required": gettext_lazy("Enter the code")},
    )
    kk = forms.CharField(label=NAMES_OF["kk"], max_length=400, required=False)
    ru = forms.CharField(label=NAMES_OF["ru"], max_length=400, required=False)
    en = forms.CharField(label=NAMES_OF["en"], max_length=400, required=False)
    ends = TickField(label=gettext_lazy("From that day the entry is not in force any more"), required=False)
    since = DayField(label=gettext_lazy("From which day"), help_text=gettext_lazy("A day to come, like 1 1 2027."))
    basis = forms.CharField(
        label=gettext_lazy("Legal basis"),
        help_text=gettext_lazy("The act that this rests on, with its day and number."),
        max_length=500,
        error_messages={"required": gettext_lazy("Name the act that this rests on")},
    )

    rows = "entry"
    key = "code"

    def tables(self) -> Tables:
        """The change in the form of the chapter: one row, or one code that ends."""
        given = self.cleaned_data
        head: dict[str, Any] = {"basis": given["basis"], "since": given["since"]}
        if given["ends"]:
            return head | {self.ended(): [given["code"]]}
        return head | {self.rows: [{self.key: given["code"], **self.row()}]}

    def ended(self) -> str:
        """The place of the change in which codes that end stand."""
        return "ended"

    def row(self) -> dict[str, Any]:
        """What is said of the entry; an empty field says nothing, and what was before stays."""
        return self.said("kk", "ru", "en")

    def said(self, *fields: str) -> dict[str, Any]:
        """Those of *fields* that are not empty."""
        return {name: self.cleaned_data[name] for name in fields if self.cleaned_data.get(name)}

    def three(self, prefix: str) -> dict[str, dict[str, str]]:
        """A further name in three languages, typed at ``<prefix>_kk`` and so on."""
        found = {one: self.cleaned_data[f"{prefix}_{one}"] for one in LANGUAGES}
        return {prefix: {one: text for one, text in found.items() if text}} if any(found.values()) else {}


def initial_names(named: Names, prefix: str = "") -> dict[str, str]:
    """The three names as the first values of a form's fields."""
    return {f"{prefix}{one}": named.in_(one) for one in LANGUAGES}


def all_three(named: Names | None) -> str:
    """A name in all three languages, for a line that says before and after."""
    return " · ".join(named.in_(one) for one in LANGUAGES) if named and named.en else _("not in the list")
