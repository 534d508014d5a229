from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_visits_of_a_person"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="swept_at",
            field=models.DateTimeField(help_text="when the sweep last did, or tried to do, that work", null=True),
        ),
        migrations.RemoveIndex(model_name="case", name="case_system_owes"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["swept_at", "id"], condition=Q(system_owes=True), name="case_system_owes"),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["expires_at"], name="draft_by_expiry"),
        ),
    ]
