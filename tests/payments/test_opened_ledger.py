"""Orders and payments from before there was a ledger: after the migration everything adds up."""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps

from ruqsat.payments.checking import check
from ruqsat.payments.models import Order
from ruqsat.payments.numbers import new_number
from tests.payments.ground import AT

migration = import_module("ruqsat.payments.migrations.0003_ledger_opened")

pytestmark = pytest.mark.django_db


def before(status: str, *paid: int) -> Order:
    """An order as it stood, with its payments in tenge."""
    when = AT if status == "paid" else None
    order = Order.objects.create(
        file_id=uuid4(),
        number=new_number(),
        amount=43250,
        service="issue",
        payer_encrypted=b"x",
        status=status,
        created_at=AT,
        paid_at=when,
    )
    for place, amount in enumerate(paid):
        order.payments.create(amount=amount, means="bank", reference=f"R{place}", paid_at=AT + timedelta(hours=place))
    return order


def test_whatever_stood_there_adds_up_afterwards() -> None:
    before("open")
    before("open", 1000)
    before("void")
    before("void", 1000)
    before("paid", 43250)
    before("paid", 40000, 5000)
    before("paid", 43250, 43250)
    migration.enter(apps, None)
    assert [text for text in check() if "is not on the file" not in text] == []
