"""Rules 8: of a source that fails it is known why, for whoever looks after the system."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consents", "0007_followed")]

    operations = [
        migrations.AddField(
            model_name="source",
            name="why",
            field=models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
    ]
