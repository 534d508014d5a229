"""Rules 5: what the bank took back of money that it had shown coming, and what becomes of the rest."""

from uuid import uuid4

import pytest
from django.db.models import F

from ruqsat.cases.actions import treasury
from ruqsat.journal.read import acts_of
from ruqsat.law.fees import Counts
from ruqsat.payments import deciding, ledger
from ruqsat.payments.checking import check
from ruqsat.payments.deciding import CannotDecide
from ruqsat.payments.models import Decision, Line, Order, Payment
from ruqsat.payments.settling import Files
from ruqsat.payments.taken_back import Missing, missing_parts
from tests.consents.ground import put_on_file
from tests.payments.ground import AT, FILES, opened
from tests.payments.test_deciding import OFFICER, WHY, count_for, late, waiting
from tests.payments.test_statements import for_order, take

pytestmark = pytest.mark.django_db


def corrected(order: Order, *, waits: bool, left: str = "0.00") -> tuple[Line, Line]:
    """Money that came, counted or waiting, and the movement with which the bank took it back down to what is left."""
    said = {"purpose": "Fee"} if waits else {}
    (came,) = take(for_order(order, **said)).lines
    if left == "0.00":
        (went,) = take(for_order(order, "B9", direction="out", purpose="Storno")).lines
    else:
        went = next(line for line in take(for_order(order, amount=left, **said)).lines if line.direction == "out")
    return came, went


@pytest.mark.parametrize("left", ["0.00", "250.00"])
def test_what_was_counted_and_the_bank_took_back_is_missing_on_the_ledger_and_stays_on_file(left: str) -> None:
    """Rules 5: the fact does not go away, nor does what is missing."""
    order = opened()
    came, went = corrected(order, waits=False, left=left)
    decision = treasury.takes_back(went.id, came.id, reason=WHY, by=OFFICER, at=AT)
    assert (decision.line, decision.outgoing, decision.tiyn) == (came, went, went.tiyn)
    assert (ledger.balances()["taken_back"], ledger.balances()["unmatched"]) == (went.tiyn, 0)
    assert len(acts_of(order.file_id)) == 1
    with pytest.raises(CannotDecide, match="decided already"):
        treasury.takes_back(went.id, came.id, reason=WHY, by=OFFICER, at=AT)
    again = waiting(order, "B8", direction="out")
    with pytest.raises(CannotDecide, match="more than is still here"):
        treasury.takes_back(again.id, came.id, reason=WHY, by=OFFICER, at=AT)
    assert check() == []


def test_what_waited_and_the_bank_took_back_waits_no_more() -> None:
    order = opened()
    came, went = corrected(order, waits=True)
    treasury.takes_back(went.id, came.id, reason=WHY, by=OFFICER, at=AT)
    assert set(Line.objects.values_list("state", flat=True)) == {"taken_back"}
    assert set(ledger.balances().values()) == {0, order.amount * 100, -order.amount * 100}  # the open order alone
    with pytest.raises(CannotDecide, match="decided already"):
        count_for(came, order)
    assert check() == []


def test_of_what_waits_the_bank_takes_back_a_part_and_the_rest_counts() -> None:
    """Rules 5: what is not here any more is on no file; more than is here cannot be taken back."""
    order = opened()
    came, went = corrected(order, waits=True, left="250.00")
    for wrong in (went.id, uuid4()):
        with pytest.raises(CannotDecide):
            treasury.takes_back(went.id, wrong, reason=WHY, by=OFFICER, at=AT)
    treasury.takes_back(went.id, came.id, reason=WHY, by=OFFICER, at=AT)
    assert check() == []
    again = waiting(order, "B8", direction="out", amount="250.01")
    with pytest.raises(CannotDecide, match="more than is still here"):
        treasury.takes_back(again.id, came.id, reason=WHY, by=OFFICER, at=AT)
    count_for(came, order)
    assert Payment.objects.get().tiyn == Decision.objects.get(kind="to_order").tiyn == 250_00
    assert ledger.balances()["taken_back"] == 0
    assert check() == []


