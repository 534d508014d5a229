"""Rules 5: an officer places money that nobody could, once, with the reason; the ledger balances each time."""

from importlib import import_module
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from ruqsat.journal.read import acts_of
from ruqsat.law.acts import Actor, Role
from ruqsat.payments import deciding, ledger, numbers
from ruqsat.payments.checking import check
from ruqsat.payments.deciding import CannotDecide
from ruqsat.payments.models import Decision, Line, Order, Payment
from ruqsat.payments.settling import Files
from tests.consents.ground import put_on_file
from tests.payments.ground import AT, FILES, SYSTEM, Gateway, opened
from tests.payments.test_statements import for_order, take

pytestmark = pytest.mark.django_db

OFFICER = Actor(person=UUID("77777777-7777-4777-8777-777777777777"), role=Role.OFFICER, office="KZ-75")
WHY = "The payer wrote the number of his contract."


def waiting(order: Order, reference: str = "B1", **other: object) -> Line:
    """Money that came with nothing that says for what."""
    (line,) = take(for_order(order, reference, **({"purpose": "Fee"} | other))).lines
    assert line.state == Line.State.WAITING
    return line


def count_for(line: Line, order: Order, *, reason: str = WHY, by: Actor = OFFICER) -> Line:
    return deciding.count_for(line.id, order, reason=reason, by=by, at=AT, files=FILES)


def test_money_is_counted_for_the_order_that_an_officer_names() -> None:
    order = opened()
    line = count_for(waiting(order), deciding.order_of(numbers.spaced(order.number)))
    order.refresh_from_db()
    assert (line.state, order.status, len(acts_of(order.file_id))) == ("counted", "paid", 1)
    decision = Decision.objects.get()
    assert (decision.kind, decision.person, decision.office) == ("to_order", OFFICER.person, "KZ-75")
    assert deciding.reason_of(decision) == WHY
    assert check() == []


def test_pressed_twice_it_is_decided_once() -> None:
    order = opened()
    line = waiting(order)
    count_for(line, order)
    with pytest.raises(CannotDecide, match="decided already"):
        count_for(line, order)
    with pytest.raises(CannotDecide, match="decided already"):
        deciding.return_line(line.id, reason=WHY, by=OFFICER, at=AT)
    assert (Decision.objects.count(), Payment.objects.count()) == (1, 1)
    assert check() == []


@pytest.mark.parametrize(("reason", "by"), [("", OFFICER), (" 1 ", OFFICER), ("x" * 2001, OFFICER), (WHY, SYSTEM)])
def test_without_a_reason_or_a_person_nothing_is_decided(reason: str, by: Actor) -> None:
    order = opened()
    line = waiting(order)
    with pytest.raises(CannotDecide):
        count_for(line, order, reason=reason, by=by)
    line.refresh_from_db()
    assert (line.state, Payment.objects.count(), Decision.objects.count()) == ("waiting", 0, 0)
    assert check() == []


@pytest.mark.parametrize("typed", ["", "123", "1000000000", numbers.with_check_digits("99999999")])
def test_a_number_with_a_slip_or_of_no_order_is_said(typed: str) -> None:
    with pytest.raises(CannotDecide):
        deciding.order_of(typed)


def test_less_than_a_tenge_can_only_be_returned() -> None:
    order = opened()
    line = waiting(order, amount="0.99")
    with pytest.raises(CannotDecide, match="Less than a tenge"):
        count_for(line, order)
    deciding.return_line(line.id, reason=WHY, by=OFFICER, at=AT)
    assert ledger.balances()["refunds_due"] == -99
    assert check() == []


def test_money_of_a_payment_that_the_gateway_told_of_is_not_counted_twice(gateway: Gateway) -> None:
    order = opened()
    gateway.tells(gateway.notice(order))
    line = waiting(order, purpose=order.number)
    assert line.why == Line.Why.PERHAPS_KNOWN
    payment = Payment.objects.get()
    deciding.same_as(line.id, payment.id, reason=WHY, by=OFFICER, at=AT)
    assert (Payment.objects.count(), ledger.balances()["clearing"]) == (1, 0)
    assert check() == []
    second = waiting(order, "B2")
    for other in (payment.id, uuid4()):
        with pytest.raises(CannotDecide):
            deciding.same_as(second.id, other, reason=WHY, by=OFFICER, at=AT)
    assert check() == []


def test_what_was_not_due_is_returned_once_and_seen_leaving_the_account() -> None:
    order = opened()
    take(for_order(order, "B1"), for_order(order, "B2"))
    surplus = Payment.objects.get(surplus="double")
    deciding.return_surplus(surplus.id, reason=WHY, by=OFFICER, at=AT)
    for payment in (surplus.id, Payment.objects.get(surplus="").id, uuid4()):
        with pytest.raises(CannotDecide):
            deciding.return_surplus(payment, reason=WHY, by=OFFICER, at=AT)
    assert check() == []
    due = Decision.objects.get()
    other = waiting(order, "B3", direction="out", amount="1.00")
    with pytest.raises(CannotDecide, match="amounts differ"):
        deciding.is_return_of(other.id, due.id, reason=WHY, by=OFFICER, at=AT)
    line = waiting(order, "B4", direction="out")
    assert not deciding.is_returned(due)
    deciding.is_return_of(line.id, due.id, reason=WHY, by=OFFICER, at=AT)
    assert deciding.is_returned(due)
    returned = Decision.objects.get(kind="returned")
    assert (returned.outgoing, returned.payment) == (line, surplus)
    line.refresh_from_db()
    assert line.order == order
    assert ledger.balances()["refunds_due"] == 0
    assert check() == []


