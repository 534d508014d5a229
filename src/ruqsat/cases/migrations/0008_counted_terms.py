"""
From what each term is counted stands in its row, so that another calendar is looked at without opening a file.

Rows from before have none: `recounting.derive_missing` derives them from their files, at the next start.
"""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0007_keepers")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="case",
            name="service_from",
            field=models.DateField(null=True, help_text="day zero of the term, from which working days are counted"),
        ),
        migrations.AddField(
            model_name="case",
            name="service_days",
            field=models.PositiveSmallIntegerField(
                null=True, help_text="how many working days; 0 when the day is fixed, null before it was ever derived"
            ),
        ),
        migrations.AddField(
            model_name="openduty",
            name="counts_from",
            field=models.DateField(null=True, help_text="the day from which the term is counted by the calendar"),
        ),
        migrations.AddField(
            model_name="openduty",
            name="working_days",
            field=models.PositiveSmallIntegerField(
                null=True, help_text="how many working days after that day; null before it was ever derived"
            ),
        ),
        migrations.AddField(
            model_name="openduty",
            name="days_back",
            field=models.PositiveSmallIntegerField(default=0, help_text="how many working days back from there"),
        ),
        migrations.AddField(
            model_name="openduty",
            name="since_counted",
            field=models.BooleanField(default=False, help_text="the beginning may itself be the end of a term"),
        ),
    ]
