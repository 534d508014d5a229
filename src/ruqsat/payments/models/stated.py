"""Rules 5: what banks say came on the account: statements and their lines, and what became of each line."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from ruqsat.payments.models.kept import append_only
from ruqsat.payments.models.ordered import Order, Payment


class Statement(models.Model):
    """
    A bank's statement of an account for some days, as its file came. ``content`` is encrypted.

    ``written_at`` is when the bank wrote it, where the statement says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    form = models.CharField(max_length=10)
    account = models.CharField(max_length=34)
    name = models.CharField(max_length=140)
    first_on = models.DateField()
    last_on = models.DateField()
    written_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField()
    taken_by = models.UUIDField(null=True, help_text="the person; nobody for one taken on the command line")
    office = models.CharField(max_length=20, blank=True)
    content_encrypted = models.BinaryField()

    class Meta:
        db_table = "payments_statement"
        constraints = [
            models.CheckConstraint(condition=Q(form__in=["csv", "camt.053"]), name="statement_form_known"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="statement_ends_after_it_begins"),
        ]
        indexes = [models.Index(fields=["-taken_at"], name="statement_newest")]
        triggers = [append_only("statement_append_only", "What a bank stated")]


class Line(models.Model):
    """
    One movement on the account, once, however many statements show it. ``said`` is what the bank said, encrypted.

    ``order`` is the one that the line names, if there is such an order; ``payment`` what it was counted as.
    """

    class State(models.TextChoices):
        """What became of a line."""

        NEW = "new"
        COUNTED = "counted"
        CONFIRMED = "confirmed"
        WAITING = "waiting"
        TO_RETURN = "to_return"
        RETURNED = "returned"
        TAKEN_BACK = "taken_back"
        NOT_MOVED = "not_moved"

    class Why(models.TextChoices):
        """Why a line waits for a decision."""

        NONE = ""
        NO_ORDER = "no_order"
        OTHER_PAYER = "other_payer"
        PERHAPS_KNOWN = "perhaps_known"
        OTHER_AMOUNT = "other_amount"
        LESS_THAN_A_TENGE = "less_than_one"
        OUTGOING = "outgoing"
        CORRECTS = "corrects"
        SHOWN_AGAIN = "shown_again"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField()
    account = models.CharField(max_length=34)
    reference = models.CharField(max_length=140)
    direction = models.CharField(max_length=3)
    booked_on = models.DateField()
    tiyn = models.PositiveBigIntegerField()
    said_encrypted = models.BinaryField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    why = models.CharField(max_length=14, choices=Why.choices, default=Why.NONE, blank=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="lines")
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, null=True, related_name="line")

    class Meta:
        db_table = "payments_line"
        constraints = [
            models.UniqueConstraint(fields=["account", "reference", "direction"], name="line_once_on_an_account"),
            models.CheckConstraint(condition=Q(direction__in=["in", "out"]), name="line_direction_known"),
            models.CheckConstraint(condition=Q(tiyn__gt=0), name="line_amount_positive"),
            models.CheckConstraint(
                condition=Q(state__in=["counted", "confirmed"], payment__isnull=False)
                | ~Q(state__in=["counted", "confirmed"]) & Q(payment__isnull=True),
                name="line_counted_as_a_payment",
            ),
            models.CheckConstraint(condition=~Q(state="waiting") | ~Q(why=""), name="line_waits_for_a_reason"),
        ]
        indexes = [
            models.Index(fields=["booked_on", "id"], condition=Q(state__in=["new", "waiting"]), name="line_open"),
            models.Index(fields=["statement", "place"], name="line_of_statement"),
        ]
