"""Indexes of whose turn it is, and of what is looked up by its reference or its verdict."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payments", "0013_turns_to_be_asked_after")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                fields=["ask_at", "id"],
                condition=Q(("ask_at__isnull", False), ("status__in", ["open", "again"])),
                name="order_to_ask_after",
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                fields=["ask_at", "id"],
                condition=Q(("ask_at__isnull", False), ("status__in", ["paid", "void"])),
                name="order_settled_to_ask_after",
            ),
        ),
        migrations.RemoveIndex(model_name="claim", name="claim_unconfirmed"),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                fields=["claimed_at"],
                condition=Q(("ask_at__isnull", False), ("payment", None)),
                name="claim_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                fields=["ask_at", "id"],
                condition=Q(("ask_at__isnull", False), ("payment", None)),
                name="claim_to_ask_after",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["receipt"], condition=Q(("payment", None)), name="claim_unconfirmed_by_receipt"),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["reference"], name="payment_by_reference"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["verdict", "-received_at"], name="notice_newest_of_verdict"),
        ),
    ]
