"""Who holds which post on which day, and who may sign for an office."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from ruqsat.journal.refusals import RefusalError
from ruqsat.journal.writing import execute
from ruqsat.law.acts import Actor, Role
from ruqsat.law.names import Names
from ruqsat.law.saying import say
from ruqsat.people.models import Appointment, Office, Person
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
    found = execute(_POST, [actor.person, actor.office, actor.role.value, on])
    if not found:
        return None
    post = Appointment.from_db("default", _OF_POST, found[0][: len(_OF_POST)])
    post.office = Office.from_db("default", _OF_OFFICE, found[0][len(_OF_POST) :])
    return post


_OF_POST = tuple(column.attname for column in Appointment._meta.concrete_fields)
_OF_OFFICE = tuple(column.attname for column in Office._meta.concrete_fields)
_POST = f"""
    SELECT {", ".join(f"a.{name}" for name in _OF_POST)}, {", ".join(f"o.{name}" for name in _OF_OFFICE)}
    FROM people_appointment a JOIN people_office o ON o.code = a.office_id
    WHERE a.person_id = $1 AND a.office_id = $2 AND a.role = $3 AND a.since <= $4 AND (a.until IS NULL OR a.until >= $4)
    ORDER BY a.id LIMIT 1
"""  # noqa: S608 -- names of columns from the models; asked at every signature, as `_in_force` says


def last_ended(person: Person | None, roles: Sequence[Role], *, before: date) -> Appointment | None:
    """Rules 20: of the posts that the person held and holds no longer on this day, the one that ended last."""
    ended = Appointment.objects.filter(person=person, role__in=[role.value for role in roles], until__lt=before)
    return ended.order_by("-until").first() if person else None


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
