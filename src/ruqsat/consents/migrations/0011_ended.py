"""Rules 8: a consent that is not in force at the other side bears no inquiry, though it was not taken back here."""

from typing import ClassVar

from django.db import migrations, models

BEARS = """
CREATE OR REPLACE FUNCTION consents_bear_inquiry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    borne boolean;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'What an inquiry asked and on what it rested does not change.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'inquiry_basis_stays';
    END IF;
    IF NEW.consent_id IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT given.file_id = NEW.file_id
        AND given.owner_index = NEW.owner_index
        AND given.person_index = NEW.person_index
        AND NEW.inquiry = ANY (given.data)
        AND given.given_at <= NEW.asked_at
        AND given.valid_until > NEW.asked_at
        AND given.withdrawn_at IS NULL AND given.ended_at IS NULL
    INTO borne FROM consents_consent AS given WHERE given.id = NEW.consent_id FOR SHARE;
    IF borne IS NOT TRUE THEN
        RAISE EXCEPTION 'Rules 8: the consent does not bear this inquiry.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'inquiry_rests_on_a_live_consent';
    END IF;
    RETURN NEW;
END
$$;
"""
BORE = BEARS.replace(" AND given.ended_at IS NULL", "")
OUTCOMES = ["value", "none", "unavailable"]


def _has_its_time(outcomes: list[str]) -> models.CheckConstraint:
    asked = models.Q(("answered_at__isnull", True), ("outcome", ""))
    answered = models.Q(("answered_at__isnull", False), ("outcome__in", outcomes))
    return models.CheckConstraint(condition=asked | answered, name="inquiry_outcome_has_its_time")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("consents", "0010_as_applicant")]

    operations: ClassVar = [
        migrations.AddField("consent", "ended_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "consent",
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("given_at")),
                name="consent_ended_after_it_was_given",
            ),
        ),
        migrations.RunSQL(sql=BEARS, reverse_sql=BORE),
        migrations.RemoveConstraint("inquiry", "inquiry_outcome_has_its_time"),
        migrations.AddConstraint("inquiry", _has_its_time([*OUTCOMES, "not_opened"])),
    ]
