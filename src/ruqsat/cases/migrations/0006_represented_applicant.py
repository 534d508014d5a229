"""Rules 6: the applicant for whom a representative signed finds the case too; rows written before are so at rebuild."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0005_bodies_of_complaints")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="case",
            name="represented_index",
            field=models.BinaryField(
                max_length=32,
                null=True,
                help_text="Rules 6: the blind index of the applicant for whom a representative signed",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["represented_index", "-received_at"],
                condition=models.Q(("represented_index__isnull", False)),
                name="case_of_represented",
            ),
        ),
    ]
