"""Rules 8: a request is asked about until the service says for good what came of it, or its own code is long over."""

from typing import ClassVar

from django.db import migrations, models

# Also those of which it last said that they were awaited: an owner may have answered after that. What was answered or
# replaced is over; of what is older no consent is in force any more.
LOOK_ONCE_MORE = """
    UPDATE consents_pending SET look_until = expires_at + interval '1 hour'
    WHERE looked_at IS NULL OR looked_at < expires_at
       OR (over_at IS NULL AND asked_at > now() - interval '90 days')
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("consents", "0012_looked_after")]

    operations: ClassVar = [
        migrations.AddField("pending", "look_until", models.DateTimeField(null=True)),
        migrations.RunSQL(LOOK_ONCE_MORE, migrations.RunSQL.noop),
        migrations.RemoveIndex("pending", "pending_consent_looked_after"),
        migrations.RemoveField("pending", "looked_at"),
        migrations.AddIndex(
            "pending",
            models.Index(
                fields=["look_until"],
                name="pending_consent_looked_after",
                condition=models.Q(("look_until__isnull", False)),
            ),
        ),
    ]
