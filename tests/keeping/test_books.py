"""The book in force: held by actions, alone by whoever confirms; cases live under it from the next look on."""

import threading
from datetime import date

from django.db import connection, transaction

from ruqsat.cases.case_file import look
from ruqsat.keeping import books, changing
from ruqsat.law.book import FIRST, Chapter
from tests.ground import Database
from tests.keeping.test_changing import AT, FIRST_PERSON, SECOND_PERSON, nothing_open
from tests.milestones import Stand

SNOW = {
    "basis": "Government resolution of 2026-11-26 No. 1",
    "day": [
        {"date": "2026-12-05", "kind": "moved_work", "with": "2026-12-03"},
        {"date": "2026-12-03", "kind": "moved_off", "with": "2026-12-05"},
    ],
}


def test_an_open_case_is_looked_at_by_the_book_in_force(stand: Stand) -> None:
    """Rules 7, Rules 19: a day that becomes a day off moves the last day of a running term."""
    road = stand("complete")
    at = road.now
    before = look(road.case, at=at).standing.service_due
    first_off = before.on if before else None
    assert first_off is not None
    exchange = {
        "basis": "x",
        "day": [
            {"date": _saturday_after(first_off), "kind": "moved_work", "with": first_off},
            {"date": first_off, "kind": "moved_off", "with": _saturday_after(first_off)},
        ],
    }
    change = changing.propose(Chapter.CALENDAR, exchange, by=FIRST_PERSON, at=at)
    changing.confirm(change, by=SECOND_PERSON, at=at, follow=nothing_open)
    after = look(road.case, at=at)
    assert after.standing.service_due is not None
    assert after.standing.service_due.on == FIRST.calendar.nth_after(first_off, 1) or after.standing.service_due.on == (
        _saturday_after(first_off)
    )
    assert after.judged().calendar.endswith("+1")


def _saturday_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + (5 - day.weekday()) % 7)


def test_whoever_confirms_waits_for_actions_under_way_and_later_actions_have_the_new_book(
    own_database: Database,
) -> None:
    change = changing.propose(Chapter.CALENDAR, SNOW, by=FIRST_PERSON, at=AT)
    under_way, may_end, confirmed = threading.Event(), threading.Event(), threading.Event()
    seen: list[int] = []

    def action() -> None:
        try:
            with transaction.atomic():
                seen.append(books.held().version)
                under_way.set()
                may_end.wait(30)
                seen.append(books.held().version)
        finally:
            connection.close()

    def confirming() -> None:
        try:
            changing.confirm(change, by=SECOND_PERSON, at=AT, follow=nothing_open)
            confirmed.set()
        finally:
            connection.close()

    acting = threading.Thread(target=action)
    acting.start()
    assert under_way.wait(30)
    deciding = threading.Thread(target=confirming)
    deciding.start()
    assert not confirmed.is_set()
    assert books.in_force().version == 0
    may_end.set()
    acting.join(30)
    deciding.join(30)
    assert confirmed.is_set()
    assert seen == [0, 0]
    with transaction.atomic():
        assert books.held().version == 1
