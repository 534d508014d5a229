"""The chapter of the qualification requirements, point by point with its clause: Rules 15, Rules 17."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.cases import lists_followed
from ruqsat.cases.models import Case, Draft
from ruqsat.keeping.changing import Follow
from ruqsat.law import list_change
from ruqsat.law.book import Book, Chapter
from ruqsat.law.book_change import Tables
from ruqsat.law.requirements import RequirementList
from ruqsat.law.requirements_changed import RequirementsChanged
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
from ruqsat.web.forms import ChoicesField
from ruqsat.web.templatetags.ruqsat_text import names


class RequirementForm(EntryForm):
    """One point: its clause, its wording, what is looked at, and the subtypes it is for."""

    rows, key = "requirement", "key"
    ref = forms.CharField(
        label=gettext_lazy("Clause"),
        help_text=gettext_lazy("Like Rules 15 or List 8(1)."),
        max_length=40,
        required=False,
    )
    hint_kk = forms.CharField(label=gettext_lazy("Looked at, in Kazakh"), max_length=600, required=False)
    hint_ru = forms.CharField(label=gettext_lazy("Looked at, in Russian"), max_length=600, required=False)
    hint_en = forms.CharField(label=gettext_lazy("Looked at, in English"), max_length=600, required=False)
    subtypes = ChoicesField(
        label=gettext_lazy("Subtypes that it is for"),
        help_text=gettext_lazy("A group stands for everything in it. None chosen: for all."),
        required=False,
    )
    field_order = (
        *("code", "ref", "kk", "ru", "en", "hint_kk", "hint_ru", "hint_en"),
        *("subtypes", "ends", "since", "basis"),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("subtypes", choices)

    def row(self) -> dict[str, Any]:
        """Wording, clause, what is looked at, and the subtypes as they are chosen."""
        chosen = {"subtypes": self.cleaned_data["subtypes"]}
        return super().row() | self.said("ref") | self.three("hint") | chosen


def _form(book: Book, sent: QueryDict | None, asked: QueryDict) -> RequirementForm:
    initial = _initial(list_change.last_of(book.requirements), asked.get("code", ""))
    return RequirementForm(sent, choices=_choices(book), initial=initial)


def _choices(book: Book) -> list[tuple[str, str]]:
    there = list_change.last_of(book.activities).there.values()
    return [(one.code, " ".join(("–", names(one.names)) if one.parent else (names(one.names),))) for one in there]


def _initial(known: RequirementList, key: str) -> dict[str, Any]:
    one = known.points.get(key)
    if one is None:
        return {}
    named = initial_names(one.names) | initial_names(one.hint, "hint_")
    return {"code": key, "ref": one.ref, "subtypes": one.subtypes, **named}


def _stands(request: HttpRequest, book: Book) -> Shown:
    return listed(request, _entries(book), timeline=book.requirements)


def _entries(book: Book) -> Iterator[Entry]:
    lists = book.lists_on(today())
    known, subtypes = lists.requirements, lists.activities.subtypes
    for key, one in known.points.items():
        asked = ", ".join(names(subtypes[code].names) for code in one.subtypes if code in subtypes)
        said = [one.ref, names(one.hint), *([asked] if asked else [])]
        url = change_url("enter-requirement", code=key)
        yield Entry(code=key, names=one.names, said=said, url=url, ended=key in known.ended)


def _told(change: RequirementsChanged, before: Book) -> list[Told]:
    known, after = list_change.last_of(before.requirements), list_change.last_of(change.amended(before).requirements)
    worded = [one.key for one in change.requirements]
    return told_of(worded, ended=change.ended, before=known, after=after, text=_point)


def _point(known: RequirementList, key: str) -> str:
    one = known.points.get(key)
    if one is None:
        return all_three(None)
    return "; ".join(
        text for text in (one.ref, all_three(one.names), all_three(one.hint), ", ".join(one.subtypes)) if text
    )


def _preview(request: HttpRequest, change: RequirementsChanged, before: Book, after: Book, at: datetime) -> Preview:
    """Rules 17: a visit answers the points of the day on which the application was received."""
    lines = {
        _("Open cases, which keep the points of the day they were received"): Case.objects.filter(ended=False).count(),
        _("Drafts, which answer the points of the day they are filed"): Draft.objects.filter(
            filed_at__isnull=True, expires_at__gt=at
        ).count(),
    }
    return Preview(shown=touched(lines))


def _follow(at: datetime) -> Follow:
    return lists_followed.follow_requirements


def _tables(book: Book) -> Tables:
    known = book.requirements.on(today())
    rows: list[dict[str, Any]] = [
        {
            "key": key,
            "ref": one.ref,
            **initial_names(one.names),
            "hint": initial_names(one.hint),
            "subtypes": list(one.subtypes),
        }
        for key, one in known.points.items()
        if key not in known.ended
    ]
    return {"since": today(), "requirement": rows}


PAGES = Pages(
    chapter=Chapter.REQUIREMENTS,
    title=gettext_lazy("Qualification requirements"),
    about=gettext_lazy("The points that an applicant answers and a visit finds on, each with its clause."),
    ways=(
        Way(url="committee:enter-requirement", text=gettext_lazy("Enter a point of the requirements")),
        *table_ways("requirements"),
    ),
    stands=_stands,
    told=_told,
    preview=_preview,
    follow=_follow,
    tables=_tables,
)

enter = entry_page(PAGES, PAGES.ways[0], _form)
"""A point, new or worded otherwise or ended."""
