"""The people of the measured cases: invented, one for each post."""

from datetime import UTC, datetime

from django.db import transaction

from ruqsat.law.acts import Actor, Role
from ruqsat.law.application import PersonName
from ruqsat.people.loading import load_reference
from ruqsat.people.models import Appointment, Person
from ruqsat.people.persons import by_iin, know

MORNING = datetime(2026, 3, 18, 5, 0, tzinfo=UTC)
OFFICE, BODY = "KZ-75", "SES-75"
APPLICANT, OFFICER, APPROVER, INSPECTOR, HEAD = (
    "940517499011",
    "850719499299",
    "870512399499",
    "910830399379",
    "770211499418",
)
POSTS = {
    OFFICER: (Role.OFFICER, OFFICE),
    APPROVER: (Role.APPROVER, BODY),
    INSPECTOR: (Role.INSPECTOR, OFFICE),
    HEAD: (Role.HEAD, OFFICE),
}


@transaction.atomic
def load() -> None:
    """Offices, an applicant and those who decide."""
    load_reference(MORNING)
    for iin in (APPLICANT, *POSTS):
        person = know(iin, PersonName(last="Үлгібаева", first=f"Айжан {iin[-3:]}"), at=MORNING)
        if iin in POSTS:
            role, office = POSTS[iin]
            kind = "head" if role is Role.HEAD else ""
            Appointment.objects.create(
                person=person, office_id=office, role=role.value, kind=kind, since=MORNING.date(), order_number="1"
            )


def person(iin: str) -> Person:
    """Somebody who was loaded."""
    found = by_iin(iin)
    assert found is not None, iin  # noqa: S101 -- `load` made them
    return found


def actor(iin: str) -> Actor:
    """In the capacity that somebody was appointed in."""
    role, office = POSTS[iin]
    return Actor(person=person(iin).id, role=role, office=office)
