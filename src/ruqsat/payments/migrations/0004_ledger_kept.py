"""The ledger balances and is only added to: rights first, triggers second, as with the journal's entries."""

from typing import ClassVar

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

RESTRICT = """
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ruqsat_app') THEN
        REVOKE ALL ON payments_transaction, payments_posting FROM PUBLIC, ruqsat_app;
        GRANT SELECT, INSERT ON payments_transaction, payments_posting TO ruqsat_app;
    END IF;
END
$$
"""

RELEASE = """
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ruqsat_app') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON payments_transaction, payments_posting TO ruqsat_app;
    END IF;
END
$$
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payments", "0003_ledger_opened")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="order",
            name="number",
            field=models.CharField(max_length=10, unique=True),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__regex", "^\\d{10}$")), name="order_number_digits"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transaction",
            trigger=pgtrigger.compiler.Trigger(
                name="transaction_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The ledger is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME;",
                    hash="fde01bf70f5d32d37c9adbc5b05d0bd929819880",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_transaction_append_only_8ccce",
                    table="payments_transaction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transaction",
            trigger=pgtrigger.compiler.Trigger(
                name="transaction_has_lines",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n    IF NOT EXISTS (SELECT 1 FROM payments_posting p WHERE p.transaction_id = NEW.id HAVING count(*) >= 2\n                   AND sum(p.tiyn) = 0) THEN\n        RAISE EXCEPTION 'The ledger balances: the lines of transaction % do not sum to zero.', NEW.id\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                    hash="46438d5d5d6011d6d70b734d8e0dc26613eeaf4f",
                    operation="INSERT",
                    pgid="pgtrigger_transaction_has_lines_d3fa7",
                    table="payments_transaction",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="posting_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The ledger is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME;",
                    hash="ecd952a9aad22f556ac6282734db1c55ec693cde",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_posting_append_only_1037d",
                    table="payments_posting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="posting_keeps_the_balance",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n    IF NOT EXISTS (SELECT 1 FROM payments_posting p WHERE p.transaction_id = NEW.transaction_id HAVING count(*) >= 2\n                   AND sum(p.tiyn) = 0) THEN\n        RAISE EXCEPTION 'The ledger balances: the lines of transaction % do not sum to zero.', NEW.transaction_id\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                    hash="05560844494f7771d1423cb36e5c8ec2d7b6c38f",
                    operation="INSERT",
                    pgid="pgtrigger_posting_keeps_the_balance_8eb30",
                    table="payments_posting",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(sql=RESTRICT, reverse_sql=RELEASE),
    ]
