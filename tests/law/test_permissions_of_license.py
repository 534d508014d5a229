"""Rules 2(1), List 8(2): what may be recorded of a license's life, by whom, on what basis."""

from datetime import timedelta
from typing import Any

import pytest

from ruqsat.law.acts import (
    Act,
    Actor,
    LicenseEntrySetAside,
    LicenseResumed,
    LicenseSuspended,
    LicenseTerminated,
    PaperIssued,
    PaperReturned,
    Role,
)
from ruqsat.law.acts_of_license import LegalBasis
from ruqsat.law.permissions_of_license import LICENSE_ROLES
from ruqsat.law.procedure import Yes
from tests.law.license_road import LicenseRoad, basis
from tests.law.road import HEAD, OFFICER, SYSTEM, refused


def lived() -> LicenseRoad:
    """A license on which each step is possible: an annex suspended, a paper original of the license out."""
    road = LicenseRoad()
    road.file(road.suspension("02-01", annex="001"))
    road.on_paper()
    return road


@pytest.mark.parametrize("decision", LICENSE_ROLES)
def test_each_change_is_recorded_in_its_capacity_by_the_department_that_issued_the_license(
    decision: type[Act],
) -> None:
    """Rules 2(1): by whom it was changed is on record."""
    road = lived()
    for role in Role:
        by = Actor(person=HEAD.person, role=role, office="KZ-75")
        assert bool(road.may(decision, by=by)) is (role in LICENSE_ROLES[decision]), role
    elsewhere = Actor(person=HEAD.person, role=Role.HEAD, office="KZ-71")
    assert "Another territorial department" in refused(road.may(decision, by=elsewhere))[1]
    assert "No license" in refused(LicenseRoad(entered=False).may(decision))[1]


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (basis(authority=" "), "named whole"),
        (basis(act=""), "named whole"),
        (basis(number=""), "named whole"),
        (basis("12-31"), "lies in the future"),
        (basis("02-02"), "begins before the act"),
    ],
)
def test_each_change_has_its_basis(on: LegalBasis, why: str) -> None:
    """Rules 2(1): on what basis: whose act, which, its number and day."""
    road = LicenseRoad()
    road.file(road.suspension("01-15", annex="001"))
    resumption = road.resumption("02-01", annex="001", on=on)
    for act in (road.suspension("02-01", on=on), resumption, road.termination("02-01", on=on)):
        said = refused(road.may(act))
        assert said[0] == "Rules 2(1)"
        assert why in said[1]
    assert road.may(road.suspension("02-01", on=basis("02-01"))) == Yes()
    assert road.may(road.termination("02-01", on=basis("12-30"))) != Yes()
    assert road.may(road.termination("12-30", on=basis("12-30"))) == Yes()


@pytest.mark.parametrize(
    ("before", "act", "why"),
    [
        ([], ("suspension", "02-01", {"annex": "007"}), "no annex of that number"),
        ([("another_annex", "003", "06-01")], ("suspension", "05-31", {"annex": "003"}), "not issued yet"),
        ([("termination", "02-01")], ("suspension", "02-01", {}), "terminated"),
        ([("termination", "02-01")], ("termination", "03-01", {}), "terminated"),
        ([("supersession", "02-01")], ("suspension", "02-01", {}), "reissued"),
        ([("supersession", "02-01")], ("termination", "03-01", {"annex": "001"}), "reissued"),
        ([("suspension", "02-01")], ("suspension", "03-01", {}), "suspended already"),
        ([("suspension", "02-01")], ("suspension", "03-01", {"annex": "001"}), "suspended already"),
        ([], ("suspension", "02-01", {"until": "01-31"}), "end before it begins"),
        ([], ("resumption", "02-01", {}), "not suspended"),
        ([("suspension", "02-01", "02-28")], ("resumption", "03-01", {}), "not suspended"),
        ([("suspension", "02-01")], ("resumption", "03-01", {"annex": "001"}), "license itself is suspended"),
        ([("suspension", "02-01"), ("termination", "03-01")], ("resumption", "04-01", {}), "terminated"),
    ],
)
def test_a_change_fits_what_the_license_is_on_that_day(
    before: list[tuple[str, ...]], act: tuple[str, str, dict[str, Any]], why: str
) -> None:
    """Rules 2(1)."""
    road = LicenseRoad()
    for name, *days in before:
        road.file(getattr(road, name)(*days))
    name, since, more = act
    said = refused(road.may(getattr(road, name)(since, **more)))
    assert said[0] == "Rules 2(1)"
    assert why in said[1]


