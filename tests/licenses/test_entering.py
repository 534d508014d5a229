"""Rules 20: the license enters the register in the transaction of the case's act, once, in a file of its own."""

import pytest

from ruqsat.cases.actions import decision
from ruqsat.documents import store
from ruqsat.journal import files, read, rebuild
from ruqsat.journal.models import File
from ruqsat.law.acts import LicenseEntered
from ruqsat.law.application import Address
from ruqsat.licenses import license_file, rows
from ruqsat.licenses.models import License
from tests.milestones import Stand


def test_the_same_license_has_the_same_file_whoever_asks() -> None:
    assert license_file.file_of("26000001") == license_file.file_of("26000001")
    assert license_file.file_of("26000001") != license_file.file_of("26000002")


def test_it_is_entered_with_the_result_or_not_at_all(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    road = stand("granted")
    granted = road.look().standing.granted
    assert granted is not None
    sealed = {one.sha256: store.read(road.case, one.sha256) + b"\n%seal\n" for one in granted.documents}

    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(rows, "project", fails)
    with pytest.raises(ZeroDivisionError):
        decision.issue(road.case, sealed=sealed, at=road.now)
    assert "result_issued" not in road.kinds()
    assert (License.objects.count(), File.objects.filter(kind="license").count()) == (0, 0)


def test_the_register_comes_out_the_same_from_the_license_s_own_file(stand: Stand) -> None:
    road = stand("issued")
    before = License.objects.values().get()
    License.objects.all().delete()
    missing = {one.table for one in rebuild.look(at=road.now).differences}
    assert any("license" in table.lower() for table in missing)
    assert rebuild.accept(at=road.now).accepted
    assert License.objects.values().get() == before
    assert rebuild.look(at=road.now).differences == ()


def test_the_first_act_says_whose_it_is_and_by_whom(stand: Stand) -> None:
    road = stand("issued")
    (act,) = [filed.act for filed in read.acts_of(license_file.file_of("26000001"))]
    assert isinstance(act, LicenseEntered)
    assert (act.case, act.office, act.holder.iin) == (road.case, "KZ-75", "940517499011")
    assert act.licensor


def test_a_file_of_another_kind_under_that_name_is_not_taken(stand: Stand) -> None:
    road = stand("known")
    files.open_file("case", id=license_file.file_of("26000009"), at=road.now)
    with pytest.raises(files.FileOfAnotherKindError):
        files.open_file("license", id=license_file.file_of("26000009"), at=road.now)


def test_an_address_on_one_line_has_no_gaps() -> None:
    address = Address(
        postal_code="", region="75", city="Алматы", district="", locality="", street="Үлгі көшесі", building="12"
    )
    assert rows.one_line(address) == "Алматы, Үлгі көшесі, 12"
