"""Rules 5: a statement that shows again what an earlier one did is a replay, is new, or waits for a person."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ruqsat.cases.actions import treasury
from ruqsat.payments import ledger, statements
from ruqsat.payments.checking import check
from ruqsat.payments.deciding import CannotDecide
from ruqsat.payments.models import Line, Order, Payment
from tests.gateways.statements.samples import camt, table
from tests.payments.ground import AT, FILES, SYSTEM, opened
from tests.payments.test_deciding import OFFICER, WHY
from tests.payments.test_statements import for_order, take

pytestmark = pytest.mark.django_db

WHOLE, LESS = "100.00", "60.00"


def shown(order: Order, amount: str, *, hour: int, name: str = "S") -> statements.Taken:
    """A statement that the bank wrote at that hour."""
    written = f"2026-03-18T{hour:02d}:00:00+05:00"
    content = camt(for_order(order, amount=amount), name=name, written=written)
    return statements.take(content, by=SYSTEM, now=lambda: AT + timedelta(hours=9), files=FILES)


def listed(order: Order, amount: str, name: str = "S") -> statements.Taken:
    """The same as a table, which says no hour; the purpose differs in the spaces alone, so that it is another file."""
    content = table(for_order(order, amount=amount), name=name).replace(b"Fee, order", b"Fee,  order")
    return statements.take(content, by=SYSTEM, now=lambda: AT, files=FILES)


def later() -> Line:
    return Line.objects.get(reference="B1#3")


def test_a_statement_that_was_written_before_the_correction_changes_nothing() -> None:
    order = opened()
    shown(order, WHOLE, hour=10)
    shown(order, LESS, hour=12)
    assert shown(order, WHOLE, hour=11).is_known
    assert check() == []


@pytest.mark.parametrize("amount", ["60.00", "140.00"])
def test_what_only_an_older_statement_shows_has_been_corrected_since(amount: str) -> None:
    """Rules 5: a file that is taken in late neither takes money back nor is refused."""
    order = opened()
    shown(order, WHOLE, hour=12)
    assert shown(order, amount, hour=10).is_known
    assert check() == []


def test_a_statement_that_was_written_after_the_correction_shows_money_that_came_back() -> None:
    """Rules 5: it is a movement of its own, counted as any other, and what was taken back of the fee is made good."""
    order = opened()
    take(for_order(order, "A1", amount=f"{order.amount - 100}.00"))
    shown(order, WHOLE, hour=10)
    shown(order, LESS, hour=12)
    came, less = Line.objects.filter(reference__startswith="B1").order_by("reference")
    treasury.takes_back(less.id, came.id, reason=WHY, by=OFFICER, at=AT)
    assert shown(order, WHOLE, hour=13).fresh == 1
    assert (later().direction, later().tiyn, later().state) == ("in", 40_00, "counted")
    assert ledger.balances()["taken_back"] == 0
    assert shown(order, LESS, hour=11).is_known
    assert shown(order, LESS, hour=14).fresh == 1
    assert [(one.direction, one.tiyn) for one in Line.objects.filter(reference="B1#4")] == [("out", 40_00)]
    assert check() == []


def test_the_statement_of_a_name_in_another_form_is_the_same_where_each_has_its_own() -> None:
    order = opened()
    shown(order, WHOLE, hour=10, name="S-1")
    shown(order, LESS, hour=12, name="S-2")
    assert listed(order, WHOLE, name="S-1").is_known
    assert listed(order, WHOLE, name="S-3").fresh == 1
    assert check() == []


def test_a_statement_whose_clock_runs_ahead_proves_nothing() -> None:
    order = opened()
    shown(order, WHOLE, hour=10)
    content = camt(for_order(order, amount=LESS), written="2099-03-18T10:00:00+05:00")
    statements.take(content, by=SYSTEM, now=lambda: AT, files=FILES)
    assert shown(order, WHOLE, hour=12).fresh == 1
    assert later().why == Line.Why.SHOWN_AGAIN


def waits(order: Order) -> Line:
    """As much as before under the reference, in statements of which none says when it was written."""
    for amount in (WHOLE, LESS, WHOLE):
        listed(order, amount, name=f"S {Line.objects.count()}")
    line = later()
    assert (line.direction, line.tiyn, line.state, line.why) == ("in", 40_00, "waiting", "shown_again")
    assert listed(order, WHOLE, name="S 9").is_known
    assert check() == []
    return line


def test_where_it_cannot_be_known_it_waits_and_counts_when_a_person_says_so() -> None:
    """Rules 5: nothing is dropped in silence."""
    order = opened()
    line = waits(order)
    treasury.count_for(line.id, order, reason=WHY, by=OFFICER, at=AT)
    assert sorted(Payment.objects.values_list("amount", flat=True)) == [40, 100]
    assert check() == []


def test_where_it_cannot_be_known_a_person_can_say_that_nothing_moved() -> None:
    """Rules 5: an older statement, taken in late; the ledger is as it was."""
    order = opened()
    line = waits(order)
    before = ledger.balances()["bank"]
    treasury.not_moved(line.id, reason=WHY, by=OFFICER, at=AT)
    assert ledger.balances()["bank"] == before - 40_00
    assert check() == []
    for decide in (treasury.not_moved, treasury.return_line):
        with pytest.raises(CannotDecide, match="decided already"):
            decide(line.id, reason=WHY, by=OFFICER, at=AT)
    assert listed(order, WHOLE, name="S 10").fresh == 1
    assert Line.objects.filter(reference="B1#4", why="shown_again").exists()
    assert check() == []


def test_a_correction_that_only_an_older_statement_shows_can_be_said_not_to_have_moved() -> None:
    """Rules 5: and then nothing can be taken back by it."""
    order = opened()
    listed(order, WHOLE)
    listed(order, LESS)
    less = Line.objects.get(reference="B1#2")
    treasury.not_moved(less.id, reason=WHY, by=OFFICER, at=AT)
    assert ledger.balances()["bank"] == 100_00
    with pytest.raises(CannotDecide, match="decided already"):
        treasury.takes_back(less.id, Line.objects.get(reference="B1").id, reason=WHY, by=OFFICER, at=AT)
    assert check() == []


def test_what_a_later_statement_was_held_against_did_move() -> None:
    """Rules 5: or the account here would stand higher than at the bank."""
    order = opened()
    shown(order, WHOLE, hour=10)
    shown(order, LESS, hour=12)
    came, less = Line.objects.filter(reference__startswith="B1").order_by("reference")
    shown(order, WHOLE, hour=13)
    with pytest.raises(CannotDecide, match="did move"):
        treasury.not_moved(less.id, reason=WHY, by=OFFICER, at=AT)
    assert ledger.balances()["bank"] == 100_00
    treasury.takes_back(less.id, came.id, reason=WHY, by=OFFICER, at=AT)
    assert check() == []


def test_what_a_statement_itself_shows_did_move() -> None:
    order = opened()
    listed(order, WHOLE)
    with pytest.raises(CannotDecide, match="no such movement"):
        treasury.not_moved(Line.objects.get().id, reason=WHY, by=OFFICER, at=AT)


def test_what_a_file_shows_again_is_compared_without_reading_the_files_before_it() -> None:
    """Rules 5: a statement of 20,000 known movements would read 20,000 files."""
    order = opened()
    shown(order, WHOLE, hour=10)
    with CaptureQueriesContext(connection) as asked:
        assert shown(order, WHOLE, hour=11).is_known
    reading = [one["sql"] for one in asked if one["sql"].startswith("SELECT") and "content_encrypted" in one["sql"]]
    assert len(reading) <= 1  # whether the file itself is known


def test_movements_that_a_file_shows_again_are_looked_up_together() -> None:
    """Rules 5: a month's statement after those of its days asks no more than one of a day."""
    order, asked_of = opened(), []
    for many in (1, 12):
        lines = [for_order(order, f"C{many}-{place}", purpose="Fee") for place in range(many)]
        statements.take(table(*lines), by=SYSTEM, now=lambda: AT, files=FILES)
        again = table(*lines).replace(b"Fee", b"fee")
        with CaptureQueriesContext(connection) as asked:
            assert statements.take(again, by=SYSTEM, now=lambda: AT, files=FILES).is_known
        asked_of.append(len(asked))
    assert asked_of[0] == asked_of[1]
