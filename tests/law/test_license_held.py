"""List 5, Rules 19: what can be asked for on a license that is held."""

from dataclasses import replace

import pytest

from ruqsat.law.acts import DuplicateIssued, Outcome, PaperIssued, PaperReturned
from ruqsat.law.application import Loss, Service
from ruqsat.law.license_held import (
    KnownLicense,
    by_its_file,
    by_the_register,
    disproved_because,
    may_ask,
    not_on_paper,
    to_choose,
)
from tests.law import of_services
from tests.law.license_road import CASE, LicenseRoad, day
from tests.law.road import Road

KNOWN = KnownLicense(
    number="26000001", over=False, papers=("license", "001", "002"), on_paper=frozenset({"license", "002"})
)
NEVER = replace(KNOWN, on_paper=frozenset())


@pytest.mark.parametrize(
    ("service", "known", "ref"),
    [
        (Service.ANNEX, KNOWN, None),
        (Service.REISSUE, KNOWN, None),
        (Service.DUPLICATE, KNOWN, None),
        (Service.ANNEX, NEVER, None),
        (Service.REISSUE, NEVER, None),
        (Service.DUPLICATE, NEVER, "Rules 19"),
        (Service.ANNEX, replace(KNOWN, over=True), "List 9(6)"),
        (Service.REISSUE, replace(KNOWN, over=True), "List 9(6)"),
        (Service.DUPLICATE, replace(KNOWN, over=True), "List 9(6)"),
    ],
)
def test_what_can_be_asked_for_and_what_not_with_its_clause(
    service: Service, known: KnownLicense, ref: str | None
) -> None:
    """List 5, Rules 19, List 9(6): a duplicate is of what was on paper, and nothing rests on a license that is over."""
    answer = may_ask(service, known)
    assert (None if answer.allowed else answer.ref) == ref


def test_a_duplicate_is_offered_of_the_papers_and_a_reissue_of_everything() -> None:
    """Rules 19, List 8(2), List 8(3)."""
    assert to_choose(Service.DUPLICATE, KNOWN) == ("license", "002")
    assert to_choose(Service.REISSUE, KNOWN) == ("license", "001", "002")
    assert not_on_paper(KNOWN) == ("001",)


@pytest.mark.parametrize(
    ("status", "over"), [("valid", False), ("suspended", False), ("superseded", True), ("terminated", True)]
)
def test_the_register_tells_of_the_license(status: str, over: bool) -> None:
    """Rules 8(3)."""
    road = Road()
    of_services.knows_the_license(road, status=status)
    known = by_the_register(of_services.what_register_says(road))
    assert known == KnownLicense(
        number=of_services.HELD,
        over=over,
        papers=("license", "001", "002"),
        on_paper=frozenset({"license", "001"}),
    )


def test_a_register_that_knows_none_or_was_not_asked_tells_of_none() -> None:
    """Rules 8(3)."""
    road = Road()
    assert by_the_register(None) is None
    of_services.no_license(road)
    assert by_the_register(of_services.what_register_says(road)) is None
    road.answer("medical_license", "applicant", Outcome.UNAVAILABLE)
    assert by_the_register(of_services.what_register_says(road)) is None


def test_the_file_of_a_license_tells_it_day_by_day() -> None:
    """Rules 2(1), List 8(2): what is in force, and which originals are out on paper."""
    road = LicenseRoad()
    assert by_its_file(road.standing, on=day("01-04")) is None
    road.file(PaperIssued(happened_at=road.at, annex="", blank="A-1", on=day("01-06")))
    road.file(PaperIssued(happened_at=road.at, annex="002", blank="A-2", on=day("01-06")))
    known = by_its_file(road.standing, on=day("02-01"))
    assert known == KnownLicense(
        number="26000001",
        over=False,
        papers=("license", "001", "002"),
        on_paper=frozenset({"license", "002"}),
    )
    road.file(road.termination("03-01", annex="002"))
    road.file(PaperReturned(happened_at=road.at, annex="", blank="A-1", on=day("03-02")))
    known = by_its_file(road.standing, on=day("03-02"))
    assert known is not None
    assert (known.papers, known.on_paper) == (("license", "001"), frozenset())
    road.file(road.supersession("04-01"))
    over = by_its_file(road.standing, on=day("04-01"))
    assert over is not None
    assert over.over


def test_a_file_with_nothing_in_it_is_no_license() -> None:
    """Rules 2(1)."""
    assert by_its_file(LicenseRoad(entered=False).standing, on=day("06-01")) is None


def test_of_what_a_duplicate_was_given_another_can_be() -> None:
    """Rules 19: the duplicate was lost as well."""
    road = LicenseRoad()
    road.file(PaperIssued(happened_at=road.at, annex="", blank="A-1", on=day("01-06")))
    road.file(
        DuplicateIssued(happened_at=road.at, annex="", because=Loss.LOST, case=CASE, on=day("02-01"), documents=())
    )
    known = by_its_file(road.standing, on=day("02-02"))
    assert known is not None
    assert may_ask(Service.DUPLICATE, known).allowed


@pytest.mark.parametrize(
    ("number", "status", "annexes", "on_paper", "why"),
    [
        (
            "25000018",
            "valid",
            "001",
            "license",
            "The register knows license 25000018 of the applicant, and not 25000017.",
        ),
        (of_services.HELD, "superseded", "001", "license", "License 25000017 is no longer in force."),
        (of_services.HELD, "valid", "", "license", "License 25000017 has no annex 001."),
        (
            of_services.HELD,
            "valid",
            "001",
            "",
            "Not all of what a duplicate of license 25000017 is asked for was issued on paper.",
        ),
    ],
)
def test_in_what_the_license_is_not_as_stated(number: str, status: str, annexes: str, on_paper: str, why: str) -> None:
    """Rules 8(3), List 9(6): one sentence for the hearing."""
    road = Road()
    of_services.knows_the_license(road, number=number, status=status, annexes=annexes, on_paper=on_paper)
    told = of_services.what_register_says(road)
    assert str(disproved_because(of_services.for_duplicate("license", "001"), told)) == why


def test_a_register_that_knows_no_license_disproves_it_in_a_sentence() -> None:
    """Rules 8(3), List 9(6)."""
    road = Road()
    of_services.no_license(road)
    told = of_services.what_register_says(road)
    assert str(disproved_because(of_services.for_annex(), told)) == "The register knows no license of the applicant."
