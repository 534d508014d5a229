"""Rules 21-1: who was not sent the information on a change, or has not confirmed it yet."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects

from ruqsat.keeping import books, publishing
from ruqsat.keeping.models import Change, Information
from ruqsat.law import book_changes
from ruqsat.law.book import Chapter
from ruqsat.law.edition_amended import EditionAmended
from ruqsat.law.information import recipients


@dataclass(frozen=True, kw_only=True)
class Uninformed:
    """
    A recipient of the information on an order: ``sent_at`` is none while it did not go out.

    ``since`` is from when it waits: the confirmation of the change, or the sending. ``asked_at``: asked for a receipt.
    """

    order: str
    recipient: str
    sent_at: datetime | None
    since: datetime
    asked_at: datetime | None


def uninformed(*, most: int) -> list[Uninformed]:
    """Those who were not sent it first, then those who have not confirmed it, the oldest first."""
    owed = publishing.owed()
    prefetch_related_objects(owed, "information")
    unsent = [one for change in owed for one in _unsent(change)]
    rows = list(Information.objects.filter(received_at=None).order_by("sent_at", "recipient")[:most])
    orders = {one.id: order_of(one).order for one in Change.objects.filter(id__in={row.change_id for row in rows})}
    unconfirmed = [
        Uninformed(
            order=orders[row.change_id],
            recipient=row.recipient,
            sent_at=row.sent_at,
            since=row.sent_at,
            asked_at=row.asked_at,
        )
        for row in rows
    ]
    return [*sorted(unsent, key=lambda one: one.since), *unconfirmed][:most]


def _unsent(change: Change) -> list[Uninformed]:
    sent = {row.recipient for row in change.information.all()}
    order, since = order_of(change), change.decided_at or change.proposed_at
    everybody = recipients(order, offices=books.in_force().offices)
    return [
        Uninformed(order=order.order, recipient=one, sent_at=None, since=since, asked_at=None)
        for one in everybody
        if one not in sent
    ]


def order_of(change: Change) -> EditionAmended:
    """The order that a change of the editions enters."""
    order = book_changes.read_text(Chapter.EDITIONS, change.tables)
    assert isinstance(order, EditionAmended)  # noqa: S101 -- a change of this chapter is one
    return order
