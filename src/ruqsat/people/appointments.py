"""Who holds which post on which day, and who may sign for an office."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Actor, Role
from ruqsat.law.names import Names
from ruqsat.law.saying import say
from ruqsat.people.models import Appointment, Person
from ruqsat.people.positions import POSITIONS

SIGNING = (Role.HEAD, Role.APPROVING_HEAD)


class NotAppointedError(RefusalError):
    """The person does not hold this post in this office on this day."""

    def __init__(self) -> None:
        super().__init__(say("You do not hold this post in this office today."))


def held(person: Person, *, on: date) -> list[Appointment]:
    """The appointments in force on this day, both ends counted."""
    return list(_in_force(on).filter(person=person).select_related("office").order_by("office_id", "role", "id"))


def may_sign_for(person: Person, office: str, *, on: date) -> bool:
    """Rules 20: whether the person is head, deputy or acting head of *office* on this day, by a dated appointment."""
    return _in_force(on).filter(person=person, office_id=office, role__in=[role.value for role in SIGNING]).exists()


def position_of(person: Person, actor: Actor, *, on: date) -> Names:
    """
    The post in which the person acts, as it stands under a signature.

    :raises NotAppointedError: if the person does not hold it on this day.
    """
    found = _in_force(on).filter(person=person, office_id=actor.office, role=actor.role.value).first()
    if found is None:
        raise NotAppointedError
    return POSITIONS[Role(found.role), found.kind]


def actor_as(person: Person, role: Role, office: str, *, on: date) -> Actor:
    """
    The person acting in this post of this office.

    :raises NotAppointedError: if the person does not hold it on this day.
    """
    if not _in_force(on).filter(person=person, office_id=office, role=role.value).exists():
        raise NotAppointedError
    return Actor(person=person.id, role=role, office=office)


def post_of(actor: Actor, *, on: date) -> Appointment | None:
    """Rules 20: the post in which somebody acts for an office, if they hold it on this day; with its office."""
    found = _in_force(on).filter(person=actor.person, office_id=actor.office, role=actor.role.value)
    return found.select_related("office").first()


def holders(office: str, role: Role, *, on: date) -> list[Person]:
    """The persons who hold this post in this office on this day, by name: as inspectors for a visit."""
    persons = Person.objects.filter(id__in=_in_force(on).filter(office_id=office, role=role.value).values("person_id"))
    return list(persons.order_by("last", "first", "patronymic"))


def person_of(actor: UUID) -> Person:
    """
    The person behind the actor of an act.

    :raises Person.DoesNotExist: if there is none.
    """
    return Person.objects.get(id=actor)


def _in_force(on: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)
