"""Rules 21: whether the monitoring system has every stage is asked of it, and what it lacks is told again."""

from uuid import UUID, uuid4

import pytest

from ruqsat.cases.consequences import MONITORING
from ruqsat.gateways import monitoring as gateway
from ruqsat.jobs import monitoring, reconciling
from ruqsat.jobs.reconciling import NotAnswered, reconcile
from ruqsat.journal import undone
from ruqsat.journal.models import Entry
from ruqsat.journal.models_of_delivery import Cause
from ruqsat.journal.undone import Failure
from tests.journal.feeds import next_untold
from tests.milestones import Stand
from tests.walking import Road


@pytest.fixture
def road(stand: Stand) -> Road:
    """A case of which the monitoring system was told everything."""
    road = stand("registered")
    monitoring.deliver_all(now=road.world.now)
    assert len(road.world.events_of(road.case)) > 5
    return road


def all_of(road: Road) -> int:
    return Entry.objects.filter(file_id=road.case).count()


def lose(road: Road, seq: int) -> None:
    entry = Entry.objects.get(file_id=road.case, seq=seq)
    road.world.client.delete(f"/api/monitoring/events/{entry.pk}").raise_for_status()


def tell(road: Road, seq: int, *, case: UUID | None = None, id: UUID | None = None) -> None:
    event = {"case": str(case or road.case), "seq": seq, "kind": "received", "filed_at": "2026-03-18T05:00:00.000000Z"}
    came = gateway.connect(road.world.address).tell(id or uuid4(), event=event)
    assert isinstance(came, gateway.Taken)


def test_where_all_was_told_nothing_is_missing(road: Road) -> None:
    found = reconcile(mend=False)
    assert found.nothing_is_missing
    assert (found.cases, found.events, found.differences) == (1, all_of(road), [])


def test_what_was_not_told_yet_is_missing_and_mended_once_in_effect(road: Road) -> None:
    """On file and not there is missing, for whatever reason."""
    lose(road, all_of(road))
    last = all_of(road)
    found = reconcile(mend=False)
    assert [one.missing for one in found.differences] == [(last,)]
    assert not found.nothing_is_missing
    mended = reconcile(mend=True)
    assert [one.told for one in mended.differences] == [(last,)]
    assert mended.nothing_is_missing
    assert reconcile(mend=False).differences == []
    assert len(road.world.events_of(road.case)) == last


def test_a_dead_letter_that_was_mended_is_told_and_noted_like_the_rest(road: Road) -> None:
    road.settle()
    row = next_untold(MONITORING, road.case)
    assert row is not None
    refused = Failure(cause=Cause.REFUSED, why="No.")
    undone.failed(MONITORING, file=road.case, subject=row.entry_id, failure=refused, counts=True, at=road.now)
    monitoring.deliver_all(now=road.world.now)
    assert next_untold(MONITORING, road.case) is not None
    assert reconcile(mend=True).nothing_is_missing
    monitoring.deliver_all(now=road.world.now)
    assert next_untold(MONITORING, road.case) is None
    assert len(road.world.events_of(road.case)) == all_of(road)


def test_a_gap_in_the_middle_is_filled(road: Road) -> None:
    for seq in (2, 3, 5):
        lose(road, seq)
    assert [one.missing for one in reconcile(mend=True).differences] == [(2, 3, 5)]
    assert reconcile(mend=False).differences == []


def test_a_case_of_which_it_knows_nothing_is_told_from_its_first_act(road: Road) -> None:
    road.world.forget_events()
    everything = tuple(range(1, all_of(road) + 1))
    assert [(one.missing, one.told) for one in reconcile(mend=True).differences] == [(everything, everything)]
    assert reconcile(mend=False).nothing_is_missing


def test_what_it_has_and_nobody_filed_is_said_and_left_alone(road: Road) -> None:
    stranger = uuid4()
    tell(road, all_of(road) + 1)
    tell(road, 1, case=stranger)
    found = reconcile(mend=True)
    assert {one.case: one.extra for one in found.differences} == {road.case: (all_of(road) + 1,), stranger: (1,)}
    assert not found.nothing_is_missing


def test_another_event_under_a_number_differs_and_what_it_keeps_out_is_missing(road: Road) -> None:
    last = all_of(road)
    lose(road, last)
    tell(road, last)
    (found,) = reconcile(mend=True).differences
    assert (found.missing, found.differing, found.told) == ((last,), (last,), ())
    assert "number" in found.why


def test_the_same_act_under_another_number_is_out_of_order(road: Road) -> None:
    last = all_of(road)
    entry = Entry.objects.get(file_id=road.case, seq=last)
    lose(road, last)
    tell(road, last)
    tell(road, last + 1, id=entry.pk)
    (found,) = reconcile(mend=False).differences
    assert (found.unordered, found.differing) == ((last + 1,), (last,))


def test_a_long_case_and_many_cases_are_asked_for_page_by_page(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconciling, "AT_ONCE", 2)
    strangers = [uuid4() for _ in range(5)]
    for stranger in strangers:
        tell(road, 1, case=stranger)
    lose(road, 4)
    found = {one.case: one for one in reconcile(mend=False).differences}
    assert found.keys() == {road.case, *strangers}
    assert found[road.case].missing == (4,)


def test_while_it_does_not_answer_nothing_is_said(road: Road) -> None:
    road.world.break_down("monitoring")
    with pytest.raises(NotAnswered):
        reconcile(mend=True)


def test_after_a_restored_copy_the_next_act_brings_what_was_lost(road: Road) -> None:
    """The monitoring system says which number it expects, and is told from there on without being asked."""
    lose(road, all_of(road))
    lose(road, all_of(road) - 1)
    road.settle()
    monitoring.deliver_all(now=road.world.now)
    assert reconcile(mend=False).differences == []
