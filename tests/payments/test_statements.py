"""Rules 5: what the bank's statement shows is counted for its order once, or waits where a person can see it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from ruqsat.gateways.payments import Means
from ruqsat.journal.read import acts_of, proof_of
from ruqsat.law.acts import FeePaid
from ruqsat.payments import ledger, matching, numbers, statements
from ruqsat.payments.checking import check
from ruqsat.payments.models import Line, Order, Payment, Statement
from ruqsat.payments.settling import Files
from tests.consents.ground import put_on_file
from tests.gateways.statements.samples import ACCOUNT, SECOND, Movement, camt, table
from tests.payments.ground import AT, FILES, SYSTEM, Gateway, opened

pytestmark = pytest.mark.django_db

Written = Callable[..., bytes]


def take(*movements: Movement, form: Written = table, files: Files = FILES) -> statements.Taken:
    return statements.take(form(*movements), by=SYSTEM, at=AT, files=files)


def for_order(order: Order, reference: str = "B1", **other: Any) -> Movement:
    """A movement as the payer of the order would cause it at a bank."""
    said = {"amount": f"{order.amount}.00", "purpose": f"Fee, order {numbers.spaced(order.number)}"} | other
    return replace(Movement(reference=reference), **said)


def ours(monkeypatch: pytest.MonkeyPatch, accounts: str) -> None:
    """The set-up names these accounts."""
    payments = settings.GATEWAYS["payments"] | {"accounts": accounts}
    monkeypatch.setattr(settings, "GATEWAYS", settings.GATEWAYS | {"payments": payments})


def states(taken: statements.Taken) -> list[tuple[str, str]]:
    return [(line.state, line.why) for line in taken.lines]


@pytest.mark.parametrize("form", [table, camt])
def test_money_for_an_order_is_counted_and_on_file_with_what_the_bank_said(form: Written) -> None:
    order = opened()
    taken = take(for_order(order), form=form)
    assert states(taken) == [("counted", "")]
    order.refresh_from_db()
    assert order.status == Order.Status.PAID
    (filed,) = acts_of(order.file_id)
    assert isinstance(filed.act, FeePaid)
    assert (filed.act.order, filed.act.amount, filed.act.means) == (order.id, order.amount, "bank")
    assert taken.statement.sha256.encode() in (proof_of(filed.id) or b"")
    assert check() == []


def test_the_same_file_again_and_an_overlapping_one_change_nothing_twice() -> None:
    order, other = opened(), opened()
    first, second = for_order(order, "B1"), for_order(other, "B2")
    assert take(first).fresh == 1
    assert take(first).is_known
    assert take(first, second).fresh == 1
    assert take(first, second, form=camt).is_known
    assert Payment.objects.count() == Line.objects.count() == 2
    assert [Statement.objects.count(), len(acts_of(order.file_id)), len(acts_of(other.file_id))] == [3, 1, 1]
    assert check() == []


@pytest.mark.parametrize(
    "change", [{"amount": "1000.01"}, {"day": date(2026, 3, 17)}, {"day": date(2026, 3, 17), "amount": "999.00"}]
)
def test_a_known_movement_that_says_something_else_refuses_the_whole_file(change: dict[str, Any]) -> None:
    order = opened()
    take(for_order(order, amount="1000.00"))
    with pytest.raises(statements.StatementRefused, match="another amount or day"):
        take(for_order(order, **({"amount": "1000.00"} | change)), for_order(opened(), "B2"))
    assert (Line.objects.count(), Statement.objects.count()) == (1, 1)
    assert check() == []


@pytest.mark.parametrize("form", [table, camt])
def test_a_correction_downwards_is_a_movement_of_its_own_that_waits(form: Written) -> None:
    """Rules 5: what the bank took back is seen, and holds up nothing else in the statement."""
    order, other = opened(), opened()
    take(for_order(order), form=form)
    taken = take(for_order(order, amount="3000.00"), for_order(other, "B2"), form=form)
    assert states(taken) == [("counted", ""), ("waiting", "corrects"), ("counted", "")]
    less = Line.objects.get(direction="out")
    assert (less.reference, less.tiyn) == ("B1#2", order.amount * 100 - 300_000)
    assert take(for_order(order), form=form).is_known
    assert take(for_order(order, amount="3000.00"), form=form).is_known
    assert take(for_order(order, amount="1000.00"), form=form).fresh == 1
    assert [line.tiyn for line in Line.objects.filter(reference="B1#3")] == [200_000]
    with pytest.raises(statements.StatementRefused):
        take(for_order(order, amount="2000.00"))
    assert len(acts_of(order.file_id)) == 1
    assert check() == []


def test_a_file_that_is_wrong_leaves_no_trace() -> None:
    with pytest.raises(statements.StatementRefused):
        statements.take(b"<html>", by=SYSTEM, at=AT, files=FILES)
    assert Statement.objects.count() == 0


@pytest.mark.parametrize("form", [table, camt])
def test_a_statement_of_an_account_that_is_not_ours_is_refused_whole_and_named(form: Written) -> None:
    """Rules 5: money on somebody else's account is no payment of the fee."""
    order = opened()
    with pytest.raises(statements.StatementRefused, match=f"{SECOND}.*RUQSAT_PAYMENTS_ACCOUNTS"):
        statements.take(form(for_order(order), account=SECOND), by=SYSTEM, at=AT, files=FILES)
    assert (Statement.objects.count(), Line.objects.count(), Payment.objects.count()) == (0, 0, 0)
    assert acts_of(order.file_id) == []
    assert ledger.balances()["bank"] == 0


