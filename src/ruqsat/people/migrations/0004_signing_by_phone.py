"""Texts that are signed on a phone, while they wait there."""

import uuid
from typing import ClassVar

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0003_keepers")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="PhoneSigning",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("session_digest", models.BinaryField(max_length=32)),
                ("text", models.BinaryField()),
                ("issued_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("signed_at", models.DateTimeField(null=True)),
                ("cms", models.BinaryField(null=True)),
            ],
            options={
                "db_table": "people_phone_signing",
                "constraints": [
                    models.CheckConstraint(
                        condition=Exact(Length("session_digest"), 32), name="phone_signing_session_length"
                    ),
                    models.CheckConstraint(
                        condition=Q(expires_at__gt=F("issued_at")), name="phone_signing_expires_after_issue"
                    ),
                    models.CheckConstraint(
                        condition=Q(cms=None, signed_at=None) | Q(cms__isnull=False, signed_at__isnull=False),
                        name="phone_signing_signed_once",
                    ),
                ],
            },
        ),
    ]
