"""Rules 5: whose case a movement is of is looked at when nobody can change it any more."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from uuid import UUID

import pytest
from django.db import connection, transaction

from ruqsat.journal.refusals import RefusalError
from ruqsat.payments import deciding, ledger, matching, orders, taking_back
from ruqsat.payments.checking import check
from ruqsat.payments.deciding import CannotDecide, NotTheirs
from ruqsat.payments.models import Decision, Line, Order, Payment
from tests.ground import Database
from tests.payments.ground import AT, opened
from tests.payments.test_deciding import OFFICER, WHY, count_for, late, waiting
from tests.payments.test_statements import for_order, take

WAITS_FOR_US = "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


def somebody_waits() -> None:
    """Until another connection waits for a row that this one holds; a minute at most."""
    for _ in range(1200):
        with connection.cursor() as cursor:
            cursor.execute(WAITS_FOR_US)
            if cursor.fetchone():
                return
        Event().wait(0.05)
    pytest.fail("Nobody waits.")


@contextmanager
def another_decides(what: Callable[[], object]) -> Iterator[Callable[[], None]]:
    """In a transaction of ours, calling it has somebody else decide and waits until that one waits for us."""

    def decided() -> None:
        try:
            what()
        finally:
            connection.close()

    others: list[Future[None]] = []

    def begins() -> None:
        others.append(pool.submit(decided))
        somebody_waits()

    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction.atomic():
            yield begins
        (other,) = others
        other.result(60)


def taken_back_while_it_is_counted(order: Order, *, theirs: bool) -> RefusalError:
    """One officer counts money for the order; another, who saw it wait, says at that moment that it was taken back."""
    came, went = waiting(order), waiting(order, "B9", direction="out")

    def second() -> object:
        return taking_back.takes_back(went.id, came.id, reason=WHY, by=OFFICER, at=AT, theirs=lambda file: theirs)

    return refused_after(lambda: count_for(came, order), second)


def refused_after(first: Callable[[], object], second: Callable[[], object]) -> RefusalError:
    """What the second officer is told, who decides while the first one is about to."""

    def refusal() -> RefusalError:
        try:
            with pytest.raises(RefusalError) as refused:
                second()
            return refused.value
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction.atomic():
            first()
            other = pool.submit(refusal)
            somebody_waits()
        return other.result(60)


def test_a_movement_that_has_become_another_offices_meanwhile_is_not_theirs(own_database: Database) -> None:
    """Rules 5: nobody decides about money of another office's case, however fast."""
    refused = taken_back_while_it_is_counted(opened(), theirs=False)
    assert isinstance(refused, NotTheirs)
    assert Line.objects.get(direction="out").state == Line.State.WAITING
    assert check() == []


def test_a_movement_about_which_somebody_decided_meanwhile_is_looked_at_again(own_database: Database) -> None:
    refused = taken_back_while_it_is_counted(opened(), theirs=True)
    assert isinstance(refused, CannotDecide)
    assert "decided meanwhile" in str(refused)
    assert check() == []


@pytest.mark.parametrize("counted", [False, True])
def test_what_the_bank_takes_back_is_not_returned_at_that_moment(own_database: Database, counted: bool) -> None:
    """Rules 5, List 6: money does not leave twice for one debt, of a movement that waited or of one that was late."""
    order = opened()
    if counted:
        deciding.return_surplus(late(order).id, reason=WHY, by=OFFICER, at=AT)
    else:
        deciding.return_line(waiting(order).id, reason=WHY, by=OFFICER, at=AT)
    came, due = Line.objects.get(), Decision.objects.get()
    back, left = waiting(order, "B8", direction="out"), waiting(order, "B9", direction="out")

    def takes_back() -> object:
        return taking_back.takes_back(back.id, came.id, reason=WHY, by=OFFICER, at=AT, theirs=lambda file: True)

    refused = refused_after(takes_back, lambda: deciding.is_return_of(left.id, due.id, reason=WHY, by=OFFICER, at=AT))
    assert isinstance(refused, CannotDecide)
    assert (ledger.balances()["refunds_due"], Line.objects.get(id=left.id).state) == (0, Line.State.WAITING)
    assert check() == []


def test_who_returns_a_surplus_holds_nothing_while_the_order_is_another_officers(own_database: Database) -> None:
    """Rules 5, List 6: or each of two officers would wait for the other."""
    order = opened()
    payment = late(order)

    with another_decides(lambda: deciding.return_surplus(payment.id, reason=WHY, by=OFFICER, at=AT)) as begins:
        orders.locked(order.id)
        begins()
        Payment.objects.select_for_update(nowait=True).get(id=payment.id)
        Line.objects.select_for_update(nowait=True).get(payment=payment)
    assert check() == []


def test_whether_something_moved_is_not_said_while_a_statement_is_taken(own_database: Database) -> None:
    """Rules 5: what a statement is held against stays as it is until it is taken."""
    order = opened()
    for amount in ("100.00", "60.00"):
        take(for_order(order, amount=amount))
    less = Line.objects.get(reference="B1#2")

    with another_decides(lambda: deciding.not_moved(less.id, reason=WHY, by=OFFICER, at=AT)) as begins:
        matching.take_turns(less.account)
        begins()
        assert Line.objects.select_for_update(nowait=True).get(id=less.id).state == Line.State.WAITING
    assert check() == []


@pytest.mark.django_db
def test_a_movement_of_another_offices_case_is_not_theirs() -> None:
    order = opened()
    came, went = waiting(order), waiting(order, "B9", direction="out")
    count_for(came, order)

    def theirs(file: UUID) -> bool:
        return file != order.file_id

    with pytest.raises(NotTheirs):
        taking_back.takes_back(went.id, came.id, reason=WHY, by=OFFICER, at=AT, theirs=theirs)