def test_of_what_is_to_be_returned_the_bank_takes_back_a_part_and_the_rest_is_returned() -> None:
    """Rules 5, List 6: nobody is paid twice, and what is left is owed still."""
    order = opened()
    came, went = corrected(order, waits=True, left="250.00")
    deciding.return_line(came.id, reason=WHY, by=OFFICER, at=AT)
    treasury.takes_back(went.id, came.id, reason=WHY, by=OFFICER, at=AT)
    assert (ledger.balances()["refunds_due"], ledger.balances()["taken_back"]) == (-250_00, 0)
    assert check() == []
    (owed,) = treasury.to_be_returned({"KZ-75"}, most=10)
    assert owed.tiyn == 250_00
    whole = waiting(order, "B7", direction="out")
    with pytest.raises(CannotDecide, match="amounts differ"):
        deciding.is_return_of(whole.id, owed.decision.id, reason=WHY, by=OFFICER, at=AT)
    rest = waiting(order, "B8", direction="out", amount="250.00")
    deciding.is_return_of(rest.id, owed.decision.id, reason=WHY, by=OFFICER, at=AT)
    assert (ledger.balances()["refunds_due"], treasury.to_be_returned({"KZ-75"}, most=10)) == (0, [])
    assert check() == []


def test_what_was_to_be_returned_and_the_bank_took_back_whole_is_owed_to_nobody() -> None:
    """Rules 5: the bank has given it back itself."""
    order = opened()
    came, went = corrected(order, waits=True)
    deciding.return_line(came.id, reason=WHY, by=OFFICER, at=AT)
    treasury.takes_back(went.id, came.id, reason=WHY, by=OFFICER, at=AT)
    came.refresh_from_db()
    assert (came.state, ledger.balances()["refunds_due"]) == ("taken_back", 0)
    assert treasury.to_be_returned({"KZ-75"}, most=10) == []
    assert check() == []


def test_what_was_returned_and_the_bank_took_back_as_well_is_missing() -> None:
    """Rules 5: it left the account twice, which the ledger says."""
    order = opened()
    came, went = corrected(order, waits=True)
    deciding.return_line(came.id, reason=WHY, by=OFFICER, at=AT)
    left = waiting(order, "B8", direction="out")
    deciding.is_return_of(left.id, Decision.objects.get().id, reason=WHY, by=OFFICER, at=AT)
    treasury.takes_back(went.id, came.id, reason=WHY, by=OFFICER, at=AT)
    assert (ledger.balances()["refunds_due"], ledger.balances()["taken_back"]) == (0, went.tiyn)
    assert check() == []


def test_what_was_returned_and_taken_back_stays_in_sight_whatever_order_it_named() -> None:
    """Rules 5: it was never counted for the case, so that nothing makes it good there: somebody has to ask for it."""
    order = opened()
    (came,) = take(for_order(order, payer="")).lines
    deciding.return_line(came.id, reason=WHY, by=OFFICER, at=AT)
    left, went = waiting(order, "B8", direction="out"), waiting(order, "B9", direction="out")
    deciding.is_return_of(left.id, Decision.objects.get().id, reason=WHY, by=OFFICER, at=AT)
    treasury.takes_back(went.id, came.id, reason=WHY, by=OFFICER, at=AT)
    assert [one.missing_tiyn for one in treasury.taken_back({"KZ-75"}, most=10)] == [went.tiyn]


def test_late_money_that_the_bank_took_back_neither_counts_nor_is_returned() -> None:
    """Rules 5: it is not here any more; an order is not paid with it, and nobody is paid it twice."""
    order = opened()
    payment = late(order)
    came, went = Line.objects.get(payment=payment), waiting(order, "B8", direction="out")
    treasury.takes_back(went.id, came.id, reason=WHY, by=OFFICER, at=AT)
    with pytest.raises(CannotDecide, match="taken this money back"):
        deciding.count_surplus(payment.id, reason=WHY, by=OFFICER, at=AT, files=FILES)
    with pytest.raises(CannotDecide, match="taken this money back"):
        deciding.return_surplus(payment.id, reason=WHY, by=OFFICER, at=AT)
    assert treasury.surpluses({"KZ-75"}, most=10) == []
    assert (ledger.balances()["overpaid"], ledger.balances()["taken_back"]) == (0, 0)
    order.refresh_from_db()
    assert order.status == "open"
    assert check() == []


def gone(order: Order, amount: str = "", came: str = "B1", went: str = "B9") -> None:
    """Money counted for the order, that the bank took back."""
    said = {"amount": amount} if amount else {}
    (line,) = take(for_order(order, came, **said)).lines
    back = waiting(order, went, direction="out", **said)
    treasury.takes_back(back.id, line.id, reason=WHY, by=OFFICER, at=AT)


