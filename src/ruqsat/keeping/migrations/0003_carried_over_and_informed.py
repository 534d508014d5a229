"""Editions are carried over into open cases on their day, and it is known who was informed of them (Rules 21-1)."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("keeping", "0002_reference_lists")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="change",
            name="carried",
            field=models.PositiveIntegerField(null=True, help_text="open cases that an edition was carried over into"),
        ),
        migrations.AddField(
            model_name="change",
            name="carried_whole_at",
            field=models.DateTimeField(help_text="when an edition in force had reached them all", null=True),
        ),
        migrations.CreateModel(
            name="Information",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_id", models.UUIDField()),
                (
                    "recipient",
                    models.CharField(
                        help_text="an office's code, or as law.information names the others", max_length=30
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("received_at", models.DateTimeField(null=True)),
                (
                    "asked_at",
                    models.DateTimeField(
                        help_text="when the recipient's system was last asked for its receipt", null=True
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="information", to="keeping.change"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("received_at", None)), fields=["recipient"], name="information_not_received"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("change", "recipient"), name="information_once_to_each")
                ],
            },
        ),
    ]
