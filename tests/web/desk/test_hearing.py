"""Rules 12: announced, sealed and sent, received, objected to in writing or by word."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ruqsat.law.acts import ObjectionFiled, PreliminaryDecisionMade, PreliminaryDecisionServed
from ruqsat.law.local_time import local
from ruqsat.law.standing import act_of
from tests.milestones import Stand
from tests.walking import PDF, Road
from tests.web.officers import case_page, signed, window_of
from tests.world import HEAD, OFFICER, OFFICER_OF_ASTANA, SECOND_OFFICER

ANNOUNCE, RECEIPT, PROTOCOL = "hearing/announce/", "hearing/receipt/", "hearing/protocol/"
WHY = "The approving body refused, because there is no hot water."


def refused_approval(stand: Stand) -> Road:
    """Rules 11: the approving body refuses, and that bears out List 9(4)."""
    road = stand("complete")
    road.request_approval()
    road.answer_approval(approved=False)
    return road


def announced(stand: Stand) -> Road:
    road = refused_approval(stand)
    road.announce("List 9(4)")
    return road


def opened(stand: Stand) -> Road:
    road = announced(stand)
    road.world.later(minutes=5)
    road.open_preliminary()
    return road


def text_of(window: Client, road: Road, page: str = "") -> str:
    return window.get(case_page(road, page)).content.decode()


def typed(road: Road, **changes: str) -> dict[str, str]:
    """A protocol of this very minute."""
    on = local(road.now).date()
    filled = {
        "day_day": str(on.day),
        "day_month": str(on.month),
        "day_year": str(on.year),
        "hour": f"{local(road.now):%H:%M}",
        "place": "Room 5",
        "present": "Үлгібаева Айжан\n\n Бланкова Сәуле ",
        "text": "The hot water works again.",
    }
    return filled | changes


def test_the_facts_behind_a_ground_are_said_and_lead_to_their_place(stand: Stand) -> None:
    road, window = refused_approval(stand), window_of(OFFICER)
    assert window.get(case_page(road)).context["next"].key == "announce"
    shown = window.get(case_page(road, ANNOUNCE))
    text = shown.content.decode()
    assert [row[0].key for row in shown.context["form"].rows()] == ["List 9(4)"]
    assert "The premises have no hot water." in text
    assert f"{case_page(road)}#approvals" in text
    assert "/rules/list-9" in text


def test_the_reason_is_drafted_in_the_language_of_the_application(stand: Stand) -> None:
    road = refused_approval(stand)
    ground = next(iter(window_of(OFFICER).get(case_page(road, ANNOUNCE)).context["form"].offered))
    assert "The premises have no hot water." in ground.drafted
    assert "келісілмеді" in ground.drafted


def test_by_when_a_refusal_in_time_is_announced_is_said(stand: Stand) -> None:
    road = refused_approval(stand)
    shown = window_of(OFFICER).get(case_page(road, ANNOUNCE))
    assert shown.context["closes"].on == date(2026, 4, 6)
    assert shown.context["too_late"] is False
    assert "For a refusal in time the applicant has to receive it by" in shown.content.decode()


def test_too_late_is_said_plainly_with_what_the_law_makes_of_it(stand: Stand) -> None:
    road = refused_approval(stand)
    road.world.later(days=24)
    window = window_of(OFFICER)
    text = text_of(window, road, ANNOUNCE)
    assert "It is too late for a refusal in time" in text
    assert "the overrun stays on record" in text
    window.post(case_page(road, ANNOUNCE), {"pick_4": "on", "text_4": WHY, "seen": road.seen})
    assert road.kinds()[-1] == "preliminary_decision_made"


def test_the_intended_refusal_is_announced_sealed_and_sent(stand: Stand) -> None:
    road, window = refused_approval(stand), window_of(OFFICER)
    posted = {"pick_4": "on", "text_4": WHY, "seen": road.seen}
    answer = window.post(case_page(road, ANNOUNCE), posted, follow=True)
    assert "The preliminary decision is made." in answer.content.decode()
    intended = road.look().standing.intended
    assert intended is not None
    assert [(one.ground, one.text) for one in act_of(intended, PreliminaryDecisionMade).grounds] == [("List 9(4)", WHY)]
    assert "Being sealed and sent" in answer.content.decode()
    road.do_owed("send_preliminary_decision")
    shown = window.get(case_page(road))
    hearing = shown.context["hearing"]
    assert window.get(case_page(road, f"documents/{hearing.document}/")).content.startswith(b"%PDF-")
    assert "Record a receipt by other means" in shown.content.decode()
    assert WHY in shown.content.decode()


def test_no_ground_or_no_reason_is_said_and_what_was_typed_stays(stand: Stand) -> None:
    road, window = refused_approval(stand), window_of(OFFICER)
    answer = window.post(case_page(road, ANNOUNCE), {"text_4": "Typed with care.", "seen": road.seen})
    assert answer.status_code == 422
    assert "Pick at least one ground" in answer.content.decode()
    assert "Typed with care." in answer.content.decode()
    answer = window.post(case_page(road, ANNOUNCE), {"pick_4": "on", "text_4": " ", "seen": road.seen})
    assert set(answer.context["form"].errors) == {"text_4"}
    assert "preliminary_decision_made" not in road.kinds()


def test_two_officers_on_one_page_the_second_is_told_what_changed(stand: Stand) -> None:
    road = refused_approval(stand)
    answer = window_of(SECOND_OFFICER).post(
        case_page(road, ANNOUNCE), {"pick_4": "on", "text_4": "Typed with care.", "seen": 1}
    )
    assert answer.status_code == 409
    assert "Typed with care." in answer.content.decode()
    assert "preliminary_decision_made" not in road.kinds()


def test_what_the_applicant_can_still_put_right_is_not_picked_at_first(stand: Stand) -> None:
    """Rules 12: payment and consent are announced once the examination is over."""
    road = stand("known")
    road.fill()
    road.consent()
    road.receive()
    road.register()
    road.settle()
    road.find_complete()
    window = window_of(OFFICER)
    assert "announce" not in {step.key for step in window.get(case_page(road)).context["others"]}
    (row,) = window.get(case_page(road, ANNOUNCE)).context["form"].rows()
    assert (row[0].key, row[0].curable, row[1].value()) == ("List 9(2)", True, False)


def test_where_nothing_is_borne_out_the_page_says_so(stand: Stand) -> None:
    road = stand("approved")
    assert "The file bears out none of the grounds of refusal." in text_of(window_of(OFFICER), road, ANNOUNCE)


def test_a_receipt_by_other_means_is_recorded_with_what_shows_it(stand: Stand) -> None:
    road, window = announced(stand), window_of(OFFICER)
    road.world.later(hours=2)
    on = local(road.now)
    posted = {
        "means": "handed_over",
        "reference": "Journal 3, line 17",
        "day_day": str(on.day),
        "day_month": str(on.month),
        "day_year": str(on.year),
        "hour": f"{on - timedelta(minutes=30):%H.%M}",
    }
    assert window.post(case_page(road, RECEIPT), posted | {"reference": ""}).status_code == 422
    assert window.post(case_page(road, RECEIPT), posted).status_code == 422  # nothing is attached
    window.post(case_page(road, RECEIPT), posted | {"evidence": SimpleUploadedFile("journal.pdf", PDF)})
    served = road.look().standing.preliminary
    assert served is not None
    act = act_of(served, PreliminaryDecisionServed)
    assert (act.means, act.reference) == ("handed_over", "Journal 3, line 17")
    assert window.get(case_page(road, f"documents/{act.evidence}/")).status_code == 200
    text = text_of(window, road)
    assert "Handed over against a signature: Journal 3, line 17" in text
    assert "Open until the end of" in text


def test_a_receipt_before_the_sending_is_refused(stand: Stand) -> None:
    road, window = announced(stand), window_of(OFFICER)
    posted = {"means": "post", "reference": "RR 12", "day_day": "17", "day_month": "3", "day_year": "2026"}
    shown = {"hour": "10:00", "evidence": SimpleUploadedFile("card.pdf", PDF)}
    answer = window.post(case_page(road, RECEIPT), posted | shown)
    assert answer.status_code == 422
    assert "cannot have been received before it was sent" in answer.content.decode()
    assert 'value="RR 12"' in answer.content.decode()


def test_an_opened_one_needs_no_other_receipt(stand: Stand) -> None:
    road, window = opened(stand), window_of(OFFICER)
    assert "has received the preliminary decision already" in text_of(window, road, RECEIPT)
    text = text_of(window, road)
    assert "Opened in the personal account" in text
    assert "Record a receipt by other means" not in text
    assert "A refusal may be signed from" in text


def test_what_is_said_by_word_is_kept_in_a_protocol_that_the_officer_signs(stand: Stand) -> None:
    """APPC 74: set as PDF to be read, then signed."""
    road, window = opened(stand), window_of(OFFICER)
    page = window.post(case_page(road, PROTOCOL), typed(road))["Location"]
    shown = window.get(page)
    (paper,) = shown.context["papers"]
    assert window.get(case_page(road, f"documents/{paper.sha256}/")).content.startswith(b"%PDF-")
    answer = window.post(page, signed(road, window, page, OFFICER), follow=True)
    assert "The protocol is on file as the applicant&#x27;s objection." in answer.content.decode()
    objected = road.look().standing.objections[-1]
    act = act_of(objected, ObjectionFiled)
    assert (act.place, act.present) == ("Room 5", ("Үлгібаева Айжан", "Бланкова Сәуле"))
    text = answer.content.decode()
    assert "The hot water works again." in text
    assert paper.sha256 in text


def test_a_protocol_can_be_changed_before_it_is_signed(stand: Stand) -> None:
    road, window = opened(stand), window_of(OFFICER)
    page = window.post(case_page(road, PROTOCOL), typed(road))["Location"]
    again = f"{case_page(road, PROTOCOL)}?of={window.get(page).context['prepared'].id}"
    assert again in window.get(page).content.decode()
    assert window.get(again).context["form"].initial["text"] == "The hot water works again."
    assert window_of(SECOND_OFFICER).get(again).context["form"].initial.get("text") is None


def test_a_protocol_that_says_too_little_keeps_what_was_typed(stand: Stand) -> None:
    road, window = opened(stand), window_of(OFFICER)
    answer = window.post(case_page(road, PROTOCOL), typed(road, present=" \n", hour="noon"))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"present", "hour"}
    assert "The hot water works again." in answer.content.decode()


def test_what_the_applicant_wrote_is_shown_whole(stand: Stand) -> None:
    road = opened(stand)
    road.object_in_writing("The hot water works again.\nSee the act of the plumber.")
    shown = window_of(OFFICER).get(case_page(road))
    (objection,) = shown.context["objections"]
    assert objection.late is False
    assert "See the act of the plumber." in shown.content.decode()


def test_a_late_objection_is_marked_as_late(stand: Stand) -> None:
    road = opened(stand)
    road.world.later(days=8)
    road.object_in_writing("Too late, and yet.")
    shown = window_of(OFFICER).get(case_page(road))
    (objection,) = shown.context["objections"]
    assert objection.late is True
    assert "It came after the term for an objection." in shown.content.decode()


def test_after_an_objection_the_approving_body_can_be_asked_once_more(stand: Stand) -> None:
    """APPC 73: the authority may still grant."""
    road, window = opened(stand), window_of(OFFICER)
    assert "ask" not in {step.key for step in window.get(case_page(road)).context["others"]}
    road.object_in_writing()
    page = window.get(case_page(road)).context
    offered = {step.key: step.text for step in (page["next"], *page["others"])}
    assert offered["ask"] == "Ask the approving body once more"
    assert "refuse" in offered
    window.post(case_page(road, "approval/F1/"), {"seen": road.seen})
    assert road.kinds()[-1] == "approval_requested"


def test_a_visit_to_what_was_not_approved_is_offered_after_an_objection(stand: Stand) -> None:
    """Rules 10(3), List 9(4), APPC 73: before that it would bring nothing."""
    road, window = opened(stand), window_of(OFFICER)

    def offered() -> set[str]:
        page = window.get(case_page(road)).context
        return {step.key for step in (page["next"], *page["others"])}

    assert "visit" not in offered()
    road.object_in_writing()
    assert "visit" in offered()


def test_a_ground_that_appears_later_is_announced_anew_with_the_others(stand: Stand) -> None:
    """Rules 12: the three working days run again."""
    road, window = opened(stand), window_of(OFFICER)
    window.post(case_page(road, "findings/unreliable/"), {"what": "The diploma.", "shown_by": "Letter No. 9."})
    assert window.get(case_page(road)).context["next"].key == "announce"
    rows = {row[0].key: row for row in window.get(case_page(road, ANNOUNCE)).context["form"].rows()}
    assert {key: (row[1].value(), row[0].told) for key, row in rows.items()} == {
        "List 9(4)": (True, True),
        "List 9(6)": (True, False),
    }
    assert rows["List 9(4)"][2].value() == "As found on file."
    road.announce("List 9(4)", "List 9(6)")
    hearing = window.get(case_page(road)).context["hearing"]
    assert (hearing.received_at, hearing.earliest, len(hearing.grounds)) == (None, None, 2)


def test_only_officers_of_the_office_do_this(stand: Stand) -> None:
    road = opened(stand)
    for page in (ANNOUNCE, RECEIPT, PROTOCOL):
        assert window_of(HEAD).get(case_page(road, page)).status_code == 403
        assert window_of(OFFICER_OF_ASTANA).get(case_page(road, page)).status_code == 404
