"""Annex 2(5), Annex 3(5): what was wanted on paper is owed until it is handed over, each on a blank of its own."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ruqsat.law import paper
from ruqsat.law.acts import PaperHandedOver, PaperOnBlank, ResultIssued
from ruqsat.law.local_time import local
from ruqsat.law.standing import Yes
from tests.law.of_services import HELD, RENAMED, decide, for_duplicate, for_reissue, found_complete, grant
from tests.law.road import HEAD, OFFICER, Road, refused


def codes(road: Road) -> list[str]:
    return [duty.code for duty in road.standing.duties]


def issued(*, on_paper: bool = True) -> Road:
    """A reissue of the license and of annex 001, whose results are issued."""
    road = found_complete(replace(for_reissue(RENAMED, "license", "001"), on_paper=on_paper), paid=4325)
    act = grant("26000001", ("reissued_license", "", "26000001"), ("reissued_annex", "", "001"))
    decide(road, act)
    road.file(ResultIssued(happened_at=road.at, documents=act.documents))
    return road


def handing(road: Road, *papers: tuple[str, str], on: date | None = None, to: str = "Мысалова Үлгі") -> PaperHandedOver:
    named = tuple(PaperOnBlank(paper=what, blank=blank) for what, blank in papers)
    return PaperHandedOver(
        happened_at=road.at, papers=named, to=to, on=on or local(road.at).date(), proof="journal 3, line 5"
    )


def test_what_was_wanted_on_paper_is_owed_from_the_result_until_all_of_it_is_handed_over() -> None:
    """Annex 2(5), Annex 3(5): the license wanted on paper, and the annexes with it; the Rules set no term."""
    road = issued()
    (duty, _) = road.standing.duties
    assert (duty.code, duty.due, duty.office) == ("hand_over_paper", None, "KZ-75")
    assert paper.to_hand_over(road.standing) == ("license", "001")
    first = handing(road, ("001", "AA 2"))
    assert isinstance(road.may(first, by=OFFICER), Yes)
    road.file(first, by=OFFICER)
    assert paper.to_hand_over(road.standing) == ("license",)
    assert "hand_over_paper" in codes(road)
    road.file(handing(road, ("license", "AA 1")), by=OFFICER)
    assert codes(road) == ["return_paper_original"]
    assert [one.blank for one in paper.handed_over(road.standing)] == ["AA 2", "AA 1"]


def test_what_was_not_wanted_on_paper_is_not_owed() -> None:
    """Annex 2(5), Annex 3(5)."""
    road = issued(on_paper=False)
    assert codes(road) == ["return_paper_original"]
    clause, _ = refused(road.may(PaperHandedOver, by=OFFICER))
    assert clause == "Annex 2(5)"


def test_a_duplicate_wanted_on_paper_is_handed_over_too() -> None:
    """Annex 2(5), List 8(3)."""
    road = found_complete(replace(for_duplicate("license"), on_paper=True), paid=4325)
    assert paper.to_hand_over(road.standing) == ()
    assert refused(road.may(PaperHandedOver, by=OFFICER)) == (
        "Annex 2(5)",
        "Nothing is handed over on paper before the result is issued.",
    )
    act = grant(HELD, ("license_duplicate", "", HELD))
    decide(road, act)
    assert codes(road) == ["issue_result"]
    road.file(ResultIssued(happened_at=road.at, documents=act.documents))
    assert codes(road) == ["hand_over_paper"]
    assert paper.to_hand_over(road.standing) == ("license",)


@pytest.mark.parametrize(
    ("papers", "more", "why"),
    [
        ((), {}, "each once"),
        ((("002", "AA 1"),), {}, "each once"),
        ((("001", "AA 1"), ("001", "AA 2")), {}, "each once"),
        ((("001", " "),), {}, "a blank of its own"),
        ((("license", "AA 1"), ("001", " ")), {}, "a blank of its own"),
        ((("license", "AA 1"), ("001", "AA 1")), {}, "a blank of its own"),
        ((("001", "AA 1"),), {"to": " "}, "to whom"),
    ],
)
def test_each_paper_is_handed_over_once_on_a_blank_of_its_own_to_somebody_named(
    papers: tuple[tuple[str, str], ...], more: dict[str, str], why: str
) -> None:
    """Annex 2(5), Annex 3(5)."""
    road = issued()
    clause, said = refused(road.may(handing(road, *papers, **more), by=OFFICER))  # type: ignore[arg-type]  # texts
    assert clause == "Annex 2(5)"
    assert why in said


def test_one_blank_serves_for_one_paper() -> None:
    """Annex 2(5), Annex 3(5)."""
    road = issued()
    road.file(handing(road, ("001", "AA 1")), by=OFFICER)
    assert "a blank of its own" in refused(road.may(handing(road, ("license", "AA 1")), by=OFFICER))[1]


@pytest.mark.parametrize(("days", "why"), [(1, "in the future"), (-1, "not issued yet")])
def test_the_day_of_handing_over_lies_between_the_result_and_today(days: int, why: str) -> None:
    """Annex 2(5), Annex 3(5)."""
    road = issued()
    on = local(road.at).date() + timedelta(days=days)
    assert why in refused(road.may(handing(road, ("001", "AA 1"), on=on), by=OFFICER))[1]


def test_the_office_that_has_the_case_hands_it_over_and_nobody_else() -> None:
    """Annex 2(5), Rules 3."""
    road = issued()
    act = handing(road, ("001", "AA 1"))
    assert isinstance(road.may(act, by=HEAD), Yes)
    refused(road.may(act, by=replace(OFFICER, office="KZ-71")))
