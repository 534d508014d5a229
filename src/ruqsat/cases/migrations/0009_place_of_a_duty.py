"""Rules 10, Rules 18: a duty says at which of several facilities; rows written before are so at rebuild."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0008_counted_terms")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="openduty",
            name="place",
            field=models.CharField(
                blank=True,
                default="",
                help_text="the facility's address, where the case has several, or one elsewhere",
                max_length=500,
            ),
        ),
    ]
