"""Grounds of reissue."""

from datetime import date

import pytest

from ruqsat.law.acts import AnnexEntered
from ruqsat.law.application import ApplicantKind, Change
from ruqsat.law.reissue import GROUNDS, annex_anew, faults
from tests.law.of_services import MOVED_ON_PAPER, RENAMED, REQUIRED_BY_LAW, for_reissue
from tests.law.road import ADDRESS


def a_change(ground: str, *, before: str = "earlier", now: str = "present") -> Change:
    return Change(ground=ground, changed_on=date(2026, 10, 1), before=before, now=now)


def test_the_law_knows_seven_grounds() -> None:
    """Permits 33."""
    assert list(GROUNDS) == [f"Permits 33({n})" for n in range(1, 8)]


@pytest.mark.parametrize(
    ("ground", "kinds"),
    [
        ("Permits 33(1)", {"individual", "entrepreneur"}),
        ("Permits 33(2)", {"entrepreneur"}),
        ("Permits 33(3)", {"legal_entity"}),
        ("Permits 33(4)", {"legal_entity"}),
        ("Permits 33(5)", set()),
        ("Permits 33(6)", {"individual", "entrepreneur", "legal_entity"}),
        ("Permits 33(7)", {"individual", "entrepreneur", "legal_entity"}),
    ],
)
def test_each_ground_is_for_its_applicants(ground: str, kinds: set[str]) -> None:
    """Permits 33: a license for medical activity cannot be alienated, so that its fifth ground is nobody's."""
    found = {kind.value for kind in ApplicantKind if not list(faults(a_change(ground), kind))}
    assert found == kinds


@pytest.mark.parametrize(("before", "now"), [("name", " name "), ("name", ""), ("", "  ")])
def test_a_change_says_what_was_there_before_and_what_is_there_now(before: str, now: str) -> None:
    """List 8(2)."""
    (fault,) = faults(a_change("Permits 33(1)", before=before, now=now), ApplicantKind.INDIVIDUAL)
    assert fault.ref == "List 8(2)"


def test_only_what_a_law_requires_touches_premises_or_subtypes() -> None:
    """Rules 19, Permits 33."""
    assert [key for key, ground in GROUNDS.items() if ground.visited] == ["Permits 33(7)"]


@pytest.mark.parametrize(
    ("ground", "ref", "why"),
    [
        ("Permits 33(8)", "Permits 33", "That is not one of the grounds on which a license is reissued."),
        ("Permits 33(3)", "Permits 33(3)", "This ground of reissue is for other applicants."),
        (
            "Permits 33(5)",
            "Permits 33(5)",
            "A license for medical activity cannot be handed over with its facility.",
        ),
    ],
)
def test_what_is_no_ground_for_the_applicant_is_told_with_its_reason(ground: str, ref: str, why: str) -> None:
    """Permits 33: a closed list, each ground for its own applicants."""
    (fault,) = faults(a_change(ground), ApplicantKind.INDIVIDUAL)
    assert (fault.ref, str(fault.why)) == (ref, why)


def an_annex(number: str = "001") -> AnnexEntered:
    return AnnexEntered(number=number, address=ADDRESS, subtypes=("dentistry_adult",))


def test_an_annex_that_is_asked_anew_keeps_what_it_said_where_no_facility_is_named() -> None:
    """List 8(2), Permits 33(1): a change of the name touches no facility."""
    application = for_reissue(RENAMED, "license", "001")
    assert annex_anew(application, number="001", before=an_annex()) == an_annex()


def test_the_facilities_of_a_reissue_stand_for_the_annexes_in_their_order() -> None:
    """List 8(2), Permits 33(7)."""
    application = for_reissue(REQUIRED_BY_LAW, "license", "002", "001", facilities=1)
    (facility,) = application.facilities
    anew = annex_anew(application, number="002", before=an_annex("002"))
    assert (anew.number, anew.address, anew.subtypes) == ("002", facility.address, facility.subtypes)
    assert annex_anew(application, number="001", before=an_annex()) == an_annex()


def test_an_address_that_changed_without_a_move_is_the_new_one() -> None:
    """Permits 33(6), List 8(2): as the application states it, in the region in which the facility stays."""
    application = for_reissue(MOVED_ON_PAPER, "001")
    anew = annex_anew(application, number="001", before=an_annex())
    assert (anew.address.region, anew.address.street, anew.address.city) == ("75", MOVED_ON_PAPER.now, "")
    assert anew.subtypes == an_annex().subtypes


def test_what_nobody_knows_of_an_annex_stays_empty() -> None:
    """List 8(2): one of before this register."""
    anew = annex_anew(for_reissue(RENAMED, "009"), number="009", before=None)
    assert (anew.number, anew.address.region, anew.address.street, anew.subtypes) == ("009", "", "", ())
