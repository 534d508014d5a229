"""What came of a confirmed edition: who was informed of it, by when it had to be, how many cases it reached."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ruqsat.keeping import at_hand, books
from ruqsat.keeping.models import Change
from ruqsat.law import book_changes, information
from ruqsat.law.book import Book, Chapter
from ruqsat.law.edition_amended import EditionAmended
from ruqsat.law.names import Names
from ruqsat.web.committee.chapter import Shown


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """One recipient of the information, with when it was sent and when somebody there had it."""

    name: Names
    sent_at: datetime | None
    received_at: datetime | None


def outcome(row: Change, at: datetime) -> Shown:
    """Rules 21-1: who has the information, who has not, and until when it is to be sent."""
    order = book_changes.read_text(Chapter.EDITIONS, row.tables)
    assert isinstance(order, EditionAmended)  # noqa: S101 -- a change of this chapter is one
    book = books.in_force()
    due = information.due(order, calendar=book.calendar, edition=book.edition_on(order.published_on))
    found = list(_recipients(row, order, book))
    part = {
        "due": due.on,
        "overdue": any((one.sent_at is None and due.passed(at)) or _late(one, due.moment) for one in found),
        "recipients": found,
        "received": sum(one.received_at is not None for one in found),
        "of": len(found),
        "carried": row.carried,
        "carried_whole_at": row.carried_whole_at,
        "since": row.since,
    }
    return Shown(template="committee/_edition_outcome.html", part=part)


def _late(one: Recipient, moment: datetime) -> bool:
    return one.sent_at is not None and one.sent_at >= moment


def _recipients(row: Change, order: EditionAmended, book: Book) -> Iterator[Recipient]:
    known = {one.recipient: one for one in row.information.all()}
    for recipient in information.recipients(order, offices=book.offices):
        sent = known.get(recipient)
        yield Recipient(
            name=information.name_of(recipient, among=at_hand.lists().offices),
            sent_at=sent.sent_at if sent else None,
            received_at=sent.received_at if sent else None,
        )
