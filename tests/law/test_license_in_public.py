"""Rules 2(1): what the public check shows of a license for a day."""

from dataclasses import replace

import pytest

from ruqsat.law.license import LicenseState
from ruqsat.law.license_in_public import Condition, Place, condition_on, shown_on
from tests.law.license_road import NUMBER, LicenseRoad, basis, day
from tests.law.road import SYSTEM


def test_it_shows_who_holds_which_license_from_whom_and_no_number_of_a_person() -> None:
    """Rules 2(1), Rules 20."""
    shown = shown_on(LicenseRoad().standing, day=day("06-01"))
    assert shown is not None
    assert (shown.number, shown.issued_on, shown.licensor) == (NUMBER, day("01-05"), "Department for Almaty city")
    assert (shown.holder, shown.holder_masked) == ("Мысалова Үлгі Жобақызы", "••••••••9004")
    assert [annex.number for annex in shown.annexes] == ["001", "002"]
    assert shown.condition == Condition(state=LicenseState.VALID, since=day("01-05"))
    assert (shown.stands_for, shown.duplicates) == (None, 0)


def test_before_its_issue_there_is_nothing_to_show() -> None:
    """Rules 2(1)."""
    assert shown_on(LicenseRoad().standing, day=day("01-04")) is None
    assert shown_on(LicenseRoad(entered=False).standing, day=day("06-01")) is None


@pytest.mark.parametrize(
    ("asked", "condition"),
    [
        ("01-31", Condition(state=LicenseState.VALID, since=day("01-05"))),
        ("02-01", Condition(state=LicenseState.SUSPENDED, since=day("02-01"), until=day("02-28"), basis=basis())),
        ("03-01", Condition(state=LicenseState.VALID, since=day("01-05"))),
        ("05-01", Condition(state=LicenseState.ENDED, since=day("05-01"), basis=basis("04-20"))),
        ("09-01", Condition(state=LicenseState.ENDED, since=day("05-01"), basis=basis("04-20"))),
    ],
)
def test_each_day_has_its_state_with_its_basis(asked: str, condition: Condition) -> None:
    """Rules 2(1): suspended, terminated, and on what basis: act, number, day."""
    road = LicenseRoad()
    road.file(road.suspension("02-01", "02-28"))
    road.file(road.termination("05-01", on=basis("04-20")))
    assert condition_on(road.standing, day=day(asked)) == condition
    shown = shown_on(road.standing, day=day(asked))
    assert shown is not None
    assert shown.condition == condition
    assert [annex.condition for annex in shown.annexes] == [condition, condition]


def test_what_was_reissued_names_what_stands_in_its_place() -> None:
    """Rules 2(1), Rules 19: superseded by which license, and which annex by which."""
    road = LicenseRoad()
    road.file(road.another_annex("003", "06-01"), by=SYSTEM)
    road.file(road.supersession("06-01", annex="001", by_annex="003"), by=SYSTEM)
    road.file(road.reissue("06-01", annex="003", of_license=NUMBER, of_annex="001"), by=SYSTEM)
    before, after = shown_on(road.standing, day=day("05-31")), shown_on(road.standing, day=day("06-01"))
    assert before is not None
    assert after is not None
    assert [annex.number for annex in before.annexes] == ["001", "002"]
    old, other, new = after.annexes
    assert old.condition.replaced_by == Place(license=NUMBER, annex="003")
    assert (old.condition.state, old.condition.since) == (LicenseState.SUPERSEDED, day("06-01"))
    assert new.stands_for == Place(license=NUMBER, annex="001")
    assert other.condition.state is after.condition.state is LicenseState.VALID


def test_a_license_that_came_of_a_reissue_names_the_one_before() -> None:
    """Rules 2(1), Rules 19."""
    road = LicenseRoad()
    road.file(road.reissue("01-05"), by=SYSTEM)
    shown = shown_on(road.standing, day=day("01-05"))
    assert shown is not None
    assert shown.stands_for == Place(license="25000001", annex="")
    assert {annex.stands_for for annex in shown.annexes} == {None}
    road.file(road.supersession("09-01"), by=SYSTEM)
    later = shown_on(road.standing, day=day("09-01"))
    assert later is not None
    assert later.condition.replaced_by == Place(license="26000009", annex="")
    assert {annex.condition.state for annex in later.annexes} == {LicenseState.SUPERSEDED}


def test_duplicates_are_counted_from_their_day() -> None:
    """Rules 2(1), List 8(3), List 3: a duplicate is no other license."""
    road = LicenseRoad()
    road.file(road.duplicate("03-01"), by=SYSTEM)
    shown = [shown_on(road.standing, day=day(one)) for one in ("02-28", "03-01")]
    assert [one and one.duplicates for one in shown] == [0, 1]
    first, second = shown
    assert first is not None
    assert replace(first, duplicates=1) == second
