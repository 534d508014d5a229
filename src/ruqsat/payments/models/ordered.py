"""Rules 5: orders of the license fee, the money that came for them, and every notice, whatever became of it."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from ruqsat.payments.models.kept import append_only


class Order(models.Model):
    """
    An order to pay the license fee of one application. ``amount`` is in tenge; the payer's IIN or BIN is encrypted;
    ``number`` is what a payer names at a bank; ``pay_url`` is the gateway's page, once it was asked for; ``tax_body``
    is the code (KNO) of the tax authority to whose account the fee goes, empty where nobody entered it.

    ``void`` is an order that gave way to another, or to one that was paid: because the index of the year or the payer
    became another. ``again`` is one to pay once more what the bank took back of a fee that was paid: nothing is charged
    for it, and it gives way when that is made good.

    ``ask_at`` is when the gateway is asked after it again (`ruqsat.payments.asking`): not before its page was opened,
    nor once it is given up.
    """

    class Status(models.TextChoices):
        """How an order stands."""

        OPEN = "open"
        PAID = "paid"
        VOID = "void"
        AGAIN = "again"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=10, unique=True)
    file_id = models.UUIDField()
    amount = models.PositiveIntegerField()
    service = models.CharField(max_length=20)
    payer_encrypted = models.BinaryField()
    tax_body = models.CharField(max_length=4, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    created_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    pay_url = models.TextField(blank=True)
    ask_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "payments_order"
        constraints = [
            models.UniqueConstraint(fields=["file_id"], condition=Q(status="open"), name="order_open_once_for_a_file"),
            models.UniqueConstraint(
                fields=["file_id"], condition=Q(status="again"), name="order_again_once_for_a_file"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="order_amount_positive"),
            models.CheckConstraint(condition=Q(number__regex=r"^\d{10}$"), name="order_number_digits"),
            models.CheckConstraint(
                condition=Q(status__in=["open", "paid", "void", "again"]), name="order_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status="paid", paid_at__isnull=False) | ~Q(status="paid") & Q(paid_at__isnull=True),
                name="order_paid_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["file_id"], name="order_of_file"),
            models.Index(fields=["created_at"], condition=Q(status__in=["open", "again"]), name="order_open"),
            models.Index(
                fields=["ask_at", "id"],
                condition=Q(status__in=["open", "again"], ask_at__isnull=False),
                name="order_to_ask_after",
            ),
            models.Index(
                fields=["ask_at", "id"],
                condition=Q(status__in=["paid", "void"], ask_at__isnull=False),
                name="order_settled_to_ask_after",
            ),
        ]


class Payment(models.Model):
    """
    Money that came for an order: whole or in part, through the gateway or at a bank.

    ``amount`` is in whole tenge, as the law counts it; ``odd_tiyn`` is what came beyond them. ``surplus_tiyn`` of it
    was not due when it came, for the reason in ``surplus``; ``good_tiyn`` of it made good what the bank had taken back.
    """

    class Surplus(models.TextChoices):
        """Why a payment, or a part of it, was not due."""

        NONE = ""
        OVER = "over"
        DOUBLE = "double"
        LATE = "late"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")
    amount = models.PositiveIntegerField()
    odd_tiyn = models.PositiveSmallIntegerField(default=0)
    means = models.CharField(max_length=10)
    reference = models.CharField(max_length=200)
    paid_at = models.DateTimeField()
    surplus_tiyn = models.PositiveBigIntegerField(default=0)
    surplus = models.CharField(max_length=10, choices=Surplus.choices, default=Surplus.NONE, blank=True)
    good_tiyn = models.PositiveBigIntegerField(default=0)

    class Meta:
        db_table = "payments_payment"
        constraints = [
            models.UniqueConstraint(fields=["order", "reference"], name="payment_once_for_an_order"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_positive"),
            models.CheckConstraint(condition=Q(odd_tiyn__lt=100), name="payment_odd_is_less_than_a_tenge"),
            models.CheckConstraint(condition=Q(means__in=["pgeg", "bank"]), name="payment_means_known"),
            models.CheckConstraint(condition=~Q(reference=""), name="payment_has_reference"),
            models.CheckConstraint(
                condition=Q(surplus="", surplus_tiyn=0) | Q(surplus__in=["over", "double", "late"], surplus_tiyn__gt=0),
                name="payment_surplus_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(good_tiyn__lte=F("amount") * 100 + F("odd_tiyn") - F("surplus_tiyn")),
                name="payment_makes_good_with_what_it_is",
            ),
        ]
        indexes = [
            models.Index(fields=["paid_at"], condition=~Q(surplus=""), name="payment_with_surplus"),
            models.Index(fields=["reference"], name="payment_by_reference"),
        ]

    @property
    def tiyn(self) -> int:
        """All of it, in tiyn."""
        return self.amount * 100 + self.odd_tiyn


class Notice(models.Model):
    """A notice that came from the payment gateway, or in its name, and what became of it."""

    class Verdict(models.TextChoices):
        """What became of a notice."""

        TAKEN = "taken"
        KNOWN = "known"
        BAD_SIGNATURE = "bad_signature"
        UNREADABLE = "unreadable"
        UNKNOWN_ORDER = "unknown_order"
        WRONG_AMOUNT = "wrong_amount"
        PERHAPS_KNOWN = "perhaps_known"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    received_at = models.DateTimeField()
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    order_id = models.UUIDField(null=True, db_index=True)
    sha256 = models.CharField(max_length=64)
    body_encrypted = models.BinaryField()

    class Meta:
        db_table = "payments_notice"
        constraints = [
            models.CheckConstraint(
                condition=Q(order_id__isnull=False) | Q(verdict__in=["bad_signature", "unreadable"]),
                name="notice_names_its_order",
            ),
        ]
        indexes = [models.Index(fields=["verdict", "-received_at"], name="notice_newest_of_verdict")]
        triggers = [append_only("notice_append_only", "What the payment gateway told")]
