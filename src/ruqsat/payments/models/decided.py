"""What people say and decide about money: receipts that applicants name, and what officers decide, with the reason."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from ruqsat.payments.models.kept import append_only
from ruqsat.payments.models.ordered import Order, Payment
from ruqsat.payments.models.stated import Line


class Claim(models.Model):
    """
    Rules 5: the applicant says that a bank took the money, and names its receipt. It counts when it is confirmed.

    ``ask_at`` is when the gateway is asked after it again (`ruqsat.payments.asking`).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="claims")
    receipt = models.CharField(max_length=60)
    bank = models.CharField(max_length=120)
    paid_on = models.DateField()
    claimed_at = models.DateTimeField()
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, related_name="claims")
    ask_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "payments_claim"
        constraints = [
            models.UniqueConstraint(fields=["order", "receipt"], name="claim_once_for_an_order"),
            models.CheckConstraint(condition=~Q(receipt=""), name="claim_names_its_receipt"),
        ]
        indexes = [
            models.Index(fields=["claimed_at"], condition=Q(payment=None, ask_at__isnull=False), name="claim_newest"),
            models.Index(
                fields=["ask_at", "id"], condition=Q(payment=None, ask_at__isnull=False), name="claim_to_ask_after"
            ),
            models.Index(fields=["receipt"], condition=Q(payment=None), name="claim_unconfirmed_by_receipt"),
        ]


class Decision(models.Model):
    """
    What an officer decided about money that nobody could place, or that was not due: who, in which post, and why.

    It is about a ``line`` of a statement or about the surplus of a ``payment``. That it was returned, or that the bank
    took it back, names the movement off the account, ``outgoing``, which serves once. ``reason`` is encrypted.

    Of what the bank took back, ``missing_tiyn`` had been counted and is missing, ``refund_tiyn`` was to be returned and
    is not any more; the rest counted for nothing yet.
    """

    class Kind(models.TextChoices):
        """What was decided."""

        TO_ORDER = "to_order"
        SAME = "same"
        TO_RETURN = "to_return"
        RETURNED = "returned"
        TAKEN_BACK = "taken_back"
        NOT_MOVED = "not_moved"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, related_name="decisions")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, related_name="decisions")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="decisions")
    outgoing = models.OneToOneField(Line, on_delete=models.PROTECT, null=True, related_name="return_of")
    tiyn = models.PositiveBigIntegerField()
    missing_tiyn = models.PositiveBigIntegerField(default=0)
    refund_tiyn = models.PositiveBigIntegerField(default=0)
    reason_encrypted = models.BinaryField()
    at = models.DateTimeField()
    person = models.UUIDField()
    office = models.CharField(max_length=20)

    class Meta:
        db_table = "payments_decision"
        constraints = [
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(kind__in=["to_order", "same", "to_return", "not_moved"]),
                name="decision_once_about_a_line",
            ),
            models.UniqueConstraint(
                fields=["payment"], condition=Q(kind="to_order"), name="decision_surplus_counted_once"
            ),
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(kind="to_return"),
                name="decision_once_about_a_surplus",
            ),
            models.UniqueConstraint(
                fields=["line"], condition=Q(kind="returned", line__isnull=False), name="decision_line_returned_once"
            ),
            models.UniqueConstraint(
                fields=["payment"], condition=Q(kind="returned"), name="decision_payment_returned_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["to_order", "same", "to_return", "returned", "taken_back", "not_moved"]),
                name="decision_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=False) | Q(payment__isnull=False), name="decision_is_about_money"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["returned", "taken_back"], outgoing__isnull=False)
                | ~Q(kind__in=["returned", "taken_back"]) & Q(outgoing__isnull=True),
                name="decision_names_what_left",
            ),
            models.CheckConstraint(
                condition=Q(kind="taken_back", tiyn__gte=F("missing_tiyn") + F("refund_tiyn"))
                | Q(missing_tiyn=0, refund_tiyn=0),
                name="decision_parts_of_what_was_taken_back",
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="decision_newest")]
        triggers = [append_only("decision_append_only", "What was decided about money")]
