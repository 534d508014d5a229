"""Rules 9: a refusal of further consideration: drafted by an officer, read and signed by the head within two days."""

from datetime import timedelta
from uuid import uuid4

from django.test import Client

from ruqsat.cases.actions import adding
from ruqsat.cases.case_file import case_file
from ruqsat.journal.append import ProofBytes
from ruqsat.law.acts import SYSTEM, ConsentGiven, ConsiderationRefusalDrafted, Role
from ruqsat.law.standing import act_of
from ruqsat.people.models import Appointment
from tests.milestones import Stand
from tests.walking import PDF, Road
from tests.web.officers import case_page, signed, window_of
from tests.world import AIZHAN, DEPUTY, HEAD, OFFICER, person

DRAFT, SET, RETURN = "refuse-consideration/", "decision/refusal-of-consideration/", "decision/return/"
TEXT = "The documents are not complete."


def incomplete(stand: Stand) -> Road:
    """A case without consent: no register may be asked, and nothing was attached in its place."""
    road = stand("known")
    road.fill()
    road.receive()
    road.register()
    return road


def ticks(window: Client, road: Road) -> list[str]:
    return [item.key for item in window.get(case_page(road, DRAFT)).context["held"]]


def before_the_head(stand: Stand) -> Road:
    road, window = incomplete(stand), window_of(OFFICER)
    window.post(case_page(road, DRAFT), {"items": ticks(window, road), "text": TEXT, "seen": road.seen})
    assert road.kinds()[-1] == "consideration_refusal_drafted"
    return road


def test_each_missing_document_is_listed_with_its_clause_and_whom_it_is_about(stand: Stand) -> None:
    road = incomplete(stand)
    shown = window_of(OFFICER).get(case_page(road, DRAFT))
    text = shown.content.decode()
    assert shown.status_code == 200
    assert shown.context["ticked"] == [item.key for item in shown.context["held"]] != []
    assert "/rules/list-8" in text
    assert "Үлгібаева Айжан Сынаққызы" in text
    assert "Only until the end of" in text


def test_the_reasons_are_drafted_in_the_language_of_the_application(stand: Stand) -> None:
    road = incomplete(stand)
    application = road.look().standing.application
    assert application is not None
    assert application.language == "kk"
    drafted = window_of(OFFICER).get(case_page(road, DRAFT)).context["form"].initial["text"]
    assert "Үлгібаева Айжан Сынаққызы" in drafted
    assert "The application cannot be considered further" not in drafted


def test_the_text_is_drafted_anew_from_what_is_ticked(stand: Stand) -> None:
    road, window = incomplete(stand), window_of(OFFICER)
    first, *_others = ticks(window, road)
    answer = window.post(case_page(road, DRAFT), {"items": [first], "text": "Old.", "anew": "yes", "seen": road.seen})
    assert answer.status_code == 200
    assert answer.context["ticked"] == [first]
    assert answer.context["form"].initial["text"].count("–") == 1
    assert "consideration_refusal_drafted" not in road.kinds()


def test_the_draft_names_what_is_ticked(stand: Stand) -> None:
    road, window = incomplete(stand), window_of(OFFICER)
    first, *_others = ticks(window, road)
    window.post(case_page(road, DRAFT), {"items": [first], "text": TEXT, "seen": road.seen})
    prepared = road.look().standing.prepared
    assert prepared is not None
    drafted = act_of(prepared, ConsiderationRefusalDrafted)
    assert [f"{one.document}:{one.about}" for one in drafted.shortcomings] == [first]
    assert drafted.text == TEXT


def test_nothing_ticked_or_no_reason_is_said_and_what_was_typed_stays(stand: Stand) -> None:
    road, window = incomplete(stand), window_of(OFFICER)
    answer = window.post(case_page(road, DRAFT), {"text": "Typed with care.", "seen": road.seen})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"items"}
    assert "Typed with care." in answer.content.decode()
    answer = window.post(case_page(road, DRAFT), {"items": ticks(window, road), "text": " ", "seen": road.seen})
    assert set(answer.context["form"].errors) == {"text"}


def test_a_document_that_came_meanwhile_stops_it_and_the_text_is_kept(stand: Stand) -> None:
    road, window = incomplete(stand), window_of(OFFICER)
    posted = {"items": ticks(window, road), "text": "Typed with care.", "seen": road.seen}
    by = person(AIZHAN)
    adding.add_document(road.case, PDF, name="work.pdf", proves="labor_activity", about="applicant", by=by, at=road.now)
    answer = window.post(case_page(road, DRAFT), posted)
    assert answer.status_code == 409
    assert "Typed with care." in answer.content.decode()


