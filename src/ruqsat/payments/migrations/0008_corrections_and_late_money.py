"""A bank takes back what it had shown coming; money that came late counts after all once its case is open again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0007_returns_name_what_left"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="decision",
            name="decision_once_about_a_line",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="decision_kind_known",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="decision_returned_names_what_left",
        ),
        migrations.RemoveConstraint(
            model_name="posting",
            name="posting_account_known",
        ),
        migrations.RemoveConstraint(
            model_name="transaction",
            name="transaction_kind_known",
        ),
        migrations.AlterField(
            model_name="decision",
            name="kind",
            field=models.CharField(
                choices=[
                    ("to_order", "To Order"),
                    ("same", "Same"),
                    ("to_return", "To Return"),
                    ("returned", "Returned"),
                    ("taken_back", "Taken Back"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="line",
            name="state",
            field=models.CharField(
                choices=[
                    ("new", "New"),
                    ("counted", "Counted"),
                    ("confirmed", "Confirmed"),
                    ("waiting", "Waiting"),
                    ("to_return", "To Return"),
                    ("returned", "Returned"),
                    ("taken_back", "Taken Back"),
                ],
                default="new",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="line",
            name="why",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "None"),
                    ("no_order", "No Order"),
                    ("other_payer", "Other Payer"),
                    ("perhaps_known", "Perhaps Known"),
                    ("other_amount", "Other Amount"),
                    ("less_than_one", "Less Than A Tenge"),
                    ("outgoing", "Outgoing"),
                    ("corrects", "Corrects"),
                ],
                default="",
                max_length=14,
            ),
        ),
        migrations.AlterField(
            model_name="posting",
            name="account",
            field=models.CharField(
                choices=[
                    ("receivable", "Receivable"),
                    ("clearing", "Clearing"),
                    ("bank", "Bank"),
                    ("fees", "Fees"),
                    ("unmatched", "Unmatched"),
                    ("overpaid", "Overpaid"),
                    ("refunds_due", "Refunds Due"),
                    ("taken_back", "Taken Back"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="transaction",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ordered", "Ordered"),
                    ("voided", "Voided"),
                    ("paid", "Paid"),
                    ("arrived", "Arrived"),
                    ("confirmed", "Confirmed"),
                    ("matched", "Matched"),
                    ("to_return", "To Return"),
                    ("returned", "Returned"),
                    ("taken_back", "Taken Back"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["to_order", "same", "to_return"])),
                fields=("line",),
                name="decision_once_about_a_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "to_order")), fields=("payment",), name="decision_surplus_counted_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["to_order", "same", "to_return", "returned", "taken_back"])),
                name="decision_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["returned", "taken_back"]), ("outgoing__isnull", False)),
                    models.Q(
                        models.Q(("kind__in", ["returned", "taken_back"]), _negated=True), ("outgoing__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="decision_names_what_left",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "account__in",
                        [
                            "receivable",
                            "clearing",
                            "bank",
                            "fees",
                            "unmatched",
                            "overpaid",
                            "refunds_due",
                            "taken_back",
                        ],
                    )
                ),
                name="posting_account_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="transaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "ordered",
                            "voided",
                            "paid",
                            "arrived",
                            "confirmed",
                            "matched",
                            "to_return",
                            "returned",
                            "taken_back",
                        ],
                    )
                ),
                name="transaction_kind_known",
            ),
        ),
    ]
