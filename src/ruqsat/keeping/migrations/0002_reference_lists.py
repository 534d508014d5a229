"""Reference lists and appointments are chapters of the book too."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q

CHAPTERS = ("calendar", "mci", "editions", "offices", "activities", "requirements", "appointments")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("keeping", "0001_initial")]
    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="change", name="change_of_a_known_chapter"),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(condition=Q(chapter__in=CHAPTERS), name="change_of_a_known_chapter"),
        ),
    ]
