"""A statement says when it was written; what it shows again may have moved, or not."""

from typing import ClassVar

from django.db import migrations, models

DECISIONS = ["to_order", "same", "to_return", "returned", "taken_back", "not_moved"]
TRANSACTIONS = [
    "ordered",
    "voided",
    "paid",
    "arrived",
    "confirmed",
    "matched",
    "to_return",
    "returned",
    "taken_back",
    "not_moved",
]
STATES = ["new", "counted", "confirmed", "waiting", "to_return", "returned", "taken_back", "not_moved"]
WHYS = [
    "no_order",
    "other_payer",
    "perhaps_known",
    "other_amount",
    "less_than_one",
    "outgoing",
    "corrects",
    "shown_again",
]
WORDS = {"less_than_one": "Less Than A Tenge"}


def choices(values: list[str]) -> list[tuple[str, str]]:
    """Each value with its label, as the model has them."""
    return [(value, WORDS.get(value, value.replace("_", " ").title())) for value in values]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payments", "0010_made_good")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="statement",
            name="written_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RemoveConstraint(model_name="decision", name="decision_once_about_a_line"),
        migrations.RemoveConstraint(model_name="decision", name="decision_kind_known"),
        migrations.RemoveConstraint(model_name="transaction", name="transaction_kind_known"),
        migrations.AlterField(
            model_name="decision",
            name="kind",
            field=models.CharField(choices=choices(DECISIONS), max_length=10),
        ),
        migrations.AlterField(
            model_name="transaction",
            name="kind",
            field=models.CharField(choices=choices(TRANSACTIONS), max_length=10),
        ),
        migrations.AlterField(
            model_name="line",
            name="state",
            field=models.CharField(choices=choices(STATES), default="new", max_length=10),
        ),
        migrations.AlterField(
            model_name="line",
            name="why",
            field=models.CharField(blank=True, choices=[("", "None"), *choices(WHYS)], default="", max_length=14),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["to_order", "same", "to_return", "not_moved"])),
                fields=("line",),
                name="decision_once_about_a_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", DECISIONS)), name="decision_kind_known"),
        ),
        migrations.AddConstraint(
            model_name="transaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", TRANSACTIONS)), name="transaction_kind_known"
            ),
        ),
    ]
