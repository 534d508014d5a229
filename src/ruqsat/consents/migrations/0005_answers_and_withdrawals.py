from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0004_basis_of_an_inquiry"),
        ("journal", "0003_prepared_signature"),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="tell_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="link_due",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="link_index",
            field=models.BinaryField(max_length=32, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="unreachable",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="pending",
            name="looked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="pending",
            name="number",
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name="pending",
            name="tries",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                condition=models.Q(("tell_at__isnull", False)), fields=["tell_at"], name="consent_to_be_told"
            ),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(("link_due__isnull", False)), fields=["link_due"], name="invitation_to_be_sent"
            ),
        ),
        migrations.AddIndex(
            model_name="pending",
            index=models.Index(
                condition=models.Q(("over_at__isnull", True)), fields=["asked_at"], name="pending_consent_open"
            ),
        ),
        migrations.AddIndex(
            model_name="pending",
            index=models.Index(fields=["person_index", "-asked_at"], name="pending_consent_of_person"),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("tell_at__isnull", True), ("withdrawn_at__isnull", False), _connector="OR"),
                name="consent_told_of_when_withdrawn",
            ),
        ),
        migrations.AddConstraint(
            model_name="pending",
            constraint=models.CheckConstraint(
                condition=models.Q(("tries__lte", 5)), name="pending_consent_is_tried_five_times"
            ),
        ),
    ]
