"""What a change of the reference lists touches: open cases, drafts, appointments; what of it cannot end yet."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from ruqsat.cases.drafting import Section, answers_of
from ruqsat.cases.models import Case, Draft, OpenDuty
from ruqsat.journal import read
from ruqsat.keeping.changing import ChangeRefusedError, Effect
from ruqsat.law import list_change
from ruqsat.law.acts import Received
from ruqsat.law.application import Application
from ruqsat.law.book import Book
from ruqsat.law.saying import Saying, say
from ruqsat.people.loading import load_offices
from ruqsat.people.models import Appointment


def subtypes_in_open_cases(codes: Collection[str]) -> Counter[str]:
    """How many open cases declare each of these subtypes; each application is opened for it."""
    return _in_open_cases(codes, lambda said: {code for facility in said.facilities for code in facility.subtypes})


def specialities_in_open_cases(codes: Collection[str]) -> Counter[str]:
    """How many open cases have a specialist in each of these specialities."""
    return _in_open_cases(codes, lambda said: {specialist.speciality for specialist in said.specialists})


def subtypes_in_drafts(codes: Collection[str], *, at: datetime) -> int:
    """How many unfiled drafts have chosen one of these subtypes."""
    wanted = set(codes)
    drafts = Draft.objects.filter(filed_at__isnull=True, expires_at__gt=at) if wanted else Draft.objects.none()
    return sum(bool(wanted & _chosen(draft)) for draft in drafts.iterator(chunk_size=read.CHUNK))


def activities_in_use(before: Book, after: Book) -> tuple[Saying, ...]:
    """Annex 2(4): what ends by the change and is declared in an open case, each in a sentence."""
    now, then = list_change.last_of(before.activities), list_change.last_of(after.activities)
    found = (
        *sorted(subtypes_in_open_cases(then.ended - now.ended).items()),
        *sorted(specialities_in_open_cases(then.ended_specialities - now.ended_specialities).items()),
    )
    return tuple(
        say("“%(code)s” is declared in open cases (%(count)s) and cannot end yet.", code=code, count=count)
        for code, count in found
    )


def offices_in_use(before: Book, after: Book) -> tuple[Saying, ...]:
    """Rules 3, Rules 18: offices that end by the change and still have cases or people, each in a sentence."""
    known = list_change.last_of(after.offices)
    ended = sorted((known.ended - list_change.last_of(before.offices).ended) & set(known.offices))
    since = max((wording.since for wording in after.offices), default=date.min)
    return tuple(one for code in ended for one in _office_in_use(code, since=since))


def follow_activities(before: Book, after: Book) -> Effect:
    """
    Cases keep their lists, so nothing moves.

    :raises ChangeRefusedError: when something ends that an open case declares.
    """
    _stop_on(activities_in_use(before, after))
    return Effect(moved=0, late=0)


def follow_requirements(_before: Book, _after: Book) -> Effect:
    """Cases keep their lists, so nothing moves."""
    return Effect(moved=0, late=0)


def follow_offices(before: Book, after: Book, *, at: datetime) -> Effect:
    """
    The offices that people are appointed to are those of the book after it.

    :raises ChangeRefusedError: when an office ends that still has cases or people.
    """
    _stop_on(offices_in_use(before, after))
    load_offices(after, at)
    return Effect(moved=0, late=0)


def appointed(offices: Iterable[str], *, on: date) -> int:
    """How many appointments to these offices last to that day or longer."""
    lasting = Q(until__isnull=True) | Q(until__gte=on)
    return Appointment.objects.filter(lasting, office_id__in=list(offices)).count()


def open_cases_of(offices: Iterable[str]) -> int:
    """How many open cases these offices have, or owe something in."""
    codes = list(offices)
    owing = OpenDuty.objects.filter(office__in=codes).values("case_id")
    return Case.objects.filter(Q(office__in=codes) | Q(id__in=owing), ended=False).count()


def _office_in_use(code: str, *, since: date) -> Iterable[Saying]:
    if cases := open_cases_of([code]):
        yield say("“%(code)s” has open cases (%(count)s) and cannot end yet.", code=code, count=cases)
    if people := appointed([code], on=since):
        yield say("“%(code)s” has people appointed beyond that day (%(count)s).", code=code, count=people)


def _in_open_cases(codes: Collection[str], named: Callable[[Application], set[str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    wanted = set(codes)
    if not wanted:
        return found
    with transaction.atomic():
        for _case, filed in read.of_kind(Case.objects.filter(ended=False).values("id"), kind=Received.KIND):
            if isinstance(filed.act, Received):
                found.update(wanted & named(filed.act.application))
    return found


def _chosen(draft: Draft) -> set[str]:
    return set(answers_of(draft).get(Section.ACTIVITY.value, {}).get("subtypes", ()))


def _stop_on(faults: tuple[Saying, ...]) -> None:
    if faults:
        raise ChangeRefusedError(faults)
