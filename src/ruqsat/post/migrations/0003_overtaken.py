"""What a message says may have been overtaken before anybody took it: then it is not sent, and that is how it stands."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("post", "0002_unsent")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("sent", "Sent"),
                    ("delivered", "Delivered"),
                    ("failed", "Failed"),
                    ("given_up", "Given Up"),
                    ("overtaken", "Overtaken"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.RemoveConstraint(model_name="message", name="message_state_known"),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent", "delivered", "failed", "given_up", "overtaken"]),
                name="message_state_known",
            ),
        ),
        migrations.RemoveConstraint(model_name="message", name="message_is_looked_after_until_settled"),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent"], next_at__isnull=False, settled_at__isnull=True)
                | Q(
                    state__in=["delivered", "failed", "given_up", "overtaken"],
                    next_at__isnull=True,
                    settled_at__isnull=False,
                ),
                name="message_is_looked_after_until_settled",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=~Q(state="overtaken") | Q(provider=""), name="message_overtaken_is_with_nobody"
            ),
        ),
    ]
