"""What comes of a confirmed edition: open cases are carried over on its day, and recipients are informed of it."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Count, Q

from ruqsat.journal import append as journal_append
from ruqsat.journal import files, outbox
from ruqsat.journal.append import Judged
from ruqsat.journal.writing import Part, columns
from ruqsat.keeping import books
from ruqsat.keeping.models import CONFIRMED, Change
from ruqsat.law.acts import SYSTEM, Act, CasesCarriedOver, InformationReceived, InformationSent
from ruqsat.law.book import Chapter
from ruqsat.law.information import SYSTEMS
from ruqsat.law.local_time import local
from ruqsat.law.version import LAW_VERSION

INFORM = outbox.declare("inform_of_change", "Rules 21-1: send the information on a change of the Rules")


def published() -> list[Change]:
    """The confirmed changes of the editions, the latest first."""
    rows = Change.objects.filter(chapter=Chapter.EDITIONS.value, state=CONFIRMED)
    return list(rows.order_by("-place"))


def owed() -> list[Change]:
    """Rules 21-1: those of which a system has not confirmed that it has the information, the latest first."""
    theirs = Q(information__recipient__in=SYSTEMS, information__received_at__isnull=False)
    rows = Change.objects.filter(chapter=Chapter.EDITIONS.value, state=CONFIRMED)
    return list(
        rows.annotate(there=Count("information", filter=theirs)).filter(there__lt=len(SYSTEMS)).order_by("-place")
    )


def defer_informing(file: UUID) -> None:
    """In the transaction of a confirmation: the recipients are informed as soon as it is committed."""
    outbox.defer(INFORM, file=file)


def carried_over(change: Change, act: CasesCarriedOver, *, at: datetime) -> None:
    """Record, in the transaction that is open, that cases were carried over."""
    row = (change.id, act.cases, act.moved, act.late, at if act.whole else None)
    _append(change, act, id_=None, at=at, derived=Part(_CARRIED, columns(_OF_CARRIED), [row]))


def sent(change: Change, *, to: str, at: datetime) -> None:
    """Rules 21-1: the information went to one recipient; a second time changes nothing."""
    act = InformationSent(happened_at=at, of=change.id, to=to)
    with transaction.atomic():
        files.lock(change.file_id)
        if change.information.filter(recipient=to).exists():
            return
        part = Part(_SENT, columns(_OF_SENT), [(change.id, change.file_id, to, at)])
        _append(change, act, id_=uuid5(change.id, f"sent {to}"), at=at, derived=part)


def received(change: Change, *, to: str, received_at: datetime, at: datetime) -> None:
    """Rules 21-1: one recipient has the information; a second time changes nothing."""
    act = InformationReceived(happened_at=min(received_at, at), of=change.id, to=to, received_at=received_at)
    with transaction.atomic():
        files.lock(change.file_id)
        if not change.information.filter(recipient=to, received_at=None).exists():
            return
        part = Part(_RECEIVED, columns(_OF_RECEIVED), [(change.id, to, received_at)])
        _append(change, act, id_=uuid5(change.id, f"received {to}"), at=at, derived=part)


def _append(change: Change, act: Act, *, id_: UUID | None, at: datetime, derived: Part) -> None:
    book = books.in_force()
    edition = book.edition_on(local(at).date())
    judged = Judged(edition=edition.id, calendar=book.calendar.version, law=LAW_VERSION)
    journal_append.append(change.file_id, act, id=id_, at=at, by=SYSTEM, judged=judged, derived=[derived])


_OF_CARRIED = {"id": "uuid", "cases": "int", "moved": "int", "late": "int", "whole_at": "timestamptz"}
_CARRIED = """carried AS (
    UPDATE keeping_change c SET carried = coalesce(c.carried, 0) + r.cases, moved = coalesce(c.moved, 0) + r.moved,
        late = coalesce(c.late, 0) + r.late, carried_whole_at = coalesce(c.carried_whole_at, r.whole_at)
    FROM {rows} WHERE c.id = r.id
)"""
_OF_SENT = {"change_id": "uuid", "file_id": "uuid", "recipient": "text", "sent_at": "timestamptz"}
_SENT = """sent AS (
    INSERT INTO keeping_information (change_id, file_id, recipient, sent_at)
    SELECT change_id, file_id, recipient, sent_at FROM {rows}
)"""
_OF_RECEIVED = {"change_id": "uuid", "recipient": "text", "received_at": "timestamptz"}
_RECEIVED = """received AS (
    UPDATE keeping_information i SET received_at = r.received_at
    FROM {rows} WHERE i.change_id = r.change_id AND i.recipient = r.recipient
)"""


def derived_again(file: UUID, act: Act, *, filed_at: datetime) -> list[Part]:
    """What these acts leave in the tables, for `changing.rebuild`."""
    match act:
        case CasesCarriedOver(of=of, cases=cases, moved=moved, late=late, whole=whole):
            row = (of, cases, moved, late, filed_at if whole else None)
            return [Part(_CARRIED, columns(_OF_CARRIED), [row])]
        case InformationSent(of=of, to=to):
            return [Part(_SENT, columns(_OF_SENT), [(of, file, to, filed_at)])]
        case InformationReceived(of=of, to=to, received_at=received_at):
            return [Part(_RECEIVED, columns(_OF_RECEIVED), [(of, to, received_at)])]
    return []
