"""Persons by their IIN, which is stored encrypted and found by its blind index."""

from datetime import datetime
from functools import lru_cache
from uuid import UUID, uuid4

from ruqsat.journal.keys import blind_index, instance_cipher
from ruqsat.journal.writing import execute
from ruqsat.law.application import PersonName
from ruqsat.law.names import LANGUAGES, UnknownLanguage
from ruqsat.people.models import Person


def iin_of(person: Person) -> str:
    """The person's IIN in the clear: for the statement of an act and for registers, never for a table."""
    return instance_cipher().decrypt(bytes(person.iin_encrypted), _place(person.id)).decode()


@lru_cache(maxsize=1024)
def iin_of_officer(person: UUID) -> str:
    """
    The IIN of somebody who acts for an office, looked up once in a process: a person's IIN never changes.

    :raises Person.DoesNotExist: if there is no such person.
    """
    return iin_of(Person.objects.get(id=person))


def by_iin(iin: str) -> Person | None:
    """The person with this IIN, if known."""
    found = execute(_BY_IIN, [blind_index(iin)])
    return Person.from_db("default", _OF_PERSON, found[0]) if found else None


_OF_PERSON = tuple(column.attname for column in Person._meta.concrete_fields)
_BY_IIN = f"SELECT {', '.join(_OF_PERSON)} FROM people_person WHERE iin_index = $1"  # noqa: S608 -- names of columns


def know(iin: str, name: PersonName, *, at: datetime) -> Person:
    """
    The person with this IIN, created or with the name brought up to date.

    A name that differs in capitals only stays as it was: certificates write all of it in capitals.
    """
    new = uuid4()
    fresh = Person(
        id=new,
        iin_index=blind_index(iin),
        iin_encrypted=instance_cipher().encrypt(iin.encode(), _place(new)),
        last=name.last,
        first=name.first,
        patronymic=name.patronymic or "",
        created_at=at,
    )
    Person.objects.bulk_create([fresh], ignore_conflicts=True)
    person = Person.objects.select_for_update().get(iin_index=blind_index(iin))
    if person.full_name().casefold() != name.full().casefold():
        person.last, person.first, person.patronymic = name.last, name.first, name.patronymic or ""
        person.save(update_fields=["last", "first", "patronymic"])
    return person


def choose_language(person: Person, language: str) -> None:
    """
    Keep the language that the person wants to be spoken to in.

    :raises UnknownLanguage: for any but the three.
    """
    if language not in LANGUAGES:
        raise UnknownLanguage(language)
    person.language = language
    person.save(update_fields=["language"])


def _place(person: UUID) -> bytes:
    return b"people/iin/" + person.bytes
