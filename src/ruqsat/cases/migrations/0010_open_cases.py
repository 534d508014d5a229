"""Rules 21-1: open cases are walked in their order when an edition is carried over, past none that has ended."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0009_place_of_a_duty")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="case", index=models.Index(fields=["id"], condition=Q(ended=False), name="case_open")
        ),
    ]
