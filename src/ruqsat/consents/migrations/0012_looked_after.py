"""Rules 8: a request is asked about until the service has said what came of it; it says until when consent is asked."""

from typing import ClassVar

from django.db import migrations, models

# What was answered, or could no longer be, before this was kept: nobody asks about those of past days once more.
LOOKED_BACK = """
    UPDATE consents_pending SET looked_at = expires_at
    WHERE expires_at < now() - interval '1 day' AND (looked_at IS NULL OR looked_at < expires_at)
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("consents", "0011_ended")]

    operations: ClassVar = [
        migrations.AddField("pending", "until", models.DateTimeField(null=True)),
        migrations.AddField("pending", "tried_at", models.DateTimeField(null=True)),
        migrations.RunSQL(LOOKED_BACK, migrations.RunSQL.noop),
        migrations.RemoveIndex("pending", "pending_consent_open"),
        migrations.AddIndex(
            "pending",
            models.Index(
                fields=["expires_at"],
                name="pending_consent_looked_after",
                condition=models.Q(
                    ("looked_at__isnull", True), ("looked_at__lt", models.F("expires_at")), _connector="OR"
                ),
            ),
        ),
    ]
