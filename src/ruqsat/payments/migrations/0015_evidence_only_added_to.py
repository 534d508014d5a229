"""What was decided, told and stated about money is only added to: rights first, triggers second, as in the ledger."""

from typing import ClassVar

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

RESTRICT = """
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ruqsat_app') THEN
        REVOKE ALL ON payments_decision, payments_notice, payments_statement FROM PUBLIC, ruqsat_app;
        GRANT SELECT, INSERT ON payments_decision, payments_notice, payments_statement TO ruqsat_app;
    END IF;
END
$$
"""

RELEASE = """
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ruqsat_app') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON payments_decision, payments_notice, payments_statement TO ruqsat_app;
    END IF;
END
$$
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payments", "0014_found_by_index")]

    operations: ClassVar = [
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="decision_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'What was decided about money is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME;",
                    hash="b414f8ca2ff1cceb16188539f6d33e37aaa401e7",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_decision_append_only_80673",
                    table="payments_decision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="notice_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'What the payment gateway told is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME;",
                    hash="4b705541495fe4160a8b545287b41599f81d2279",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_notice_append_only_9e153",
                    table="payments_notice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="statement_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'What a bank stated is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME;",
                    hash="183f1f315e4979de0f7c0ea1cd18ed231bc90f8c",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_statement_append_only_5591d",
                    table="payments_statement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(RESTRICT, RELEASE),
    ]
