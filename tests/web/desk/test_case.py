"""The case page, and the steps that one button takes."""

import re
from dataclasses import replace

import pytest

from ruqsat.cases.actions import treasury
from ruqsat.law.acts import SYSTEM, Actor, ApprovalAnswered, Role
from ruqsat.law.local_time import local
from ruqsat.law.standing import act_of
from ruqsat.payments.checking import check
from ruqsat.payments.models import Payment
from ruqsat.payments.orders import payer_of
from tests.gateways.statements.samples import Movement, table
from tests.licenses.roads import application_of, filed, for_annex, for_duplicate, for_reissue, issued
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import FACILITY, case_page, window_of
from tests.world import AIZHAN, HEAD, INSPECTOR, OFFICER, OFFICER_OF_ASTANA, SECOND_OFFICER, person

STEPS = ("complete/", "approval/F1/", "decision/license/")


def text_of(road: Road, iin: str = OFFICER) -> str:
    """The words of the case page, without its tags."""
    answer = window_of(iin).get(case_page(road))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_there_is_one_next_step_and_the_others_say_why_not(stand: Stand) -> None:
    road = stand("settled")
    page = window_of(OFFICER).get(case_page(road)).context
    assert (page["next"].key, page["others"]) == ("complete", [])
    assert {step.key: step.permission.ref for step in page["waiting"]} == {
        "ask": "Rules 10",
        "visit": "Rules 10",
        "prepare": "Rules 10",
    }


def test_the_documents_that_are_in_order_are_said_beside_the_step(stand: Stand) -> None:
    assert "Every document that List 8 asks for is there and in force." in text_of(stand("settled"))


def test_a_missing_document_is_named_with_its_clause(stand: Stand) -> None:
    """List 8(1), Rules 9: without consent no register is asked, and nothing was attached in its place."""
    road = stand("known")
    road.fill()
    road.receive()
    road.register()
    page = window_of(OFFICER).get(case_page(road))
    lacking = page.context["lacking"]
    assert {one.missing.demand.ref for one in lacking} == {"List 8(1)"}
    assert all(one.missing.held for one in lacking)
    assert "/rules/list-8" in page.content.decode()
    assert page.context["next"].key == "refuse-consideration"
    waits = next(step for step in page.context["waiting"] if step.key == "complete")
    assert waits.permission.ref == "Rules 9"


def test_the_page_says_what_the_examination_brought(stand: Stand) -> None:
    road = stand("sealed")
    text = text_of(road)
    for said in (
        "Paid",
        "In force",
        "Approved",
        "The premises have no",
        "SMS to",
        "room.jpg",
        "Concluded and sealed",
        "Compliant",
        "In the presence of Үлгібаева Айжан",
        "Valid",
        "Осмотров Тимур Актович",
        "Санитаров Алмас Тазаұлы",
        "Үлгібаева Айжан Сынаққызы (Applicant)",
    ):
        assert (said in text) is (said != "The premises have no"), said


def test_the_draft_says_who_prepared_it_and_who_may_sign(stand: Stand) -> None:
    road = stand("sealed")
    road.prepare_grant()
    draft = window_of(OFFICER).get(case_page(road)).context["draft"]
    assert draft.prepared_by == "Бланкова Сәуле Хатқызы"
    assert draft.note == "All is there."
    assert set(draft.signers) == {"Бұйрықова Нұргүл Мөрқызы", "Заместова Гүлнар Подписевна"}


def test_once_nothing_is_left_to_do_the_next_item_is_offered(stand: Stand) -> None:
    road = stand("approved")
    other = Road(world=road.world)
    other.fill()
    other.consent()
    other.receive()
    other.register()
    page = window_of(OFFICER).get(case_page(road))
    assert page.context["next_item"].duty.case_id == other.case
    assert case_page(other) in page.content.decode()


def test_another_region_has_no_such_case(stand: Stand) -> None:
    road = stand("settled")
    window = window_of(OFFICER_OF_ASTANA)
    assert window.get(case_page(road)).status_code == 404
    assert window.post(case_page(road, "complete/"), {"seen": road.seen}).status_code == 404
    sha256 = road.look().standing.application.attachments[0].sha256  # type: ignore[union-attr]  # a filed case has one
    assert window.get(case_page(road, f"documents/{sha256}/")).status_code == 404


def test_an_inspector_has_no_desk(stand: Stand) -> None:
    road = stand("settled")
    assert window_of(INSPECTOR).get(case_page(road)).status_code == 403


@pytest.mark.parametrize("page", STEPS)
def test_a_step_is_sent_as_a_form(stand: Stand, page: str) -> None:
    road = stand("settled")
    assert window_of(HEAD if "decision" in page else OFFICER).get(case_page(road, page)).status_code == 405


def test_the_documents_are_found_complete(stand: Stand) -> None:
    road = stand("settled")
    answer = window_of(OFFICER).post(case_page(road, "complete/"), {"seen": road.seen}, follow=True)
    assert road.kinds()[-1] == "found_complete"
    assert "The documents are found complete" in answer.content.decode()


