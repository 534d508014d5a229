"""A change of the lists and open cases: they keep the lists of their day, and what they declare does not end."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from ruqsat.cases import lists_followed
from ruqsat.cases.case_file import look
from ruqsat.keeping import at_hand, books, changing
from ruqsat.keeping.changing import ChangeRefusedError, Follow
from ruqsat.law.book import FIRST, Chapter
from ruqsat.law.local_time import local
from ruqsat.people.models import Office
from tests.keeping.test_changing import FIRST_PERSON, SECOND_PERSON, nothing_open
from tests.law.test_offices_changed import NAMES, NEW_REGION
from tests.law.test_requirements_changed import WASTE
from tests.milestones import Stand
from tests.walking import Road


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """The lists that a test took in hand are not those of the next one."""
    yield
    at_hand.take(FIRST, on=date(2026, 3, 18))


def confirmed(road: Road, chapter: Chapter, tables: dict[str, Any], follow: Follow = nothing_open) -> None:
    since = local(road.now).date() + timedelta(days=1)
    said = {"basis": "Order No. 8", "since": since.isoformat()} | tables
    change = changing.propose(chapter, said, by=FIRST_PERSON, at=road.now)
    changing.confirm(change, by=SECOND_PERSON, at=road.now, follow=follow)


def test_a_case_keeps_the_points_of_the_day_it_was_received(stand: Stand) -> None:
    """Rules 17: a point that came later is asked of the next application."""
    road = stand("complete")
    confirmed(road, Chapter.REQUIREMENTS, {"requirement": [WASTE | {"subtypes": []}]})
    standing = look(road.case, at=road.now + timedelta(days=2)).standing
    (facility,) = standing.facilities
    assert "medical_waste" not in {one.key for one in standing.lists.points_for(facility.subtypes)}
    assert "medical_waste" in {one.key for one in at_hand.lists().points_for(facility.subtypes)}


def test_a_case_stays_with_the_offices_that_it_has(stand: Stand) -> None:
    """Rules 3, Rules 18: another department serves the region from a later day."""
    road = stand("complete")
    confirmed(road, Chapter.OFFICES, {"region": [{"code": "75", "licensor": "KZ-19"}]})
    duties = look(road.case, at=road.now + timedelta(days=2)).standing.duties
    assert "KZ-19" not in {one.office for one in duties}


def test_what_an_open_case_declares_does_not_end(stand: Stand) -> None:
    """Annex 2(4)."""
    road = stand("complete")
    (facility,) = look(road.case, at=road.now).standing.facilities
    assert lists_followed.subtypes_in_open_cases(facility.subtypes)[facility.subtypes[0]] == 1
    with pytest.raises(ChangeRefusedError, match="is declared in open cases"):
        confirmed(road, Chapter.ACTIVITIES, {"ended": [facility.subtypes[0]]}, follow=lists_followed.follow_activities)
    assert books.in_force() is FIRST
    standing = look(road.case, at=road.now).standing
    practiced = {one.speciality for one in standing.application.specialists} if standing.application else set()
    assert practiced
    assert set(lists_followed.specialities_in_open_cases(practiced)) == practiced


def test_an_office_with_cases_or_people_does_not_end(stand: Stand) -> None:
    """Rules 3, Rules 18."""
    road = stand("complete")

    def follow(before: Any, after: Any) -> Any:
        return lists_followed.follow_offices(before, after, at=road.now)

    moved = {"region": [{"code": "75", "licensor": "KZ-19"}], "ended": ["KZ-75"]}
    with pytest.raises(ChangeRefusedError) as refused:
        confirmed(road, Chapter.OFFICES, moved, follow=follow)
    said = [str(one) for one in refused.value.faults]
    assert said[0].startswith("“KZ-75” has open cases")
    assert said[1].startswith("“KZ-75” has people appointed beyond that day")


def test_a_new_office_is_there_for_appointments_once_it_is_confirmed(stand: Stand) -> None:
    """List 1."""
    road = stand("complete")

    def follow(before: Any, after: Any) -> Any:
        return lists_followed.follow_offices(before, after, at=road.now)

    confirmed(road, Chapter.OFFICES, {key: NEW_REGION[key] for key in ("region", "office")}, follow=follow)
    assert Office.objects.get(code="KZ-20").names == NAMES
