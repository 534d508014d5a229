"""The money ledger, the short numbers of orders, and what of a payment was not due."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payments", "0001_initial")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "account",
                    models.CharField(
                        choices=[
                            ("receivable", "Receivable"),
                            ("clearing", "Clearing"),
                            ("bank", "Bank"),
                            ("fees", "Fees"),
                            ("unmatched", "Unmatched"),
                            ("overpaid", "Overpaid"),
                            ("refunds_due", "Refunds Due"),
                        ],
                        max_length=12,
                    ),
                ),
                ("tiyn", models.BigIntegerField()),
            ],
            options={
                "db_table": "payments_posting",
            },
        ),
        migrations.CreateModel(
            name="Transaction",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordered", "Ordered"),
                            ("voided", "Voided"),
                            ("paid", "Paid"),
                            ("arrived", "Arrived"),
                            ("confirmed", "Confirmed"),
                            ("matched", "Matched"),
                            ("to_return", "To Return"),
                            ("returned", "Returned"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "payments_transaction",
            },
        ),
        migrations.AddField(
            model_name="order",
            name="number",
            field=models.CharField(max_length=10, null=True),
        ),
        migrations.AddField(
            model_name="order",
            name="tax_body",
            field=models.CharField(blank=True, max_length=4),
        ),
        migrations.AddField(
            model_name="payment",
            name="odd_tiyn",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="payment",
            name="surplus",
            field=models.CharField(
                blank=True,
                choices=[("", "None"), ("over", "Over"), ("double", "Double"), ("late", "Late")],
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="surplus_tiyn",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                condition=models.Q(("surplus", ""), _negated=True), fields=["paid_at"], name="payment_with_surplus"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("odd_tiyn__lt", 100)), name="payment_odd_is_less_than_a_tenge"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("surplus", ""), ("surplus_tiyn", 0)),
                    models.Q(("surplus__in", ["over", "double", "late"]), ("surplus_tiyn__gt", 0)),
                    _connector="OR",
                ),
                name="payment_surplus_has_its_reason",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="order",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="postings", to="payments.order"
            ),
        ),
        migrations.AddIndex(
            model_name="transaction",
            index=models.Index(fields=["at", "id"], name="transaction_in_order"),
        ),
        migrations.AddConstraint(
            model_name="transaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["ordered", "voided", "paid", "arrived", "confirmed", "matched", "to_return", "returned"],
                    )
                ),
                name="transaction_kind_known",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="transaction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="postings", to="payments.transaction"
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("tiyn", 0), _negated=True), name="posting_moves_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("account__in", ["receivable", "clearing", "bank", "fees", "unmatched", "overpaid", "refunds_due"])
                ),
                name="posting_account_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("account__in", ["receivable", "fees", "overpaid"]), _negated=True),
                    ("order__isnull", False),
                    _connector="OR",
                ),
                name="posting_names_its_order",
            ),
        ),
    ]
