"""One case in which everything breaks: it is left alone for longer and longer, and no other waits behind it."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

import pytest
from django.db import connection
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params

from ruqsat.cases.consequences import LETTERS, MONITORING
from ruqsat.cases.models import Case
from ruqsat.cases.recording import put_on_file
from ruqsat.gateways.messages import HttpMessages
from ruqsat.jobs import monitoring, sweep, telling
from ruqsat.journal import keys, outbox
from ruqsat.journal.append import ProofBytes
from ruqsat.journal.models import Entry
from ruqsat.law.acts import SYSTEM, FeePaid
from ruqsat.law.procedure import Stage
from tests.clocks import stopped_at
from tests.jobs.test_sweep import broken_case
from tests.journal.feeds import files_untold, next_untold
from tests.milestones import Stand
from tests.walking import Road
from tests.world import PHONE

FIRST_OF_ALL = UUID(int=1)


def poison(road: Road, feed: str) -> None:
    """Something on a feed, before everything else there, of a file that nobody can read any more."""
    paid = FeePaid(happened_at=road.now, order=uuid4(), amount=1, means="bank", reference="R-1")
    put_on_file(FIRST_OF_ALL, [(paid, ProofBytes("answer", b"{}"))], at=road.now, by=SYSTEM, ids=[paid.order])
    outbox.feed(feed, file=FIRST_OF_ALL, entry=paid.order, seq=1)
    keys.destroy(FIRST_OF_ALL, at=road.now)


def waiting(feed: str) -> set[UUID]:
    return files_untold(feed)


def test_a_letter_that_cannot_be_written_keeps_no_other_waiting(stand: Stand) -> None:
    road = stand("registered")
    poison(road, LETTERS)
    telling.tell_all(now=road.world.now)
    assert waiting(LETTERS) == {FIRST_OF_ALL}
    assert next_untold(LETTERS, road.case) is None


def test_a_letter_sent_before_in_other_words_counts_as_sent(stand: Stand) -> None:
    """Killed between the sending and the note of it, and meanwhile the term has moved: the gateway has the first."""
    road = stand("registered")
    row = next_untold(LETTERS, road.case)
    assert row is not None
    sender = HttpMessages(road.world.address)
    sender.sms(uuid5(row.entry_id, "sms"), to=PHONE, text="Registered, in other words")
    before = road.world.messages_on(PHONE)
    telling.tell_all(now=road.world.now)
    assert waiting(LETTERS) == set()
    assert road.world.messages_on(PHONE) == before


def test_a_stage_that_cannot_be_reported_keeps_no_other_waiting(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    road = stand("registered")
    poison(road, MONITORING)
    real = monitoring.event_of

    def event_of(entry: Entry, case: Case | None) -> dict[str, object]:
        if entry.file_id == FIRST_OF_ALL:
            raise UnicodeDecodeError("utf-8", b"", 0, 1, "what nobody thought of")
        return real(entry, case)

    monkeypatch.setattr(monitoring, "event_of", event_of)
    monitoring.deliver_all(now=road.world.now)
    assert waiting(MONITORING) == {FIRST_OF_ALL}


def test_a_case_that_nobody_can_read_is_tried_less_and_less_often(stand: Stand) -> None:
    """For an hour, with a sweep every five seconds: not two hundred and forty times."""
    road = stand("received")
    broken = broken_case(road, received_at=road.now - timedelta(minutes=1))
    tried: set[datetime | None] = set()
    for second in range(0, 3600, 5):
        sweep.do_all_owed(now=stopped_at(road.now + timedelta(seconds=second)))
        tried.add(Case.objects.get(id=broken).swept_at)
    assert 6 <= len(tried) <= 12
    assert road.look().standing.stage is Stage.FILED


def test_a_sweep_in_which_cases_take_too_long_leaves_the_others_to_the_next(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An outside system that is slow: letters, payments and the anchor do not wait for fifty cases."""
    road = stand("received")
    road.world.later(minutes=1)
    monkeypatch.setattr(sweep, "MOST_SECONDS", 0.0)
    broken_case(road, received_at=road.now - timedelta(hours=1))
    for done in (1, 2):
        sweep.do_all_owed(now=road.world.now)
        assert Case.objects.exclude(swept_at=None).count() == done


def test_a_job_whose_worker_died_is_put_back_even_where_another_of_its_kind_waits(stand_apart: Stand) -> None:
    """The queue takes no second waiting job of one file: that is no reason to forget all the other stalled ones."""
    road = stand_apart("received")
    road.world.later(minutes=1)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        for status, task, lock in (
            ("todo", "tell_applicant", "L"),
            ("doing", "tell_applicant", "L"),
            ("doing", "x", None),
        ):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status, args)"
                " VALUES ('cases', %s, %s, %s::procrastinate_job_status, '{}')",
                [task, lock, status],
            )

    async def put_back() -> None:
        async with app.open_async():
            await app.tasks["retry_stalled_jobs"].func(timestamp=0)

    with app.replace_connector(PsycopgConnector(kwargs=connector_params())):
        asyncio.run(put_back())
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status::text FROM procrastinate_jobs ORDER BY id")
        assert cursor.fetchall() == [("tell_applicant", "todo"), ("tell_applicant", "failed"), ("x", "todo")]
