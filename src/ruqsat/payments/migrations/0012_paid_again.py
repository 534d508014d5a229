"""An order can be one to pay once more what the bank took back."""

from typing import ClassVar

from django.db import migrations, models

STATUSES = ["open", "paid", "void", "again"]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payments", "0011_shown_again")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="order", name="order_status_known"),
        migrations.RemoveIndex(model_name="order", name="order_open"),
        migrations.AlterField(
            model_name="order",
            name="status",
            field=models.CharField(
                choices=[(status, status.title()) for status in STATUSES], default="open", max_length=10
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(condition=models.Q(("status__in", STATUSES)), name="order_status_known"),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "again")), fields=("file_id",), name="order_again_once_for_a_file"
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("status__in", ["open", "again"])), fields=["created_at"], name="order_open"
            ),
        ),
    ]
