"""Rules 20: a confirmed appointment or dismissal is a row of the appointments, or is refused with a sentence."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from ruqsat.keeping import changing
from ruqsat.keeping.changing import ChangeRefusedError
from ruqsat.keeping.models import Change
from ruqsat.law.acts import Actor, Role
from ruqsat.law.application import PersonName
from ruqsat.law.book import Chapter
from ruqsat.people import appointing
from ruqsat.people.appointments import may_sign_for
from ruqsat.people.loading import load_reference
from ruqsat.people.models import Appointment, Person
from ruqsat.people.persons import know
from tests.keeping.test_changing import AT, FIRST_PERSON, SECOND_PERSON
from tests.people.known import iin

pytestmark = pytest.mark.django_db
SINCE = date(2026, 12, 1)


@pytest.fixture
def deputy() -> Person:
    load_reference(AT)
    return know(iin(9911), PersonName(last="Басшыева", first="Ойдан", patronymic=None), at=AT)


def said(person: Person, **more: Any) -> dict[str, Any]:
    head = {"person": str(person.id), "office": "KZ-75", "role": "head", "kind": "deputy"}
    return {**head, "since": "2026-12-01", "order": "№ 17 of 2026-11-26", **more}


def confirmed(tables: dict[str, Any], *, by: Actor = SECOND_PERSON) -> UUID:
    change = changing.propose(Chapter.APPOINTMENTS, tables, by=FIRST_PERSON, at=AT)
    changing.confirm(change, by=by, at=AT, follow=appointing.follow)
    return change


def test_who_is_appointed_signs_from_the_first_day_to_the_last(deputy: Person) -> None:
    """Rules 20."""
    confirmed(said(deputy, until="2026-12-31"))
    days = [date(2026, 11, 30), SINCE, date(2026, 12, 31), date(2027, 1, 1)]
    assert [may_sign_for(deputy, "KZ-75", on=day) for day in days] == [False, True, True, False]
    assert Appointment.objects.get().order_number == "№ 17 of 2026-11-26"


def test_a_dismissal_gives_the_appointment_its_last_day(deputy: Person) -> None:
    """Rules 20."""
    confirmed(said(deputy))
    confirmed(said(deputy, until="2026-12-10", ends=True, order="№ 18"))
    assert not may_sign_for(deputy, "KZ-75", on=date(2026, 12, 11))
    assert Appointment.objects.count() == 1


def test_a_post_that_is_held_already_is_not_given_twice_and_nothing_stands(deputy: Person) -> None:
    confirmed(said(deputy))
    with pytest.raises(ChangeRefusedError, match="holds this post in this office on some of these days"):
        confirmed(said(deputy, since="2027-01-01"))
    assert Appointment.objects.count() == 1
    assert Change.objects.get(state="proposed").decided_by is None


def test_what_is_not_there_does_not_end_and_who_is_not_known_is_not_appointed(deputy: Person) -> None:
    with pytest.raises(ChangeRefusedError, match="No such appointment is there that ends later"):
        confirmed(said(deputy, until="2026-12-10", ends=True))
    Change.objects.all().delete()
    unknown = Person(id=UUID(int=7))
    with pytest.raises(ChangeRefusedError, match="Nobody is known by that number"):
        confirmed(said(unknown))


def test_nobody_confirms_their_own_appointment(deputy: Person) -> None:
    """Rules 20: the second person is a third."""
    myself = Actor(person=deputy.id, role=Role.KEEPER, office="KMFK")
    with pytest.raises(ChangeRefusedError, match="Nobody confirms their own appointment"):
        confirmed(said(deputy), by=myself)
    assert not Appointment.objects.exists()


def test_the_act_keeps_no_iin(deputy: Person) -> None:
    confirmed(said(deputy))
    assert iin(9911) not in Change.objects.get().tables
