"""F2.1–F2.14, F3.1–F3.14: every field of the form is in the receipt, and everything filed is in its inventory."""

from dataclasses import replace
from datetime import date

import pytest

from ruqsat.law.activities import full_names
from ruqsat.law.application import ApplicantKind, PersonName, Representative
from ruqsat.law.offices import OFFICES
from tests.documents.content.said import receipt, texts
from tests.documents.samples import IIN, SUBTYPES, application

BOTH = {
    "licensor": OFFICES["KZ-75"].names.ru,
    "type of activity": "Медицинская деятельность",
    "first subtype": full_names(SUBTYPES[0]).ru,
    "second subtype": full_names(SUBTYPES[1]).ru,
    "on paper": "Лицензия нужна на бумажном носителе",
    "address": "050001, город Алматы, Медеуский район, мкр. Образцовый, ул. Примерная, 12, кв. 4",
    "e-mail": "oydan@example.kz",
    "first phone": "+77010000001",
    "second phone": "+77270000002",
    "fax": "+77270000003",
    "account": "KZ00EXAMPLE",
    "bank": "АО «Пример Банк»",
    "location of the bank": "г. Караганда",
    "address of the facility": "010002, город Астана, район Есиль, Придуманное, пр. Вымышленный, 7",
    "title to the facility": "Договор аренды № 5-пример",
    "sanitary conclusion": "KZ00-заключение",
    "sheets": "17",
    "signature": "ОЙДАН ШЫҒАРЫЛҒАН МЫСАЛҰЛЫ",
    "date of completion": "18 марта 2026 г.",
    "registration number": "N-17",
    "received": "18 марта 2026 г., 18:20:05",
    "file of the inventory": "Диплом.pdf",
    "hash in the inventory": "ab" * 32,
    "size in the inventory": "123 456 байт",
    "hash of the statement": "cd" * 32,
    "hash of the signature": "ef" * 32,
    "specialist's diploma": "ЖБ-Б 0000001, 2016",
    "specialist's certificate": "СС-0000002",
    "form of information": "Заявление по пункту 1",
}
INDIVIDUAL = {"form": "Заявление физического лица (приложение 2 к Правилам)", "name": "Ойдан Шығарылған Мысалұлы"}
LEGAL_ENTITY = {
    "form": "Заявление юридического лица (приложение 3 к Правилам)",
    "organization": "ТОО «Выдуманная клиника»",
    "location": "г. Астана, пр. Вымышленный, 7",
    "BIN": "260140099018",
    "supervisor": "Ойдан Шығарылған Мысалұлы",
    "whose signature": "Подпись руководителя",
}


@pytest.mark.parametrize(("field", "value"), [*BOTH.items(), *INDIVIDUAL.items(), ("IIN", IIN)])
def test_the_receipt_of_an_individual_shows_each_field_of_annex_2(field: str, value: str) -> None:
    assert value in set(texts(receipt(application()))), field


@pytest.mark.parametrize(("field", "value"), [*BOTH.items(), *LEGAL_ENTITY.items()])
def test_the_receipt_of_a_legal_entity_shows_each_field_of_annex_3(field: str, value: str) -> None:
    assert value in set(texts(receipt(application(kind=ApplicantKind.LEGAL_ENTITY)))), field


def test_the_receipt_of_an_entrepreneur_names_the_registration() -> None:
    """Rules 2(4), Rules 6: an individual entrepreneur applies under an IIN, by the form of Annex 2."""
    about = application()
    entrepreneur = replace(about.applicant, kind=ApplicantKind.ENTREPRENEUR, organization="ИП «Выдуманный»")
    said = set(texts(receipt(replace(about, applicant=entrepreneur))))
    assert {INDIVIDUAL["form"], INDIVIDUAL["name"], IIN, "ИП «Выдуманный»"} <= said


@pytest.mark.parametrize("kind", ApplicantKind)
def test_the_receipt_names_a_representative_and_the_power(kind: ApplicantKind) -> None:
    """Rules 6: who signed for the applicant, and on what."""
    representative = Representative(
        iin="920308499215",
        name=PersonName(last="Выдуманный", first="Представитель"),
        power="ab" * 32,
        number="Д-17",
        issued_on=date(2026, 1, 12),
        valid_until=date(2027, 1, 12),
    )
    said = set(texts(receipt(replace(application(kind=kind), representative=representative))))
    assert {
        "Выдуманный Представитель",
        "920308499215",
        "№ Д-17, дата выдачи: 12 января 2026 г.",
        "Действует до: 12 января 2027 г.",
        "SHA-256: " + "ab" * 32,
        "Подпись представителя",
    } <= said
    endless = replace(representative, valid_until=None)
    assert "Срок действия не указан" in set(texts(receipt(replace(application(), representative=endless))))


def test_the_inventory_says_about_which_specialist_a_document_is() -> None:
    """Permits 25(4), List 8(1): where a legal entity lists several."""
    about = application(kind=ApplicantKind.LEGAL_ENTITY)
    other = replace(about.specialists[0], iin="961204499254", name=PersonName(last="Шаблонова", first="Мария"))
    diploma = replace(about.attachments[0], about=other.iin)
    said = set(texts(receipt(replace(about, specialists=(*about.specialists, other), attachments=(diploma,)))))
    assert "Диплом о высшем или среднем медицинском образовании: Шаблонова Мария" in said


def test_of_several_facilities_it_says_who_works_where() -> None:
    """List 8(1): with one facility there is nothing to tell apart."""
    plain = application()
    other = replace(plain.facilities[0], id="F2")
    several = replace(plain, facilities=(*plain.facilities, other))
    works_there = replace(plain, specialists=(replace(plain.specialists[0], facility="F2"),))
    moved = replace(several, specialists=works_there.specialists)
    assert list(texts(receipt(moved))).count("F2") == list(texts(receipt(several))).count("F2") + 1
    assert "F2" not in set(texts(receipt(works_there)))


def test_each_of_the_four_confirmations_stands_on_its_own() -> None:
    section = next(one for one in receipt(application())["sections"] if one["title"] == "Подтверждения")
    assert len(section["rows"]) == 4
    assert {cells[1]["text"] for cells in section["rows"]} == {"подтверждено"}


def test_the_day_of_the_result_stands_with_its_reason() -> None:
    data = receipt(application(language="en"))
    assert "9 April 2026" in data["lead"]
    registration = data["sections"][0]["rows"]
    why = next(row for row in registration if row["label"] == "How this day was counted")
    assert len(why["values"]) > 1


def test_a_sentence_that_ends_with_a_russian_date_has_one_full_stop() -> None:
    assert receipt(application())["lead"].endswith("апреля 2026\N{NO-BREAK SPACE}г.")
