"""
Changes of the book, and the function by which an action holds the book that is in force.

The function takes the lock first and looks then: within it every query sees what was committed before that query, so
that whoever waited for a confirmation to end has the book as it left it.
"""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import F, Q

CHAPTERS = ("calendar", "mci", "editions")
HOLD = """
CREATE FUNCTION keeping_hold() RETURNS TABLE (place integer, change uuid) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(72010003);
    RETURN QUERY SELECT c.place, c.id FROM keeping_change c WHERE c.place IS NOT NULL ORDER BY c.place DESC LIMIT 1;
END
$$
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("file_id", models.UUIDField()),
                ("chapter", models.CharField(max_length=30)),
                ("state", models.CharField(max_length=20)),
                ("tables", models.TextField(help_text="as the act has it: JSON in the form of law.book_changes")),
                ("basis", models.TextField()),
                ("since", models.DateField()),
                ("proposed_by", models.UUIDField()),
                ("proposed_at", models.DateTimeField()),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("moved", models.PositiveIntegerField(null=True)),
                ("late", models.PositiveIntegerField(null=True)),
                ("place", models.PositiveIntegerField(null=True, unique=True)),
            ],
            options={
                "indexes": [models.Index(fields=["chapter", "-proposed_at"], name="change_of_chapter")],
                "constraints": [
                    models.CheckConstraint(condition=Q(chapter__in=CHAPTERS), name="change_of_a_known_chapter"),
                    models.CheckConstraint(
                        condition=Q(state="proposed", decided_by=None, decided_at=None, place=None)
                        | Q(state="confirmed", decided_by__isnull=False, decided_at__isnull=False, place__isnull=False)
                        | Q(state="declined", decided_by__isnull=False, decided_at__isnull=False, place=None),
                        name="change_decided_or_not",
                    ),
                    models.CheckConstraint(
                        condition=~Q(state="confirmed") | ~Q(decided_by=F("proposed_by")),
                        name="change_confirmed_by_another",
                    ),
                    models.UniqueConstraint(
                        fields=["chapter"], condition=Q(state="proposed"), name="change_one_proposed_in_a_chapter"
                    ),
                ],
            },
        ),
        migrations.RunSQL(HOLD, "DROP FUNCTION keeping_hold()"),
    ]
