"""Rules 5: whose case a movement is of is looked at when nobody can change it any more."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import UUID

import pytest
from django.db import connection, transaction

from ruqsat.journal.refusals import RefusalError
from ruqsat.payments import taking_back
from ruqsat.payments.checking import check
from ruqsat.payments.deciding import CannotDecide, NotTheirs
from ruqsat.payments.models import Line, Order
from tests.ground import Database
from tests.payments.ground import AT, opened
from tests.payments.test_deciding import OFFICER, WHY, count_for, waiting

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


def taken_back_while_it_is_counted(order: Order, *, theirs: bool) -> RefusalError:
    """One officer counts money for the order; another, who saw it wait, says at that moment that it was taken back."""
    came, went = waiting(order), waiting(order, "B9", direction="out")

    def second() -> RefusalError:
        try:
            with pytest.raises(RefusalError) as refused:
                taking_back.takes_back(went.id, came.id, reason=WHY, by=OFFICER, at=AT, theirs=lambda file: theirs)
            return refused.value
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction.atomic():
            count_for(came, order)
            other = pool.submit(second)
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


@pytest.mark.django_db
def test_a_movement_of_another_offices_case_is_not_theirs() -> None:
    order = opened()
    came, went = waiting(order), waiting(order, "B9", direction="out")
    count_for(came, order)

    def theirs(file: UUID) -> bool:
        return file != order.file_id

    with pytest.raises(NotTheirs):
        taking_back.takes_back(went.id, came.id, reason=WHY, by=OFFICER, at=AT, theirs=theirs)
