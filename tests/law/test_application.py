"""What the application holds: the fields of Annexes 2 and 3, as the signed statement says them."""

from typing import Any

import pytest

from ruqsat.law.acts import Received
from ruqsat.law.application import Application
from ruqsat.law.statements import act_from, content_of
from tests.law.road import MONDAY, NAME, a_clinic_application, an_application


def stated(path: str, application: Application | None = None) -> Any:
    """The value at a dotted path of the statement's content."""
    received = Received(happened_at=MONDAY, application=application or an_application())
    found: Any = content_of(received)["application"]
    for part in path.split("."):
        found = found[int(part)] if part.isdecimal() else found[part]
    return found


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("licensor", "Department for Almaty city"),
        ("applicant.name", {"last": "Мысалова", "first": "Үлгі", "patronymic": "Жобақызы"}),
        ("applicant.iin", "850101399004"),
        ("facilities.0.subtypes", ["outpatient_adult"]),
        ("on_paper", False),
        ("address.postal_code", "050000"),
        ("address.region", "75"),
        ("address.city", "Алматы"),
        ("address.district", "Бостандық"),
        ("address.street", "Мысал көшесі"),
        ("address.building", "1"),
        ("contacts.email", "ulgi@example.kz"),
        ("contacts.phones", ["+77010000000"]),
        ("contacts.fax", ""),
        ("bank_account", {"number": "KZ000000000000000000", "bank": "Мысал Банк", "location": "Алматы"}),
        ("facilities.0.address.street", "Мысал көшесі"),
        ("sheets", 3),
        ("confirmations.contacts_are_official", True),
        ("confirmations.no_court_ban", True),
        ("confirmations.documents_are_valid", True),
        ("confirmations.personal_data_may_be_used", True),
        ("completed_on", "2026-11-09"),
    ],
)
def test_every_field_of_annex_2_is_in_the_signed_statement(path: str, value: Any) -> None:
    """
    Annex 2(1), Annex 2(2), Annex 2(3), Annex 2(4), Annex 2(5), Annex 2(6), Annex 2(7), Annex 2(8), Annex 2(9),
    Annex 2(10), Annex 2(11), Annex 2(12), Annex 2(13), Annex 2(14): nothing the form asks for is left out.
    """
    assert stated(path) == value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("licensor", "Department for Almaty city"),
        ("applicant.organization", "«Мысал клиникасы» ЖШС"),
        ("applicant.location", "Алматы қ., Мысал көшесі, 1"),
        ("applicant.bin", "180340999990"),
        ("applicant.branch_bin", None),
        ("facilities.0.subtypes", ["outpatient_adult"]),
        ("on_paper", False),
        ("address.postal_code", "050000"),
        ("address.country", "KZ"),
        ("address.region", "75"),
        ("address.city", "Алматы"),
        ("address.district", "Бостандық"),
        ("address.locality", ""),
        ("address.street", "Мысал көшесі"),
        ("address.building", "1"),
        ("contacts.email", "ulgi@example.kz"),
        ("contacts.phones", ["+77010000000"]),
        ("contacts.fax", ""),
        ("bank_account", {"number": "KZ000000000000000000", "bank": "Мысал Банк", "location": "Алматы"}),
        ("facilities.0.address.street", "Мысал көшесі"),
        ("sheets", 3),
        ("confirmations.contacts_are_official", True),
        ("confirmations.no_court_ban", True),
        ("confirmations.documents_are_valid", True),
        ("confirmations.personal_data_may_be_used", True),
        ("applicant.name", {"last": "Басшысов", "first": "Мысал", "patronymic": None}),
        ("completed_on", "2026-11-09"),
    ],
)
def test_every_field_of_annex_3_is_in_the_signed_statement(path: str, value: Any) -> None:
    """
    Annex 3(1), Annex 3(2), Annex 3(3), Annex 3(4), Annex 3(5), Annex 3(6), Annex 3(7), Annex 3(8), Annex 3(9),
    Annex 3(10), Annex 3(11), Annex 3(12), Annex 3(13), Annex 3(14): nothing the form asks for is left out.
    """
    assert stated(path, a_clinic_application()) == value


def test_the_signature_is_the_applicants_or_the_representatives() -> None:
    """Rules 6: of the head where an entity applies itself."""
    assert a_clinic_application().signed_by().last == "Басшысов"
    assert a_clinic_application(represented=True).signed_by().last == "Өкілов"
    assert an_application().signed_by() == NAME


def test_a_representative_is_in_the_signed_statement_with_the_power() -> None:
    """Rules 6: who signs for the applicant, and the power that lets them."""
    application = a_clinic_application(represented=True)
    assert stated("representative", application) == {
        "iin": "920308499215",
        "name": {"last": "Өкілов", "first": "Мысал", "patronymic": None},
        "power": "cd" * 32,
        "number": "17",
        "issued_on": "2026-10-01",
        "valid_until": "2027-10-01",
    }
    (power,) = [one for one in application.attachments if one.proves == "power_of_attorney"]
    assert power.sha256 == stated("representative.power", application)
    assert stated("representative") is None


def test_an_application_stored_before_representatives_were_known_is_read_as_one_without() -> None:
    """Rules 6: what was signed in the first version of the form stays readable as it was meant."""
    received = Received(happened_at=MONDAY, application=an_application())
    content = content_of(received)
    del content["application"]["representative"]
    del content["application"]["applicant"]["location"]
    assert act_from("received", 1, content) == received


@pytest.mark.parametrize("patronymic", ["Жобақызы", None])
def test_a_patronymic_is_printed_where_there_is_one(patronymic: str | None) -> None:
    """Annex 2(2): patronymic if any."""
    name = an_application().applicant.name.__class__(last="Мысалова", first="Үлгі", patronymic=patronymic)
    assert name.full() == " ".join(part for part in ("Мысалова", "Үлгі", patronymic) if part)


def test_who_applies_and_who_signed_are_called_by_their_names() -> None:
    """Rules 6, Annex 3(2)."""
    alone, clinic, represented = an_application(), a_clinic_application(), a_clinic_application(represented=True)
    assert alone.applicant.called() == alone.applicant.name.full() == "Мысалова Үлгі Жобақызы"
    assert clinic.applicant.called() == "«Мысал клиникасы» ЖШС"
    assert (alone.applicant.number(), clinic.applicant.number()) == ("850101399004", "180340999990")
    assert alone.signed_by() == alone.applicant.name
    assert clinic.signed_by() == clinic.applicant.name
    assert represented.representative is not None
    assert represented.signed_by() == represented.representative.name != represented.applicant.name