def test_money_paid_again_makes_good_what_the_bank_took_back() -> None:
    """Rules 5: the order is good again, and what comes beyond it is double."""
    order = opened()
    gone(order)
    assert len(treasury.taken_back({"KZ-75"}, most=10)) == 1
    take(for_order(order, "B2", amount="1000.00"), for_order(order, "B3"))
    again, rest = Payment.objects.filter(line__reference__in=["B2", "B3"]).order_by("amount")
    assert (again.good_tiyn, again.surplus_tiyn) == (1000_00, 0)
    assert (rest.good_tiyn, rest.surplus_tiyn, rest.surplus) == (order.amount * 100 - 1000_00, 1000_00, "double")
    assert (ledger.balances()["taken_back"], treasury.taken_back({"KZ-75"}, most=10)) == (0, [])
    assert len(acts_of(order.file_id)) == 3
    assert check() == []


def test_an_order_that_is_not_whole_yet_is_paid_first_and_then_what_was_taken_back_made_good() -> None:
    """Rules 5, List 6: an order is paid when what counted for it is as much as is due, as on the file of its case."""
    order = opened()
    gone(order, "1000.00")
    take(for_order(order, "B2", amount=f"{order.amount - 1000}.00"))
    order.refresh_from_db()
    assert (order.status, ledger.balances()["taken_back"]) == ("paid", 1000_00)
    take(for_order(opened(order.file_id), "B3", amount="1000.00"))
    assert ledger.balances()["taken_back"] == 0
    assert not Payment.objects.exclude(surplus="").exists()
    assert check() == []


def test_what_made_good_can_be_taken_back_as_well() -> None:
    order = opened()
    gone(order)
    gone(order, came="B2", went="B8")
    assert ledger.balances()["taken_back"] == order.amount * 100
    take(for_order(order, "B3"))
    assert ledger.balances()["taken_back"] == 0
    assert check() == []


def test_money_that_was_double_before_the_bank_took_the_fee_back_makes_it_good_by_decision() -> None:
    """Rules 5: nobody pays three times."""
    order = opened()
    take(for_order(order, "B1"), for_order(order, "B2"))
    double, came = Payment.objects.get(surplus="double"), Line.objects.get(reference="B1")
    assert treasury.counts_by_decision(double) is None
    with pytest.raises(CannotDecide, match="already paid"):
        deciding.count_surplus(double.id, reason=WHY, by=OFFICER, at=AT, files=FILES)
    back = waiting(order, "B9", direction="out")
    treasury.takes_back(back.id, came.id, reason=WHY, by=OFFICER, at=AT)
    assert treasury.counts_by_decision(double) == Counts(covers=0, good=order.amount * 100)
    deciding.count_surplus(double.id, reason=WHY, by=OFFICER, at=AT, files=FILES)
    double.refresh_from_db()
    assert (double.surplus, double.good_tiyn, ledger.balances()["taken_back"]) == ("", order.amount * 100, 0)
    assert check() == []


def test_after_the_end_money_paid_again_waits_and_makes_good_by_decision_or_is_returned() -> None:
    """Rules 5, List 6: it moves nothing in the case; the fee that had counted in it is owed still."""
    ended = Files(record=put_on_file, ended=lambda file: True)
    order, other = opened(), opened()
    gone(order)
    gone(other, came="B2", went="B8")
    take(for_order(order, "B3"), for_order(other, "B4"), files=ended)
    first, second = Payment.objects.filter(surplus="late").order_by("line__reference")
    assert ledger.balances()["taken_back"] == (order.amount + other.amount) * 100
    deciding.count_surplus(first.id, reason=WHY, by=OFFICER, at=AT, files=ended)
    deciding.return_surplus(second.id, reason=WHY, by=OFFICER, at=AT)
    assert (ledger.balances()["taken_back"], ledger.balances()["overpaid"]) == (other.amount * 100, 0)
    assert check() == []


def with_surplus(order: Order, reference: str = "B1") -> tuple[Line, Payment]:
    """A payment of a thousand more than was due."""
    (came,) = take(for_order(order, reference, amount=f"{order.amount + 1000}.00")).lines
    return came, Payment.objects.get(order=order, surplus="over")


def part(order: Order, came: Line, amount: str, reference: str) -> Decision:
    """The bank takes back so much of what came."""
    back = waiting(order, reference, direction="out", amount=amount)
    return treasury.takes_back(back.id, came.id, reason=WHY, by=OFFICER, at=AT)