def test_where_no_account_is_named_no_statement_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    ours(monkeypatch, "")
    with pytest.raises(statements.StatementRefused, match="none of those"):
        take(for_order(opened()))


def test_our_account_is_known_however_it_is_spaced(monkeypatch: pytest.MonkeyPatch) -> None:
    ours(monkeypatch, f" {ACCOUNT[:4].lower()} {ACCOUNT[4:]},")
    assert states(take(for_order(opened()))) == [("counted", "")]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"purpose": "Fee"}, "no_order"),
        ({"purpose": f"Fee {numbers.with_check_digits('99999999')}"}, "no_order"),
        ({"payer": "850505450125"}, "other_payer"),
        ({"payer": ""}, "other_payer"),
        ({"amount": "0.99"}, "less_than_one"),
        ({"direction": "out"}, "outgoing"),
    ],
)
def test_money_that_cannot_be_placed_waits_and_stands_on_the_ledger(change: dict[str, Any], why: str) -> None:
    order = opened()
    movement = for_order(order, **change)
    assert states(take(movement)) == [("waiting", why)]
    assert ledger.balances()["unmatched"] == -movement.tiyn
    assert acts_of(order.file_id) == []
    assert Order.objects.get().status == Order.Status.OPEN
    assert check() == []


def test_two_orders_named_in_one_purpose_are_for_a_person_to_tell_apart() -> None:
    first, second = opened(), opened()
    assert states(take(for_order(first, purpose=f"{first.number} {second.number}"))) == [("waiting", "no_order")]


def test_parts_over_and_double_payments_are_counted_and_what_was_not_due_is_known() -> None:
    """List 6: each is a fact for the law; the ledger knows what of it was not due."""
    order = opened()
    part = f"{order.amount - 1000}.00"
    take(for_order(order, "B1", amount=part))
    order.refresh_from_db()
    assert order.status == Order.Status.OPEN
    take(for_order(order, "B2", amount="5000.50"), for_order(order, "B3"))
    order.refresh_from_db()
    assert order.status == Order.Status.PAID
    found = list(Payment.objects.order_by("line__reference").values_list("surplus_tiyn", "surplus"))
    assert found == [(0, ""), (400_050, "over"), (order.amount * 100, "double")]
    assert ledger.balances()["overpaid"] == -(400_050 + order.amount * 100)
    assert len(acts_of(order.file_id)) == 3
    assert check() == []


