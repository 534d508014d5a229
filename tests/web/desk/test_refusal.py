"""List 9, Rules 12, Rules 20: the refusal is prepared on announced grounds, and signed from the third working day."""

from datetime import date

from django.test import Client

from ruqsat.cases.actions import withdrawing
from ruqsat.law.acts import DecisionPrepared, Role
from ruqsat.law.standing import act_of
from ruqsat.people.models import Appointment
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import case_page, signed, window_of
from tests.world import DEPUTY, HEAD, OFFICER, SECOND_OFFICER, person

PREPARE, SET, RETURN = "decision/prepare-refusal/", "decision/refusal/", "decision/return/"
WHY = "There is no hot water."


def heard(stand: Stand) -> Road:
    """Rules 12: told of a refusal for the approving body's negative answer, on a Wednesday."""
    road = stand("complete")
    road.request_approval()
    road.answer_approval(approved=False)
    road.announce("List 9(4)")
    road.world.later(minutes=5)
    road.open_preliminary()
    return road


def before_the_head(stand: Stand) -> Road:
    road = heard(stand)
    road.prepare_refusal("List 9(4)")
    return road


def signable(stand: Stand) -> Road:
    """Nauryz is over: Rules 12 lets the head sign."""
    road = before_the_head(stand)
    road.world.later(days=8)
    return road


def signed_by(road: Road, iin: str) -> tuple[Client, str]:
    window = window_of(iin)
    page = window.post(case_page(road, SET))["Location"]
    answer = window.post(page, signed(road, window, page, iin), follow=True)
    return window, answer.content.decode()


def test_each_ground_comes_with_the_reason_that_was_announced(stand: Stand) -> None:
    road = heard(stand)
    shown = window_of(OFFICER).get(case_page(road, PREPARE))
    ((ground, pick, text),) = shown.context["form"].rows()
    assert (ground.key, pick.value(), text.value()) == ("List 9(4)", True, "As found on file.")
    assert shown.context["hearing"].earliest.on == date(2026, 3, 26)
    page = shown.content.decode()
    assert "The head may sign from" in page
    assert "The applicant may still object until the end of" in page


def test_the_refusal_is_put_before_the_head_with_a_note(stand: Stand) -> None:
    road, window = heard(stand), window_of(OFFICER)
    posted = {"pick_4": "on", "text_4": WHY, "note": "Read the answer.", "seen": road.seen}
    answer = window.post(case_page(road, PREPARE), posted, follow=True)
    assert "The refusal is before the authorized person." in answer.content.decode()
    prepared = road.look().standing.prepared
    assert prepared is not None
    act = act_of(prepared, DecisionPrepared)
    assert (act.grant, act.note, [one.text for one in act.grounds]) == (False, "Read the answer.", [WHY])


def test_what_the_applicant_said_is_read_beside_it(stand: Stand) -> None:
    road = heard(stand)
    road.object_in_writing("The hot water works again.")
    assert "The hot water works again." in window_of(OFFICER).get(case_page(road, PREPARE)).content.decode()


def test_before_the_applicant_was_told_it_cannot_be_prepared(stand: Stand) -> None:
    road = stand("complete")
    road.request_approval()
    road.answer_approval(approved=False)
    shown = window_of(OFFICER).get(case_page(road, PREPARE))
    assert shown.context["permission"].allowed is False
    posted = {"pick_4": "on", "text_4": WHY, "seen": road.seen}
    assert window_of(OFFICER).post(case_page(road, PREPARE), posted).status_code == 422
    assert "decision_prepared" not in road.kinds()


def test_an_objection_that_came_meanwhile_stops_it_and_what_was_typed_is_kept(stand: Stand) -> None:
    road, window = heard(stand), window_of(OFFICER)
    posted = {"pick_4": "on", "text_4": "Typed with care.", "note": "", "seen": road.seen}
    road.object_in_writing()
    answer = window.post(case_page(road, PREPARE), posted)
    assert answer.status_code == 409
    assert "Typed with care." in answer.content.decode()


def test_no_reason_is_said_and_what_was_typed_stays(stand: Stand) -> None:
    road, window = heard(stand), window_of(OFFICER)
    posted = {"pick_4": "on", "text_4": " ", "note": "Kept.", "seen": road.seen}
    answer = window.post(case_page(road, PREPARE), posted)
    assert answer.status_code == 422
    assert "Kept." in answer.content.decode()