def test_a_register_that_is_still_to_be_asked_is_shown_as_not_counting(stand: Stand) -> None:
    """Rules 9: what a register has not been asked for yet is not held against the applicant."""
    road = incomplete(stand)
    given = ConsentGiven(
        happened_at=road.now,
        consent=uuid4(),
        owner="applicant",
        data=("labor_activity",),
        purpose="License",
        valid_until=road.now + timedelta(days=30),
        phone_masked="+7 ••• 01",
    )
    with case_file(road.case, at=road.now) as file:
        file.append(given, by=SYSTEM, proof=ProofBytes("answer", b"{}"))
    shown = window_of(OFFICER).get(case_page(road, DRAFT))
    assert [item.missing.demand.document for item in shown.context["not_held"]] == ["labor_activity"]
    assert "labor_activity" not in {item.missing.demand.document for item in shown.context["held"]}
    text = shown.content.decode()
    assert "Does not count against the applicant" in text
    assert "wait for its answer" in text


def test_where_nothing_is_missing_the_page_says_so(stand: Stand) -> None:
    road = stand("settled")
    window = window_of(OFFICER)
    assert "No document that List 8 asks for is missing" in window.get(case_page(road, DRAFT)).content.decode()
    assert DRAFT not in window.get(case_page(road)).content.decode()


def test_after_the_two_days_it_is_not_offered(stand: Stand) -> None:
    road = incomplete(stand)
    road.world.later(days=6)
    page = window_of(OFFICER).get(case_page(road))
    waiting = {step.key for step in page.context["waiting"]}
    assert "refuse-consideration" in waiting
    assert page.context["next"].key == "complete"


def test_the_head_reads_the_draft_signs_and_the_case_is_over(stand: Stand) -> None:
    road = before_the_head(stand)
    window = window_of(HEAD)
    assert TEXT in window.get(case_page(road)).content.decode()
    page = window.post(case_page(road, SET))["Location"]
    shown = window.get(page)
    (paper,) = shown.context["papers"]
    assert window.get(case_page(road, f"documents/{paper.sha256}/")).content.startswith(b"%PDF-")
    answer = window.post(page, signed(road, window, page, HEAD), follow=True)
    assert "The refusal of consideration is signed." in answer.content.decode()
    assert road.kinds()[-2:] == ["consideration_refused", "signature_judged"]
    end = answer.context["end"]
    assert (end.stage, end.sealing, end.text) == ("consideration_refused", True, TEXT)
    road.do_owed("seal_result")
    shown = window_of(OFFICER).get(case_page(road))
    (sealed,) = shown.context["end"].papers
    assert window.get(case_page(road, f"documents/{sealed.sha256}/")).content.startswith(b"%PDF-")
    assert "Refusal of further consideration" in shown.content.decode()


def test_the_deputy_by_appointment_signs_as_well(stand: Stand) -> None:
    road = before_the_head(stand)
    window = window_of(DEPUTY)
    page = window.post(case_page(road, SET))["Location"]
    window.post(page, signed(road, window, page, DEPUTY))
    assert "consideration_refused" in road.kinds()


def test_who_drafted_it_is_told_before_trying_that_another_signs(stand: Stand) -> None:
    """Rules 20: four eyes."""
    road = before_the_head(stand)
    post = Appointment.objects.get(person=person(HEAD), role=Role.HEAD.value)
    Appointment.objects.create(
        person=person(OFFICER),
        office=post.office,
        role=Role.HEAD.value,
        kind="acting",
        since=post.since,
        order_number="№ 9901",
    )
    waiting = window_of(OFFICER).get(case_page(road)).context["waiting"]
    sign = next(step for step in waiting if step.key == "sign")
    assert sign.permission.ref == "Rules 20"
    assert "Who prepared the decision does not sign it" in window_of(OFFICER).get(case_page(road)).content.decode()


def test_the_draft_goes_back_and_can_be_drafted_anew(stand: Stand) -> None:
    road = before_the_head(stand)
    window_of(HEAD).post(case_page(road, RETURN), {"reason": "Name the diploma."})
    assert road.kinds()[-1] == "decision_returned"
    page = window_of(OFFICER).get(case_page(road))
    assert "Name the diploma." in page.content.decode()
    assert page.context["next"].key == "refuse-consideration"


def test_an_officer_drafts_and_the_head_does_not(stand: Stand) -> None:
    road = incomplete(stand)
    assert window_of(HEAD).get(case_page(road, DRAFT)).status_code == 403
    assert window_of(OFFICER).post(case_page(road, SET)).status_code == 403
