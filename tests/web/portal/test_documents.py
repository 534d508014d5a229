"""Documents: only those asked for, kept at once, each slip with its cause."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ruqsat.cases.drafting import Section
from ruqsat.cases.models import Draft, DraftAttachment
from ruqsat.people.models import Person
from tests.web.portal.conftest import browser_of
from tests.web.portal.filling import PDF, TYPED, attach_everything, fill

Here = Callable[[str], str]
TRAINING = "documents/advanced_training/applicant/attach/"
SLOT = "advanced_training-applicant-file"


@pytest.fixture
def ready(window: Client, draft: Draft) -> Client:
    """The window, with everything typed that decides on documents."""
    fill(window, draft, Section.ACTIVITY, Section.CONSENT, Section.FACILITY, Section.QUALIFICATION)
    return window


def asked(window: Client, here: Here) -> set[str]:
    return {place["wanted"].slot for place in window.get(here("documents/")).context["places"]}


def test_without_consent_the_documents_stand_in_for_the_registers(ready: Client, here: Here) -> None:
    """List 8(1): of later years than 2015 the register alone is asked for the diploma."""
    assert asked(ready, here) == {"advanced_training-applicant", "labor_activity-applicant", "premises_title-F1"}


def test_who_graduated_before_2015_attaches_the_diploma(ready: Client, here: Here) -> None:
    """List 8(1)."""
    ready.post(here("qualification/"), TYPED[Section.QUALIFICATION] | {"graduated_in": "2014"})
    assert "diploma-applicant" in asked(ready, here)


def test_a_file_is_kept_listed_opened_and_removed(ready: Client, draft: Draft, here: Here) -> None:
    answer = ready.post(here(TRAINING), {SLOT: SimpleUploadedFile("куәлік.pdf", PDF)})
    assert answer.status_code == 302
    row = draft.attachments.get()
    page = ready.get(here("documents/")).content.decode()
    assert "куәлік.pdf" in page
    opened = ready.get(here(f"documents/{row.sha256}/"))
    assert (opened.content, opened["Content-Type"]) == (PDF, "application/pdf")
    ready.post(here(f"documents/{row.id}/remove/"))
    assert not draft.attachments.exists()
    assert ready.get(here(f"documents/{row.sha256}/")).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"", "is empty"),
        ("a.exe", PDF, "must be one of these"),
        ("a.pdf", b"MZ no document", "is not what its name says"),
        ("a.pdf", b"%PDF-1.7" + bytes(20_000_001), "is larger than 20 MB"),
    ],
)
def test_each_slip_has_its_cause(ready: Client, here: Here, name: str, content: bytes, said: str) -> None:
    answer = ready.post(here(TRAINING), {SLOT: SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not DraftAttachment.objects.exists()


def test_no_file_chosen_is_said_at_that_document(ready: Client, here: Here) -> None:
    answer = ready.post(here(TRAINING), {})
    assert answer.status_code == 422
    assert 'href="#id_advanced_training-applicant-file"' in answer.content.decode()


def test_what_is_not_asked_for_cannot_be_attached(ready: Client, here: Here) -> None:
    answer = ready.post(here("documents/diploma/applicant/attach/"), {"diploma-applicant-file": None or ""})
    assert answer.status_code == 404


def test_a_missing_document_is_warned_of_and_stops_nobody(ready: Client, here: Here) -> None:
    """Rules 9: what the law makes of it stands on the page; whoever wants to go on does."""
    page = ready.get(here("documents/")).content.decode()
    assert "Within its term for checking them the department refuses" in page
    assert ready.post(here("documents/"), {"sheets": "3", "confirmed": "on"}).status_code == 302


def test_everything_that_is_wrong_is_said_at_once(ready: Client, here: Here) -> None:
    page = ready.post(here("documents/"), {"sheets": ""}).content.decode()
    assert "Enter the number of sheets" in page
    assert "Tick the box when everything is attached" in page


def test_with_everything_attached_the_task_is_done(ready: Client, draft: Draft) -> None:
    attach_everything(ready, draft)
    page = ready.get(f"/applications/{draft.id}/documents/")
    assert page.context["open_count"] == ""


def test_what_is_no_longer_asked_for_is_shown_apart(ready: Client, draft: Draft, here: Here) -> None:
    ready.post(here("qualification/"), TYPED[Section.QUALIFICATION] | {"graduated_in": "2014"})
    path = here("documents/diploma/applicant/attach/")
    ready.post(path, {"diploma-applicant-file": SimpleUploadedFile("diploma.pdf", PDF)})
    ready.post(here("qualification/"), TYPED[Section.QUALIFICATION])
    assert "no longer asked for" in ready.get(here("documents/")).content.decode()


def test_nobody_else_opens_it(ready: Client, stranger: Person, draft: Draft, here: Here) -> None:
    ready.post(here(TRAINING), {SLOT: SimpleUploadedFile("a.pdf", PDF)})
    sha256 = draft.attachments.get().sha256
    assert browser_of(stranger).get(here(f"documents/{sha256}/")).status_code == 404


@pytest.mark.parametrize("page", [TRAINING, "documents/1/remove/"])
def test_attaching_and_removing_are_sent_as_forms(window: Client, here: Here, page: str) -> None:
    assert window.get(here(page)).status_code == 405
