"""Persons are found by their IIN, which no table shows."""

import pytest
from django.db import IntegrityError, connection, transaction

from ruqsat.law.application import PersonName
from ruqsat.law.names import UnknownLanguage
from ruqsat.people.models import Person
from ruqsat.people.persons import by_iin, choose_language, iin_of, know
from tests.people.known import AT, iin, person

pytestmark = pytest.mark.django_db


def test_a_person_is_known_once_under_one_pseudonym() -> None:
    first = person()
    assert person() == first
    assert by_iin(iin(9901)) == first
    assert by_iin(iin(9902)) is None
    assert iin_of(first) == iin(9901)


def test_no_table_shows_an_iin() -> None:
    person()
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM people_person p")
        ((row,),) = cursor.fetchall()
    assert iin(9901) not in row
    assert iin(9901).encode().hex() not in row


def test_a_new_name_is_taken_over_and_capitals_alone_are_not() -> None:
    shouted = know(iin(9901), PersonName(last="ОЙДАН", first="ШЫҒАРЫЛҒАН", patronymic="МЫСАЛҰЛЫ"), at=AT)
    assert shouted.last == "ОЙДАН"
    calm = Person.objects.get(id=person().id)
    assert calm.full_name() == "ОЙДАН ШЫҒАРЫЛҒАН МЫСАЛҰЛЫ"
    renamed = know(iin(9901), PersonName(last="Жаңа", first="Шығарылған"), at=AT)
    assert Person.objects.get(id=renamed.id).full_name() == "Жаңа Шығарылған"


def test_a_person_chooses_one_of_three_languages() -> None:
    somebody = person()
    assert somebody.language == ""
    choose_language(somebody, "kk")
    assert Person.objects.get(id=somebody.id).language == "kk"
    with pytest.raises(UnknownLanguage):
        choose_language(somebody, "de")


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [("language", "de", "person_language_known"), ("iin_index", b"short", "person_iin_index_length")],
)
def test_the_database_keeps_persons_in_shape(field: str, value: object, constraint: str) -> None:
    somebody = person()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Person.objects.filter(id=somebody.id).update(**{field: value})