def test_a_surplus_that_is_to_be_returned_and_the_bank_took_back_is_owed_to_nobody() -> None:
    """Rules 5, List 6: the bank has given it back itself."""
    order = opened()
    came, over = with_surplus(order)
    deciding.return_surplus(over.id, reason=WHY, by=OFFICER, at=AT)
    first = part(order, came, "400.00", "B7")
    assert (first.refund_tiyn, first.missing_tiyn, ledger.balances()["refunds_due"]) == (400_00, 0, -600_00)
    assert [one.tiyn for one in treasury.to_be_returned({"KZ-75"}, most=10)] == [600_00]
    rest = part(order, came, "700.00", "B8")
    assert (rest.refund_tiyn, rest.missing_tiyn) == (600_00, 100_00)
    assert (ledger.balances()["refunds_due"], ledger.balances()["taken_back"]) == (0, 100_00)
    assert treasury.to_be_returned({"KZ-75"}, most=10) == []
    assert check() == []


def test_of_a_surplus_the_rest_can_be_returned_and_what_counted_is_missing_last() -> None:
    """List 6: what was not due goes first."""
    order = opened()
    came, over = with_surplus(order)
    part(order, came, "400.00", "B7")
    assert [one.tiyn for one in treasury.surpluses({"KZ-75"}, most=10)] == [600_00]
    assert ledger.balances()["taken_back"] == 0
    deciding.return_surplus(over.id, reason=WHY, by=OFFICER, at=AT)
    assert Decision.objects.get(kind="to_return").tiyn == 600_00
    left = waiting(order, "B8", direction="out", amount="600.00")
    due = Decision.objects.get(kind="to_return")
    deciding.is_return_of(left.id, due.id, reason=WHY, by=OFFICER, at=AT)
    missing = part(order, came, "100.00", "B9")
    assert (missing.refund_tiyn, missing.missing_tiyn) == (0, 100_00)
    assert check() == []


def test_what_was_returned_and_taken_back_as_well_is_told_apart_from_the_fee() -> None:
    """Rules 5, List 6: it came back twice; the fee is here until the bank takes that too, and is made good first."""
    order = opened()
    came, over = with_surplus(order)
    deciding.return_surplus(over.id, reason=WHY, by=OFFICER, at=AT)
    left = waiting(order, "B6", direction="out", amount="1000.00")
    deciding.is_return_of(left.id, Decision.objects.get().id, reason=WHY, by=OFFICER, at=AT)
    assert missing_parts(order.file_id) == Missing(fee=0, twice=0)
    part(order, came, "400.00", "B7")
    assert missing_parts(order.file_id) == Missing(fee=0, twice=400_00)
    part(order, came, "700.00", "B8")
    assert missing_parts(order.file_id) == Missing(fee=100_00, twice=1000_00)
    again = opened(order.file_id)
    take(for_order(again, "B9", amount="300.00"))
    assert missing_parts(order.file_id) == Missing(fee=0, twice=800_00)
    assert check() == []


def test_what_was_taken_back_while_it_waited_is_no_part_of_the_surplus() -> None:
    order = opened()
    (came,) = take(for_order(order, amount=f"{order.amount + 1000}.00", purpose="Fee")).lines
    part(order, came, "400.00", "B7")
    count_for(came, order)
    assert [one.tiyn for one in treasury.surpluses({"KZ-75"}, most=10)] == [600_00]
    part(order, came, "600.00", "B8")
    assert treasury.surpluses({"KZ-75"}, most=10) == []
    assert (ledger.balances()["overpaid"], ledger.balances()["taken_back"]) == (0, 0)
    assert check() == []


def test_the_check_finds_what_was_made_good_and_taken_back_behind_its_back() -> None:
    order = opened()
    gone(order)
    take(for_order(order, "B2"))
    decision = Decision.objects.get(kind="taken_back")
    decision.pk, decision.tiyn, decision.missing_tiyn = uuid4(), 1, 0
    decision.outgoing = waiting(order, "B7", direction="out", amount="1.00")
    decision.save(force_insert=True)
    Payment.objects.filter(line__reference="B2").update(good_tiyn=F("good_tiyn") + 1, odd_tiyn=1)
    found = check()
    assert any("more than came" in text for text in found)
    assert any("more were made good" in text for text in found)
