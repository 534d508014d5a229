"""Rules 5, Rules 8(5): what officers do about money: statements of the bank, and what could not be placed."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from ruqsat.cases.actions.paying import FILES
from ruqsat.cases.models import Case
from ruqsat.gateways import payments as gateways
from ruqsat.law import fees
from ruqsat.law.acts import Actor
from ruqsat.payments import claims, deciding, statements, taking_back
from ruqsat.payments.models import Claim, Decision, Line, Order, Payment, Statement
from ruqsat.payments.said import said_in
from ruqsat.payments.taken_back import missing_of, rests_of_returns, surplus_here, surpluses_here

Row = TypeVar("Row", bound=Model)
Shown = TypeVar("Shown")


@dataclass(frozen=True, kw_only=True)
class Aside:
    """List 6: a payment of which something was not due and is still here, in tiyn."""

    payment: Payment
    tiyn: int


@dataclass(frozen=True, kw_only=True)
class Owed:
    """List 6: what was decided to be returned and is still here, in tiyn."""

    decision: Decision
    tiyn: int


def take_statement(content: bytes, *, by: Actor, now: Callable[[], datetime]) -> statements.Taken:
    """
    Rules 5: a statement of the bank; what came for an order is counted, once.

    :raises ruqsat.payments.statements.StatementRefused: with what is wrong with it; nothing of it was taken.
    """
    return statements.take(content, by=by, now=now, files=FILES)


def unplaced(*, most: int) -> list[Line]:
    """Movements of statements whose taking was broken off, the oldest first."""
    return list(Line.objects.filter(state=Line.State.NEW).order_by("booked_on", "place")[:most])


def place_each(lines: Iterable[Line], *, by: Actor, now: Callable[[], datetime]) -> int:
    """Rules 5: place movements that are on the ledger already; for how many it broke."""
    return statements.place_each(lines, by=by, now=now, files=FILES)


def count_for(line: UUID, order: Order, *, reason: str, by: Actor, at: datetime) -> Line:
    """
    Rules 5: a movement that nobody could place is money for *order*.

    :raises ruqsat.payments.deciding.CannotDecide: if it was decided already, or the order is another office's.
    """
    if not is_theirs(order.file_id, {by.office or ""}):
        raise deciding.NotTheirs
    return deciding.count_for(line, order, reason=reason, by=by, at=at, files=FILES)


def return_surplus(payment: UUID, *, reason: str, by: Actor, at: datetime) -> Payment:
    """List 6: what was paid beyond the fee is to be returned; of a case of the officer's own office."""
    row = Payment.objects.select_related("order").filter(id=payment).first()
    if row is not None and not is_theirs(row.order.file_id, {by.office or ""}):
        raise deciding.NotTheirs
    return deciding.return_surplus(payment, reason=reason, by=by, at=at)


def same_as(line: UUID, payment: UUID, *, reason: str, by: Actor, at: datetime) -> Line:
    """Rules 8(5): a movement is the money of a payment that the gateway told of already; in the own office alone."""
    row = Payment.objects.select_related("order").filter(id=payment).first()
    if row is not None and not is_theirs(row.order.file_id, {by.office or ""}):
        raise deciding.NotTheirs
    return deciding.same_as(line, payment, reason=reason, by=by, at=at)


def return_line(line: UUID, *, reason: str, by: Actor, at: datetime) -> Line:
    """The money of a movement is to be returned to whoever paid it; not if it is for a case of another office."""
    _hold_to_their_case(line, by=by)
    return deciding.return_line(line, reason=reason, by=by, at=at)


def not_moved(line: UUID, *, reason: str, by: Actor, at: datetime) -> Line:
    """Rules 5: a statement shows again what an earlier one did: nothing moved; not of another office's case."""
    _hold_to_their_case(line, by=by)
    return deciding.not_moved(line, reason=reason, by=by, at=at)


def is_return_of(outgoing: UUID, owed: UUID, *, reason: str, by: Actor, at: datetime) -> Decision:
    """A movement off the account is what the officer's own office decided to return."""
    return deciding.is_return_of(outgoing, owed, reason=reason, by=by, at=at)


def takes_back(outgoing: UUID, came: UUID, *, reason: str, by: Actor, at: datetime) -> Decision:
    """
    Rules 5: a movement off the account is the bank taking back what it had shown coming.

    :raises ruqsat.payments.deciding.CannotDecide: if it was decided already, or cannot be of it.
    :raises ruqsat.payments.deciding.NotTheirs: if what came is of another office's case.
    """
    office = {by.office or ""}
    return taking_back.takes_back(
        outgoing, came, reason=reason, by=by, at=at, theirs=lambda file: is_theirs(file, office)
    )


def count_surplus(payment: UUID, *, reason: str, by: Actor, at: datetime) -> Payment:
    """List 6, Rules 25: money that was put aside counts after all; of the officer's own office."""
    row = Payment.objects.select_related("order").filter(id=payment).first()
    if row is not None and not is_theirs(row.order.file_id, {by.office or ""}):
        raise deciding.NotTheirs
    return deciding.count_surplus(payment, reason=reason, by=by, at=at, files=FILES)


def counts_by_decision(payment: Payment) -> fees.Counts | None:
    """List 6: what of money that was put aside an officer can decide to count; ``None`` where it can only go back."""
    if not surplus_here(payment) or payment.decisions.filter(kind=Decision.Kind.TO_ORDER).exists():
        return None
    due = deciding.due_after_all(payment, files=FILES)
    return due if isinstance(due, fees.Counts) else None


