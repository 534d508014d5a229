"""Of a payment it is kept how much of it made good what the bank had taken back."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payments", "0009_parts_taken_back")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="payment",
            name="good_tiyn",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "good_tiyn__lte",
                        models.F("amount") * 100 + models.F("odd_tiyn") - models.F("surplus_tiyn"),
                    )
                ),
                name="payment_makes_good_with_what_it_is",
            ),
        ),
    ]
