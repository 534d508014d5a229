"""List 5, Rules 19: what a grant leaves in the register, by its service, in the transaction of the case's act."""

import pytest

from ruqsat.journal import read, rebuild
from ruqsat.law.acts import AnnexAdded, LicenseEntered
from ruqsat.law.license import LicenseState
from ruqsat.law.local_time import local
from ruqsat.licenses import following
from ruqsat.licenses.license_file import file_of, standing_of
from ruqsat.licenses.models import License
from tests.licenses.roads import (
    FIRST,
    MOVED,
    OLD,
    application_of,
    decided,
    filed,
    for_annex,
    for_duplicate,
    for_reissue,
    issued,
    suspend,
)
from tests.milestones import Stand
from tests.walking import Road


def kinds(number: str) -> list[str]:
    return [one.act.KIND for one in read.acts_of(file_of(number))]


def as_derived(road: Road) -> bool:
    """Whether everything that is derived comes out the same from the files."""
    return rebuild.look(at=road.now).differences == ()


def test_a_further_annex_enters_the_file_of_the_license_that_is_held(stand: Stand) -> None:
    """List 5, Rules 19, Rules 20: under the number of the license, with the next number of its own and its own day."""
    road = stand("issued")
    again = issued(filed(road, for_annex(application_of(road))))
    assert kinds(FIRST) == ["license_entered", "annex_added"]
    row = License.objects.get()
    first, second = row.annexes.order_by("number")
    assert (first.number, second.number) == ("001", "002")
    assert second.issued_on == local(again.now).date() > first.issued_on
    assert "Екінші көше, 7" in second.address
    assert row.documents.filter(case=again.case).get().number == "002"
    assert as_derived(again)


def test_a_reissued_license_stands_in_the_place_of_the_old_one(stand: Stand) -> None:
    """Rules 2(1), Rules 19, List 5: a number of its own; the old one superseded from the day, and by which."""
    road = stand("issued")
    again = issued(filed(road, for_reissue(application_of(road))))
    old, new = License.objects.get(number=FIRST), License.objects.exclude(number=FIRST).get()
    today = local(again.now).date()
    assert kinds(FIRST) == ["license_entered", "license_superseded", "license_superseded"]
    assert kinds(new.number) == ["license_entered", "license_reissued", "license_reissued"]
    assert (old.status, old.superseded_by, old.superseded_on) == ("superseded", new.number, today)
    assert (new.status, new.stands_for, new.holder_name) == ("valid", FIRST, "Жаңаұлы Айжан Сынаққызы")
    (annex,) = new.annexes.all()
    assert (annex.number, annex.issued_on) == ("001", today)
    assert "Тәжірибе көшесі, 5" in annex.address
    assert {one.what for one in new.documents.all()} == {"reissued_license", "reissued_annex"}
    assert as_derived(again)


def test_an_annex_that_was_not_asked_anew_goes_on_under_the_new_license(stand: Stand) -> None:
    """Rules 19 (docs/law/readings.md): with the day on which it was issued."""
    road = stand("issued")
    issued(filed(road, for_reissue(application_of(road), "license")))
    old, new = License.objects.get(number=FIRST), License.objects.exclude(number=FIRST).get()
    assert kinds(new.number) == ["license_entered", "license_reissued", "annex_added"]
    assert new.annexes.get().issued_on == old.issued_on
    assert standing_of(new.number).state_on(new.issued_on, annex="001") is LicenseState.VALID


def test_an_annex_reissued_alone_keeps_its_number_and_reads_otherwise(stand: Stand) -> None:
    """List 5, Rules 19, Permits 33(6)."""
    road = stand("issued")
    before = License.objects.get().annexes.get()
    again = issued(filed(road, for_reissue(application_of(road), "001", change=MOVED)))
    assert kinds(FIRST) == ["license_entered", "annex_reissued"]
    row = License.objects.get()
    annex = row.annexes.get()
    assert (row.status, annex.number) == ("valid", "001")
    assert annex.address.endswith("Жаңа көше, 5А")
    assert (annex.issued_on, annex.reissued_on) == (before.issued_on, local(again.now).date())
    assert as_derived(again)


