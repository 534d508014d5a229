"""Rules 5: what the bank's statement shows is counted for its order once, or waits where a person can see it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from ruqsat.journal.append import ClockBehindFileError
from ruqsat.journal.read import acts_of, proof_of
from ruqsat.law.acts import Actor, FeePaid, Filed
from ruqsat.payments import ledger, matching, numbers, statements
from ruqsat.payments.checking import check
from ruqsat.payments.models import Line, Order, Payment, Statement
from ruqsat.payments.settling import Files
from tests.gateways.statements.samples import ACCOUNT, SECOND, Movement, camt, table
from tests.payments.ground import AT, FILES, SYSTEM, opened

pytestmark = pytest.mark.django_db

Written = Callable[..., bytes]


def take(*movements: Movement, form: Written = table, files: Files = FILES) -> statements.Taken:
    return statements.take(form(*movements), by=SYSTEM, now=lambda: AT, files=files)


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
        statements.take(b"<html>", by=SYSTEM, now=lambda: AT, files=FILES)
    assert Statement.objects.count() == 0


@pytest.mark.parametrize("form", [table, camt])
def test_a_statement_of_an_account_that_is_not_ours_is_refused_whole_and_named(form: Written) -> None:
    """Rules 5: money on somebody else's account is no payment of the fee."""
    order = opened()
    with pytest.raises(statements.StatementRefused, match=f"{SECOND}.*nothing of it was taken"):
        statements.take(form(for_order(order), account=SECOND), by=SYSTEM, now=lambda: AT, files=FILES)
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


def test_the_same_reference_on_two_accounts_is_two_movements(monkeypatch: pytest.MonkeyPatch) -> None:
    ours(monkeypatch, f"{ACCOUNT}, {SECOND}")
    order = opened()
    take(for_order(order, amount="1000.00"))
    second = table(for_order(order), account=SECOND)
    statements.take(second, by=SYSTEM, now=lambda: AT, files=FILES)
    assert len(acts_of(order.file_id)) == Payment.objects.count() == 2
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


def breaking_for(broken: Order, *, seen: list[datetime] | None = None) -> Files:
    """Files of which one cannot be written to; *seen* are the moments at which the others were."""

    def record(file: UUID, facts: Any, *, at: datetime, by: Actor, ids: Sequence[UUID]) -> Sequence[Filed]:
        if file == broken.file_id:
            raise ClockBehindFileError(file)
        if seen is not None:
            seen.append(at)
        return FILES.record(file, facts, at=at, by=by, ids=ids)

    return replace(FILES, record=record)


def test_a_movement_that_breaks_hinders_no_other_and_no_later_statement() -> None:
    """Rules 5: what is on the ledger is placed, each movement for itself."""
    order, other, third = opened(), opened(), opened()
    broken = breaking_for(order)
    taken = take(for_order(order), for_order(other, "B2"), files=broken)
    assert (states(taken), taken.broken) == ([("new", ""), ("counted", "")], 1)
    later = take(for_order(third, "B3"), files=broken)
    assert (states(later), later.broken) == ([("counted", "")], 1)
    assert check() == []
    assert statements.place_each(Line.objects.filter(state="new"), by=SYSTEM, now=lambda: AT, files=FILES) == 0
    assert set(Order.objects.values_list("status", flat=True)) == {"paid"}
    assert check() == []


def test_each_movement_is_placed_at_its_own_moment() -> None:
    """Of thousands the last comes long after the first, and a case may have moved on meanwhile."""
    moments = (AT + timedelta(seconds=second) for second in count())
    seen: list[datetime] = []
    content = table(for_order(opened()), for_order(opened(), "B2"))
    files = breaking_for(opened(), seen=seen)
    statements.take(content, by=SYSTEM, now=lambda: next(moments), files=files)
    assert seen == [AT + timedelta(seconds=1), AT + timedelta(seconds=2)]


def test_what_the_bank_said_does_not_lie_in_the_clear() -> None:
    order = opened()
    take(for_order(order))
    assert "900101399016" not in str(Line.objects.values().get()) + str(Statement.objects.values().get())
