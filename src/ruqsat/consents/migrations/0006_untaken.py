"""Rules 8: consents that came when their request was over, until the service knows that they are taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consents", "0005_answers_and_withdrawals")]

    operations = [
        migrations.CreateModel(
            name="Untaken",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("came_at", models.DateTimeField()),
                ("tell_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "consents_untaken",
                "indexes": [
                    models.Index(
                        condition=models.Q(("tell_at__isnull", False)), fields=["tell_at"], name="untaken_to_be_told"
                    )
                ],
            },
        )
    ]
