"""
What waits and what is stuck, for whoever looks after the system: case numbers, and no personal data.

`cases.undone_told` says it in lines and for programs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from ruqsat.cases.case_file import CaseFile, case_file
from ruqsat.cases.consequences import LETTERS, MONITORING, REGISTER
from ruqsat.cases.models import Case
from ruqsat.consents import outstanding
from ruqsat.consents.models import Source
from ruqsat.journal import queue, undone
from ruqsat.journal.models import Counterpart, Entry, Outbox, TriedAgain, Undone
from ruqsat.journal.queue import OfTask
from ruqsat.journal.refusals import RefusalError
from ruqsat.journal.undone import By
from ruqsat.keeping.uninformed import Uninformed, uninformed
from ruqsat.law.permitted import No
from ruqsat.law.saying import say
from ruqsat.law.told_again import ends_with_its_case, may_be_told_again
from ruqsat.post import unsent
from ruqsat.post.models import Message
from ruqsat.post.unsent import Troubled

UNREADABLE = "read_case"
"""The kind of a case that cannot even be read: what it is owed is not known."""

MESSAGE = "message"
"""What was tried again, where it was a message."""

SOMEBODY_MAY_HAVE_IT = say("This message cannot be sent again: somebody may have it, or it is too old.")

FEEDS = (MONITORING, LETTERS, REGISTER)
MOST = 50
"""Of what is stuck, the oldest are shown; of what waits, no more than `COUNTED` are counted."""

COUNTED = 10_000


class NotSentAgain(RefusalError):
    """Rules 12, Rules 14: a message does not go out once more, and why."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How much a feed has not told yet, and since when the oldest of it waits."""

    feed: str
    count: int
    since: datetime | None


@dataclass(frozen=True, kw_only=True)
class Stuck:
    """Something undone, with the number of its case, "" while it has none."""

    row: Undone
    number: str

    @property
    def case(self) -> str:
        """The number, or what tells the case from others before it has one."""
        return self.number or str(self.row.file_id)[:8]


@dataclass(frozen=True, kw_only=True)
class OfMessage:
    """
    A message that does not get through, with the number of its case, "" while it has none.

    ``again``: it may be sent once more, since certainly nobody took it; whether it still says what is so is asked of
    the file by `send_again`.
    """

    row: Troubled
    number: str
    again: bool

    @property
    def case(self) -> str:
        """The number, or what tells the case from others before it has one."""
        return self.number or str(self.row.file_id)[:8]


