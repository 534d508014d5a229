"""Of what a bank took back it is kept how much had been counted, and how much was to be returned."""

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import F


def fill(apps: Any, schema_editor: Any) -> None:
    """Until now all that was taken back after it was counted is missing, and nothing went off a return."""
    decision = apps.get_model("payments", "Decision")
    counted = decision.objects.filter(kind="taken_back", line__payment__isnull=False)
    counted.update(missing_tiyn=F("tiyn"))
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the table could not be changed below


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payments", "0008_corrections_and_late_money")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="decision",
            name="missing_tiyn",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="decision",
            name="refund_tiyn",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "taken_back"),
                        ("tiyn__gte", models.F("missing_tiyn") + models.F("refund_tiyn")),
                    ),
                    models.Q(("missing_tiyn", 0), ("refund_tiyn", 0)),
                    _connector="OR",
                ),
                name="decision_parts_of_what_was_taken_back",
            ),
        ),
    ]
