"""Annex 2(5), List 8(2): the desk hands over what was wanted on paper and records what comes back."""

from typing import Any

from ruqsat.licenses.models import PaperOriginal
from tests.licenses.roads import FIRST, OLD, application_of, filed, for_duplicate, for_reissue, issued
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import case_page, window_of
from tests.world import HEAD, OFFICER, OFFICER_OF_ASTANA

HAND_OVER, GIVE_BACK = "papers/hand-over/", "papers/give-back/"
TO = {"to": "Үлгібаева Айжан", "proof": "Journal 3, line 5"}


def wanted(stand: Stand, *papers: str) -> Road:
    """A duplicate wanted on paper, and issued."""
    road = stand("issued")
    return issued(filed(road, for_duplicate(application_of(road), *papers, on_paper=True)))


def on(road: Road) -> dict[str, Any]:
    """The day of today, as it is typed, and what was seen."""
    now = road.now.date()
    return {"day_day": now.day, "day_month": now.month, "day_year": now.year, "seen": road.seen}


def test_the_paper_is_the_next_step_and_is_handed_over_blank_by_blank(stand: Stand) -> None:
    """Annex 2(5), Annex 3(5)."""
    road, window = wanted(stand, "license", "001"), window_of(OFFICER)
    work = window.get("/desk/").content.decode()
    assert "What was wanted on paper is handed over to the applicant." in work
    shown = window.get(case_page(road))
    assert shown.context["next"].key == "hand-over"
    assert case_page(road, HAND_OVER) in shown.content.decode()
    typed = {**TO, **on(road), "blank_license": "АА 0000001", "blank_001": ""}
    answer = window.post(case_page(road, HAND_OVER), typed, follow=True)
    text = answer.content.decode()
    assert "the register knows the blank" in text
    assert "Blank АА 0000001" in text
    assert "To be handed over" in text
    window.post(case_page(road, HAND_OVER), {**TO, **on(road), "blank_001": "АА 0000002"})
    done = window.get(case_page(road))
    assert done.context["next"] is None
    assert "To be handed over" not in done.content.decode()
    assert sorted(PaperOriginal.objects.values_list("blank", flat=True)) == ["АА 0000001", "АА 0000002"]


def test_what_is_missing_is_said_and_nothing_is_recorded(stand: Stand) -> None:
    """Annex 2(5)."""
    road, window = wanted(stand, "license"), window_of(OFFICER)
    answer = window.post(case_page(road, HAND_OVER), {**on(road), "blank_license": " ", "to": "", "proof": " "})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"blank_license", "to", "proof"}
    assert "paper_handed_over" not in road.kinds()


def test_a_day_of_tomorrow_and_a_used_blank_are_refused_with_a_sentence(stand: Stand) -> None:
    """Annex 2(5)."""
    road, window = wanted(stand, "license", "001"), window_of(OFFICER)
    late = {**TO, **on(road), "blank_license": "АА 1", "day_year": road.now.year + 1}
    answer = window.post(case_page(road, HAND_OVER), late)
    assert "The day lies in the future." in answer.content.decode()
    window.post(case_page(road, HAND_OVER), {**TO, **on(road), "blank_license": "АА 1"})
    again = window.post(case_page(road, HAND_OVER), {**TO, **on(road), "blank_001": "АА 1"})
    assert again.status_code == 422
    assert "a blank of its own" in again.content.decode()


def test_the_earlier_original_is_recorded_as_given_back(stand: Stand) -> None:
    """List 8(2)."""
    road = stand("issued")
    again = issued(filed(road, for_reissue(application_of(road), "license", number=OLD)))
    window = window_of(HEAD)
    shown = window.get(case_page(again))
    assert shown.context["next"].key == "give-back"
    assert "was issued before this register" in shown.content.decode()
    page = case_page(again, GIVE_BACK)
    assert window.get(page).status_code == 200
    assert window.post(page, {"note": "whole"}).status_code == 422
    answer = window.post(page, {"papers": ["license"], "note": "whole, ЛП No. 0012345"}, follow=True)
    text = answer.content.decode()
    assert "Earlier original given back" in text
    assert "ЛП No. 0012345" in text
    assert window.post(page, {"papers": ["license"], "note": "once more"}).status_code == 422


def test_nothing_is_offered_where_nothing_is_on_paper(stand: Stand) -> None:
    """Annex 2(5), List 8(2)."""
    road, window = stand("issued"), window_of(OFFICER)
    shown = window.get(case_page(road))
    assert shown.context["on_paper"] is None
    assert shown.context["next"] is None
    text = window.get(case_page(road, HAND_OVER)).content.decode()
    assert "No paper copy is to be handed over." in text
    assert "No paper original is to be given back." in window.get(case_page(road, GIVE_BACK)).content.decode()


def test_another_office_does_not_see_these_pages(stand: Stand) -> None:
    """Rules 3."""
    road, window = wanted(stand), window_of(OFFICER_OF_ASTANA)
    for page in (HAND_OVER, GIVE_BACK):
        assert window.get(case_page(road, page)).status_code == 404


def test_a_result_of_another_service_is_called_by_its_name(stand: Stand) -> None:
    """Rules 19."""
    road = wanted(stand, "license", "001")
    text = window_of(OFFICER).get(case_page(road)).content.decode()
    assert f"Duplicate of license {FIRST} (PDF, opens in a new tab)" in text
    assert "Duplicate of annex 001 (PDF, opens in a new tab)" in text
