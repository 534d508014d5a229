"""The Committee's keepers are a role: only what the column may say changes, no row does."""

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
    "keeper",
    "system",
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0006_represented_applicant")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="openduty",
            name="owed_by",
            field=models.CharField(max_length=20, choices=[(role, role) for role in ROLES]),
        ),
    ]
