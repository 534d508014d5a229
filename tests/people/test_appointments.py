"""Rules 20: posts are held from a day to a day; who signs is head, deputy or acting head by a dated appointment."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from ruqsat.law.acts import Actor, Role
from ruqsat.people.appointments import (
    NotAppointedError,
    actor_as,
    held,
    holders,
    may_sign_for,
    person_of,
    position_of,
)
from ruqsat.people.models import POSTS
from ruqsat.people.positions import POSITIONS
from tests.people.known import TODAY, appoint, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_post_is_held_from_its_first_day_to_its_last() -> None:
    somebody = person()
    post = appoint(somebody, since=TODAY, until=TODAY + 2 * DAY)
    for on, there in [(-1, []), (0, [post]), (2, [post]), (3, [])]:
        assert held(somebody, on=TODAY + on * DAY) == there


@pytest.mark.parametrize(
    ("role", "kind", "may"),
    [
        (Role.HEAD, "head", True),
        (Role.HEAD, "deputy", True),
        (Role.HEAD, "acting", True),
        (Role.APPROVING_HEAD, "deputy", True),
        (Role.OFFICER, "", False),
        (Role.INSPECTOR, "", False),
        (Role.APPROVER, "", False),
    ],
)
def test_heads_of_every_kind_sign_and_nobody_else(role: Role, kind: str, may: bool) -> None:
    somebody = person()
    appoint(somebody, role, kind=kind)
    assert may_sign_for(somebody, "KZ-75", on=TODAY) is may
    assert not may_sign_for(somebody, "KZ-10", on=TODAY)
    assert not may_sign_for(somebody, "KZ-75", on=TODAY - DAY)


def test_somebody_acts_in_a_post_that_is_held() -> None:
    somebody = person()
    appoint(somebody, Role.HEAD, kind="acting")
    actor = actor_as(somebody, Role.HEAD, "KZ-75", on=TODAY)
    assert actor == Actor(person=somebody.id, role=Role.HEAD, office="KZ-75")
    assert position_of(somebody, actor, on=TODAY).en == "acting head"
    assert person_of(somebody.id) == somebody
    for refused in (
        lambda: actor_as(somebody, Role.OFFICER, "KZ-75", on=TODAY),
        lambda: position_of(somebody, actor, on=TODAY - DAY),
    ):
        with pytest.raises(NotAppointedError):
            refused()


def test_the_holders_of_a_post_come_by_name() -> None:
    inspector, officer = person(9902), person(9903)
    appoint(inspector, Role.INSPECTOR)
    appoint(officer)
    assert holders("KZ-75", Role.INSPECTOR, on=TODAY) == [inspector]


def test_every_post_has_its_name_in_three_languages() -> None:
    assert {role for role, _ in POSITIONS} == set(POSTS)
    assert all(names.kk and names.ru and names.en for names in POSITIONS.values())


@pytest.mark.parametrize(
    ("since", "until", "overlaps"),
    [
        (date(2026, 3, 18), None, True),
        (date(2026, 3, 20), date(2026, 3, 25), True),
        (date(2026, 3, 1), date(2026, 3, 10), True),
        (date(2026, 3, 1), date(2026, 3, 9), False),
        (date(2026, 3, 21), None, False),
    ],
)
def test_one_post_is_not_held_twice_at_a_time(since: date, until: date | None, overlaps: bool) -> None:
    somebody = person()
    appoint(somebody, since=date(2026, 3, 10), until=date(2026, 3, 20))
    if overlaps:
        with pytest.raises(IntegrityError, match="appointment_once_at_a_time"), transaction.atomic():
            appoint(somebody, since=since, until=until)
    else:
        assert appoint(somebody, since=since, until=until).pk


@pytest.mark.parametrize(
    ("role", "kind", "until", "constraint"),
    [
        (Role.OFFICER, "", TODAY - DAY, "appointment_ends_after_it_begins|range lower bound"),
        (Role.OFFICER, "head", None, "appointment_kind_of_heads"),
        (Role.HEAD, "", None, "appointment_kind_of_heads"),
        (Role.APPLICANT, "", None, "appointment_role_known"),
    ],
)
def test_the_database_keeps_appointments_in_shape(role: Role, kind: str, until: date | None, constraint: str) -> None:
    somebody = person()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        appoint(somebody, role, kind=kind, until=until)
