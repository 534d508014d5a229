"""What a draft would be filed without: the gaps that the applicant is warned of before signing."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from ruqsat.cases.actions import paying
from ruqsat.cases.composing import applicant_iin, document_demands
from ruqsat.cases.drafting import answers_of, attachments_of, change_section
from ruqsat.cases.models import Draft
from ruqsat.law import documents
from ruqsat.law.application import Service
from ruqsat.law.completeness import consent_for
from ruqsat.law.documents import Reason
from ruqsat.law.gaps import Gap
from ruqsat.law.inquiries import APPLICANT
from ruqsat.law.local_time import local
from ruqsat.law.standing import Standing
from ruqsat.payments.models import Order
from ruqsat.people.models import Person

ALL_THE_SAME = "all_the_same"
"""Where the answers of a draft keep which gaps the applicant has read of and files with all the same."""


def gaps_of(draft: Draft, owner: Person, standing: Standing, *, at: datetime) -> tuple[Gap, ...]:
    """Rules 9, List 9(2), List 9(8): what is not there. Filing does not wait for it; the law has its consequences."""
    return tuple(_gaps(draft, owner, standing, at=at))


def unread(draft: Draft, gaps: tuple[Gap, ...]) -> bool:
    """Whether there is a gap of which the applicant has not said that it is known."""
    known = answers_of(draft).get(ALL_THE_SAME, {}).get("gaps", [])
    return any(gap.value not in known for gap in gaps)


def read_of(owner: Person, draft: UUID, gaps: tuple[Gap, ...], *, at: datetime) -> None:
    """The applicant has read what follows from these gaps, and files all the same."""
    change_section(owner, draft, ALL_THE_SAME, lambda _before: {"gaps": [gap.value for gap in gaps]}, at=at)


def _gaps(draft: Draft, owner: Person, standing: Standing, *, at: datetime) -> Iterator[Gap]:
    if _lacks_documents(draft, owner, at=at):
        yield Gap.DOCUMENTS
    if consent_for(standing, "identity", owner=APPLICANT, at=at) is None:
        yield Gap.CONSENT
    charged = paying.is_charged(Service(draft.service), at=at)
    if charged and all(order.status != Order.Status.PAID for order in paying.orders_of(draft.id)):
        yield Gap.FEE


def _lacks_documents(draft: Draft, owner: Person, *, at: datetime) -> bool:
    """Rules 9: a register that is down is not held against the applicant."""
    given = documents.given_with(attachments_of(draft))
    iin, on = applicant_iin(answers_of(draft), owner), local(at).date()
    return any(
        documents.lack(demand, given, applicant_iin=iin, on=on) is not None
        for demand in document_demands(draft, owner, at=at)
        if demand.reason is not Reason.REGISTER_DOWN
    )
