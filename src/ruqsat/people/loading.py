"""Loading offices from the law's reference data, and the sandbox's demo people; as often as one likes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from ruqsat.keeping import books
from ruqsat.law.acts import Role
from ruqsat.law.application import PersonName
from ruqsat.law.book import Book
from ruqsat.law.local_time import local
from ruqsat.people.appointments import SIGNING
from ruqsat.people.models import Appointment, Office, Person
from ruqsat.people.persons import know


def load_reference(at: datetime) -> None:
    """Bring the offices up to what the book in force says. None is removed: acts on file name them."""
    load_offices(books.in_force(), at)


def load_offices(book: Book, at: datetime) -> None:
    """
    Bring the offices up to *book*: each as it is called on the day of *at*, one that begins later as it will be.

    An office is there from the confirmation on, so that people can be appointed to it before its first day.
    """
    today = book.offices.on(local(at).date()).offices
    known = list(book.offices)[-1].value.offices
    rows = [
        Office(
            code=office.code,
            kind=office.kind.value,
            region=office.region,
            names={"kk": office.names.kk, "ru": office.names.ru, "en": office.names.en},
            loaded_at=at,
        )
        for office in {**known, **today}.values()
    ]
    Office.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["kind", "region", "names", "loaded_at"],
    )


def load_demo(people: Sequence[Mapping[str, Any]], at: datetime) -> None:
    """
    Make the sandbox's people known and appoint them from the day of *at* on; the offices must be loaded.

    An office without a BIN gets that of the organization for which its people hold their certificates.

    :param people: as ``GET /api/people`` of the sandbox gives them.
    """
    with transaction.atomic():
        for said in people:
            name = PersonName(last=said["last"], first=said["first"], patronymic=said.get("patronymic") or None)
            person = know(said["iin"], name, at=at)
            _reach(person, said)
            for post in said["roles"]:
                Office.objects.filter(code=post["office"], bin="").update(bin=said.get("bin", ""))
                _appoint(person, post, at=at)


def _reach(person: Person, said: Mapping[str, Any]) -> None:
    person.phone = said.get("phone", "")
    person.email = said.get("email", "")
    person.language = person.language or said.get("language", "")
    person.save(update_fields=["phone", "email", "language"])


def _appoint(person: Person, post: Mapping[str, str], *, at: datetime) -> None:
    role, today = Role(post["role"]), local(at).date()
    known = Appointment.objects.filter(Q(until__isnull=True) | Q(until__gte=today), person=person)
    if known.filter(office_id=post["office"], role=role.value).exists():
        return
    Appointment.objects.create(
        person=person,
        office_id=post["office"],
        role=role.value,
        kind=post.get("kind", "head") if role in SIGNING else "",
        since=today,
        order_number=post["order"],
    )
