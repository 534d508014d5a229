"""Rules 5, List 6: the license fee, before and after filing."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ruqsat.cases.case_file import NoSuchCaseError, look
from ruqsat.cases.composing import address_of, applicant_of, facilities_of
from ruqsat.cases.composing_held import office_of
from ruqsat.cases.drafting import answers_of
from ruqsat.cases.models import Draft
from ruqsat.cases.recording import has_ended, put_on_file
from ruqsat.gateways.payments import Payments
from ruqsat.keeping import at_hand, books
from ruqsat.law.acts import SYSTEM
from ruqsat.law.application import Service
from ruqsat.law.local_time import local
from ruqsat.payments import claims, orders, taken_back, tax_bodies, telling
from ruqsat.payments.models import Claim, Decision, Order, Payment
from ruqsat.payments.settling import Files
from ruqsat.payments.taken_back import Missing
from ruqsat.people.models import Person
from ruqsat.people.persons import iin_of


@dataclass(frozen=True, kw_only=True)
class NotDue:
    """
    A payment that was not due, or a part of it, in tiyn.

    ``state`` is ``waiting``, ``to_return``, ``returned``, or ``taken_back`` by the bank, wholly.
    """

    payment: Payment
    state: str
    tiyn: int


MOST_ASKED = 3  # orders of one fee, when the applicant asks

FILES = Files(record=put_on_file, ended=has_ended)
"""The files of cases, as settling wants them."""


def order_for(case: UUID, *, service: Service, payer: Person, at: datetime) -> Order:
    """
    List 6: the order of this application's fee by the index of the day, for the applicant as far as it is known; of
    a fee that the bank took back, the order to pay that again.

    :param payer: who is signed in; pays where no applicant is named yet.
    :raises ruqsat.payments.orders.AlreadyPaid, ruqsat.payments.orders.NoFee: with a sentence.
    """
    number, region = _payer(case, payer, at=at)
    return orders.open_order(case, service=service, payer=number, tax_body=tax_bodies.code_of(region), at=at)


def _payer(case: UUID, person: Person, *, at: datetime) -> tuple[str, str]:
    """Rules 6: the IIN of a person or the BIN of a legal entity that applies, and the region of its office."""
    draft = Draft.objects.filter(id=case, filed_at=None).first()
    if draft is None:
        application = look(case, at=at).standing.application
        if application is not None:
            return application.applicant.number(), _region(application.office, at=at)
        raise NoSuchCaseError(case)
    answers, lists = answers_of(draft), at_hand.take(books.in_force(), on=local(at).date())
    applicant = applicant_of(answers, person)
    office = office_of(
        applicant,
        address=address_of(answers),
        facilities=facilities_of(answers, language="ru"),
        answers=answers,
        among=lists.offices,
    )
    return applicant.number() or iin_of(person), office.region if office is not None else ""


def is_charged(service: Service, *, at: datetime) -> bool:
    """List 6: whether this service costs anything; no fee is named for an annex alone (docs/law/readings.md)."""
    return service is not Service.ANNEX or books.in_force().edition_on(local(at).date()).annex_fee_mci > 0


def orders_of(case: UUID) -> tuple[Order, ...]:
    """Every order of this application's fee, the newest first."""
    return tuple(Order.objects.filter(file_id=case).order_by("-created_at", "-id"))


def awaited(case: UUID) -> Order | None:
    """Rules 5: the order that can be paid now: the open one, or that to pay again what the bank took back."""
    payable = (Order.Status.OPEN, Order.Status.AGAIN)
    return next((order for order in orders_of(case) if order.status in payable), None)


def claim_receipt(order: Order, *, receipt: str, bank: str, paid_on: date, at: datetime) -> Claim:
    """
    Rules 5: the receipt of a bank that the applicant names; it counts for nothing until it is confirmed.

    :raises ruqsat.payments.claims.ClaimRefused: with a sentence.
    """
    return claims.claim(order, receipt=receipt, bank=bank, paid_on=paid_on, at=at)


def claims_of(case: UUID) -> tuple[Claim, ...]:
    """The receipts that the applicant named, the newest first."""
    rows = Claim.objects.filter(order__file_id=case).select_related("payment")
    return tuple(rows.order_by("-claimed_at", "-id"))


def not_due(case: UUID) -> tuple[NotDue, ...]:
    """List 6: what came beyond the fee, and what was decided about it."""
    rows = Payment.objects.filter(order__file_id=case).exclude(surplus="").prefetch_related("decisions")
    return tuple(_not_due(payment) for payment in rows.order_by("paid_at", "id"))


def _not_due(payment: Payment) -> NotDue:
    decided = {decision.kind for decision in payment.decisions.all()}
    order = (Decision.Kind.RETURNED, Decision.Kind.TO_RETURN)
    state = next((kind.value for kind in order if kind in decided), "waiting")
    here = taken_back.surplus_here(payment)
    if here or state == Decision.Kind.RETURNED:
        return NotDue(payment=payment, state=state, tiyn=here or payment.surplus_tiyn)
    return NotDue(payment=payment, state=Decision.Kind.TAKEN_BACK.value, tiyn=payment.surplus_tiyn)


def missing(case: UUID) -> Missing:
    """Rules 5: what had counted, was taken back by the bank, and was not paid again."""
    return taken_back.missing_parts(case)


def look_at_bank(case: UUID, *, at: datetime, gateway: Payments) -> Order | None:
    """
    Rules 8(5): ask the payment gateway about the latest orders of this fee; paid goes on file, whichever it was for.

    Returns the order that can be paid, or that is paid; ``None`` without any.

    :raises ruqsat.payments.orders.PaymentService: if the gateway cannot be reached.
    """
    payable = awaited(case)
    opened = (order for order in orders_of(case) if order.pay_url and order != payable)
    for order in [*filter(None, [payable]), *opened][:MOST_ASKED]:
        telling.poll(order, at=at, by=SYSTEM, gateway=gateway, files=FILES)
    return awaited(case) or next((order for order in orders_of(case) if order.status == Order.Status.PAID), None)


def take_notice(body: bytes, *, signature: str, at: datetime) -> Order:
    """
    Rules 8(5): the payment gateway's signed notice.

    :raises ruqsat.journal.refusals.RefusalError: one of those of `ruqsat.payments.telling.callback`.
    """
    return telling.callback(body, signature=signature, at=at, by=SYSTEM, files=FILES)


def _region(office: str, *, at: datetime) -> str:
    found = at_hand.take(books.in_force(), on=local(at).date()).offices.offices.get(office)
    return found.region if found is not None else ""
