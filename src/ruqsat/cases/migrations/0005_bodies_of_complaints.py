"""The bodies considering complaints can owe something, too: only what the column may say changes, no row does."""

from typing import ClassVar

from django.db import migrations, models

ROLES = (
    "applicant",
    "officer",
    "inspector",
    "head",
    "approver",
    "approving_head",
    "complaint_officer",
    "system",
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0004_duties_by_key")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="openduty",
            name="owed_by",
            field=models.CharField(choices=[(role, role) for role in ROLES], max_length=20),
        ),
    ]