def test_money_that_comes_after_the_case_ended_is_late() -> None:
    order = opened()
    take(for_order(order), files=Files(record=put_on_file, ended=lambda file: file == order.file_id))
    payment = Payment.objects.get()
    assert (payment.surplus, payment.surplus_tiyn) == ("late", order.amount * 100)
    assert len(acts_of(order.file_id)) == 1
    assert check() == []


def test_what_the_gateway_told_of_is_confirmed_when_it_comes_on_the_account(gateway: Gateway) -> None:
    order = opened()
    gateway.tells(gateway.notice(order))
    before = ledger.balances()["clearing"]
    taken = take(for_order(order, end_to_end="PG-1", purpose="Gateway", payer=""))
    assert states(taken) == [("confirmed", "")]
    assert (before, ledger.balances()["clearing"]) == (order.amount * 100, 0)
    assert Payment.objects.count() == 1
    assert check() == []


def test_under_a_known_reference_another_amount_waits(gateway: Gateway) -> None:
    order = opened()
    gateway.tells(gateway.notice(order))
    assert states(take(for_order(order, end_to_end="PG-1", amount="1.00"))) == [("waiting", "other_amount")]
    assert check() == []


def test_the_same_reference_on_two_accounts_is_two_movements(monkeypatch: pytest.MonkeyPatch) -> None:
    ours(monkeypatch, f"{ACCOUNT}, {SECOND}")
    order = opened()
    take(for_order(order, amount="1000.00"))
    second = table(for_order(order), account=SECOND)
    statements.take(second, by=SYSTEM, at=AT, files=FILES)
    assert len(acts_of(order.file_id)) == Payment.objects.count() == 2
    assert check() == []


def test_the_same_amount_under_another_reference_may_be_known_already(gateway: Gateway) -> None:
    order = opened()
    gateway.tells(gateway.notice(order))
    assert states(take(for_order(order))) == [("waiting", "perhaps_known")]
    assert Payment.objects.count() == 1
    assert check() == []


def test_a_taking_that_was_broken_off_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is killed after the money is on the ledger and before it is placed."""
    orders = [opened() for _ in range(3)]
    movements = [for_order(order, f"B{place}") for place, order in enumerate(orders)]
    placed: list[Line] = []
    real = matching.place

    def killed(*args: object, **kwargs: object) -> Line:
        if len(placed) == 1:
            raise KeyboardInterrupt
        placed.append(real(*args, **kwargs))  # type: ignore[arg-type]  # as they came
        return placed[-1]

    monkeypatch.setattr(matching, "place", killed)
    with pytest.raises(KeyboardInterrupt):
        take(*movements)
    monkeypatch.setattr(matching, "place", real)
    assert check() == []
    left = list(Line.objects.filter(state="new"))
    for line in [*left, *left]:
        statements.place(line, by=SYSTEM, at=AT, files=FILES)
    assert len(left) == 2
    assert set(Order.objects.values_list("status", flat=True)) == {"paid"}
    assert take(*movements).is_known
    assert check() == []


def test_what_the_bank_said_does_not_lie_in_the_clear() -> None:
    order = opened()
    take(for_order(order))
    assert "900101399016" not in str(Line.objects.values().get()) + str(Statement.objects.values().get())


def test_an_order_that_gave_way_is_owed_no_more_and_its_money_counts_all_the_same() -> None:
    file = uuid4()
    older = opened(file, at=AT.replace(year=2025))
    newer = opened(file)
    take(for_order(older))
    for order in (older, newer):
        order.refresh_from_db()
    assert (older.status, newer.status) == ("paid", "void")
    assert check() == []


def test_a_movement_is_counted_on_the_day_on_which_it_was_booked() -> None:
    order = opened()
    take(for_order(order, day=date(2026, 3, 17)))
    assert AT - Payment.objects.get().paid_at > timedelta(hours=24)
    assert Payment.objects.get().means == Means.BANK
