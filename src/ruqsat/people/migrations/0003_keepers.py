"""Keepers of the calendar and the Rules are appointed as everybody is."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q

ROLES = ("officer", "inspector", "head", "approver", "approving_head", "keeper")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0002_office_bin")]
    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="appointment", name="appointment_role_known"),
        migrations.AlterField(
            model_name="appointment",
            name="role",
            field=models.CharField(max_length=20, choices=[(role, role) for role in ROLES]),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(condition=Q(role__in=ROLES), name="appointment_role_known"),
        ),
    ]
