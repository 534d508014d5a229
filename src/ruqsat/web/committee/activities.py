"""The chapter of subtypes of activity and specialities: Annex 2(4), Annex 3(4)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.cases import lists_followed
from ruqsat.keeping.changing import Follow
from ruqsat.law import list_change
from ruqsat.law.activities import ActivityList
from ruqsat.law.activities_changed import ActivitiesChanged
from ruqsat.law.book import Book, Chapter
from ruqsat.law.book_change import Tables
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

SUBTYPE, SPECIALITY = "subtype", "speciality"


class ActivityForm(EntryForm):
    """A subtype or a speciality; the parent and the specialities are a subtype's."""

    what = ChoiceField(
        label=gettext_lazy("What is entered"),
        choices=((SUBTYPE, gettext_lazy("A subtype of activity")), (SPECIALITY, gettext_lazy("A speciality"))),
    )
    parent = ChoiceField(label=gettext_lazy("Group of the subtype"), widget=forms.Select, required=False)
    specialities = ChoicesField(label=gettext_lazy("Specialities of the subtype"), required=False)
    field_order = ("what", "code", "kk", "ru", "en", "parent", "specialities", "ends", "since", "basis")

    def __init__(self, *args: Any, known: ActivityList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = [one for one in known.there.values() if not one.parent]
        offered = list(known.practiced.values())
        parents = [("", _("none")), *((one.code, names(one.names)) for one in there)]
        self.offer("parent", parents)
        choices = sorted(((one.code, names(one.names)) for one in offered), key=lambda pair: pair[1])
        self.offer("specialities", choices)

    @property
    def rows(self) -> str:  # type: ignore[override]  # by what is entered
        """Which table of the change the entry stands in."""
        return str(self.cleaned_data["what"])

    def ended(self) -> str:
        """Subtypes and specialities have codes of their own."""
        return "ended_specialities" if self.cleaned_data["what"] == SPECIALITY else "ended"

    def row(self) -> dict[str, Any]:
        """A subtype says its place and its specialities; a speciality its name only."""
        if self.cleaned_data["what"] == SPECIALITY:
            return super().row()
        given = {"parent": self.cleaned_data["parent"], "specialities": self.cleaned_data["specialities"]}
        return super().row() | given


def _form(book: Book, sent: QueryDict | None, asked: QueryDict) -> ActivityForm:
    known = list_change.last_of(book.activities)
    return ActivityForm(sent, known=known, initial=_initial(known, asked))


def _initial(known: ActivityList, asked: QueryDict) -> dict[str, Any]:
    code, what = asked.get("code", ""), asked.get("what", SUBTYPE)
    if what == SUBTYPE and code in known.subtypes:
        one = known.subtypes[code]
        more = {"what": SUBTYPE, "parent": one.parent, "specialities": one.specialities}
        return {"code": code, **initial_names(one.names), **more}
    if what == SPECIALITY and code in known.specialities:
        return {"code": code, "what": SPECIALITY, **initial_names(known.specialities[code].names)}
    return {"what": SUBTYPE}


def _stands(request: HttpRequest, book: Book) -> Shown:
    return listed(request, _entries(book.activities.on(today())), timeline=book.activities)


def _entries(known: ActivityList) -> Iterator[Entry]:
    for one in known.subtypes.values():
        offered = ", ".join(names(known.specialities[code].names) for code in one.specialities)
        group = names(known.subtypes[one.parent].names) if one.parent else ""
        said = [text for text in (group, offered) if text]
        url, ended = change_url("enter-activity", code=one.code), one.code in known.ended
        yield Entry(code=one.code, names=one.names, said=said, url=url, ended=ended)
    for speciality in known.specialities.values():
        url = change_url("enter-activity", code=speciality.code, what=SPECIALITY)
        ended = speciality.code in known.ended_specialities
        yield Entry(code=speciality.code, names=speciality.names, said=[_("Speciality")], url=url, ended=ended)


def _told(change: ActivitiesChanged, before: Book) -> list[Told]:
    known, after = list_change.last_of(before.activities), list_change.last_of(change.amended(before).activities)
    subtypes, specialities = [one.code for one in change.subtypes], [one.code for one in change.specialities]
    return [
        *told_of(subtypes, ended=change.ended, before=known, after=after, text=_subtype),
        *told_of(specialities, ended=change.ended_specialities, before=known, after=after, text=_speciality),
    ]


def _subtype(known: ActivityList, code: str) -> str:
    one = known.subtypes.get(code)
    if one is None:
        return all_three(None)
    group = known.subtypes.get(one.parent)
    below = _("in the group %(parent)s") % {"parent": names(group.names)} if group else ""
    offered = ", ".join(
        names(known.specialities[each].names) for each in one.specialities if each in known.specialities
    )
    return "; ".join(text for text in (all_three(one.names), below, offered) if text)


def _speciality(known: ActivityList, code: str) -> str:
    speciality = known.specialities.get(code)
    return all_three(speciality.names if speciality else None)


def _preview(request: HttpRequest, change: ActivitiesChanged, before: Book, after: Book, at: datetime) -> Preview:
    """Open cases keep the list of the day they were received; a draft is filed by the list of its own day."""
    known = list_change.last_of(before.activities)  # what is new nobody has declared: no case is opened to see it
    subtypes = {*(one.code for one in change.subtypes), *change.ended} & set(known.subtypes)
    specialities = {*(one.code for one in change.specialities), *change.ended_specialities} & set(known.specialities)
    declared = lists_followed.subtypes_in_open_cases(subtypes) + lists_followed.specialities_in_open_cases(specialities)
    lines = {
        _("Open cases that declare it"): declared.total(),
        _("Drafts that have chosen it"): lists_followed.subtypes_in_drafts(subtypes, at=at),
    }
    shown = touched(lines, note=_("Cases received before that day keep the list of the day they were received."))
    return Preview(shown=shown, faults=lists_followed.activities_in_use(before, after))


def _follow(at: datetime) -> Follow:
    return lists_followed.follow_activities


def _tables(book: Book) -> Tables:
    return tables_on(book.activities.on(today()), since=today())


def tables_on(known: ActivityList, *, since: date) -> dict[str, Any]:
    """The list as a change would say all of it."""
    subtypes = [
        _row(one.code, one.names) | {"parent": one.parent, "specialities": list(one.specialities)}
        for one in known.there.values()
    ]
    specialities = [_row(one.code, one.names) for one in known.practiced.values()]
    return {"since": since, "subtype": subtypes, "speciality": specialities}


def _row(code: str, named: Any) -> dict[str, Any]:
    return {"code": code, **initial_names(named)}


PAGES = Pages(
    chapter=Chapter.ACTIVITIES,
    title=gettext_lazy("Subtypes of activity and specialities"),
    about=gettext_lazy("What a license and its annexes are issued for, and who works there."),
    ways=(
        Way(url="committee:enter-activity", text=gettext_lazy("Enter a subtype or speciality")),
        *table_ways("activities"),
    ),
    stands=_stands,
    told=_told,
    preview=_preview,
    follow=_follow,
    tables=_tables,
)

enter = entry_page(PAGES, PAGES.ways[0], _form)
"""A subtype or speciality, new or changed or ended."""
