"""The money ledger: transactions and their lines, which the database keeps in balance and lets nobody change."""

import pgtrigger
from django.db import models
from django.db.models import Q

from ruqsat.payments.models.kept import append_only
from ruqsat.payments.models.ordered import Order


class Kind(models.TextChoices):
    """What happened."""

    ORDERED = "ordered"
    VOIDED = "voided"
    PAID = "paid"
    ARRIVED = "arrived"
    CONFIRMED = "confirmed"
    MATCHED = "matched"
    TO_RETURN = "to_return"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"
    NOT_MOVED = "not_moved"


class Account(models.TextChoices):
    """
    The accounts. What is owed on orders and where money lies are debit by nature, the others credit.

    ``clearing`` is money that the gateway says was paid and no statement has shown yet, ``taken_back`` what the bank
    took back after it was counted.
    """

    RECEIVABLE = "receivable"
    CLEARING = "clearing"
    BANK = "bank"
    FEES = "fees"
    UNMATCHED = "unmatched"
    OVERPAID = "overpaid"
    REFUNDS_DUE = "refunds_due"
    TAKEN_BACK = "taken_back"


BALANCED = """
    IF NOT EXISTS (SELECT 1 FROM payments_posting p WHERE p.transaction_id = {transaction} HAVING count(*) >= 2
                   AND sum(p.tiyn) = 0) THEN
        RAISE EXCEPTION 'The ledger balances: the lines of transaction % do not sum to zero.', {transaction}
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


def _balanced(name: str, transaction: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        func=BALANCED.format(transaction=transaction),
    )


class Transaction(models.Model):
    """
    One thing that happened to money, in double entry: its lines sum to zero, which the database holds it to.

    ``id`` is made of what happened, so that the same told twice is one transaction.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()

    class Meta:
        db_table = "payments_transaction"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "ordered",
                        "voided",
                        "paid",
                        "arrived",
                        "confirmed",
                        "matched",
                        "to_return",
                        "returned",
                        "taken_back",
                        "not_moved",
                    ]
                ),
                name="transaction_kind_known",
            ),
        ]
        indexes = [models.Index(fields=["at", "id"], name="transaction_in_order")]
        triggers = [
            append_only("transaction_append_only", "The ledger"),
            _balanced("transaction_has_lines", "NEW.id"),
        ]


class Posting(models.Model):
    """One line of a transaction, in tiyn: a debit above zero, a credit below."""

    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=12, choices=Account.choices)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="postings")
    tiyn = models.BigIntegerField()

    class Meta:
        db_table = "payments_posting"
        constraints = [
            models.CheckConstraint(condition=~Q(tiyn=0), name="posting_moves_something"),
            models.CheckConstraint(
                condition=Q(
                    account__in=[
                        "receivable",
                        "clearing",
                        "bank",
                        "fees",
                        "unmatched",
                        "overpaid",
                        "refunds_due",
                        "taken_back",
                    ]
                ),
                name="posting_account_known",
            ),
            models.CheckConstraint(
                condition=~Q(account__in=["receivable", "fees", "overpaid"]) | Q(order__isnull=False),
                name="posting_names_its_order",
            ),
        ]
        triggers = [
            append_only("posting_append_only", "The ledger"),
            _balanced("posting_keeps_the_balance", "NEW.transaction_id"),
        ]
