"""The pages of the questions about a license that is held: List 8(2), List 8(3)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from ruqsat.cases import sections_held
from ruqsat.cases.drafting import Section
from ruqsat.law.application import Service
from ruqsat.law.local_time import local
from ruqsat.web.forms import GovukForm
from ruqsat.web.portal import held
from ruqsat.web.portal.forms.held import (
    AnnexesForm,
    ChangeForm,
    GroundForm,
    HeldForm,
    LossForm,
    PapersForm,
    StatedPapersForm,
)
from ruqsat.web.portal.opened import OpenedDraft
from ruqsat.web.portal.page import Page, Text, plain


def _held(opened: OpenedDraft, **kwargs: Any) -> GovukForm:
    return HeldForm(own=held.own_numbers(opened), **kwargs)


def _ground(opened: OpenedDraft, **kwargs: Any) -> GovukForm:
    return GroundForm(kind=opened.beginning.kind, **kwargs)


def _papers(opened: OpenedDraft, **kwargs: Any) -> GovukForm:
    """Of a license that is known its papers, of another one what is stated."""
    known, service = held.known_license(opened), Service(opened.draft.service)
    annex_needed = service is Service.REISSUE and sections_held.touches_address(opened.answers)
    if known is None:
        return StatedPapersForm(annex_needed=annex_needed, **kwargs)
    return PapersForm(service=service, known=known, annex_needed=annex_needed, **kwargs)


def _change(opened: OpenedDraft, **kwargs: Any) -> GovukForm:
    initial = {"before": held.written(opened)} | dict(kwargs.pop("initial", {}))
    return ChangeForm(on=local(opened.at).date(), initial=initial, **kwargs)


def _annexes(opened: OpenedDraft, **kwargs: Any) -> GovukForm:
    return AnnexesForm(
        annexes=sections_held.described_annexes(opened.answers),
        with_subtypes=sections_held.subtypes_asked(opened.answers),
        **kwargs,
    )


HELD_PAGES: Mapping[Section, Page] = {
    Section.HELD: Page(
        heading=gettext_lazy("Give the number of the license that you hold"),
        intro=gettext_lazy(
            "The state register is asked whether you hold it. Where it says otherwise, the application is refused "
            "after you have been heard."
        ),
        form=_held,
        ref="Rules 8(3)",
        widths={"number": "20"},
    ),
    Section.GROUND: Page(heading="", form=_ground, ref="Permits 33"),
    Section.PAPERS: Page(
        heading=gettext_lazy("Choose the license and the annexes that it concerns"),
        form=_papers,
        template="portal/papers.html",
    ),
    Section.CHANGE: Page(
        heading=gettext_lazy("Say what has changed"),
        intro=gettext_lazy(
            "Where a state register shows what is to stand there now, no copy of a document on the change is asked for."
        ),
        form=_change,
        ref="List 8(2)",
    ),
    Section.ANNEXES: Page(
        heading=gettext_lazy("Give the addresses of the annexes"),
        intro=gettext_lazy("The annex that is reissued names this address."),
        form=_annexes,
        ref="List 8(2)",
    ),
    Section.LOSS: Page(heading="", form=plain(LossForm), ref="Rules 19"),
}

HELD_TASKS: Mapping[Section, Text] = {
    Section.HELD: gettext_lazy("Give the number of the license that you hold"),
    Section.GROUND: gettext_lazy("Say why the license or annex is reissued"),
    Section.PAPERS: gettext_lazy("Choose the license and the annexes that it concerns"),
    Section.CHANGE: gettext_lazy("Say what has changed"),
    Section.ANNEXES: gettext_lazy("Give the addresses of the annexes"),
    Section.LOSS: gettext_lazy("Say what became of the original"),
}

HELD_TITLES: Mapping[Section, Text] = {
    Section.HELD: gettext_lazy("The license that is held"),
    Section.GROUND: gettext_lazy("Ground of the reissue"),
    Section.PAPERS: gettext_lazy("The license and its annexes"),
    Section.CHANGE: gettext_lazy("What has changed"),
    Section.ANNEXES: gettext_lazy("Addresses of the annexes"),
    Section.LOSS: gettext_lazy("What became of the original"),
}
