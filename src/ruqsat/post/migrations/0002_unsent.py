"""What has not left, and what came to nothing, is found for the operations page however many messages there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("post", "0001_messages_and_attempts")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)), fields=["created_at"], name="message_not_settled"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state__in", ["failed", "given_up"])),
                fields=["-settled_at"],
                name="message_came_to_nothing",
            ),
        ),
    ]
