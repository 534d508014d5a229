"""
The application's role reads and adds, and nothing else, where history stands.

Rights come first, triggers second: the role has no UPDATE, DELETE or TRUNCATE on entries and anchors at all. Where the
role is not there yet it is made without a right to log in; where that is not allowed either, `check --database default`
says what the role in use can do.
"""

from typing import ClassVar

from django.db import migrations

RESTRICT = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ruqsat_app') THEN
        BEGIN
            CREATE ROLE ruqsat_app NOLOGIN;
        EXCEPTION
            WHEN duplicate_object THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE NOTICE 'The role ruqsat_app is not there and cannot be made here.';
                RETURN;
        END;
    END IF;
    REVOKE ALL ON journal_entry, journal_anchor, journal_file, journal_outbox FROM PUBLIC, ruqsat_app;
    GRANT SELECT, INSERT ON journal_entry, journal_anchor, journal_file, journal_outbox TO ruqsat_app;
    GRANT UPDATE (head_seq, head_hash, head_filed_at, wrapped_key, key_destroyed_at) ON journal_file TO ruqsat_app;
    GRANT UPDATE (delivered_at) ON journal_outbox TO ruqsat_app;
END
$$
"""

RELEASE = """
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ruqsat_app') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE
            ON journal_entry, journal_anchor, journal_file, journal_outbox TO ruqsat_app;
    END IF;
END
$$
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("journal", "0001_initial")]

    operations: ClassVar = [migrations.RunSQL(sql=RESTRICT, reverse_sql=RELEASE)]
