"""A sealed document is kept with each time stamp that was put over it later, and says until when the last one holds."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="blob",
            name="holds_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="blob",
            name="renewal_tried_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="blob",
            name="renews",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renewal",
                to="documents.blob",
            ),
        ),
        migrations.AddIndex(
            model_name="blob",
            index=models.Index(condition=models.Q(("sealed", True)), fields=["holds_until"], name="blob_by_its_stamp"),
        ),
        migrations.AddConstraint(
            model_name="blob",
            constraint=models.CheckConstraint(
                condition=models.Q(("renews__isnull", True), ("sealed", True), _connector="OR"),
                name="blob_renews_a_seal",
            ),
        ),
    ]
