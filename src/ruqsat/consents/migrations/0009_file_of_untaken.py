"""Rules 8: of a consent that was not taken it is known which file it was asked for, none for those of before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consents", "0008_why_a_source_fails")]

    operations = [migrations.AddField(model_name="untaken", name="file_id", field=models.UUIDField(null=True))]
