from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0002_invitation"),
    ]

    operations = [
        migrations.CreateModel(
            name="Source",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("failing_since", models.DateTimeField(null=True)),
                ("ask_again_at", models.DateTimeField(null=True)),
                ("probing_until", models.DateTimeField(null=True)),
                ("back_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "consents_source",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("failing_since__isnull", True), ("failures", 0))
                        | models.Q(("failing_since__isnull", False), ("failures__gt", 0)),
                        name="source_that_fails_does_so_since_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ask_again_at__isnull", True)) | models.Q(("failures__gt", 0)),
                        name="source_is_left_alone_after_failures_only",
                    ),
                ],
            },
        ),
    ]
