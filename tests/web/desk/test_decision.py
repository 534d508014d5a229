"""Rules 20: prepared by one officer, read and signed by another person on the very PDFs that are sealed."""

from django.test import Client

from ruqsat.law.acts import Role
from ruqsat.people.models import Appointment
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import case_page, last_of, signed, window_of
from tests.world import APPROVER, DEPUTY, HEAD, OFFICER, person

PREPARE, SET, RETURN = "decision/prepare/", "decision/license/", "decision/return/"


def before_the_head(stand: Stand) -> Road:
    road = stand("sealed")
    road.prepare_grant()
    return road


def read_by_head(road: Road) -> tuple[Client, str]:
    """The head's window on the page of the license that was just set."""
    window = window_of(HEAD)
    return window, window.post(case_page(road, SET))["Location"]


def test_the_grant_is_prepared_with_a_note(stand: Stand) -> None:
    road = stand("sealed")
    window = window_of(OFFICER)
    assert "The file bears out the grant." in window.get(case_page(road, PREPARE)).content.decode()
    answer = window.post(case_page(road, PREPARE), {"seen": road.seen, "note": "Read the annex."}, follow=True)
    assert "The grant is before the authorized person." in answer.content.decode()
    assert road.kinds()[-1] == "decision_prepared"


def test_what_stands_in_the_way_is_said_with_its_clause(stand: Stand) -> None:
    road = stand("approved")
    window = window_of(OFFICER)
    why = "Permit control of every facility has not been concluded yet."
    assert why in window.get(case_page(road, PREPARE)).content.decode()
    answer = window.post(case_page(road, PREPARE), {"seen": road.seen, "note": "Soon."})
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_a_note_is_kept_when_the_case_has_moved_on(stand: Stand) -> None:
    road = stand("sealed")
    answer = window_of(OFFICER).post(case_page(road, PREPARE), {"seen": 1, "note": "Typed with care."})
    assert answer.status_code == 409
    assert "Typed with care." in answer.content.decode()


def test_the_head_reads_the_very_files_and_the_note(stand: Stand) -> None:
    road = before_the_head(stand)
    window, page = read_by_head(road)
    shown = window.get(page)
    text = shown.content.decode()
    assert "All is there." in text
    assert "Бланкова Сәуле Хатқызы" in text
    assert {one.what for one in shown.context["papers"]} == {"license", "annex"}
    for paper in shown.context["papers"]:
        assert paper.sha256 in text
        assert window.get(case_page(road, f"documents/{paper.sha256}/")).content.startswith(b"%PDF-")


def test_looking_at_the_license_again_writes_nothing(stand: Stand) -> None:
    road = before_the_head(stand)
    window, page = read_by_head(road)
    assert window.get(page).context["prepared"].id == window.get(page).context["prepared"].id == last_of(page)


def test_the_head_signs_and_the_license_is_granted(stand: Stand) -> None:
    road = before_the_head(stand)
    window, page = read_by_head(road)
    answer = window.post(page, signed(road, window, page, HEAD), follow=True)
    assert "The license is signed." in answer.content.decode()
    assert road.kinds()[-2:] == ["granted", "signature_judged"]


def test_another_persons_key_signs_nothing(stand: Stand) -> None:
    road = before_the_head(stand)
    window, page = read_by_head(road)
    answer = window.post(page, signed(road, window, page, APPROVER))
    assert answer.status_code == 422
    assert "The certificate belongs to another person." in answer.content.decode()
    assert "granted" not in road.kinds()


def test_no_signature_is_asked_for_again(stand: Stand) -> None:
    road = before_the_head(stand)
    window, page = read_by_head(road)
    answer = window.post(page, {"cms": ""})
    assert answer.status_code == 422
    assert "The signature did not arrive. Sign again." in answer.content.decode()


def test_a_license_of_yesterday_is_set_anew(stand: Stand) -> None:
    """The day of issue stands on the license: it is signed on that day."""
    road = before_the_head(stand)
    window, page = read_by_head(road)
    posted = signed(road, window, page, HEAD)
    road.world.later(hours=20)
    answer = window.post(page, posted, follow=True)
    assert "dated with a day that is over" in answer.content.decode()
    assert "granted" not in road.kinds()


def test_what_the_head_reads_is_nobody_elses(stand: Stand) -> None:
    road = before_the_head(stand)
    _window, page = read_by_head(road)
    assert window_of(DEPUTY).get(page).status_code == 302
    assert window_of(OFFICER).get(page).status_code == 403


def test_without_a_draft_there_is_nothing_to_sign(stand: Stand) -> None:
    road = stand("sealed")
    answer = window_of(HEAD).post(case_page(road, SET), follow=True)
    assert "No draft of the decision has been prepared yet." in answer.content.decode()


def test_who_prepared_does_not_sign(stand: Stand) -> None:
    """Rules 20: four eyes."""
    road = before_the_head(stand)
    post = Appointment.objects.get(person=person(HEAD), role=Role.HEAD.value)
    Appointment.objects.create(
        person=person(OFFICER),
        office=post.office,
        role=Role.HEAD.value,
        kind="acting",
        since=post.since,
        order_number="№ 9900",
    )
    answer = window_of(OFFICER).post(case_page(road, SET), follow=True)
    assert "Who prepared the decision does not sign it" in answer.content.decode()


def test_the_draft_goes_back_with_a_reason(stand: Stand) -> None:
    road = before_the_head(stand)
    window = window_of(HEAD)
    assert window.post(case_page(road, RETURN), {"reason": " "}).status_code == 422
    answer = window.post(case_page(road, RETURN), {"reason": "Name the annex in full."}, follow=True)
    assert "The draft went back to the officers." in answer.content.decode()
    assert road.kinds()[-1] == "decision_returned"
    assert "Name the annex in full." in window_of(OFFICER).get(case_page(road)).content.decode()


def test_there_must_be_a_draft_to_send_back(stand: Stand) -> None:
    road = stand("sealed")
    answer = window_of(HEAD).post(case_page(road, RETURN), {"reason": "Nothing."})
    assert answer.status_code == 422
    assert "No draft of the decision awaits the authorized person." in answer.content.decode()
