"""Another calendar: which terms move, from when to when; what is kept is what a rebuild by it gives, or nothing is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from ruqsat.cases import recounting
from ruqsat.cases.case_file import case_file
from ruqsat.cases.models import Case, OpenDuty
from ruqsat.journal import rebuild
from ruqsat.keeping import books, changing
from ruqsat.keeping.changing import ChangeRefusedError
from ruqsat.keeping.models import Change
from ruqsat.law import book_changes
from ruqsat.law.acts import Actor, ComplaintDecided, Role
from ruqsat.law.acts_of_complaint import Order, Resolution
from ruqsat.law.book import Chapter
from ruqsat.law.grounds import borne_out
from ruqsat.law.local_time import local
from tests.cases.recounted import SECOND_PERSON, confirmed, day_off, exchange, proposed
from tests.milestones import Stand
from tests.walking import MILESTONES, Road
from tests.world import MORNING

WEDNESDAY = date(2026, 3, 18)
CHANGES: dict[str, dict[str, Any]] = {
    "tomorrow": day_off(date(2026, 3, 19)),
    "the last day of completeness": day_off(date(2026, 3, 20)),
    "an exchange": exchange(date(2026, 3, 27), date(2026, 3, 28)),
    "the last day of the service": day_off(date(2026, 4, 9)),
    "a holiday that is none": {"basis": "tried", "day": [{"date": "2026-03-25", "kind": "ordinary"}]},
    "after all terms": day_off(date(2026, 5, 5)),
    "today": day_off(WEDNESDAY),
}


def due_of(code: str) -> date | None:
    return OpenDuty.objects.get(code=code).due_on


def look(tables: dict[str, Any], *, at: datetime) -> recounting.Recounted:
    before = books.in_force()
    after = book_changes.amended([book_changes.read(Chapter.CALENDAR, tables)], book=before)
    return recounting.looked_at(before, after, at=at)


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def changes_tried(road: Road) -> int:
    """
    How many changes gave what a rebuild gives: those that begin today or later, each taken back before the next.

    Each is held against the preview, and the tables it leaves against a rebuild, here and at once.
    """
    tried = 0
    for tables in CHANGES.values():
        change = book_changes.read(Chapter.CALENDAR, tables)
        if book_changes.faults(change, books.in_force(), on=local(road.now).date()):
            continue
        with taken_back():
            told = look(tables, at=road.now)
            row = _confirmed_row(tables, at=road.now)
            assert (row.moved, row.late) == (told.terms, 0)
            assert rebuild.look(at=road.now).differences == ()
            tried += 1
    return tried


def _confirmed_row(tables: dict[str, Any], *, at: datetime) -> Change:
    confirmed(tables, at=at)
    return Change.objects.get(state="confirmed")


@pytest.mark.parametrize("milestone", [name for name in MILESTONES if name not in {"known", "consented"}])
def test_at_every_milestone_what_is_kept_is_what_a_rebuild_gives(stand: Stand, milestone: str) -> None:
    """Rules 7, Rules 9, Rules 11, Rules 19, Permits 25."""
    assert changes_tried(stand(milestone)) > 1


def test_in_a_hearing_too(stand: Stand) -> None:
    """Rules 12: the last day for the receipt is counted back from a term that moves."""
    road = stand("complete")
    road.refuse_approval()
    assert changes_tried(road) > 1
    assert OpenDuty.objects.get(code="serve_preliminary_decision").days_back == 3
    road.intend()
    assert changes_tried(road) > 1
    road.do_owed("send_preliminary_decision")
    assert changes_tried(road) > 1
    road.open_preliminary()
    assert changes_tried(road) > 1
    assert due_of("object") == date(2026, 3, 20)
    road.object_in_writing()
    assert changes_tried(road) > 1


def refused(road: Road) -> None:
    """Rules 12, Rules 20: refused after a hearing, on the day on which it may be."""
    road.refuse_approval()
    road.announce()
    road.open_preliminary()
    road.world.set_clock(datetime.fromisoformat("2026-03-27T10:00:00+05:00"))
    road.prepare_refusal(*borne_out(road.look().standing))
    road.refuse()
    road.issue()


def considered_anew(road: Road, *, until: date | None) -> None:
    """Rules 25: the decision on a complaint cancels the refusal, and may name the last day."""
    decision = road.look().standing.decision
    assert decision is not None
    act = ComplaintDecided(
        happened_at=road.now,
        complaint=uuid4(),
        number="75-C-1",
        by="KMFK",
        on=local(road.now).date(),
        resolution=Resolution.IN_FULL,
        orders=(Order.CONSIDER_ANEW,),
        cancelled=(decision.id,),
        until=until,
    )
    with case_file(road.case, at=road.now) as file:
        file.append_facts([(act, None)], by=Actor(person=None, role=Role.SYSTEM, office=""))


def test_considered_anew_within_the_term_of_the_service_or_by_a_day_that_was_ordered(stand: Stand) -> None:
    """Rules 25: a day that was ordered does not move; what is counted back from it does."""
    road = stand("complete")
    refused(road)
    assert not OpenDuty.objects.exists()
    assert changes_tried(road) > 1  # the summary of a case that has ended
    with taken_back():
        considered_anew(road, until=None)
        assert changes_tried(road) > 1
    considered_anew(road, until=date(2026, 4, 10))
    assert changes_tried(road) > 1
    summary, back = Case.objects.get(), OpenDuty.objects.get(code="serve_preliminary_decision")
    assert (summary.service_due_on, summary.service_from, summary.service_days) == (date(2026, 4, 10), None, 0)
    assert (back.counts_from, back.working_days, back.days_back) == (date(2026, 4, 10), 0, 3)


def test_the_preview_says_what_moves_from_when_to_when(stand: Stand) -> None:
    """Rules 9, Rules 19."""
    road = stand("settled")
    told = look(CHANGES["the last day of completeness"], at=road.now)
    assert (told.terms, told.cases, told.late, told.faults) == (1, 1, 0, ())
    (move,) = recounting.listed(told, size=10)
    assert (move.case, move.number, move.code) == (road.case, road.look().standing.number, "check_completeness")
    assert (move.was, move.comes, move.late) == (date(2026, 3, 20), date(2026, 3, 26), False)
    assert due_of("check_completeness") == date(2026, 3, 20)
    assert look(CHANGES["after all terms"], at=road.now).terms == 0
    assert look({"basis": "tried", "last_year": 2029}, at=road.now).terms == 0


def test_the_list_goes_on_behind_a_term(stand: Stand) -> None:
    road = stand("complete")
    told = look(CHANGES["tomorrow"], at=road.now)
    everything = recounting.listed(told, size=100)
    assert len(everything) == told.terms == 2
    first, *rest = everything
    assert recounting.listed(told, after=(first.late, first.was, first.id), size=100) == rest
    assert recounting.listed(told, size=1) == [first]


def on_the_last_day_of_the_hearing(road: Road) -> None:
    """A day was ordered, a refusal is to be announced, and today is the last day for its receipt: Friday 3 April."""
    refused(road)
    considered_anew(road, until=date(2026, 4, 8))
    assert due_of("serve_preliminary_decision") == date(2026, 4, 3) + timedelta(days=2)
    road.world.set_clock(datetime.fromisoformat("2026-04-05T10:00:00+05:00"))


def test_a_last_day_that_would_be_over_by_the_change_alone_refuses_it(stand: Stand) -> None:
    """Rules 12, Rules 25: one day off more before the ordered day, and the hearing would have closed already."""
    road = stand("complete")
    on_the_last_day_of_the_hearing(road)
    off = day_off(date(2026, 4, 7))
    told = look(off, at=road.now)
    assert told.late == 1
    assert next((one.code, one.late) for one in recounting.listed(told, size=5)) == (
        "serve_preliminary_decision",
        True,
    )
    change = proposed(off, at=road.now)
    before = list(OpenDuty.objects.order_by("id").values())
    with pytest.raises(ChangeRefusedError, match="ended on a day that is over: 1"), transaction.atomic():
        changing.confirm(change, by=SECOND_PERSON, at=road.now, follow=recounting.follow(road.now))
    assert Change.objects.get().state == "proposed"
    assert list(OpenDuty.objects.order_by("id").values()) == before
    assert books.in_force().version == 0


def test_rows_of_before_refuse_a_change_until_they_are_derived(stand: Stand) -> None:
    road = stand("complete")
    nothing = {"counts_from": None, "working_days": None, "days_back": 0}
    OpenDuty.objects.update(**nothing)
    Case.objects.update(service_from=None, service_days=None)
    told = look(CHANGES["tomorrow"], at=road.now)
    assert "Start the program anew" in str(told.faults[0])
    assert recounting.derive_missing(at=road.now) == 1
    assert look(CHANGES["tomorrow"], at=road.now).faults == ()
    assert rebuild.look(at=road.now).differences == ()
    assert recounting.derive_missing(at=road.now) == 0


def test_the_days_of_these_tests_are_as_they_say() -> None:
    assert local(MORNING).date() == WEDNESDAY
