import uuid

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("file_id", models.UUIDField(db_index=True)),
                ("person_index", models.BinaryField(max_length=32)),
                ("sealed", models.BinaryField()),
                (
                    "data",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None),
                ),
                ("asked_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("given", models.BooleanField(null=True)),
            ],
            options={
                "db_table": "consents_invitation",
                "indexes": [models.Index(fields=["person_index", "-asked_at"], name="invitation_of_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("file_id", "person_index"), name="invitation_once_in_a_file"),
                    models.CheckConstraint(
                        condition=models.Q(("data", []), _negated=True), name="invitation_is_for_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("asked_at"))),
                        name="invitation_ends_after_it_was_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("given__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("given__isnull", False)),
                            _connector="OR",
                        ),
                        name="invitation_answer_has_its_time",
                    ),
                ],
            },
        ),
    ]
