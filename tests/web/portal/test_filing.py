"""From check your answers to the registration number, and what the applicant sees of the case from then on."""

import base64
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client

from ruqsat import instance_clock
from ruqsat.cases.actions import filing
from ruqsat.cases.case_file import case_file, look
from ruqsat.cases.drafting import answers_of
from ruqsat.cases.models import Case, Draft
from ruqsat.cases.signing import Judgement
from ruqsat.documents import store
from ruqsat.documents.rendering import Kind
from ruqsat.journal.append import ProofBytes
from ruqsat.law.acts import Actor, ReceiptIssued, Role, Verdict
from ruqsat.law.saying import say
from ruqsat.law.signers import INDIVIDUAL, Certified
from ruqsat.people.models import Person
from tests.web.portal.conftest import AIZHAN, browser_of
from tests.web.portal.filling import attach_everything, fill, send_all_the_same

Here = Callable[[str], str]
CMS = base64.b64encode(b"a signature, judged later").decode()
SYSTEM = Actor(person=None, role=Role.SYSTEM)


@pytest.fixture
def filled(window: Client, draft: Draft) -> Client:
    """The window, with every task of the draft done."""
    fill(window, draft)
    attach_everything(window, draft)
    send_all_the_same(window, draft)
    return window


@pytest.fixture
def filed(filled: Client, draft: Draft, here: Here) -> Client:
    """The window, with the application signed and sent."""
    assert sent(filled, here).status_code == 302
    return filled


def sent(window: Client, here: Here) -> HttpResponse:
    prepared = window.get(here("sign/")).context["prepared"]
    return window.post(here("sign/"), {"prepared": str(prepared.id), "cms": CMS})  # type: ignore[return-value]  # the client patches its responses


def judge(case: UUID, verdict: Verdict) -> None:
    """Record the verdict on the application's signature, as the job does."""
    at = instance_clock.now()
    received = next(one for one in look(case, at=at).acts if one.act.KIND == "received")
    reason = None if verdict is Verdict.PASSED else say("The certificate was revoked.")
    certified = Certified(iin=AIZHAN, bin="", roles=frozenset({INDIVIDUAL}))
    judgement = Judgement(verdict=verdict, sub_indication="", reason=reason, certified=certified, report=b"{}")
    filing.record_verdict(case, of=received.id, judgement=judgement, at=at)


def test_every_field_of_the_form_is_shown_with_one_way_to_change_it(filled: Client, here: Here) -> None:
    """Annex 2."""
    page = filled.get(here("check-answers/")).content.decode()
    for said in (
        "Үлгібаева",
        "940517499011",
        "050099",
        "Бостандық ауданы",
        "aizhan@example.kz",
        "+77000000101",
        "KZ75125KZT2069100100",
        "Үлгі Банк",
        "Lease",
        "99-0101",
        "A.99.X.KZ75VBZ00990101",
        "Internal medicine",
        "Consultation and diagnosis for outpatients: for adults",
        "Yes: premises",
        "License wanted on paper",
        "Number of sheets attached",
        "SHA-256",
    ):
        assert said in page, said
    assert page.count("Confirmed") == 4
    assert "not provided" in page
    for section in ("name", "residence", "documents", "confirmations"):
        assert f'href="{here(section)}/?from=check"' in page


def test_an_open_task_is_named_and_nothing_can_be_signed(window: Client, draft: Draft, here: Here) -> None:
    fill(window, draft)
    page = window.get(here("check-answers/")).content.decode()
    assert "Some tasks are still open" in page
    assert "Go on to sign" not in page
    assert window.get(here("sign/")).status_code == 302


def test_a_document_that_became_due_is_named_before_signing(filled: Client, draft: Draft, here: Here) -> None:
    draft.attachments.filter(proves="premises_title").delete()
    page = filled.get(here("check-answers/")).content.decode()
    assert "these documents are asked for and not attached yet" in page
    assert "Within its term for checking them the department refuses" in page
    assert filled.get(here("sign/"))["Location"] == here("check-answers/")
    unticked = filled.post(here("check-answers/"), {})
    assert unticked.status_code == 422
    assert "Tick the box if you want to send the application all the same" in unticked.content.decode()
    send_all_the_same(filled, draft)
    assert filled.get(here("sign/")).status_code == 200


def test_what_follows_of_no_consent_and_no_fee_is_said_once(window: Client, draft: Draft, here: Here) -> None:
    """List 9(2), List 9(8): both are grounds of a refusal; whoever has read that can file."""
    fill(window, draft)
    attach_everything(window, draft)
    page = window.get(here("check-answers/")).content.decode()
    assert "There is no consent to access to personal data" in page
    assert "The license fee is not paid" in page
    send_all_the_same(window, draft)
    assert "Before you send it" not in window.get(here("check-answers/")).content.decode()