def test_what_is_in_force_is_suspended_resumed_and_terminated() -> None:
    """Rules 2(1)."""
    road = LicenseRoad()
    assert road.may(road.suspension("02-01", "02-01")) == Yes()
    road.file(road.suspension("02-01", annex="001"))
    assert road.may(road.suspension("03-01", annex="002")) == Yes()
    assert road.may(road.resumption("03-01", annex="001")) == Yes()
    assert road.may(road.termination("03-01", annex="001")) == Yes()
    assert road.may(LicenseResumed) == Yes()
    assert "not suspended" in refused(LicenseRoad().may(LicenseResumed))[1]
    road.file(road.termination("03-01"))
    for kind in (LicenseSuspended, LicenseResumed, LicenseTerminated, PaperIssued):
        assert "terminated" in refused(road.may(kind))[1]


def test_what_a_case_leaves_in_the_file_is_recorded_whenever_it_comes() -> None:
    """Rules 2(1): it was judged in its case."""
    road = LicenseRoad()
    for act in (road.another_annex("003", "06-01"), road.supersession("06-01"), road.duplicate("06-01")):
        assert road.may(act, by=SYSTEM) == Yes()


def test_a_license_can_be_suspended_from_the_day_of_its_issue() -> None:
    """Rules 2(1): days are whole."""
    road = LicenseRoad()
    issued = road.standing.issued_on()
    assert issued is not None
    assert road.may(road.suspension(f"{issued:%m-%d}", on=basis(f"{issued:%m-%d}"))) == Yes()
    assert "not issued yet" in refused(road.may(road.suspension(f"{issued - timedelta(days=1):%m-%d}")))[1]


def test_a_blank_is_told_from_every_one_that_was_handed_out() -> None:
    """List 8(2)."""
    road = lived()
    road.file(road.handing_out("02-01", blank="AA 2", annex="001"), by=OFFICER)
    assert "on this blank" in refused(road.may(road.handing_out("02-02", blank="AA 2"), by=OFFICER))[1]


def test_a_change_is_set_aside_once_and_a_reissue_not_here() -> None:
    """Rules 2(1), Rules 25."""
    road = LicenseRoad()
    assert "Nothing stands" in refused(road.may(LicenseEntrySetAside))[1]
    reissued = road.file(road.supersession("06-01", annex="001"), by=SYSTEM)
    ended = road.file(road.termination("07-01"))
    assert "not in the register" in refused(road.may(road.undoing(reissued.id)))[1]
    assert "named whole" in refused(road.may(road.undoing(ended.id, on=basis(number=""))))[1]
    assert "future" in refused(road.may(road.undoing(ended.id, on=basis("12-31"))))[1]
    assert road.may(road.undoing(ended.id)) == Yes()
    road.file(road.undoing(ended.id))
    assert "Nothing stands" in refused(road.may(road.undoing(ended.id)))[1]


@pytest.mark.parametrize(
    ("act", "day", "more", "why"),
    [
        ("handing_out", "02-01", {"blank": "AA 1"}, "on this blank"),
        ("handing_out", "02-01", {"blank": "AA 2"}, "is out already"),
        ("handing_out", "02-01", {"blank": " ", "annex": "001"}, "blank is missing"),
        ("handing_out", "12-31", {"blank": "AA 2", "annex": "001"}, "future"),
        ("handing_out", "02-01", {"blank": "AA 2", "annex": "007"}, "no annex"),
        ("giving_back", "02-01", {"blank": "AA 2"}, "No such paper"),
        ("giving_back", "02-01", {"annex": "001"}, "No such paper"),
        ("giving_back", "01-05", {}, "No such paper"),
        ("giving_back", "12-31", {}, "future"),
    ],
)
def test_paper_originals_are_told_apart_by_their_blanks(act: str, day: str, more: dict[str, str], why: str) -> None:
    """List 8(2): handed out once, and what was handed out is given back."""
    road = lived()
    assert why in refused(road.may(getattr(road, act)(day, **more), by=OFFICER))[1]


def test_a_paper_original_is_given_back_whatever_became_of_the_license() -> None:
    """List 8(2)."""
    road = lived()
    road.file(road.supersession("06-01"), by=SYSTEM)
    assert road.may(road.giving_back("06-02"), by=OFFICER) == Yes()
    road.file(road.giving_back("06-02"), by=OFFICER)
    assert "No such paper" in refused(road.may(PaperReturned, by=OFFICER))[1]
