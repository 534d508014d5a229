"""Notices may tell of money that a statement showed already."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0005_statements"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("taken", "Taken"),
                    ("known", "Known"),
                    ("bad_signature", "Bad Signature"),
                    ("unreadable", "Unreadable"),
                    ("unknown_order", "Unknown Order"),
                    ("wrong_amount", "Wrong Amount"),
                    ("perhaps_known", "Perhaps Known"),
                ],
                max_length=20,
            ),
        ),
    ]
