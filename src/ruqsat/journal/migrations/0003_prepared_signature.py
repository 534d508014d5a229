from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0002_rights"),
    ]

    operations = [
        migrations.AddField(
            model_name="preparedstatement",
            name="signature",
            field=models.BinaryField(null=True),
        ),
    ]
