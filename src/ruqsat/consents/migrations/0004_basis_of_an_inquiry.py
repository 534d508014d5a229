"""
Rules 8: the database itself lets no inquiry in that its basis does not bear, and no consent change but by withdrawal.

A consent bears an inquiry when it is of the same file, of the same owner, covers that inquiry, was given before, has
not run out and was not taken back. It is held until the inquiry is in, so that it is not taken back in between.
"""

from typing import ClassVar

from django.db import migrations, models

FILL = """
UPDATE consents_inquiry AS one SET
    owner_index = COALESCE(given.owner_index, one.about_index),
    person_index = COALESCE(given.person_index, one.about_index)
FROM consents_inquiry AS same LEFT JOIN consents_consent AS given ON given.id = same.consent_id
WHERE same.id = one.id
"""

BEARS = """
CREATE FUNCTION consents_bear_inquiry() RETURNS trigger LANGUAGE plpgsql AS $$
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
        AND given.withdrawn_at IS NULL
    INTO borne FROM consents_consent AS given WHERE given.id = NEW.consent_id FOR SHARE;
    IF borne IS NOT TRUE THEN
        RAISE EXCEPTION 'Rules 8: the consent does not bear this inquiry.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'inquiry_rests_on_a_live_consent';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER inquiry_rests_on_a_live_consent BEFORE INSERT ON consents_inquiry
    FOR EACH ROW EXECUTE FUNCTION consents_bear_inquiry();
CREATE TRIGGER inquiry_basis_stays BEFORE UPDATE ON consents_inquiry
    FOR EACH ROW WHEN (
        (OLD.id, OLD.file_id, OLD.inquiry, OLD.about_index, OLD.owner_index, OLD.person_index, OLD.basis, OLD.asked_at)
            IS DISTINCT FROM (
        NEW.id, NEW.file_id, NEW.inquiry, NEW.about_index, NEW.owner_index, NEW.person_index, NEW.basis, NEW.asked_at)
        OR OLD.consent_id IS DISTINCT FROM NEW.consent_id)
    EXECUTE FUNCTION consents_bear_inquiry();
CREATE FUNCTION consents_change_by_withdrawal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rules 8: a consent is taken back once; nothing else of it changes.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_changes_by_withdrawal';
END
$$;
CREATE TRIGGER consent_changes_by_withdrawal BEFORE UPDATE ON consents_consent
    FOR EACH ROW WHEN (
        (OLD.id, OLD.file_id, OLD.owner_index, OLD.person_index, OLD.data, OLD.purpose, OLD.office, OLD.given_at,
            OLD.valid_until, OLD.token_encrypted) IS DISTINCT FROM (
        NEW.id, NEW.file_id, NEW.owner_index, NEW.person_index, NEW.data, NEW.purpose, NEW.office, NEW.given_at,
            NEW.valid_until, NEW.token_encrypted)
        OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at))
    EXECUTE FUNCTION consents_change_by_withdrawal();
"""

FREE = """
DROP TRIGGER consent_changes_by_withdrawal ON consents_consent;
DROP TRIGGER inquiry_basis_stays ON consents_inquiry;
DROP TRIGGER inquiry_rests_on_a_live_consent ON consents_inquiry;
DROP FUNCTION consents_change_by_withdrawal();
DROP FUNCTION consents_bear_inquiry();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("consents", "0003_sources"), ("journal", "0002_rights")]

    operations: ClassVar = [
        migrations.AddField("inquiry", "owner_index", models.BinaryField(max_length=32, default=b"")),
        migrations.AddField("inquiry", "person_index", models.BinaryField(max_length=32, default=b"")),
        migrations.RunSQL(sql=FILL, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql="SET CONSTRAINTS ALL IMMEDIATE", reverse_sql=migrations.RunSQL.noop),
        migrations.AlterField("inquiry", "owner_index", models.BinaryField(max_length=32)),
        migrations.AlterField("inquiry", "person_index", models.BinaryField(max_length=32)),
        migrations.AddIndex("consent", models.Index(fields=["person_index", "-given_at"], name="consent_of_person")),
        migrations.AddIndex("inquiry", models.Index(fields=["person_index", "-asked_at"], name="inquiry_about_person")),
        migrations.AddConstraint(
            "inquiry",
            models.CheckConstraint(
                condition=models.Q(("basis", "consent"), ("inquiry__in", ["ban"]), _connector="OR"),
                name="inquiry_without_consent_is_what_the_statute_asks",
            ),
        ),
        migrations.RunSQL(sql=BEARS, reverse_sql=FREE),
    ]
