"""What a reissue, a further annex, a duplicate and a paper original leave in the register."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

OF_THE_LICENSE = """
UPDATE licenses_license SET number_plain = number;
UPDATE licenses_annex a SET issued_on = l.issued_on FROM licenses_license l WHERE l.id = a.license_id;
UPDATE licenses_issueddocument d SET issued_on = l.issued_on, "case" = l."case"
    FROM licenses_license l WHERE l.id = d.license_id;
"""
"""What stood in the register before came with a first license, in its case and on its day."""


class Migration(migrations.Migration):
    # rows are written and their columns closed after it: PostgreSQL alters no table with such events pending
    atomic = False

    dependencies: ClassVar = [("licenses", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField(
            "license",
            "stands_for",
            models.CharField(
                max_length=20, blank=True, default="", help_text="the older license in whose place it was issued"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "license",
            "superseded_by",
            models.CharField(
                max_length=20, blank=True, default="", help_text="the license that was issued in its place"
            ),
            preserve_default=False,
        ),
        migrations.AddField("license", "superseded_on", models.DateField(null=True)),
        migrations.AddField("license", "number_plain", models.CharField(max_length=20, null=True)),
        migrations.AddField(
            "license",
            "stands_for_plain",
            models.CharField(max_length=20, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField("annex", "issued_on", models.DateField(null=True)),
        migrations.AddField("annex", "reissued_on", models.DateField(null=True)),
        migrations.AddField("issueddocument", "case", models.UUIDField(null=True)),
        migrations.AddField("issueddocument", "issued_on", models.DateField(null=True)),
        migrations.RunSQL(OF_THE_LICENSE, migrations.RunSQL.noop),
        migrations.AlterField(
            "license",
            "number_plain",
            models.CharField(max_length=20, unique=True, help_text="its letters and digits, as one looks it up"),
        ),
        migrations.AlterField("annex", "issued_on", models.DateField()),
        migrations.AlterField("issueddocument", "case", models.UUIDField(help_text="the case whose result it is")),
        migrations.AlterField("issueddocument", "issued_on", models.DateField()),
        migrations.CreateModel(
            name="PaperOriginal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("annex", models.CharField(max_length=10, blank=True)),
                ("blank", models.CharField(max_length=40)),
                ("issued_on", models.DateField()),
                ("returned_on", models.DateField(null=True)),
                (
                    "license",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="licenses.license"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "license",
            models.UniqueConstraint(
                fields=["stands_for_plain"], condition=~Q(stands_for_plain=""), name="license_reissued_once"
            ),
        ),
        migrations.AddConstraint(
            "license",
            models.UniqueConstraint(
                fields=["superseded_by"], condition=~Q(superseded_by=""), name="license_one_before"
            ),
        ),
        migrations.AddConstraint(
            "license",
            models.CheckConstraint(
                condition=Q(superseded_by="", superseded_on=None)
                | (~Q(superseded_by="") & Q(superseded_on__isnull=False)),
                name="license_superseded_from_a_day",
            ),
        ),
        migrations.AddConstraint(
            "paperoriginal",
            models.UniqueConstraint(fields=["license", "annex", "blank"], name="paper_once"),
        ),
        migrations.AddConstraint(
            "paperoriginal",
            models.UniqueConstraint(fields=["blank"], name="paper_blank_once"),
        ),
    ]
