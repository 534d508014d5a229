"""Orders and payments from before there was a ledger get their numbers and their places in it."""

import secrets
from typing import Any, ClassVar
from uuid import UUID, uuid5

from django.db import migrations

NAMESPACE = UUID("6d2f3c2e-7a39-5bb0-9d6a-1f6e0f0c5d11")


def number(apps: Any, schema_editor: Any) -> None:
    """Numbers by lot, with the two check digits of ISO 7064 MOD 97-10."""
    order = apps.get_model("payments", "Order")
    given: set[int] = set()
    for id in order.objects.filter(number=None).values_list("id", flat=True):
        lot = next(iter({10_000_000 + secrets.randbelow(90_000_000) for _ in range(9)} - given))
        given.add(lot)
        order.objects.filter(id=id).update(number=f"{lot}{98 - lot * 100 % 97:02d}")


def enter(apps: Any, schema_editor: Any) -> None:
    """Each order as owed, each payment as it came, in the order in which they came, file by file."""
    order, payment = (apps.get_model("payments", name) for name in ("Order", "Payment"))
    post = _poster(apps)
    for file in order.objects.values_list("file_id", flat=True).distinct():
        covered: dict[UUID, int] = {}
        orders = {one.id: one for one in order.objects.filter(file_id=file).order_by("created_at")}
        for one in orders.values():
            post("ordered", one.id, one.created_at, one, receivable=one.amount * 100, fees=-one.amount * 100)
        whole = False
        for each in payment.objects.filter(order__in=orders).order_by("paid_at", "id"):
            its, tiyn = orders[each.order_id], each.amount * 100
            due = 0 if whole else its.amount * 100 - covered.get(its.id, 0)
            covers = min(tiyn, due)
            covered[its.id] = covered.get(its.id, 0) + covers
            post("paid", each.id, each.paid_at, its, clearing=tiyn, receivable=-covers, overpaid=covers - tiyn)
            if covers < tiyn:
                each.surplus, each.surplus_tiyn = "double" if whole else "over", tiyn - covers
                each.save(update_fields=["surplus", "surplus_tiyn"])
            whole = whole or covered[its.id] >= its.amount * 100
        for one in orders.values():
            rest = one.amount * 100 - covered.get(one.id, 0)
            if rest and (one.status == "void" or whole):
                post("voided", one.id, one.created_at, one, fees=rest, receivable=-rest)
                order.objects.filter(id=one.id, status="open").update(status="void")


def _poster(apps: Any) -> Any:
    transaction, posting = (apps.get_model("payments", name) for name in ("Transaction", "Posting"))

    def post(kind: str, what: UUID, at: Any, order: Any, **lines: int) -> None:
        id = uuid5(NAMESPACE, f"{kind} {what}")
        transaction.objects.create(id=id, kind=kind, at=at)
        for account, tiyn in lines.items():
            if tiyn:
                named = order if account in ("receivable", "fees", "overpaid") else None
                posting.objects.create(transaction_id=id, account=account, order=named, tiyn=tiyn)

    return post


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payments", "0002_ledger")]

    operations: ClassVar = [
        migrations.RunPython(number, migrations.RunPython.noop),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