def test_a_duplicate_is_recorded_and_changes_nothing_else(stand: Stand) -> None:
    """List 8(3), Rules 19."""
    road = stand("issued")
    before = License.objects.values().get()
    again = issued(filed(road, for_duplicate(application_of(road), "license", "001")))
    assert kinds(FIRST) == ["license_entered", "duplicate_issued", "duplicate_issued"]
    assert License.objects.values().get() == before
    what = License.objects.get().documents.filter(case=again.case).values_list("what", "number")
    assert sorted(what) == [("annex_duplicate", "001"), ("license_duplicate", FIRST)]
    assert [one.act.annex for one in standing_of(FIRST).duplicates] == ["", "001"]  # type: ignore[attr-defined]  # DuplicateIssued
    assert as_derived(again)


def test_a_license_of_before_this_register_is_reissued_and_its_number_is_told(stand: Stand) -> None:
    """List 8(2), Rules 19: the old one is not in the register; the new one says in whose place it stands."""
    road = stand("issued")
    issued(filed(road, for_reissue(application_of(road), "license", number=OLD)))
    new = License.objects.exclude(number=FIRST).get()
    assert new.stands_for == OLD
    assert kinds(OLD) == []
    assert not License.objects.filter(number=OLD).exists()
    assert not new.annexes.exists()


def test_a_license_of_before_this_register_is_taken_over_when_an_annex_or_a_duplicate_is_issued(stand: Stand) -> None:
    """Rules 8(3), Rules 19: as the state register told of it, with the day that it told."""
    road = stand("issued")
    again = issued(filed(road, for_duplicate(application_of(road), number=OLD), issued_on="2011-04-05"))
    row = License.objects.get(number=OLD)
    assert (row.issued_on.isoformat(), row.status, row.case) == ("2011-04-05", "valid", again.case)
    assert kinds(OLD) == ["license_entered", "duplicate_issued"]
    assert as_derived(again)


def test_what_was_suspended_stays_so_after_the_reissue(stand: Stand) -> None:
    """Rules 2(1)."""
    road = stand("issued")
    first = application_of(road)
    suspend(road)
    issued(filed(road, for_reissue(first, "license"), status="suspended"))
    new = License.objects.exclude(number=FIRST).get()
    assert new.status == "suspended"
    assert kinds(new.number)[-1] == "suspension_carried_over"
    assert as_derived(road)


def test_the_consequence_comes_with_the_result_or_not_at_all(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules 19, Rules 20: one transaction; what the seal's job left undone is done again by the next."""
    road = stand("issued")
    again = decided(filed(road, for_reissue(application_of(road))))

    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(following, "_in_its_place", fails)
        with pytest.raises(ZeroDivisionError):
            again.issue()
    assert "result_issued" not in again.kinds()
    assert kinds(FIRST) == ["license_entered"]
    assert License.objects.get().status == "valid"
    again.issue()
    assert License.objects.get(number=FIRST).status == "superseded"


def test_an_annex_granted_before_the_license_was_reissued_stands_under_the_new_one_too(stand: Stand) -> None:
    """Rules 19: both were decided; neither is lost."""
    road = stand("issued")
    first = application_of(road)
    annex = decided(filed(road, for_annex(first)))
    issued(filed(road, for_reissue(first, "license")))
    annex.issue()
    new = License.objects.exclude(number=FIRST).get()
    assert sorted(new.annexes.values_list("number", flat=True)) == ["001", "002"]
    acts = [one.act for one in read.acts_of(file_of(new.number))]
    assert isinstance(acts[0], LicenseEntered)
    assert isinstance(acts[-1], AnnexAdded)
    assert as_derived(annex)
