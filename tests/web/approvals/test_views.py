"""Rules 11: the approving body's queue, its answer, and the signature under it."""

import pytest
from django.test import Client

from tests.milestones import Stand, StandOfThree
from tests.walking import Road
from tests.web.officers import FACILITY, signed, window_of
from tests.world import APPROVER, HEAD

APPROVER_OF_ASTANA = "860417499695"
YES = {"approved": "yes", "reasons": "The premises meet the sanitary rules."}


def asked(stand: Stand) -> Road:
    road = stand("complete")
    road.request_approval()
    return road


def page_of(road: Road, page: str = "") -> str:
    return f"/approvals/{road.case}/{FACILITY}/{page}"


def prepared_by(window: Client, road: Road) -> str:
    """The address of the page where the answer is signed."""
    answer = window.post(page_of(road), YES)
    assert answer.status_code == 302
    return answer["Location"]


def test_a_request_waits_in_the_queue_with_its_term(stand: Stand) -> None:
    road = asked(stand)
    page = window_of(APPROVER).get("/approvals/")
    assert [line.duty.case_id for line in page.context["lines"]] == [road.case]
    assert page_of(road) in page.content.decode()


def test_what_was_asked_is_shown_with_what_registers_say_of_the_premises(stand: Stand) -> None:
    road = asked(stand)
    page = window_of(APPROVER).get(page_of(road))
    assert {fact.inquiry for fact in page.context["facts"]} >= {"premises_title", "sanitary_conclusion"}
    assert "Тәжірибе көшесі" in page.content.decode()


def test_an_answer_without_reasons_keeps_what_was_chosen(stand: Stand) -> None:
    road = asked(stand)
    answer = window_of(APPROVER).post(page_of(road), {"approved": "no", "reasons": ""})
    assert answer.status_code == 422
    assert "Give the reasons of the answer" in answer.content.decode()
    assert answer.context["form"]["approved"].value() == "no"


def test_the_answer_is_read_as_pdf_and_signed(stand: Stand) -> None:
    road = asked(stand)
    window = window_of(APPROVER)
    page = prepared_by(window, road)
    assert window.get(f"{page}draft/").content.startswith(b"%PDF-")
    answer = window.post(page, signed(road, window, page, APPROVER), follow=True)
    assert "The signed answer is with the licensor." in answer.content.decode()
    assert road.kinds()[-2:] == ["approval_answered", "signature_judged"]
    after = window.get(page_of(road))
    assert YES["reasons"] in after.content.decode()
    document = after.context["answer"].document
    assert window.get(page_of(road, f"documents/{document}/")).content.startswith(b"%PDF-")


def test_another_persons_key_signs_nothing(stand: Stand) -> None:
    road = asked(stand)
    window = window_of(APPROVER)
    page = prepared_by(window, road)
    answer = window.post(page, signed(road, window, page, HEAD))
    assert answer.status_code == 422
    assert "The certificate belongs to another person." in answer.content.decode()
    assert "approval_answered" not in road.kinds()


def test_a_second_answer_is_not_taken(stand: Stand) -> None:
    road = stand("approved")
    answer = window_of(APPROVER).post(page_of(road), YES)
    assert answer.status_code == 422
    assert "no open request" in answer.content.decode()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_pages_speak_three_languages(stand: Stand, language: str) -> None:
    road = asked(stand)
    window = window_of(APPROVER, language)
    assert window.get("/approvals/").status_code == 200
    assert window.get(prepared_by(window, road)).status_code == 200


def test_a_body_that_was_not_asked_sees_nothing(stand: Stand) -> None:
    road = asked(stand)
    window = window_of(APPROVER_OF_ASTANA)
    assert window.get("/approvals/").context["lines"] == []
    assert window.get(page_of(road)).status_code == 404
    assert window.post(page_of(road), YES).status_code == 404


def test_before_it_is_asked_there_is_nothing_to_answer(stand: Stand) -> None:
    road = stand("complete")
    assert window_of(APPROVER).get(page_of(road)).status_code == 404


def test_only_documents_about_the_premises_are_shown(stand: Stand) -> None:
    road = asked(stand)
    application = road.look().standing.application
    assert application is not None
    of_the_person = next(one.sha256 for one in application.attachments if one.about != FACILITY)
    assert window_of(APPROVER).get(page_of(road, f"documents/{of_the_person}/")).status_code == 404


def test_a_draft_is_its_signers_alone(stand: Stand) -> None:
    road = asked(stand)
    page = prepared_by(window_of(APPROVER), road)
    assert window_of("800909499531").get(f"{page}draft/").status_code == 404


def test_the_queue_is_only_looked_at(stand: Stand) -> None:
    stand("known")
    assert window_of(APPROVER).post("/approvals/").status_code == 405


def test_each_regions_body_is_asked_about_its_own_facilities_alone(stand_of_three: StandOfThree) -> None:
    """Rules 10(1), Rules 18: three facilities in two regions; each line of the queue says which one."""
    road = stand_of_three("asked")
    almaty, astana = window_of(APPROVER), window_of(APPROVER_OF_ASTANA)
    queues = [window.get("/approvals/") for window in (almaty, astana)]
    facilities = [[line.duty.facility for line in queue.context["lines"]] for queue in queues]
    assert [sorted(one) for one in facilities] == [["F1", "F2"], ["F3"]]
    for street, there in (("Тәжірибе көшесі", 0), ("Сынақ көшесі", 0), ("Үлгі даңғылы", 1)):
        assert [street in queue.content.decode() for queue in queues] == [there == 0, there == 1]
    answers = {
        (place, facility): window.get(f"/approvals/{road.case}/{facility}/").status_code
        for place, window in (("Almaty", almaty), ("Astana", astana))
        for facility in ("F1", "F2", "F3")
    }
    assert {where for where, status in answers.items() if status == 200} == {
        ("Almaty", "F1"),
        ("Almaty", "F2"),
        ("Astana", "F3"),
    }
    page = astana.get(f"/approvals/{road.case}/F3/").content.decode()
    assert "lease-F3.pdf" in page
    assert "lease-F2.pdf" not in page
    assert "Сынақ көшесі" not in page
    application = road.look().standing.application
    assert application is not None
    lease = next(one for one in application.attachments if one.name == "lease-F2.pdf")
    assert astana.get(f"/approvals/{road.case}/F3/documents/{lease.sha256}/").status_code == 404
    assert almaty.get(f"/approvals/{road.case}/F2/documents/{lease.sha256}/").status_code == 200
