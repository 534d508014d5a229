"""List 9(1), 9(5), 9(6), 9(7): what an officer records, and what is set aside again."""

from django.test import Client

from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import case_page, window_of
from tests.world import APPROVER, HEAD, OFFICER, OFFICER_OF_ASTANA

COURT, UNRELIABLE = "findings/court-act/", "findings/unreliable/"
ACT = {
    "ground": "List 9(5)",
    "court": "Specialized inter-district court of Almaty",
    "number": "7599-26-00-2/99",
    "dated_day": "2",
    "dated_month": "3",
    "dated_year": "2026",
}
WHAT = {"what": "The certificate No. 12.", "shown_by": "The centre's answer of 3 March 2026, No. 9."}


def text_of(window: Client, road: Road) -> str:
    return window.get(case_page(road)).content.decode()


def test_a_courts_act_is_recorded_and_stands_on_the_case_page(stand: Stand) -> None:
    road, window = stand("complete"), window_of(OFFICER)
    answer = window.post(case_page(road, COURT), ACT, follow=True)
    assert "The court&#x27;s act is on file." in answer.content.decode()
    assert road.kinds()[-1] == "court_act_recorded"
    shown = text_of(window, road)
    assert "Specialized inter-district court of Almaty" in shown
    assert "7599-26-00-2/99" in shown
    assert window.get(case_page(road)).context["next"].key == "announce"


def test_the_head_may_record_one_too(stand: Stand) -> None:
    road = stand("complete")
    window_of(HEAD).post(case_page(road, COURT), ACT)
    assert road.kinds()[-1] == "court_act_recorded"


def test_what_is_missing_is_said_and_what_was_typed_stays(stand: Stand) -> None:
    road = stand("complete")
    answer = window_of(OFFICER).post(case_page(road, COURT), ACT | {"number": " ", "ground": "List 9(4)"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"number", "ground"}
    assert "Specialized inter-district court of Almaty" in answer.content.decode()


def test_an_act_of_tomorrow_is_not_recorded(stand: Stand) -> None:
    road = stand("complete")
    answer = window_of(OFFICER).post(case_page(road, COURT), ACT | {"dated_year": "2027"})
    assert answer.status_code == 422
    assert "bears a day that has not come yet" in answer.content.decode()
    assert "court_act_recorded" not in road.kinds()


def test_something_unreliable_is_recorded_with_what_shows_it(stand: Stand) -> None:
    road, window = stand("complete"), window_of(OFFICER)
    assert window.post(case_page(road, UNRELIABLE), WHAT | {"shown_by": ""}).status_code == 422
    window.post(case_page(road, UNRELIABLE), WHAT)
    shown = text_of(window, road)
    assert "The certificate No. 12." in shown
    assert "The centre&#x27;s answer of 3 March 2026, No. 9." in shown


def test_a_finding_is_set_aside_with_a_reason_and_both_stay_readable(stand: Stand) -> None:
    road, window = stand("complete"), window_of(OFFICER)
    window.post(case_page(road, UNRELIABLE), WHAT)
    finding = road.look().standing.unreliable[0].id
    page = case_page(road, f"findings/{finding}/set-aside/")
    assert page in text_of(window, road)
    assert window.post(page, {"reason": " "}).status_code == 422
    window.post(page, {"reason": "The centre corrected its answer."})
    shown = text_of(window, road)
    assert "Set aside because: The centre corrected its answer." in shown
    assert "The certificate No. 12." in shown
    assert page not in shown
    assert window.post(page, {"reason": "Once more."}).status_code == 422
    assert road.kinds().count("finding_set_aside") == 1


def test_a_finding_nobody_recorded_has_no_page(stand: Stand) -> None:
    road = stand("complete")
    assert window_of(OFFICER).get(case_page(road, f"findings/{road.case}/set-aside/")).status_code == 404


def test_before_registration_the_page_says_why_not(stand: Stand) -> None:
    road = stand("issued")
    shown = window_of(OFFICER).get(case_page(road, COURT))
    assert shown.context["permission"].allowed is False
    assert "Record a court" not in text_of(window_of(OFFICER), road)


def test_others_have_no_business_here(stand: Stand) -> None:
    road = stand("complete")
    for page in (COURT, UNRELIABLE):
        assert window_of(APPROVER).get(case_page(road, page)).status_code == 403
        assert window_of(OFFICER_OF_ASTANA).post(case_page(road, page), ACT | WHAT).status_code == 404
