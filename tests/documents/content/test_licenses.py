"""Rules 20: what the license and its annex say, in Kazakh and in Russian."""

from ruqsat.documents.content.licenses import check_url
from ruqsat.documents.rendering import Kind
from ruqsat.law.activities import full_names
from ruqsat.law.application import Address, ApplicantKind
from ruqsat.law.names import Names
from tests.documents.content.said import an_annex, everything, texts
from tests.documents.samples import HEAD, HOME, SUBTYPES, application
from tests.documents.test_rendering import license_data


def test_the_license_names_all_that_licenses_commonly_print() -> None:
    said = set(texts(everything("ru")[Kind.LICENSE]))
    expected = {
        "26000001",
        "Ойдан Шығарылған Мысалұлы, ЖСН 900101399016",
        "Ойдан Шығарылған Мысалұлы, ИИН 900101399016",
        "Медициналық қызмет",
        "Медицинская деятельность",
        "Неотчуждаемая, класс 1",
        f"{HEAD.name}, Департамент басшысы",
        f"{HEAD.name}, Руководитель департамента",
        "9 апреля 2026 г.",
        "2026 ж. 9 сәуір",
        "мерзімсіз",
        "бессрочно",
        "Алматы",
        check_url("26000001"),
    }
    assert expected - said == set()


def test_special_conditions_are_printed_where_there_are_any() -> None:
    conditions = Names(kk="Тек сынақ үшін", ru="Только для пробы", en="For trial only")
    assert {"Тек сынақ үшін", "Только для пробы"} <= set(texts(license_data(special_conditions=conditions)))


def test_a_legal_entity_stands_under_its_name_and_bin() -> None:
    holder = application(kind=ApplicantKind.LEGAL_ENTITY).applicant
    said = set(texts(license_data(holder=holder, address=HOME)))
    assert {"ТОО «Выдуманная клиника», БСН 260140099018", "ТОО «Выдуманная клиника», БИН 260140099018"} <= said


def test_the_annex_names_its_number_its_facility_and_each_subtype_in_full() -> None:
    said = set(texts(everything("ru")[Kind.ANNEX]))
    names = [full_names(code) for code in SUBTYPES]
    expected = {"001", "010002, город Астана, район Есиль, Придуманное, пр. Вымышленный, 7"}
    assert (expected | {each.kk for each in names} | {each.ru for each in names}) - said == set()


def test_a_reissued_license_says_since_when_and_in_whose_place() -> None:
    """Rules 19, Rules 20."""
    said = set(texts(everything("ru")[Kind.REISSUED_LICENSE]))
    assert {"Переоформлена 9 апреля 2026 г.", "5 января 2020 г.", "Взамен лицензии", "№ 20000017"} <= said
    assert "Приложение переоформлено 9 апреля 2026 г." in set(texts(everything("ru")[Kind.REISSUED_ANNEX]))


def test_a_duplicate_is_marked_in_both_languages_with_a_day_of_its_own() -> None:
    """Rules 19, List 8(3): what the original says stands in it."""
    for kind in (Kind.LICENSE_DUPLICATE, Kind.ANNEX_DUPLICATE):
        said = set(texts(everything("ru")[kind]))
        assert {"ТЕЛНҰСҚА, 2026 ж. 9 сәуір берілді", "ДУБЛИКАТ, выдан 9 апреля 2026 г."} <= said
        assert any("5 января 2020" in text for text in said)
    assert not any("ДУБЛИКАТ" in text for text in texts(everything("ru")[Kind.LICENSE]))


def test_what_is_not_known_of_an_annex_of_before_is_not_made_up() -> None:
    """Rules 19: of an annex that this register has never seen."""
    nowhere = Address(postal_code="", region="", city="", district="", locality="", street="", building="")
    said = texts(an_annex(application(), issued_on=None, address=nowhere, subtypes=()))
    assert list(said).count("как в ранее выданном приложении") == 2
