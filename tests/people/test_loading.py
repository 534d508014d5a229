"""Offices and demo people are loaded as often as one likes."""

import pytest

from ruqsat.law.acts import Role
from ruqsat.law.offices import OFFICES
from ruqsat.people.appointments import held, may_sign_for
from ruqsat.people.loading import load_demo, load_reference
from ruqsat.people.models import Appointment, Office, Person
from ruqsat.people.persons import by_iin, choose_language
from tests.people.known import AT, TODAY, iin

pytestmark = pytest.mark.django_db
PEOPLE = [
    {
        "id": "head",
        "iin": iin(9911),
        "last": "Басшыева",
        "first": "Ойдан",
        "patronymic": "",
        "phone": "+77000000001",
        "email": "head@example.kz",
        "language": "kk",
        "roles": [{"office": "KZ-75", "role": "head", "kind": "deputy", "order": "№ 1"}],
        "story": "signs",
    },
    {
        "iin": iin(9912),
        "last": "Мысалов",
        "first": "Пример",
        "phone": "+77000000002",
        "email": "",
        "roles": [
            {"office": "SES-75", "role": "approver", "order": "№ 2"},
            {"office": "SES-75", "role": "approving_head", "order": "№ 3"},
        ],
    },
]


def test_every_office_of_the_law_is_there_with_its_names() -> None:
    load_reference(AT)
    load_reference(AT.replace(year=2027))
    assert set(Office.objects.values_list("code", flat=True)) == set(OFFICES)
    assert Office.objects.get(code="KZ-75").named() == OFFICES["KZ-75"].names


def test_demo_people_hold_their_posts_however_often_they_are_loaded() -> None:
    load_reference(AT)
    load_demo(PEOPLE, AT)
    head = by_iin(iin(9911))
    assert head is not None
    choose_language(head, "ru")
    load_demo(PEOPLE, AT.replace(month=6))
    assert (Person.objects.count(), Appointment.objects.count()) == (2, 3)
    assert may_sign_for(head, "KZ-75", on=TODAY)
    head.refresh_from_db()
    assert (head.language, head.phone, head.email) == ("ru", "+77000000001", "head@example.kz")
    other = by_iin(iin(9912))
    assert other is not None
    assert [post.role for post in held(other, on=TODAY)] == [Role.APPROVER, Role.APPROVING_HEAD]
