"""When the gateway is asked after an order or a receipt again: by index, those first that are due for the longest."""

from typing import ClassVar

from django.db import migrations, models

# What is older is not asked after any more: in the queue it would only stand before what is.
TURNS = """
UPDATE payments_order SET ask_at = created_at
WHERE pay_url <> '' AND coalesce(paid_at, created_at) > now() - interval '60 days';
UPDATE payments_claim SET ask_at = claimed_at
WHERE payment_id IS NULL AND claimed_at > now() - interval '60 days';
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payments", "0012_paid_again")]

    operations: ClassVar = [
        migrations.AddField(model_name="order", name="ask_at", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="claim", name="ask_at", field=models.DateTimeField(null=True)),
        migrations.RunSQL(TURNS, migrations.RunSQL.noop),
    ]
