"""Rules 21-1: the information on a change of the Rules goes to offices, the operator and the contact centre."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid5

import structlog
from django.conf import settings

from ruqsat.gateways import information as gateway
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.information import Information, Receipt
from ruqsat.keeping import books, publishing
from ruqsat.keeping.models import Change
from ruqsat.keeping.models import Information as Sending
from ruqsat.keeping.uninformed import order_of
from ruqsat.law.edition_fields import FIELDS
from ruqsat.law.information import SYSTEMS, recipients

log = structlog.get_logger()

ASKED_AGAIN_AFTER = timedelta(minutes=1)
"""A recipient's system is asked for its receipt no oftener."""


def inform_all(*, now: Callable[[], datetime]) -> None:
    """
    Send what was not sent of every published edition, and ask for the receipts that are not there yet.

    A system that does not answer is asked no further in this sweep.
    """
    silent: frozenset[str] = frozenset()
    for change in publishing.owed():
        try:
            silent |= inform(change, now=now, silent=silent)
        except Exception:
            log.exception("information on a change cannot be sent", change=str(change.id))


def inform(change: Change, *, now: Callable[[], datetime], silent: frozenset[str] = frozenset()) -> frozenset[str]:
    """
    Rules 21-1: each recipient is sent the information once in effect; doing it again changes nothing.

    An office has it before its eyes from then on: its work list says so until somebody there has taken note. Offices
    come first: what the systems have confirmed, everybody has. ``silent`` are left out; gives who did not answer.
    """
    known = {row.recipient: row for row in change.information.all()}
    system = gateway.connect(settings.GATEWAYS["information"]["url"])
    everybody = recipients(order_of(change), offices=books.in_force().offices)
    unanswered = set()
    for recipient in sorted(everybody, key=lambda one: one in SYSTEMS):
        row = known.get(recipient)
        if recipient in silent:
            continue
        if row is None and _went(system, change, recipient):
            publishing.sent(change, to=recipient, at=now())
        elif row is None or (_may_be_asked(row, at=now()) and not _answered(system, change, recipient, now=now)):
            unanswered.add(recipient)
    return frozenset(unanswered)


def _went(system: Information, change: Change, recipient: str) -> bool:
    if recipient not in SYSTEMS:
        return True
    answer = system.send(_id(change, recipient), to=recipient, information=told(change))
    if isinstance(answer, Unavailable):
        log.warning("information on a change waits", change=str(change.id), to=recipient, why=answer.why)
        return False
    return True


def _may_be_asked(row: Sending, *, at: datetime) -> bool:
    waits = row.received_at is None and row.recipient in SYSTEMS
    return waits and (row.asked_at is None or row.asked_at <= at - ASKED_AGAIN_AFTER)


def _answered(system: Information, change: Change, recipient: str, *, now: Callable[[], datetime]) -> bool:
    answer = system.receipt(_id(change, recipient), to=recipient)
    at = now()
    change.information.filter(recipient=recipient).update(asked_at=at)
    if isinstance(answer, Receipt):
        publishing.received(change, to=recipient, received_at=answer.received_at, at=at)
    elif isinstance(answer, Unavailable):
        log.warning("a receipt cannot be asked for", change=str(change.id), to=recipient, why=answer.why)
        return False
    return True


def _id(change: Change, recipient: str) -> UUID:
    return uuid5(change.id, recipient)


def told(change: Change) -> dict[str, object]:
    """What is sent: the order with its days, and each thing that it replaces, by name and clause, in two languages."""
    order = order_of(change)
    replaced = [
        {"name": name, "kk": FIELDS[name].names.kk, "ru": FIELDS[name].names.ru, "refs": list(FIELDS[name].refs)}
        for name in order.replaces
        if name != "texts"
    ]
    texts = [{"ref": ref, "kk": said.kk, "ru": said.ru} for ref, said in order.replaces.get("texts", ())]
    return {
        "change": str(change.id),
        "order": order.order,
        "edition": order.id,
        "signed_on": order.signed_on.isoformat(),
        "published_on": order.published_on.isoformat(),
        "in_force_from": order.in_force_from.isoformat(),
        "replaced": replaced,
        "texts": texts,
        "tables": change.tables,
    }
