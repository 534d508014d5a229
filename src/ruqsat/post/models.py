"""Rules 12, Rules 14: every message to somebody, how it stands, and a log of attempts that is only ever added to."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Message(models.Model):
    """
    One SMS or e-mail about one act. Its id, made of the act's, the means and the contact, is the one that providers
    know it by. ``contact``: to which of the contacts of that means in the application, the first is 1.

    To whom and what it says is encrypted under the file's key. ``provider`` is the one that took it, or that may have
    taken it though its answer was lost; ``spent`` are those that refused it or could not deliver it. ``next_at`` is
    when it is looked after again. ``on_file`` is false while the file of the case owes an act about how it stands.
    """

    class State(models.TextChoices):
        """
        How a message stands.

        ``given_up``: a provider took it, and never said what became of it. ``overtaken``: what it says was not so any
        more before anybody had taken it, so that it was not sent.
        """

        WAITING = "waiting"
        SENT = "sent"
        DELIVERED = "delivered"
        FAILED = "failed"
        GIVEN_UP = "given_up"
        OVERTAKEN = "overtaken"

    id = models.UUIDField(primary_key=True, editable=False)
    file_id = models.UUIDField(db_index=True)
    act = models.UUIDField()
    what = models.CharField(max_length=40)
    means = models.CharField(max_length=10)
    contact = models.PositiveSmallIntegerField(default=1)
    to_masked = models.CharField(max_length=100)
    language = models.CharField(max_length=2)
    content_encrypted = models.BinaryField()
    created_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    provider = models.CharField(max_length=20, blank=True)
    spent = ArrayField(models.CharField(max_length=20), default=list)
    reference = models.CharField(max_length=200, blank=True)
    accepted_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    on_file = models.BooleanField(default=True)

    class Meta:
        db_table = "post_message"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent", "delivered", "failed", "given_up", "overtaken"]),
                name="message_state_known",
            ),
            models.CheckConstraint(condition=Q(means__in=["sms", "email"]), name="message_means_known"),
            models.UniqueConstraint(fields=["act", "means", "contact"], name="message_once_for_an_act"),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "delivered", "given_up"])
                | Q(accepted_at__isnull=False) & ~Q(provider=""),
                name="message_taken_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent"], next_at__isnull=False, settled_at__isnull=True)
                | Q(
                    state__in=["delivered", "failed", "given_up", "overtaken"],
                    next_at__isnull=True,
                    settled_at__isnull=False,
                ),
                name="message_is_looked_after_until_settled",
            ),
            models.CheckConstraint(
                condition=~Q(state="overtaken") | Q(provider=""), name="message_overtaken_is_with_nobody"
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="message_looked_after"),
            models.Index(fields=["created_at"], condition=Q(on_file=False), name="message_owes_an_act"),
            models.Index(fields=["created_at"], condition=Q(next_at__isnull=False), name="message_not_settled"),
            models.Index(
                fields=["-settled_at"], condition=Q(state__in=["failed", "given_up"]), name="message_came_to_nothing"
            ),
        ]


class Attempt(models.Model):
    """
    One thing that was asked of a provider, or that it told of itself, and what came: the bytes, encrypted, are kept.

    The numbers of a message's attempts say their order. ``at`` is when it was asked to send, or when it told how a
    message stands. ``reference`` and ``told_at`` are the provider's own: under what it has the message, and the hour
    it names, as far as that can be (`ruqsat.law.local_time.borne_out`).
    """

    class Said(models.TextChoices):
        """What the provider said. ``unreached``: certainly not taken; ``lost``: no answer that could be understood."""

        ACCEPTED = "accepted"
        REFUSED = "refused"
        UNREACHED = "unreached"
        LOST = "lost"
        UNKNOWN = "unknown"
        SENT = "sent"
        DELIVERED = "delivered"
        FAILED = "failed"

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attempts")
    provider = models.CharField(max_length=20)
    at = models.DateTimeField()
    said = models.CharField(max_length=10, choices=Said.choices)
    reference = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField(null=True)
    raw_encrypted = models.BinaryField()

    class Meta:
        db_table = "post_attempt"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    said__in=["accepted", "refused", "unreached", "lost", "unknown", "sent", "delivered", "failed"]
                ),
                name="attempt_said_known",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="attempts_are_only_added",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
                func="RAISE EXCEPTION 'What providers said is only added to: % is refused.', TG_OP;",
            )
        ]
