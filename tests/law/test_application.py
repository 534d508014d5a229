"""What the application holds: the fields of Annexes 2 and 3, as the signed statement says them."""

from typing import Any

import pytest

from ruqsat.law.acts import Received
from ruqsat.law.statements import content_of
from tests.law.road import MONDAY, an_application


def stated(path: str) -> Any:
    """The value at a dotted path of the statement's content."""
    found: Any = content_of(Received(happened_at=MONDAY, application=an_application()))["application"]
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


@pytest.mark.parametrize("patronymic", ["Жобақызы", None])
def test_a_patronymic_is_printed_where_there_is_one(patronymic: str | None) -> None:
    """Annex 2(2): patronymic if any."""
    name = an_application().applicant.name.__class__(last="Мысалова", first="Үлгі", patronymic=patronymic)
    assert name.full() == " ".join(part for part in ("Мысалова", "Үлгі", patronymic) if part)
