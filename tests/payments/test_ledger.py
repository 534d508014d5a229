"""The money ledger balances by force of the database, and is only added to."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.db.utils import InternalError, ProgrammingError

from ruqsat.payments import ledger
from ruqsat.payments.ledger import Move
from ruqsat.payments.models import Account, Decision, Kind, Notice, Posting, Statement, Transaction
from tests.payments.ground import AT, Gateway, opened

pytestmark = pytest.mark.django_db


def at_the_end() -> None:
    """What the database checks when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def lines(**tiyn: int) -> None:
    """A transaction as no code of ours would enter it."""
    entered = Transaction.objects.create(id=uuid4(), kind="arrived", at=AT)
    for account, amount in tiyn.items():
        Posting.objects.create(transaction=entered, account=account, tiyn=amount)
    at_the_end()


@pytest.mark.parametrize("tiyn", [{"bank": 100}, {"bank": 100, "unmatched": -99}, {}])
def test_lines_that_do_not_sum_to_zero_are_refused_by_the_database(tiyn: dict[str, int]) -> None:
    with pytest.raises(IntegrityError, match="do not sum to zero"), transaction.atomic():
        lines(**tiyn)


def test_a_line_added_to_a_whole_transaction_is_refused() -> None:
    lines(bank=100, unmatched=-100)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    whole = Transaction.objects.get()
    with pytest.raises(IntegrityError, match="do not sum to zero"), transaction.atomic():
        Posting.objects.create(transaction=whole, account="bank", tiyn=1)


@pytest.mark.parametrize("model", [Posting, Transaction, Decision, Notice, Statement])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_what_stands_in_the_ledger_and_what_it_rests_on_stays(model: type[Model], verb: str) -> None:
    """Rules 8(5): what was decided about money, told by the gateway and stated by banks is evidence."""
    lines(bank=100, unmatched=-100)
    with (
        pytest.raises((ProgrammingError, InternalError), match=r"permission denied|append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(model._meta.db_table))


def test_the_same_told_twice_is_entered_once() -> None:
    move = Move(debit=Account.BANK, credit=Account.UNMATCHED, tiyn=4_325_000)
    for _ in range(2):
        ledger.post(Kind.ARRIVED, "line 1", move, at=AT)
    assert ledger.balances() == dict.fromkeys(Account.values, 0) | {"bank": 4_325_000, "unmatched": -4_325_000}


def test_an_order_is_owed_and_a_payment_settles_it(gateway: Gateway) -> None:
    order = opened()
    fee = order.amount * 100
    assert ledger.balance(Account.RECEIVABLE, order=order) == fee
    gateway.tells(gateway.notice(order))
    assert ledger.balance(Account.RECEIVABLE, order=order) == 0
    assert ledger.balance(Account.CLEARING) == fee
    assert sum(ledger.balances().values()) == 0
    at_the_end()
