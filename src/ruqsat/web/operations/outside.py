"""Rules 8, Rules 12, Rules 14, Rules 21-1: what does not leave, as the operator's page words it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from ruqsat.cases.undone import COUNTED, OfMessage, Seen
from ruqsat.keeping.uninformed import Uninformed
from ruqsat.law.information import SYSTEMS
from ruqsat.post.models import Message
from ruqsat.post.writing import FOR_THE_FILE
from ruqsat.web.operations.words import KINDS, OFFICER_CAN, OUTSIDE, SAID
from ruqsat.web.reference import name_of
from ruqsat.web.templatetags.ruqsat_text import reader_language
from ruqsat.web.told import MEANS, RESULT, STATES, WHAT


@dataclass(frozen=True, kw_only=True)
class Waits:
    """A line of what waits: what, how it stands, how many, since when the oldest, and when the next is tried."""

    what: Any
    state: Any = ""
    count: int
    since: datetime | None
    next_at: datetime | None = None

    @property
    def more(self) -> bool:
        """Whether there are at least as many as are counted."""
        return self.count >= COUNTED


@dataclass(frozen=True, kw_only=True)
class MessageLine:
    """A message that does not get through: about what, how it stands, why, and what can be done."""

    of: OfMessage
    what: Any
    state: Any
    why: Any
    can: Any


def waits(seen: Seen) -> Iterator[Waits]:
    """Everything that waits, a line for each kind: what is to be told, sent, asked and done."""
    for feed in seen.feeds:
        yield Waits(what=KINDS.get(feed.feed, feed.feed), count=feed.count, since=feed.since)
    for queue in seen.messages.waiting:
        what = _what(queue.what, queue.means)
        yield Waits(what=what, state=STATES[queue.state][0], count=queue.count, since=queue.since)
    for kind in seen.consents:
        yield Waits(what=OUTSIDE[kind.what], count=kind.count, since=kind.since, next_at=kind.next_at)
    for task in seen.waiting:
        what = _("Job: %(what)s") % {"what": KINDS.get(task.task, task.task)}
        yield Waits(what=what, count=task.count, since=task.since)


def message_lines(rows: Iterable[OfMessage]) -> list[MessageLine]:
    """Rules 12, Rules 14: what is known of each, and what an officer can do where nobody may send it again."""
    return [
        MessageLine(
            of=one,
            what=_what(one.row.what, one.row.means),
            state=STATES[one.row.state][0],
            why=_why(one),
            can=OFFICER_CAN[one.row.what if one.row.what in FOR_THE_FILE else ""],
        )
        for one in rows
    ]


def _what(what: str, means: str) -> str:
    return f"{MEANS[means]}: {WHAT.get(what, RESULT)}"


def _why(one: OfMessage) -> Any:
    said = "silent" if one.row.state == Message.State.GIVEN_UP else one.row.said
    return SAID.get(said, "")


def information_lines(rows: Iterable[Uninformed]) -> list[tuple[str, Uninformed]]:
    """Rules 21-1: whom the information on an order has not reached, by name."""
    return [(_recipient(one.recipient), one) for one in rows]


def _recipient(recipient: str) -> str:
    language = reader_language()
    return SYSTEMS[recipient].in_(language) if recipient in SYSTEMS else name_of(recipient, language=language)
