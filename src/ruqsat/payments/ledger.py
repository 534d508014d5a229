"""The money ledger: double entry, append-only, one transaction for each thing that happened to money."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import Sum

from ruqsat.payments.models import Account, Kind, Order, Posting, Transaction

NAMESPACE = UUID("6d2f3c2e-7a39-5bb0-9d6a-1f6e0f0c5d11")
OF_ORDERS = frozenset({Account.RECEIVABLE, Account.FEES, Account.OVERPAID})
"""The accounts that are kept for each order apart."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """So much, in tiyn, from one account (credit) to another (debit)."""

    debit: Account
    credit: Account
    tiyn: int


def post(kind: Kind, what: str, *moves: Move, order: Order | None = None, at: datetime) -> UUID:
    """
    Enter what happened, in the transaction that is open. The same *kind* and *what* a second time changes nothing.

    :param what: names what happened beyond doubt: an order, a payment, a line of a statement.
    :raises django.db.IntegrityError: at the end of the transaction, if the lines did not sum to zero.
    """
    id = uuid5(NAMESPACE, f"{kind.value} {what}")
    lines = _lines(moves)
    if not lines:
        return id
    fresh = Transaction.objects.filter(id=id).first() is None
    if fresh:
        Transaction(id=id, kind=kind, at=at).save(force_insert=True)
        Posting.objects.bulk_create(
            Posting(transaction_id=id, account=account, order=order if account in OF_ORDERS else None, tiyn=tiyn)
            for account, tiyn in lines.items()
        )
    return id


def balance(account: Account, *, order: Order | None = None) -> int:
    """What stands on *account*, in tiyn, debits above zero; of one order, where it is named."""
    rows = Posting.objects.filter(account=account)
    if order is not None:
        rows = rows.filter(order=order)
    return rows.aggregate(total=Sum("tiyn"))["total"] or 0


def balances() -> Mapping[str, int]:
    """What stands on every account, in tiyn; all together it is nothing."""
    rows = Posting.objects.values_list("account").annotate(total=Sum("tiyn"))
    found = dict(rows.order_by("account"))
    return {account.value: found.get(account.value, 0) for account in Account}


def _lines(moves: tuple[Move, ...]) -> dict[Account, int]:
    lines: dict[Account, int] = {}
    for move in moves:
        lines[move.debit] = lines.get(move.debit, 0) + move.tiyn
        lines[move.credit] = lines.get(move.credit, 0) - move.tiyn
    return {account: tiyn for account, tiyn in lines.items() if tiyn}
