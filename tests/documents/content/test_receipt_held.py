"""List 8(2), List 8(3): the receipt in the form of the service, for the applicant who filed it."""

from dataclasses import replace
from datetime import date

import pytest

from ruqsat.law.application import ApplicantKind, Application, Change, LicenseHeld, Loss, Service
from ruqsat.law.forms import form_for
from tests.documents.content.said import receipt, texts
from tests.documents.samples import application

HELD = LicenseHeld(number="13009902", papers=("license", "001"))
CHANGE = Change(ground="Permits 33(1)", changed_on=date(2026, 3, 2), before="Прежняя Анна", now="Новая Анна")


def asking(service: Service, kind: ApplicantKind = ApplicantKind.INDIVIDUAL) -> Application:
    whole = application(kind=kind) if kind is ApplicantKind.LEGAL_ENTITY else application()
    if service is Service.ANNEX:
        return replace(whole, service=service, held=replace(HELD, papers=()))
    bare = replace(whole, service=service, held=HELD, facilities=(), specialists=(), requirements=(), attachments=())
    return replace(bare, change=CHANGE) if service is Service.REISSUE else replace(bare, loss=Loss.DAMAGED, sheets=0)


@pytest.mark.parametrize("kind", [ApplicantKind.INDIVIDUAL, ApplicantKind.LEGAL_ENTITY])
@pytest.mark.parametrize("service", [Service.REISSUE, Service.DUPLICATE])
def test_the_receipt_is_in_the_form_of_the_service_and_of_the_applicant(service: Service, kind: ApplicantKind) -> None:
    """List 8(2), List 8(3)."""
    said = set(texts(receipt(asking(service, kind))))
    form = form_for(service, kind, on=date(2026, 3, 18))
    assert form.names.ru in said
    assert {"13009902", "Лицензия", "Приложение к лицензии № 001"} <= said


def test_a_reissue_says_what_changed_since_when_and_on_which_ground() -> None:
    """List 8(2), Permits 33(1)."""
    said = set(texts(receipt(asking(Service.REISSUE))))
    assert {"Прежняя Анна", "Новая Анна", "2 марта 2026 г."} <= said
    assert "Изменение фамилии, имени, отчества (при наличии) физического лица" in said
    assert "Лицензия нужна на бумажном носителе" in said


def test_a_duplicate_says_what_became_of_the_original_and_nothing_that_its_form_has_not() -> None:
    """List 8(3)."""
    said = set(texts(receipt(asking(Service.DUPLICATE))))
    assert "Испорчен" in said
    assert not {"Лицензия нужна на бумажном носителе", "Приложено листов"} & said


def test_the_receipt_of_an_annex_names_the_license_that_it_belongs_to() -> None:
    """List 8(1)."""
    said = set(texts(receipt(asking(Service.ANNEX))))
    assert {"13009902", "Номер имеющейся лицензии", "Заявление физического лица (приложение 2 к Правилам)"} <= said