def test_a_movement_off_the_account_serves_one_return() -> None:
    """List 6: two returns of one amount want two movements; the database refuses one for both."""
    order = opened()
    take(*(for_order(order, reference) for reference in ("B1", "B2", "B3")))
    for surplus in Payment.objects.filter(surplus="double"):
        deciding.return_surplus(surplus.id, reason=WHY, by=OFFICER, at=AT)
    first, second = Decision.objects.order_by("id")
    left = waiting(order, "B4", direction="out")
    deciding.is_return_of(left.id, first.id, reason=WHY, by=OFFICER, at=AT)
    with pytest.raises(CannotDecide, match="decided already"):
        deciding.is_return_of(left.id, second.id, reason=WHY, by=OFFICER, at=AT)
    again = Decision.objects.get(kind="returned")
    again.pk, again.payment = uuid4(), second.payment
    with pytest.raises(IntegrityError, match="outgoing_id"), transaction.atomic():
        again.save(force_insert=True)
    again.outgoing = None
    with pytest.raises(IntegrityError, match="decision_names_what_left"), transaction.atomic():
        again.save(force_insert=True)
    assert not deciding.is_returned(second)
    assert check() == []


def test_returns_that_were_decided_before_are_paired_with_a_movement_of_their_amount() -> None:
    migration = import_module("ruqsat.payments.migrations.0007_returns_name_what_left")
    returned, left = [uuid4() for _ in range(3)], [uuid4() for _ in range(3)]
    found = migration.paired(zip(returned, (5, 7, 5), strict=True), zip(left, (7, 5, 5), strict=True))
    assert found == dict(zip(returned, (left[1], left[0], left[2]), strict=True))


def test_money_that_came_in_is_no_return_and_what_went_out_no_payment() -> None:
    order = opened()
    came, went = waiting(order, "B1"), waiting(order, "B2", direction="out")
    deciding.return_line(came.id, reason=WHY, by=OFFICER, at=AT)
    due = Decision.objects.get()
    with pytest.raises(CannotDecide, match="no such movement"):
        deciding.is_return_of(came.id, due.id, reason=WHY, by=OFFICER, at=AT)
    with pytest.raises(CannotDecide, match="no such movement"):
        count_for(went, order)
    deciding.is_return_of(went.id, due.id, reason=WHY, by=OFFICER, at=AT)
    assert check() == []


def late(order: Order, amount: str = "") -> Payment:
    """Money that came for the order after its case had ended."""
    ended = Files(record=put_on_file, ended=lambda file: True)
    said = {"amount": amount} if amount else {}
    take(for_order(order, "B1", **said), files=ended)
    return Payment.objects.get(surplus="late")


@pytest.mark.parametrize(
    ("amount", "status", "left"), [("", "paid", (0, "")), ("1000.00", "open", (0, "")), ("50000.50", "paid", None)]
)
def test_late_money_counts_once_the_case_is_open_again(amount: str, status: str, left: tuple[int, str] | None) -> None:
    """List 6, Rules 25: a refusal that was cancelled ends nothing; what came meanwhile was for this application."""
    order = opened()
    payment = late(order, amount)
    deciding.count_surplus(payment.id, reason=WHY, by=OFFICER, at=AT, files=FILES)
    order.refresh_from_db()
    payment.refresh_from_db()
    over = 50_000_50 - order.amount * 100
    assert Decision.objects.get().tiyn == payment.tiyn - payment.surplus_tiyn
    assert (payment.surplus_tiyn, payment.surplus) == (left or (over, "over"))
    assert (order.status, len(acts_of(order.file_id))) == (status, 1)
    with pytest.raises(CannotDecide):
        deciding.count_surplus(payment.id, reason=WHY, by=OFFICER, at=AT, files=FILES)
    assert check() == []
    if left is None:
        deciding.return_surplus(payment.id, reason=WHY, by=OFFICER, at=AT)
        assert ledger.balances()["refunds_due"] == -over
        assert check() == []


def test_late_money_does_not_count_while_the_case_is_ended_nor_when_it_is_to_be_returned() -> None:
    """List 6: what is paid after the end changes nothing."""
    payment = late(opened())
    ended = Files(record=put_on_file, ended=lambda file: True)
    with pytest.raises(CannotDecide, match="has ended"):
        deciding.count_surplus(payment.id, reason=WHY, by=OFFICER, at=AT, files=ended)
    deciding.return_surplus(payment.id, reason=WHY, by=OFFICER, at=AT)
    for one in (payment.id, uuid4()):
        with pytest.raises(CannotDecide):
            deciding.count_surplus(one, reason=WHY, by=OFFICER, at=AT, files=FILES)
    assert check() == []


def test_the_reason_does_not_lie_in_the_clear() -> None:
    order = opened()
    count_for(waiting(order), order)
    assert WHY not in str(Decision.objects.values().get())