def test_what_is_signed_is_said_in_words_and_as_a_hash(filled: Client, here: Here) -> None:
    page = filled.get(here("sign/")).content.decode()
    assert "Sign and submit" in page
    assert re.search(r'rq-hash">[0-9a-f]{64}', page)
    assert "data-statement=" in page


def test_signed_it_is_received_at_once_and_waits_for_the_verdict(filled: Client, draft: Draft, here: Here) -> None:
    answer = sent(filled, here)
    assert answer["Location"] == here("")
    assert Case.objects.get(id=draft.id).stage == "received"
    page = filled.get(here("")).content.decode()
    assert "Your signature is being checked" in page
    assert 'data-live-again="2"' in page


def test_without_a_signature_nothing_is_filed(filled: Client, draft: Draft, here: Here) -> None:
    prepared = filled.get(here("sign/")).context["prepared"]
    answer = filled.post(here("sign/"), {"prepared": str(prepared.id), "cms": ""})
    assert answer.status_code == 422
    assert "Your answers are kept" in answer.content.decode()
    assert not Case.objects.exists()


def test_what_was_prepared_for_nobody_is_not_taken(filled: Client, here: Here) -> None:
    answer = filled.post(here("sign/"), {"prepared": "0b6a7c1e-5a0c-4a57-9b0e-2f4f2d0f4c11", "cms": CMS})
    assert answer.status_code == 422
    assert "sign anew" in answer.content.decode()


@pytest.mark.parametrize("page", ["activity/", "documents/", "check-answers/", "sign/"])
def test_once_filed_every_page_of_the_draft_leads_to_the_case(filed: Client, here: Here, page: str) -> None:
    assert filed.get(here(page))["Location"] == here("")


def test_passed_it_is_registered_and_the_day_is_derived(filed: Client, draft: Draft, here: Here) -> None:
    judge(draft.id, Verdict.PASSED)
    page = filed.get(here("")).content.decode()
    number = Case.objects.get(id=draft.id).number
    assert number is not None
    assert number in page
    assert "The result is due by the end of" in page
    assert "Why that day" in page
    assert "Pay the license fee" in page
    assert "The receipt is being sealed" in page
    assert "1414" in page


def test_indeterminate_it_waits_and_says_so(filed: Client, draft: Draft, here: Here) -> None:
    judge(draft.id, Verdict.INDETERMINATE)
    page = filed.get(here("live/")).content.decode()
    assert "Your signature could not be checked yet" in page
    assert "you do not have to do anything" in page


def test_failed_it_says_why_and_can_be_filed_again(filed: Client, draft: Draft, here: Here) -> None:
    judge(draft.id, Verdict.FAILED)
    page = filed.get(here("")).content.decode()
    assert "The application was not filed" in page
    assert "The certificate was revoked." in page
    again = filed.post(here("again/"))
    fresh = Draft.objects.exclude(id=draft.id).get()
    assert again["Location"] == f"/applications/{fresh.id}/"
    assert answers_of(fresh)["bank"]["bank"] == "Үлгі Банк"
    assert "consent" not in answers_of(fresh)
    assert fresh.attachments.count() == draft.attachments.count()


def test_what_did_not_fail_is_not_filed_again(filed: Client, draft: Draft, here: Here) -> None:
    judge(draft.id, Verdict.PASSED)
    assert filed.post(here("again/"))["Location"] == here("")
    assert Draft.objects.count() == 1


def test_a_sealed_receipt_is_given_out_and_an_unsealed_one_never(filed: Client, draft: Draft, here: Here) -> None:
    judge(draft.id, Verdict.PASSED)
    at = instance_clock.now() + timedelta(seconds=1)
    bare = store.keep_document(draft.id, b"%PDF shown", kind=Kind.RECEIPT, name="receipt.pdf", at=at)
    assert filed.get(here(f"documents/{bare.sha256}/")).status_code == 404
    sealed = store.keep_sealed(bare, b"%PDF shown and sealed", at=at)
    with case_file(draft.id, at=at) as file:
        act = ReceiptIssued(happened_at=at, document=sealed.sha256)
        file.append(act, by=SYSTEM, proof=ProofBytes("seal", b"%PDF shown and sealed"))
    assert here(f"documents/{sealed.sha256}/") in filed.get(here("")).content.decode()
    assert filed.get(here(f"documents/{sealed.sha256}/")).content == b"%PDF shown and sealed"


def test_the_account_shows_where_the_case_stands(filed: Client, draft: Draft) -> None:
    judge(draft.id, Verdict.PASSED)
    page = filed.get("/account/").content.decode()
    assert str(Case.objects.get(id=draft.id).number) in page
    assert "Your turn" in page


@pytest.mark.parametrize("page", ["", "live/", "fee/"])
def test_nobody_else_sees_the_case(filed: Client, stranger: Person, here: Here, page: str) -> None:
    assert browser_of(stranger).get(here(page)).status_code == 404


def test_filing_again_is_sent_as_a_form(filed: Client, here: Here) -> None:
    assert filed.get(here("again/")).status_code == 405
