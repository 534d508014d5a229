"""What the public may ask: a number in any of its forms, a day, and whether a PDF is the very file."""

from datetime import timedelta

import pytest

from ruqsat.documents import release
from ruqsat.law.acts import ResultIssued
from ruqsat.law.local_time import local
from ruqsat.licenses.checking import check_file, is_valid, issued_instead_of, license_by_number
from ruqsat.licenses.models import License
from tests.licenses.roads import OLD, RENAMED, application_of, filed, for_reissue, issued, suspend
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


def test_one_that_is_suspended_is_not_valid(stand: Stand) -> None:
    road = stand("issued")
    license_ = License.objects.get()
    suspend(road)
    assert not is_valid(license_, on=local(road.now).date())
    assert License.objects.get().status == "suspended"


def test_one_that_was_reissued_is_valid_until_the_day_before(stand: Stand) -> None:
    """Rules 2(1)."""
    road = stand("issued")
    issued(filed(road, for_reissue(application_of(road), "license", change=RENAMED)))
    old = License.objects.get(number="26000001")
    assert not is_valid(old, on=local(road.now).date())
    assert old.status == "superseded"


def test_a_number_of_before_leads_to_what_stands_in_its_place(stand: Stand) -> None:
    """Rules 2(1), List 8(2)."""
    road = stand("issued")
    issued(filed(road, for_reissue(application_of(road), "license", number=OLD)))
    found = issued_instead_of("лп4410")
    assert found is not None
    assert found.stands_for == OLD
    assert issued_instead_of("") is None
    assert issued_instead_of("26000001") is None


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
