"""Work lists page by key: each duty carries the office of its case, and a moment to be ordered by that is never null."""

from typing import ClassVar

from django.db import migrations, models

FILL = """
UPDATE cases_openduty d
SET case_office = c.office, in_order = COALESCE(d.due, TIMESTAMPTZ '9000-01-01 00:00:00+00')
FROM cases_case c WHERE c.id = d.case_id
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0003_sweep_and_expiry")]

    operations: ClassVar = [
        migrations.RemoveIndex(model_name="openduty", name="duty_of_office"),
        migrations.AddField(
            model_name="openduty",
            name="case_office",
            field=models.CharField(max_length=20, null=True, help_text="the office that has the case, whoever owes"),
        ),
        migrations.AddField(
            model_name="openduty",
            name="in_order",
            field=models.DateTimeField(null=True, help_text="when it is due; what has no term comes last"),
        ),
        migrations.RunSQL(sql=FILL, reverse_sql=migrations.RunSQL.noop),
        # the foreign keys that the update put off are looked at before the table changes again
        migrations.RunSQL(sql="SET CONSTRAINTS ALL IMMEDIATE", reverse_sql=migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="openduty",
            name="case_office",
            field=models.CharField(max_length=20, help_text="the office that has the case, whoever owes"),
        ),
        migrations.AlterField(
            model_name="openduty",
            name="in_order",
            field=models.DateTimeField(help_text="when it is due; what has no term comes last"),
        ),
        migrations.AddIndex(
            model_name="openduty",
            index=models.Index(fields=["office", "owed_by", "in_order", "since", "id"], name="duty_of_office"),
        ),
        migrations.AddIndex(
            model_name="openduty",
            index=models.Index(fields=["case_office", "in_order", "since", "id"], name="duty_in_cases_of_office"),
        ),
    ]