def test_found_complete_twice_says_why_not(stand: Stand) -> None:
    road = stand("complete")
    answer = window_of(OFFICER).post(case_page(road, "complete/"), {"seen": road.seen}, follow=True)
    text = answer.content.decode()
    assert "The documents have already been found complete. See point 9 of the Rules." in text
    assert road.kinds().count("found_complete") == 1


def test_the_head_does_not_find_documents_complete(stand: Stand) -> None:
    road = stand("settled")
    answer = window_of(HEAD).post(case_page(road, "complete/"), {"seen": road.seen}, follow=True)
    assert "Somebody acting in another capacity takes this step." in answer.content.decode()


def test_what_arrived_meanwhile_stops_the_step_and_is_listed(stand: Stand) -> None:
    road = stand("settled")
    answer = window_of(OFFICER).post(case_page(road, "complete/"), {"seen": 1})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "A state register was asked. On file since" in text
    assert "found_complete" not in road.kinds()


def test_the_approving_body_is_asked_once(stand: Stand) -> None:
    road = stand("complete")
    window = window_of(SECOND_OFFICER)
    window.post(case_page(road, f"approval/{FACILITY}/"), {"seen": road.seen})
    assert road.kinds()[-1] == "approval_requested"
    again = window.post(case_page(road, f"approval/{FACILITY}/"), {"seen": road.seen}, follow=True)
    assert "The approving body has already been asked" in again.content.decode()


def test_documents_open_in_the_browser_and_stay_out_of_caches(stand: Stand) -> None:
    road = stand("approved")
    answered = road.look().standing.approvals[FACILITY].answered
    assert answered is not None
    sha256 = act_of(answered, ApprovalAnswered).document
    window = window_of(OFFICER)
    answer = window.get(case_page(road, f"documents/{sha256}/"))
    assert answer.content.startswith(b"%PDF-")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert window.get(case_page(road, f"documents/{'0' * 64}/")).status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("milestone", ["registered", "approved", "visited", "granted", "issued"])
def test_the_page_stands_at_every_milestone(stand: Stand, milestone: str, language: str) -> None:
    road = stand(milestone)
    assert window_of(OFFICER, language).get(case_page(road)).status_code == 200


def heading(road: Road) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", window_of(OFFICER).get(case_page(road)).content.decode(), re.DOTALL)
    assert found is not None
    return found.group(1).strip()


def test_the_heading_of_a_case_that_has_ended_names_what_was_issued(stand: Stand) -> None:
    """Rules 19, List 5: a license, an annex to it, its reissue, a duplicate."""
    road = stand("issued")
    first = application_of(road)
    assert heading(road) == "The license is issued."
    assert heading(issued(filed(road, for_annex(first)))) == "The annex is issued."
    assert heading(issued(filed(road, for_duplicate(first)))) == "The duplicate is issued."
    assert heading(issued(filed(road, for_reissue(first, "license")))) == "The license or annex is reissued."


def test_the_page_says_that_the_bank_took_the_fee_back_until_it_is_paid_again(stand: Stand) -> None:
    """List 9(2), Rules 5: on file the fee counts as paid; whoever decides knows that it is not here."""
    road = stand("sealed")
    road.prepare_grant()
    assert "Taken back by the bank" not in text_of(road)
    head = window_of(HEAD)
    to_sign = head.post(case_page(road, "decision/license/"))["Location"]
    assert "Taken back by the bank" not in head.get(to_sign).content.decode()
    paid = Payment.objects.get(order__file_id=road.case)
    whole = Movement(reference="B1", amount=str(paid.amount), day=local(road.now).date(), end_to_end=paid.reference)
    came, went = treasury.take_statement(
        table(whole, replace(whole, reference="B2", direction="out", end_to_end="")), by=SYSTEM, now=lambda: road.now
    ).lines
    officer = Actor(person=person(OFFICER).id, role=Role.OFFICER, office="KZ-75")
    treasury.takes_back(went.id, came.id, reason="The bank wrote so.", by=officer, at=road.now)
    pages = (case_page(road), f"{case_page(road)}decision/prepare/")
    for page in pages:
        text = window_of(OFFICER).get(page).content.decode()
        assert "Taken back by the bank" in text
        assert "no clause takes a confirmed payment off it" in text
    assert "no clause takes a confirmed payment off it" in head.get(to_sign).content.decode()
    applicant = window_of(AIZHAN)
    leads_there = f'href="/applications/{road.case}/fee/"'
    assert leads_there in applicant.get(f"/applications/{road.case}/").content.decode()
    again = replace(whole, reference="B3", purpose=paid.order.number, payer=payer_of(paid.order), end_to_end="")
    treasury.take_statement(table(again), by=SYSTEM, now=lambda: road.now)
    for page in pages:
        assert "Taken back by the bank" not in window_of(OFFICER).get(page).content.decode()
    assert leads_there not in applicant.get(f"/applications/{road.case}/").content.decode()
    assert check() == []