def may_be_taken_back(outgoing: Line, offices: Collection[str], *, most: int) -> list[Line]:
    """
    Rules 5: the movements that the bank may have taken back with this one, the latest first; of these offices.

    Those of its amount; of a larger one it names the reference, or the order.
    """
    rows = Line.objects.filter(~_of_another(offices), account=outgoing.account, direction="in")
    references = (outgoing.reference, outgoing.reference.rpartition("#")[0], *said_in(outgoing).others)
    named = Q(reference__in=references) | Q(order=outgoing.order_id, order__isnull=False)
    decided = Q(payment__isnull=False) | Q(state__in=[Line.State.WAITING, Line.State.TO_RETURN])
    found = rows.filter(decided, named | Q(tiyn=outgoing.tiyn), tiyn__gte=outgoing.tiyn)
    return list(found.order_by("-booked_on", "-id")[:most])


def taken_back(offices: Collection[str], *, most: int) -> list[Decision]:
    """
    Rules 5: what was counted, or returned as well, and the bank took back, as these offices decided, the latest first.

    Not of cases where money that came again has made it good.
    """
    rows = Decision.objects.filter(kind=Decision.Kind.TAKEN_BACK, office__in=offices, missing_tiyn__gt=0)

    def not_good(some: list[Decision]) -> Iterator[Decision]:
        cases = {one.id: one.line.payment.order.file_id for one in some if one.line and one.line.payment}
        still = missing_of(set(cases.values()))
        return (one for one in some if one.id not in cases or still[cases[one.id]])

    return _first(rows.select_related("line__payment__order", "order").order_by("-at", "-id"), not_good, most=most)


def _first(rows: "QuerySet[Row]", shown: Callable[[list[Row]], Iterable[Shown]], *, most: int) -> list[Shown]:
    """What is shown of the rows, so much at most; read some at a time, since of many there may be nothing to show."""
    found = rows.iterator(chunk_size=most)
    batches = iter(lambda: list(islice(found, most)), [])
    return list(islice(chain.from_iterable(map(shown, batches)), most))


def _hold_to_their_case(line: UUID, *, by: Actor) -> None:
    row = Line.objects.select_related("order").filter(id=line).first()
    if row is not None and row.order is not None and not is_theirs(row.order.file_id, {by.office or ""}):
        raise deciding.NotTheirs


def ask_after(one: Claim, *, by: Actor, at: datetime, gateway: gateways.Payments) -> Claim:
    """Rules 8(5): whether the bank knows the receipt that the applicant named. Network."""
    return claims.ask(one, at=at, by=by, gateway=gateway, files=FILES)


def is_theirs(file: UUID, offices: Collection[str]) -> bool:
    """Whether a case is one of these offices, or of none yet: a draft belongs to nobody."""
    office = Case.objects.filter(id=file).values_list("office", flat=True).first()
    return office is None or office in offices


def _of_another(offices: Collection[str]) -> Exists:
    """Whether the case of a row's order is of none of these offices; asked for each row that is shown, by its id."""
    return Exists(Case.objects.filter(id=OuterRef("order__file_id")).exclude(office__in=offices))


def surpluses(offices: Collection[str], *, most: int) -> list[Aside]:
    """
    List 6: payments beyond what was due, in cases of these offices or in drafts, that nobody decided about yet.

    Not those that the bank took back.
    """
    decided = Exists(Decision.objects.filter(kind=Decision.Kind.TO_RETURN, payment=OuterRef("id")))
    rows = Payment.objects.exclude(surplus="").filter(~decided, ~_of_another(offices))

    def here(some: list[Payment]) -> Iterator[Aside]:
        tiyn = surpluses_here(some)
        return (Aside(payment=one, tiyn=tiyn[one.id]) for one in some if tiyn[one.id])

    return _first(rows.select_related("order").order_by("paid_at", "id"), here, most=most)


def lines_of(statement: Statement, offices: Collection[str]) -> "QuerySet[Line]":
    """What a statement showed first; not what was placed in another office's case."""
    return statement.lines.filter(~_of_another(offices)).select_related("order")


def waiting_lines(offices: Collection[str], *, most: int) -> list[Line]:
    """Movements that wait for a decision, the oldest first; not those of another office's case."""
    rows = Line.objects.filter(~_of_another(offices), state=Line.State.WAITING).select_related("order")
    return list(rows.order_by("booked_on", "id")[:most])


def to_be_returned(offices: Collection[str], *, most: int) -> list[Owed]:
    """What these offices decided is to be returned and has not left the account, the oldest first."""
    back = Decision.objects.filter(kind=Decision.Kind.RETURNED)
    rows = Decision.objects.filter(kind=Decision.Kind.TO_RETURN, office__in=offices)
    rows = rows.select_related("line", "payment__order").exclude(line__state=Line.State.TAKEN_BACK)
    open_still = rows.filter(
        ~Exists(back.filter(line=OuterRef("line"))), ~Exists(back.filter(payment=OuterRef("payment")))
    )

    def here(some: list[Decision]) -> Iterator[Owed]:
        rests = rests_of_returns(some)
        return (Owed(decision=due, tiyn=rests[due.id]) for due in some if rests[due.id])

    return _first(open_still.order_by("at", "id"), here, most=most)
