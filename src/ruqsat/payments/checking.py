"""The proof that the money adds up: the ledger against orders, payments, statements, decisions and files."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from django.db import connection
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from ruqsat.journal.models import Entry
from ruqsat.payments import ledger
from ruqsat.payments.models import Account, Decision, Line, Order, Payment, Posting
from ruqsat.payments.taken_back import missing_of

AT_ONCE = 1000
_IN_TIYN = F("amount") * 100 + F("odd_tiyn")
_UNBALANCED = """
    SELECT t.id, coalesce(sum(p.tiyn), 0), count(p.id) FROM payments_transaction t
    LEFT JOIN payments_posting p ON p.transaction_id = t.id
    GROUP BY t.id HAVING count(p.id) < 2 OR sum(p.tiyn) <> 0
"""


def check() -> list[str]:
    """Everything that does not add up, one English sentence each; nothing where all does."""
    return [*_transactions(), *_accounts(), *_orders(), *_returns(), *_taken_back(), *_files()]


def _transactions() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(_UNBALANCED)
        for id, tiyn, lines in cursor.fetchall():
            yield f"Transaction {id} does not balance: {lines} lines make {tiyn} tiyn."


def _accounts() -> Iterator[str]:
    """Whole accounts against what they stand for."""
    lines, decided = Line.objects.all(), Decision.objects.all()
    open_still = Q(state__in=[Line.State.NEW, Line.State.WAITING])
    moved = lines.exclude(state=Line.State.NOT_MOVED)
    arrived = _tiyn(moved.filter(direction="in")) - _tiyn(moved.filter(direction="out"))
    nobodys = _tiyn(lines.filter(open_still, direction="in")) - _tiyn(lines.filter(open_still, direction="out"))
    back = decided.filter(kind=Decision.Kind.TAKEN_BACK)
    nobodys -= _tiyn(back.filter(line__state__in=[Line.State.NEW, Line.State.WAITING]))
    due = _tiyn(decided.filter(kind=Decision.Kind.TO_RETURN)) - _tiyn(decided.filter(kind=Decision.Kind.RETURNED))
    due -= _tiyn(back, "refund_tiyn")
    told = Payment.objects.filter(line=None).aggregate(total=Coalesce(Sum(_IN_TIYN), 0))["total"]
    expected = {
        Account.BANK: arrived,
        Account.CLEARING: told,
        Account.UNMATCHED: -nobodys,
        Account.REFUNDS_DUE: -due,
        Account.TAKEN_BACK: _tiyn(back, "missing_tiyn") - _tiyn(Payment.objects.all(), "good_tiyn"),
    }
    found = ledger.balances()
    for account, tiyn in expected.items():
        if found[account.value] != tiyn:
            yield f"The account {account.value} stands at {found[account.value]} tiyn where {tiyn} are borne out."
    if sum(found.values()):
        yield f"All accounts together make {sum(found.values())} tiyn instead of nothing."


def _orders() -> Iterator[str]:
    """Order by order: what is owed, earned and overpaid against its payments."""
    entered = _by_order(Posting.objects.exclude(order=None))
    paid = dict(Payment.objects.values_list("order").annotate(total=Sum(_IN_TIYN)).order_by())
    surplus = dict(Payment.objects.values_list("order").annotate(total=Sum("surplus_tiyn")).order_by())
    good = dict(Payment.objects.values_list("order").annotate(total=Sum("good_tiyn")).order_by())
    gone = _surplus_taken_back()
    decided = Decision.objects.filter(kind=Decision.Kind.TO_RETURN, payment__isnull=False)
    returned = dict(decided.values_list("payment__order").annotate(total=Sum("tiyn")).order_by())
    for order in Order.objects.iterator(chunk_size=AT_ONCE):
        covered = paid.get(order.id, 0) - surplus.get(order.id, 0) - good.get(order.id, 0)
        whole = order.amount * 100
        is_open = order.status == Order.Status.OPEN
        expected = {
            Account.RECEIVABLE.value: whole - covered if is_open else 0,
            Account.FEES.value: -whole if is_open else -covered,
            Account.OVERPAID.value: returned.get(order.id, 0) + gone.get(order.id, 0) - surplus.get(order.id, 0),
        }
        for account, tiyn in expected.items():
            stands = entered.get((order.id, account), 0)
            if stands != tiyn:
                yield f"Order {order.number}: {account} stands at {stands} tiyn where {tiyn} are borne out."
        is_charged = order.status not in {Order.Status.VOID, Order.Status.AGAIN}
        if is_charged and (order.status == Order.Status.PAID) is not (covered >= whole):
            yield f"Order {order.number} is {order.status} with {covered} of {whole} tiyn covered."


def _taken_back() -> Iterator[str]:
    """Rules 5: a bank takes back no more than came, and no more is made good than it took back."""
    back = Decision.objects.filter(kind=Decision.Kind.TAKEN_BACK).values("line").annotate(gone=Sum("tiyn")).order_by()
    for row in back.filter(gone__gt=F("line__tiyn")).values_list("line__reference", "gone"):
        yield f"Of the movement {row[0]} the bank took back {row[1]} tiyn, more than came."
    good = Payment.objects.filter(good_tiyn__gt=0)
    for file, tiyn in missing_of(set(good.values_list("order__file_id", flat=True))).items():
        if tiyn < 0:
            yield f"In the case {file} {-tiyn} tiyn more were made good than the bank took back."


def _surplus_taken_back() -> dict[UUID, int]:
    """By order, what banks took back of what was not due: of a movement that counted, apart from before it did."""
    back = Decision.objects.filter(kind=Decision.Kind.TAKEN_BACK, line__payment__isnull=False)
    part = F("tiyn") - F("missing_tiyn") - F("refund_tiyn")
    taken = dict(back.values_list("line__payment__order").annotate(total=Sum(part)).order_by())
    counted = Line.objects.filter(payment__isnull=False)
    less = F("tiyn") - F("payment__amount") * 100 - F("payment__odd_tiyn")
    before = dict(counted.values_list("payment__order").annotate(total=Sum(less)).order_by())
    return {order: tiyn - before.get(order, 0) for order, tiyn in taken.items()}


def _returns() -> Iterator[str]:
    """List 6: each movement off the account that is placed is that of one decision, of the same amount."""
    placed = [Line.State.RETURNED, Line.State.TAKEN_BACK]
    left = Line.objects.filter(direction="out", state__in=placed).select_related("return_of")
    for line in left.iterator(chunk_size=AT_ONCE):
        of = getattr(line, "return_of", None)
        if of is None or of.tiyn != line.tiyn:
            yield f"The movement {line.reference} left the account, and no decision of its amount says why."
    wrong = Decision.objects.filter(outgoing__isnull=False).exclude(
        outgoing__direction="out", outgoing__state__in=placed
    )
    for decision in wrong:
        yield f"The decision {decision.id} names a movement that did not leave for it."


def _files() -> Iterator[str]:
    """Rules 8(5): every payment is on the file of its case as a fact, under the id that is made of it."""
    batch: list[Payment] = []
    for payment in Payment.objects.select_related("order").iterator(chunk_size=AT_ONCE):
        batch.append(payment)
        if len(batch) == AT_ONCE:
            yield from _not_on_file(batch)
            batch = []
    yield from _not_on_file(batch)


def _not_on_file(payments: list[Payment]) -> Iterator[str]:
    acts = {uuid5(payment.order_id, payment.reference): payment for payment in payments}
    filed = set(Entry.objects.filter(id__in=acts).values_list("id", flat=True))
    for act, payment in acts.items():
        if act not in filed:
            yield f"The payment {payment.reference} of order {payment.order.number} is not on the file of its case."


def _tiyn(rows: "QuerySet[Line] | QuerySet[Decision] | QuerySet[Payment]", of: str = "tiyn") -> int:
    return int(rows.aggregate(total=Coalesce(Sum(of), 0))["total"])


def _by_order(rows: "QuerySet[Posting]") -> dict[tuple[object, str], int]:
    summed = rows.values_list("order", "account").annotate(total=Sum("tiyn")).order_by()
    return {(order, account): tiyn for order, account, tiyn in summed}
