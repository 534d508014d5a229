"""A change of the calendar beside other people and failures, where transactions really commit: all of it or nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

import pytest
from django.db import Error, connection

from ruqsat.cases import recounting
from ruqsat.cases.models import Case, OpenDuty
from ruqsat.journal import rebuild
from ruqsat.keeping import books, changing
from ruqsat.keeping.changing import ChangeRefusedError, Effect, NoSuchChangeError
from ruqsat.keeping.models import Change
from ruqsat.law.acts import Actor, Role
from ruqsat.law.book import Book
from tests.cases.recounted import FIRST_PERSON, SECOND_PERSON, day_off, proposed
from tests.milestones import Stand
from tests.together import at_once
from tests.walking import Road

THIRD_PERSON = Actor(person=uuid5(UUID(int=0), "third"), role=Role.KEEPER, office="KMFK")
OFF = day_off(date(2026, 3, 19))


def confirming(change: UUID, road: Road, by: Actor = SECOND_PERSON) -> Callable[[], Book]:
    at = road.now
    return lambda: changing.confirm(change, by=by, at=at, follow=recounting.follow(at))


def rows() -> list[tuple[object, ...]]:
    """What a change of the calendar may move."""
    duties = OpenDuty.objects.order_by("id").values_list("id", "due", "due_on", "in_order", "since")
    return [*duties, *Case.objects.values_list("id", "service_due", "service_due_on")]


def test_of_two_who_confirm_at_once_one_does_and_the_terms_move_once(stand_apart: Stand) -> None:
    road = stand_apart("settled")
    change = proposed(OFF, at=road.now)
    came = at_once(confirming(change, road), confirming(change, road, THIRD_PERSON))
    assert [type(one) for one in came if isinstance(one, Exception)] == [NoSuchChangeError]
    assert OpenDuty.objects.get(code="check_completeness").due_on == date(2026, 3, 26)
    assert books.in_force().version == 1
    assert rebuild.look(at=road.now).differences == ()


def test_of_one_who_confirms_and_one_who_declines_at_once_one_decides(stand_apart: Stand) -> None:
    road = stand_apart("settled")
    change, at, before = proposed(OFF, at=road.now), road.now, rows()
    came = at_once(confirming(change, road), lambda: changing.decline(change, reason="not yet", by=THIRD_PERSON, at=at))
    assert [type(one) for one in came if isinstance(one, Exception)] == [NoSuchChangeError]
    assert (rows() == before) == (Change.objects.get().state == "declined")
    assert rebuild.look(at=road.now).differences == ()


def test_an_officer_acts_while_the_calendar_changes_and_every_row_is_by_one_of_them(stand_apart: Stand) -> None:
    """Rules 9, Permits 25: whichever comes first, the duties that follow are counted by the calendar that stands."""
    road = stand_apart("settled")
    change = proposed(OFF, at=road.now)
    came = at_once(confirming(change, road), lambda: road.find_complete(seen=None))
    assert [one for one in came if isinstance(one, Exception)] == []
    assert OpenDuty.objects.get(code="request_approval").due_on == date(2026, 3, 26)
    assert rebuild.look(at=road.now).differences == ()


def failing(_before: Book, _after: Book) -> Effect:
    raise OSError("the machine failed in the middle")


def killed(_before: Book, _after: Book) -> Effect:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    return Effect(moved=0, late=0)


@pytest.mark.parametrize("breaks", [failing, killed])
def test_what_fails_when_rows_have_moved_leaves_nothing_half_done(
    stand_apart: Stand, breaks: Callable[[Book, Book], Effect]
) -> None:
    road = stand_apart("complete")
    change, before, at = proposed(OFF, at=road.now), rows(), road.now

    def follow(one: Book, other: Book) -> Effect:
        assert recounting.follow(at)(one, other).moved > 0
        assert rows() != before
        return breaks(one, other)

    with pytest.raises((OSError, Error)):
        changing.confirm(change, by=SECOND_PERSON, at=at, follow=follow)
    connection.close()
    assert rows() == before
    assert Change.objects.get().state == "proposed"
    assert books.in_force().version == 0
    confirming(change, road)()
    assert rows() != before
    assert rebuild.look(at=road.now).differences == ()


def test_a_change_that_was_overtaken_by_its_day_moves_nothing(stand_apart: Stand) -> None:
    road = stand_apart("complete")
    change, before = proposed(OFF, at=road.now), rows()
    late = datetime(2026, 3, 20, 5, 0, tzinfo=UTC)
    with pytest.raises(ChangeRefusedError, match="is over; the calendar is not changed backdated"):
        changing.confirm(change, by=SECOND_PERSON, at=late, follow=recounting.follow(late))
    assert rows() == before
    assert Change.objects.get().state == "proposed"
    changing.decline(change, reason="overtaken", by=FIRST_PERSON, at=late + timedelta(minutes=1))


def test_the_first_person_moves_nothing(stand_apart: Stand) -> None:
    road = stand_apart("complete")
    change, before = proposed(OFF, at=road.now), rows()
    with pytest.raises(ChangeRefusedError, match="by another person than the one who proposed it"):
        confirming(change, road, FIRST_PERSON)()
    assert rows() == before
