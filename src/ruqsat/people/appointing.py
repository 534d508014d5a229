"""Rules 20: a confirmed appointment or dismissal becomes a row of the appointments, or is refused with a sentence."""

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from ruqsat.keeping.changing import ChangeRefusedError, Effect
from ruqsat.law.appointment_changed import AppointmentChanged
from ruqsat.law.book import Book
from ruqsat.law.saying import Saying, say
from ruqsat.people.models import Appointment, Office, Person

_HELD = say("The person holds this post in this office on some of these days already.")


def follow(before: Book, after: Book) -> Effect:
    """
    Enter the appointments that *after* has and *before* has not; to be called while their change is confirmed.

    :raises ChangeRefusedError: when one cannot be; nothing of the change stands then.
    """
    for change in after.appointments[len(before.appointments) :]:
        if found := faults(change):
            raise ChangeRefusedError(found)
        _enter(change)
    return Effect(moved=0, late=0)


def faults(change: AppointmentChanged) -> tuple[Saying, ...]:
    """Why the appointments on record do not admit *change*; nothing when they do."""
    if not Person.objects.filter(id=change.person).exists():
        return (say("Nobody is known by that number."),)
    if change.ends:
        return () if _ending(change).exists() else (say("No such appointment is there that ends later."),)
    if not Office.objects.filter(code=change.office).exists():
        return (say("There is no office “%(code)s”.", code=change.office),)
    return (_HELD,) if _overlapping(change).exists() else ()


def _enter(change: AppointmentChanged) -> None:
    if change.ends:
        _ending(change).update(until=change.until)
        return
    try:
        with transaction.atomic():
            Appointment.objects.create(
                person_id=change.person,
                office_id=change.office,
                role=change.role.value,
                kind=change.kind,
                since=change.since,
                until=change.until,
                order_number=change.order,
            )
    except IntegrityError as error:
        if "appointment_once_at_a_time" in str(error):
            raise ChangeRefusedError([_HELD]) from error
        raise


def _of(change: AppointmentChanged) -> QuerySet[Appointment]:
    return Appointment.objects.filter(person_id=change.person, office_id=change.office, role=change.role.value)


def _ending(change: AppointmentChanged) -> QuerySet[Appointment]:
    return _of(change).filter(Q(until__isnull=True) | Q(until__gt=change.until), since=change.since)


def _overlapping(change: AppointmentChanged) -> QuerySet[Appointment]:
    there = _of(change).filter(Q(until__isnull=True) | Q(until__gte=change.since))
    return there.filter(since__lte=change.until) if change.until else there