def test_a_ground_that_fell_away_is_no_longer_offered(stand: Stand) -> None:
    """APPC 73: asked once more, the approving body approves; nothing is left to refuse on."""
    road = heard(stand)
    road.object_in_writing()
    road.request_approval()
    road.answer_approval()
    window = window_of(OFFICER)
    shown = window.get(case_page(road, PREPARE))
    assert shown.context["fallen"] == ["List 9(4)"]
    assert list(shown.context["form"].rows()) == []
    page = window.get(case_page(road))
    assert "No longer borne out" in page.content.decode()
    assert "refuse" not in {step.key for step in (page.context["next"], *page.context["others"])}


def test_the_head_is_told_from_when_it_may_be_signed(stand: Stand) -> None:
    """Rules 12: not before the third working day; the clause and the day are said before trying."""
    road = before_the_head(stand)
    window = window_of(HEAD)
    page = window.get(case_page(road))
    sign = next(step for step in page.context["waiting"] if step.key == "sign")
    assert (sign.permission.ref, sign.permission.not_before.on) == ("Rules 12", date(2026, 3, 26))
    assert case_page(road, RETURN) in page.content.decode()
    answer = window.post(case_page(road, SET), follow=True)
    assert "less than 3 working days ago" in answer.content.decode()


def test_the_head_reads_the_pdf_signs_and_it_is_sealed(stand: Stand) -> None:
    road = signable(stand)
    window, text = signed_by(road, HEAD)
    assert "The refusal is signed." in text
    assert road.kinds()[-2:] == ["refused", "signature_judged"]
    road.do_owed("seal_result")
    shown = window.get(case_page(road))
    end = shown.context["end"]
    assert (end.stage, [one.ground for one in end.grounds], end.by) == (
        "refused",
        ["List 9(4)"],
        "Бұйрықова Нұргүл Мөрқызы",
    )
    assert window.get(case_page(road, f"documents/{end.papers[0].sha256}/")).content.startswith(b"%PDF-")
    assert "Refusal of the license" in shown.content.decode()


def test_the_deputy_by_appointment_signs_as_well(stand: Stand) -> None:
    road = signable(stand)
    signed_by(road, DEPUTY)
    assert "refused" in road.kinds()


def test_who_prepared_it_is_told_before_trying_that_another_signs(stand: Stand) -> None:
    """Rules 20: four eyes."""
    road = signable(stand)
    post = Appointment.objects.get(person=person(HEAD), role=Role.HEAD.value)
    Appointment.objects.create(
        person=person(OFFICER),
        office=post.office,
        role=Role.HEAD.value,
        kind="acting",
        since=post.since,
        order_number="№ 9902",
    )
    page = window_of(OFFICER).get(case_page(road))
    sign = next(step for step in page.context["waiting"] if step.key == "sign")
    assert sign.permission.ref == "Rules 20"
    answer = window_of(OFFICER).post(case_page(road, SET), follow=True)
    assert "Who prepared the decision does not sign it" in answer.content.decode()


def test_an_objection_while_the_head_reads_stops_the_signature(stand: Stand) -> None:
    road = signable(stand)
    window = window_of(HEAD)
    page = window.post(case_page(road, SET))["Location"]
    posted = signed(road, window, page, HEAD)
    road.object_in_writing("Late, and yet.")
    answer = window.post(page, posted)
    assert answer.status_code == 409
    assert "refused" not in road.kinds()


def test_the_draft_goes_back_and_another_officer_prepares_anew(stand: Stand) -> None:
    road = before_the_head(stand)
    window_of(HEAD).post(case_page(road, RETURN), {"reason": "Say which premises."})
    window = window_of(SECOND_OFFICER)
    page = window.get(case_page(road))
    assert "Say which premises." in page.content.decode()
    window.post(case_page(road, PREPARE), {"pick_4": "on", "text_4": WHY, "note": "", "seen": road.seen})
    assert road.kinds()[-1] == "decision_prepared"


def test_a_withdrawal_is_told_as_the_end_of_the_case(stand: Stand) -> None:
    road = heard(stand)
    by = person(road.applicant)
    prepared = withdrawing.prepare_withdrawal(road.case, reason="I moved away.", by=by, at=road.now)
    withdrawing.withdraw(prepared.id, cms=road.world.sign(prepared.statement, road.applicant), by=by, at=road.now)
    shown = window_of(OFFICER).get(case_page(road))
    assert shown.context["next"] is None
    assert (shown.context["end"].stage, shown.context["end"].text) == ("withdrawn", "I moved away.")
    assert "The applicant, who took the application back" in shown.content.decode()


def test_an_officer_prepares_and_the_head_does_not(stand: Stand) -> None:
    road = heard(stand)
    assert window_of(HEAD).get(case_page(road, PREPARE)).status_code == 403
    assert window_of(OFFICER).post(case_page(road, SET)).status_code == 403
