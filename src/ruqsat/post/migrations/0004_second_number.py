"""A message that comes to nothing at the first number of the application goes to the second: once to each."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("post", "0003_overtaken")]

    operations = [
        migrations.AddField(model_name="message", name="contact", field=models.PositiveSmallIntegerField(default=1)),
        migrations.RemoveConstraint(model_name="message", name="message_once_for_an_act"),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=["act", "means", "contact"], name="message_once_for_an_act"),
        ),
    ]
