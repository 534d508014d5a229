"""The chapter of the editions: Rules 21-1."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruqsat import instance_clock
from ruqsat.cases import carrying, replaying
from ruqsat.keeping import books, changing, publishing
from ruqsat.keeping.changing import Effect, Follow
from ruqsat.law.acts import Role
from ruqsat.law.book import Book, Chapter
from ruqsat.law.book_change import Tables
from ruqsat.law.collisions import REFS, WHAT_ROAD, Limit
from ruqsat.law.collisions_between import Between, between
from ruqsat.law.edition_amended import EditionAmended
from ruqsat.law.edition_fields import FIELDS, GROUPS, unworded
from ruqsat.law.edition_values import REPLACEABLE
from ruqsat.law.editions import Edition
from ruqsat.law.local_time import local
from ruqsat.law.replaying import MATTERS, counted
from ruqsat.web.committee.chapter import Pages, Preview, Shown, Way
from ruqsat.web.committee.edition_form import EditionForm
from ruqsat.web.committee.edition_outcome import outcome
from ruqsat.web.committee.edition_told import last, told
from ruqsat.web.committee.edition_values import value_text
from ruqsat.web.committee.entering import form_page
from ruqsat.web.committee.index import SERVICES
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest
from ruqsat.web.templatetags.ruqsat_text import names, reference_text

REPLAYED = 200
"""Of the cases on file, the newest that a preview runs the order over: `ruqsat law replay` runs it over all."""
LISTED = 20
"""Cases that a preview lists."""


@dataclass(frozen=True, kw_only=True)
class Valued:
    """One value of an edition for people, with its clauses."""

    name: str
    refs: tuple[str, ...]
    value: str


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.KEEPER)
def enter(request: OfficerRequest) -> HttpResponse:
    """An amending order."""
    before = last(books.in_force())
    form = EditionForm(request.POST or None, before=before)
    return form_page(request, PAGES, form, "committee/enter_edition.html", {"before": before})


def _stands(request: HttpRequest, book: Book) -> Shown:
    """The edition of today by its values, and those that come into force later."""
    today = local(instance_clock.now()).date()
    edition = book.edition_on(today)
    groups = [
        {"title": names(title), "values": [one for name, one in _valued(edition) if FIELDS[name].group == group]}
        for group, title in GROUPS.items()
    ]
    coming = [wording.value for wording in book.editions if wording.since > today]
    return Shown(template="committee/_edition.html", part={"edition": edition, "groups": groups, "coming": coming})


def _valued(edition: Edition) -> Iterator[tuple[str, Valued]]:
    for name, field in FIELDS.items():
        if name != "texts":
            value = value_text(field, getattr(edition, name))
            yield name, Valued(name=names(field.names), refs=field.refs, value=value)


def _preview(request: HttpRequest, change: EditionAmended, before: Book, after: Book, at: datetime) -> Preview:
    """Rules 21-1: terms that begin or cease to collide, the order run over cases on file, the open ones it reaches."""
    replayed = replaying.over_cases(change, at=at, newest=REPLAYED)
    counts = counted(replayed)
    touched = [one for one in replayed if one.differences]
    moving = carrying.moving(after, on=change.since, newest=REPLAYED, at=at) if change.open_cases else []
    part = {
        "between": [_between(one) for one in between(last(before), last(after))],
        "unworded": list(unworded(change)),
        "of": replaying.how_many(),
        "replayed": len(replayed),
        "counts": [(what, counts[matter]) for matter, what in MATTERS.items()],
        "touched": touched[:LISTED],
        "touched_more": len(touched) - LISTED,
        "applies": bool(change.open_cases),
        "open": carrying.open_cases(),
        "moving": moving[:LISTED],
        "since": change.since,
    }
    return Preview(shown=Shown(template="committee/_edition_preview.html", part=part))


def _between(one: Between) -> Mapping[str, object]:
    return {
        "service": SERVICES[one.service],
        "road": WHAT_ROAD[one.road],
        "facilities": one.facilities,
        "appeared": list(dict.fromkeys(_clauses(limits) for limits in one.appeared)),
        "gone": list(dict.fromkeys(_clauses(limits) for limits in one.gone)),
    }


def _clauses(limits: frozenset[Limit]) -> str:
    return ", ".join(dict.fromkeys(reference_text(REFS[limit]) for limit in Limit if limit in limits))


def _follow(at: datetime) -> Follow:
    """Rules 21-1: nothing moves before the day of force; whom it concerns is informed from now on."""

    def follow(before: Book, after: Book) -> Effect:
        publishing.defer_informing(changing.file_of(Chapter.EDITIONS))
        return Effect(moved=0, late=0)

    return follow


def _tables(book: Book) -> Tables:
    rows: list[dict[str, Any]] = []
    for wording in book.editions:
        edition = wording.value
        values = {name: getattr(edition, name) for name in REPLACEABLE if name != "texts"}
        texts = {ref: {"kk": said.kk, "ru": said.ru, "en": said.en} for ref, said in edition.texts}
        of_the_order = {"id": edition.id, "order": edition.order, "in_force_from": wording.since}
        rows.append({**of_the_order, **values, "texts": texts, "open_cases": edition.open_cases})
    return {"edition": rows}


PAGES = Pages(
    chapter=Chapter.EDITIONS,
    title=gettext_lazy("Editions of the Rules"),
    about=gettext_lazy("What each amending order replaced: terms, fees, documents, hours, contacts, words."),
    ways=(Way(url="committee:enter-edition", text=gettext_lazy("Enter an amending order")),),
    stands=_stands,
    told=told,
    preview=_preview,
    follow=_follow,
    tables=_tables,
    outcome=outcome,
)
