"""Which documents List 8 asks for in this draft, and which of them are attached."""

from dataclasses import dataclass

from ruqsat.cases.composing import address_in_line, document_demands
from ruqsat.cases.facilities import at_facility
from ruqsat.cases.models import DraftAttachment
from ruqsat.law.documents import DOCUMENTS, Document, DocumentDemand, Reason
from ruqsat.web.portal.facilities import called
from ruqsat.web.portal.opened import OpenedDraft
from ruqsat.web.templatetags.ruqsat_text import names


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One document that is asked for: the demand of the law, its names, and what is attached for it."""

    demand: DocumentDemand
    document: Document
    about: str
    attached: tuple[DraftAttachment, ...]
    whose: str = ""

    @property
    def slot(self) -> str:
        """The place of its form on the page."""
        return f"{self.demand.document}-{self.about}"

    @property
    def name(self) -> str:
        """What it is, and of a specialist's document whose."""
        title = names(self.document.names)
        return f"{title}: {self.whose}" if self.whose else title

    @property
    def lacking(self) -> bool:
        """Whether nothing is attached and the application is not complete without it."""
        return not self.attached and self.demand.reason is not Reason.REGISTER_DOWN


def wanted(opened: OpenedDraft) -> tuple[Wanted, ...]:
    """List 8(1): every document that this draft needs, given the year of graduation and what registers answered."""
    demands = document_demands(opened.draft, opened.owner, at=opened.at)
    attached = tuple(opened.draft.attachments.order_by("added_at", "id"))
    return tuple(_wanted(demand, opened, attached) for demand in demands)


def lacking(opened: OpenedDraft) -> tuple[Wanted, ...]:
    """Rules 9: the documents without which the application would not be considered further."""
    return tuple(one for one in wanted(opened) if one.lacking)


def strangers(opened: OpenedDraft, listed: tuple[Wanted, ...]) -> tuple[DraftAttachment, ...]:
    """What was attached when it was asked for, and is asked for no longer."""
    places = {(one.demand.document, one.about) for one in listed}
    return tuple(one for one in opened.draft.attachments.order_by("added_at") if (one.proves, one.about) not in places)


def _wanted(demand: DocumentDemand, opened: OpenedDraft, attached: tuple[DraftAttachment, ...]) -> Wanted:
    about = opened.place(demand.about)
    mine = tuple(one for one in attached if (one.proves, one.about) == (demand.document, about))
    return Wanted(
        demand=demand, document=DOCUMENTS[demand.document], about=about, attached=mine, whose=whose(opened, about)
    )


def whose(opened: OpenedDraft, place: str) -> str:
    """Whom or what a document is about, where there are several: the specialist by name, the facility by address."""
    if len(opened.places) > 1 and place in opened.places:
        return called(place, address_in_line(at_facility(opened.answers, place)))
    listed = (one for one in opened.specialists if one["id"] == place)
    return next((" ".join(one[part] for part in ("last", "first", "patronymic") if one[part]) for one in listed), "")