@dataclass(frozen=True, kw_only=True)
class Messages:
    """Rules 12, Rules 14: what waits, by purpose; what was tried in vain; what came to nothing in the last month."""

    waiting: list[unsent.Waiting]
    failing: list[OfMessage]
    failing_in_all: int
    lost: list[OfMessage]
    lost_in_all: int


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Everything that an operator is shown. ``dead`` waits for a person, ``failing`` is tried again by itself."""

    dead: list[Stuck]
    dead_in_all: int
    failing: list[Stuck]
    failing_in_all: int
    feeds: list[Waiting]
    systems: list[Counterpart]
    waiting: list[OfTask]
    failed: list[OfTask]
    again: list[TriedAgain]
    messages: Messages
    consents: list[outstanding.Waiting]
    sources: list[Source]
    our_faults: Mapping[str, Source]
    uninformed: list[Uninformed]


def look(*, at: datetime, ahead: timedelta = timedelta(0)) -> Seen:
    """What there is at this moment. *ahead*: how far the instance's clock is before the wall clock, the queue's."""
    dead, failing = Undone.objects.filter(dead_at__isnull=False), Undone.objects.filter(dead_at=None)
    return Seen(
        dead=_stuck(dead.order_by("since", "id")[:MOST]),
        dead_in_all=_count(dead),
        failing=_stuck(failing.order_by("since", "id")[:MOST]),
        failing_in_all=_count(failing),
        feeds=[_waiting(name) for name in FEEDS],
        systems=list(Counterpart.objects.order_by("name")),
        waiting=queue.waiting(ahead=ahead),
        failed=queue.failed(ahead=ahead),
        again=list(TriedAgain.objects.order_by("-at", "-id")[:20]),
        messages=_messages(at=at),
        consents=outstanding.waiting(most=COUNTED, at=at),
        sources=outstanding.silent_sources(),
        our_faults=outstanding.our_faults(),
        uninformed=uninformed(most=MOST),
    )


def _messages(*, at: datetime) -> Messages:
    failing, lost = unsent.failing(), unsent.came_to_nothing(at=at)
    shown = [unsent.troubled(rows, most=MOST, at=at) for rows in (failing, lost)]
    of_failing, of_lost = _of_messages(shown)
    return Messages(
        waiting=unsent.waiting(most=COUNTED),
        failing=of_failing,
        failing_in_all=_count(failing),
        lost=of_lost,
        lost_in_all=_count(lost),
    )


def _of_messages(shown: Sequence[Sequence[Troubled]]) -> list[list[OfMessage]]:
    cases = Case.objects.in_bulk({one.file_id for rows in shown for one in rows})
    kinds = dict(Entry.objects.filter(id__in={one.act for rows in shown for one in rows}).values_list("id", "kind"))
    return [
        [
            OfMessage(row=one, number=case.number or "", again=one.again and _may_hold(kinds.get(one.act, ""), case))
            for one in rows
            if (case := cases.get(one.file_id)) is not None
        ]
        for rows in shown
    ]


def _may_hold(kind: str, case: Case) -> bool:
    return not (case.ended and ends_with_its_case(kind))


def _numbers(files: Iterable[UUID]) -> dict[UUID, str]:
    named = Case.objects.filter(id__in=set(files)).values_list("id", "number")
    return {id: number or "" for id, number in named}


def _count(rows: "QuerySet[Any]") -> int:
    return len(rows.values_list("id")[:COUNTED])


def _stuck(rows: Iterable[Undone]) -> list[Stuck]:
    shown = list(rows)
    numbers = _numbers(row.file_id for row in shown)
    return [Stuck(row=row, number=numbers.get(row.file_id, "")) for row in shown]


def _waiting(feed: str) -> Waiting:
    rows = Outbox.objects.filter(feed=feed, delivered_at=None)
    oldest = rows.order_by("id").values_list("entry__filed_at", flat=True).first()
    return Waiting(feed=feed, count=_count(rows), since=oldest)


def try_again(*, by: By, at: datetime, id: int | None = None, kind: str = "") -> int:
    """
    Have one undone thing tried at the next sweep, or all of a kind, or all there are; how many they were.

    Who said so goes on record.
    """
    rows = Undone.objects.order_by("id")
    if id is not None:
        rows = rows.filter(id=id)
    if kind:
        rows = rows.filter(kind=kind)
    count = last = 0
    while page := list(rows.filter(id__gt=last)[:500]):
        last = page[-1].pk
        with transaction.atomic():
            undone.try_again(page, by=by, at=at)
            Case.objects.filter(id__in=[row.file_id for row in page]).update(swept_at=None)
        count += len(page)
    return count


def send_again(*, by: By, at: datetime, id: UUID) -> None:
    """
    Rules 12, Rules 14: have a message that no provider took sent once more, while it still says what is so.

    Who said so goes on record.

    :raises NotSentAgain: where somebody may have it, it is old, or what is on file has overtaken it.
    """
    file_id = Message.objects.filter(id=id).values_list("file_id", flat=True).first()
    if file_id is None or not Case.objects.filter(id=file_id).exists():
        raise NotSentAgain(SOMEBODY_MAY_HAVE_IT)
    with case_file(file_id, at=at) as file:  # nothing comes on file that overtakes it until it waits to be sent
        rows = unsent.send_again([id], at=at)
        if not rows:
            raise NotSentAgain(SOMEBODY_MAY_HAVE_IT)
        _stop_unless_it_holds(file, rows[0], at=at)
        undone.put_on_record([(MESSAGE, row.file_id, row.id) for row in rows], by=by, at=at)


def _stop_unless_it_holds(file: CaseFile, message: Message, *, at: datetime) -> None:
    about = next(filed for filed in file.acts if filed.id == message.act)
    permission = may_be_told_again(file.standing, about=about, at=at)
    if isinstance(permission, No):
        raise NotSentAgain(permission.why)
