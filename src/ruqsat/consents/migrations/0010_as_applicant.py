"""Rules 8: the head of an entity who is a specialist there too is asked twice: for the entity, and in person."""

from django.db import migrations, models

# Rules 8(1) is asked about the applicant alone: by it a request for the applicant's consent is known.
AS_APPLICANT = """
    UPDATE consents_invitation SET as_applicant = TRUE WHERE 'identity' = ANY (data);
    UPDATE consents_pending SET as_applicant = TRUE WHERE 'identity' = ANY (data);
"""


class Migration(migrations.Migration):
    dependencies = [("consents", "0009_file_of_untaken")]

    operations = [
        migrations.AddField(model_name="invitation", name="as_applicant", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="pending", name="as_applicant", field=models.BooleanField(default=False)),
        migrations.RunSQL(AS_APPLICANT, migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="invitation", name="invitation_once_in_a_file"),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=["file_id", "person_index", "as_applicant"], name="invitation_once_in_a_file"
            ),
        ),
    ]
