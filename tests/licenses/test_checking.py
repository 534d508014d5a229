"""What the public may ask: a number in any of its forms, a day, and whether a PDF is the very file."""

from datetime import timedelta

import pytest

from ruqsat.documents import release
from ruqsat.law.acts import ResultIssued
from ruqsat.licenses.checking import check_file, is_valid, license_by_number
from ruqsat.licenses.models import License
from tests.milestones import Stand


def test_a_number_is_found_however_it_is_written(stand: Stand) -> None:
    stand("issued")
    number = License.objects.get().number
    assert number == "26000001"
    for written in (number, f" {number} ", "26 000 001", "26-000-001", "26\u00a0000\u00a0001", "№ 26–000–001"):
        found = license_by_number(written)
        assert found is not None, written
        assert found.number == number


@pytest.mark.parametrize(
    "written", ["", " ", "-", "26000002", "2600000", "260000011", "x" * 5000, "26000001\x00;", "%"]
)
def test_what_is_no_number_of_the_register_finds_nothing(stand: Stand, written: str) -> None:
    stand("issued")
    found = license_by_number(written)
    assert (found is not None) == (written == "26000001\x00;")


def test_it_is_valid_from_the_day_of_its_issue(stand: Stand) -> None:
    stand("issued")
    license_ = License.objects.get()
    assert is_valid(license_, on=license_.issued_on)
    assert is_valid(license_, on=license_.issued_on + timedelta(days=4000))
    assert not is_valid(license_, on=license_.issued_on - timedelta(days=1))


@pytest.mark.parametrize("status", ["suspended", "ended", "superseded"])
def test_one_that_is_suspended_or_ended_is_not_valid(stand: Stand, status: str) -> None:
    stand("issued")
    license_ = License.objects.get()
    license_.status = status
    assert not is_valid(license_, on=license_.issued_on)


def test_the_very_file_is_known_and_an_altered_one_is_not(stand: Stand) -> None:
    road = stand("issued")
    issued = next(filed.act for filed in road.look().acts if isinstance(filed.act, ResultIssued))
    for one in issued.documents:
        pdf = release.released(road.case, one.sha256)
        found = check_file(pdf)
        assert found.document is not None
        assert (found.sha256, found.document.what, found.document.license.number) == (one.sha256, one.what, "26000001")
        for altered in (pdf + b"\n", pdf[:-1], pdf.replace(b"%PDF-1.", b"%PDF-2.", 1), b""):
            assert check_file(altered).document is None
