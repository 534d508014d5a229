"""Checking a license by number, by day and by file; the public register."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from ruqsat.eds.trust import pin_lines
from ruqsat.law.acts import (
    AnnexAdded,
    AnnexReissued,
    DuplicateIssued,
    LicenseReissued,
    LicenseSuperseded,
)
from ruqsat.law.application import Loss, PersonName
from ruqsat.licenses.models import License
from tests.eds.pki import pki
from tests.licenses.entered import add, an_annex, entered
from tests.licenses.roads import RENAMED

pytestmark = pytest.mark.django_db

Visitor = Callable[[str], Client]
ISSUED_PDF = b"%PDF-1.7 the very file"


@pytest.fixture(autouse=True)
def recognized_authority(settings: Settings, tmp_path: Path) -> None:
    """One authority is recognized, as in an instance that was set up."""
    trust = pki().trust.roots
    pem = x509.load_der_x509_certificate(trust[0].der).public_bytes(Encoding.PEM)
    (tmp_path / "root.pem").write_bytes(pem)
    (tmp_path / "pins.sha256").write_text(pin_lines(trust))
    settings.TRUST_DIR = tmp_path


@pytest.fixture
def issued() -> License:
    """A license issued on 25 November 2026, with one annex and its PDF."""
    name = PersonName(last="Үлгібаева", first="Айжан")
    digest = hashlib.sha256(ISSUED_PDF).hexdigest()
    return entered("940517499011", name, on=date(2026, 11, 25), sha256=digest)


def ask_of_file(visitor: Visitor, content: bytes, *, name: str = "license.pdf") -> str:
    """What the page answers to a file."""
    answer = visitor("en").post("/check/file/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_number_is_found_however_it_is_typed(visitor: Visitor, issued: License) -> None:
    """Rules 20: spaces and dashes in a number are forgiven."""
    answer = visitor("en").get("/check/", {"number": " 26-000 001 "})
    assert answer.headers["Location"] == "/check/26000001/"


def test_a_license_shows_its_holder_and_annex_but_not_the_number_of_the_person(
    visitor: Visitor, issued: License
) -> None:
    """Rules 2(1): the register shows what the public needs, the IIN masked."""
    page = visitor("en").get(f"/check/{issued.number}/").content.decode()
    assert "Үлгібаева Айжан" in page
    assert "Тәжірибе көшесі" in page
    assert "940517499011" not in page


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ((24, 11, 2026), "The license is not valid on"),
        ((25, 11, 2026), "The license is valid on that day"),
        ((1, 1, 2027), "The license is valid on that day"),
    ],
)
def test_validity_is_told_for_a_day(
    visitor: Visitor, issued: License, day: tuple[int, int, int], sentence: str
) -> None:
    """Rules 2(1): not valid before the day of issue, valid from that day on."""
    asked = dict(zip(("on_day", "on_month", "on_year"), day, strict=True))
    assert sentence in visitor("en").get(f"/check/{issued.number}/", asked).content.decode()


def test_a_day_that_does_not_exist_is_told_and_today_is_not_answered_instead(visitor: Visitor, issued: License) -> None:
    answer = visitor("en").get(f"/check/{issued.number}/", {"on_day": "31", "on_month": "2", "on_year": "2026"})
    assert answer.status_code == 422
    assert "Enter a real date" in answer.content.decode()


def test_an_unknown_number_is_not_found_and_says_what_to_do(visitor: Visitor) -> None:
    answer = visitor("en").get("/check/99999999/")
    assert answer.status_code == 404
    assert "There is no license with this number" in answer.content.decode()


def test_an_empty_number_asks_for_one(visitor: Visitor) -> None:
    answer = visitor("en").get("/check/", {"number": ""})
    assert answer.status_code == 422
    assert "Enter the number of the license" in answer.content.decode()


def test_the_very_file_is_known_by_its_bytes(visitor: Visitor, issued: License) -> None:
    """Rules 20: the issued PDF, byte for byte."""
    assert "Yes, it is the very file" in ask_of_file(visitor, ISSUED_PDF)


def test_one_byte_more_is_another_file(visitor: Visitor, issued: License) -> None:
    page = ask_of_file(visitor, ISSUED_PDF + b" ")
    assert "No. This is not a file that was issued here." in page
    assert "The file carries no seal" in page


def test_a_photograph_is_told_from_a_pdf(visitor: Visitor, issued: License) -> None:
    assert "It is not a PDF at all" in ask_of_file(visitor, b"\xff\xd8\xff\xe0 photograph", name="license.jpg")


def test_a_file_is_only_posted(visitor: Visitor) -> None:
    assert visitor("en").get("/check/file/").status_code == 405


def test_no_file_asks_for_one(visitor: Visitor) -> None:
    answer = visitor("en").post("/check/file/", {})
    assert answer.status_code == 422
    assert "Choose a file" in answer.content.decode()


@pytest.mark.parametrize("wanted", ["2600", "үлгібаева", ""])
def test_the_register_is_searched_by_number_and_holder(visitor: Visitor, issued: License, wanted: str) -> None:
    assert "26000001" in visitor("en").get("/register/", {"q": wanted}).content.decode()


def test_the_register_says_that_nothing_answers(visitor: Visitor, issued: License) -> None:
    assert "No license in the register answers to that" in visitor("en").get("/register/", {"q": "x"}).content.decode()


def plain(answer: Any) -> str:
    """The page with plain spaces in its days."""
    return str(answer.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def asked(day: date) -> dict[str, int]:
    """A day as the form of the page asks for it."""
    return {"on_day": day.day, "on_month": day.month, "on_year": day.year}


BEFORE, DAY = date(2026, 12, 1), date(2026, 12, 10)
AT = datetime(2026, 12, 10, 5, tzinfo=UTC)


def test_a_license_that_was_reissued_says_from_when_and_by_which(visitor: Visitor, issued: License) -> None:
    """Rules 2(1): valid until the day before; the newer one says in whose place it stands."""
    newer = entered("940517499011", PersonName(last="Жаңа", first="Айжан"), on=DAY, number="26000002", sha256="cd" * 32)
    said: dict[str, Any] = {"ground": RENAMED.ground, "case": uuid4(), "on": DAY, "happened_at": AT}
    add(issued.number, LicenseSuperseded(annex="", by_license=newer.number, by_annex="", **said), on=DAY)
    add(newer.number, LicenseReissued(annex="", of_license=issued.number, of_annex="", **said), on=DAY)
    old = plain(visitor("en").get("/check/26000001/", asked(DAY)))
    assert "The license is not valid on" in old
    assert "Replaced by a newer one" in old
    assert "from Thu 10 December 2026" in old
    assert 'href="/check/26000002/"' in old
    assert "The license is valid on that day" in visitor("en").get("/check/26000001/", asked(BEFORE)).content.decode()
    new = visitor("en").get("/check/26000002/", asked(DAY)).content.decode()
    assert "Issued in the place of" in new
    assert 'href="/check/26000001/"' in new


def test_a_number_of_before_this_register_leads_to_the_license_in_its_place(visitor: Visitor, issued: License) -> None:
    """Rules 2(1), List 8(2): and says that it is of before; however the number is written."""
    act = LicenseReissued(
        happened_at=AT, annex="", of_license="ЛП № 44-10/A", of_annex="", ground=RENAMED.ground, case=uuid4(), on=DAY
    )
    add(issued.number, act, on=DAY)
    answer = visitor("en").get("/check/", {"number": "лп 4410a"}, follow=True)
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "was issued before this register" in page
    assert 'href="/check/26000001/"' in page
    assert "ЛП № 44-10/A" in visitor("en").get("/check/26000001/", asked(DAY)).content.decode()


def test_annexes_are_listed_with_their_days_and_read_as_on_the_day_asked(visitor: Visitor, issued: License) -> None:
    """Rules 2(1), Rules 19: one that came later is not there before; one that was reissued reads otherwise since."""
    worded = replace(an_annex(), address=replace(an_annex().address, street="Жаңа көше"))
    said: dict[str, Any] = {"case": uuid4(), "documents": (), "happened_at": AT}
    add(
        issued.number,
        AnnexAdded(annex=an_annex("002"), issued_on=DAY, **said),
        AnnexReissued(annex=worded, ground="Permits 33(6)", on=DAY, **said),
        DuplicateIssued(annex="", on=DAY, because=Loss.LOST, **said),
        on=DAY,
    )
    before = visitor("en").get("/check/26000001/", asked(BEFORE)).content.decode()
    after = plain(visitor("en").get("/check/26000001/", asked(DAY)))
    assert ("Annex 002" in before, "Annex 002" in after) == (False, True)
    assert ("Жаңа көше" in before, "Жаңа көше" in after) == (False, True)
    assert ("reissued on Thu 10 December 2026" in before, "reissued on Thu 10 December 2026" in after) == (False, True)
    assert ("Duplicates issued" in before, "Duplicates issued" in after) == (False, True)
