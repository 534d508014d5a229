"""Rules 8: whether what follows on a consent was done, so that nothing is left undone when a process dies in between."""

from django.db import migrations, models

UNANSWERED = """
UPDATE consents_consent c SET follow_at = c.given_at
FROM consents_invitation i
WHERE i.file_id = c.file_id AND i.person_index = c.person_index AND i.asked_at <= c.given_at
    AND i.answered_at IS NULL AND c.withdrawn_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("consents", "0006_untaken")]

    operations = [
        migrations.AddField(model_name="consent", name="follow_at", field=models.DateTimeField(null=True)),
        migrations.RunSQL(UNANSWERED, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                condition=models.Q(("follow_at__isnull", False)), fields=["follow_at"], name="consent_to_be_followed"
            ),
        ),
    ]
