"""Check your answers, about a license that is held: what is told of it, by name and lines."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ruqsat.cases import composing_held, sections_held
from ruqsat.cases.drafting import Section
from ruqsat.documents import naming
from ruqsat.keeping import at_hand
from ruqsat.law import activities
from ruqsat.law.application import Service
from ruqsat.law.reissue import GROUNDS
from ruqsat.web.portal.forms.held import LossForm, paper_in_words
from ruqsat.web.portal.opened import OpenedDraft
from ruqsat.web.templatetags.ruqsat_text import names, reader_language

Line = tuple[Any, tuple[str, ...]]
Told = Callable[[OpenedDraft], Iterator[Line]]


def _held(opened: OpenedDraft) -> Iterator[Line]:
    number = str(sections_held.held_in(opened.answers).get("number") or "")
    yield _("Number of the license"), (number,) if number else ()


def _ground(opened: OpenedDraft) -> Iterator[Line]:
    ground = GROUNDS.get(sections_held.ground_in(opened.answers))
    yield _("Ground of the reissue"), (names(ground.names),) if ground else ()


def _papers(opened: OpenedDraft) -> Iterator[Line]:
    yield _("What it concerns"), tuple(paper_in_words(one) for one in sections_held.papers_in(opened.answers))


def _loss(opened: OpenedDraft) -> Iterator[Line]:
    words = dict(LossForm().fields["loss"].choices)  # type: ignore[attr-defined]  # a choice field, seen as a field
    said = str(words.get(opened.given(Section.LOSS).get("loss"), ""))
    yield _("What became of the original on paper?"), (said,) if said else ()


def _annexes(opened: OpenedDraft) -> Iterator[Line]:
    """List 8(2): each annex that is described, as the application will state it."""
    described = composing_held.facilities_of(Service.REISSUE, opened.answers, ())
    for annex, one in zip(sections_held.described_annexes(opened.answers), described, strict=False):
        subtypes = tuple(names(activities.full_names(code, among=at_hand.lists().activities)) for code in one.subtypes)
        address = naming.address(one.address, reader_language()) if one.address.city else ""
        yield paper_in_words(annex), tuple(line for line in (address, *subtypes) if line)


TOLD: Mapping[Section, Told] = {
    Section.HELD: _held,
    Section.GROUND: _ground,
    Section.PAPERS: _papers,
    Section.LOSS: _loss,
    Section.ANNEXES: _annexes,
}
