"""What the database itself keeps of the register: List 5, Rules 2(1), List 8(2)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from ruqsat.law.application import PersonName
from ruqsat.licenses.models import Annex, License, PaperOriginal
from tests.licenses.entered import entered

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 18)


def a_license(number: str) -> License:
    return entered(
        "940517499011", PersonName(last="Үлгібаева", first="Айжан"), on=DAY, number=number, sha256=number * 8
    )


@pytest.mark.parametrize(
    ("constraint", "first", "second"),
    [
        ("number_plain", {}, {"number_plain": "26000001"}),
        ("license_reissued_once", {"stands_for_plain": "25000017"}, {"stands_for_plain": "25000017"}),
        (
            "license_one_before",
            {"superseded_by": "26000009", "superseded_on": DAY},
            {"superseded_by": "26000009", "superseded_on": DAY},
        ),
        ("license_superseded_from_a_day", {}, {"superseded_by": "26000009"}),
        ("license_superseded_from_a_day", {}, {"superseded_on": DAY}),
        ("license_status_known", {}, {"status": "lost"}),
    ],
)
def test_a_license_has_one_number_and_one_that_stands_in_its_place(
    constraint: str, first: dict[str, object], second: dict[str, object]
) -> None:
    """List 5, Rules 2(1): whatever the code would do."""
    one, other = a_license("26000001"), a_license("26000002")
    License.objects.filter(pk=one.pk).update(**first)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        License.objects.filter(pk=other.pk).update(**second)


def test_an_annex_has_one_row_and_a_blank_serves_once() -> None:
    """List 5, List 8(2)."""
    one, other = a_license("26000001"), a_license("26000002")
    said = {"region": "75", "address": "", "subtypes": [], "issued_on": DAY}
    with pytest.raises(IntegrityError, match="annex_number_once"), transaction.atomic():
        Annex.objects.create(license=one, number="001", **said)
    PaperOriginal.objects.create(license=one, annex="", blank="АА 1", issued_on=DAY)
    with pytest.raises(IntegrityError, match="paper_blank_once"), transaction.atomic():
        PaperOriginal.objects.create(license=other, annex="", blank="АА 1", issued_on=DAY)
