"""The personal account: what one has, and one way to begin."""

from datetime import date

import pytest
from django.test import Client

from ruqsat.cases.drafting import Section
from ruqsat.cases.models import Draft
from ruqsat.law.application import PersonName
from ruqsat.licenses.models import License
from ruqsat.people.models import Person
from tests.licenses.entered import entered
from tests.web.portal.conftest import AIZHAN, browser_of
from tests.web.portal.filling import fill


@pytest.fixture
def license_(aizhan: Person) -> License:
    return entered(AIZHAN, PersonName(last="Үлгібаева", first="Айжан"), on=date(2026, 11, 2))


def test_an_empty_account_says_what_will_stand_there(window: Client) -> None:
    page = window.get("/account/").content.decode()
    assert "There is nothing here yet" in page
    assert "/applications/new/" in page


def test_a_draft_is_gone_on_with(window: Client, draft: Draft) -> None:
    fill(window, draft, Section.ACTIVITY)
    page = window.get("/account/").content.decode()
    assert "1 of 12 tasks are done." in page
    assert f"/applications/{draft.id}/" in page


def test_drafts_of_others_are_not_listed(stranger: Person, draft: Draft) -> None:
    assert str(draft.id) not in browser_of(stranger).get("/account/").content.decode()


def test_beginning_makes_a_draft(window: Client) -> None:
    assert "What do you want to ask for?" in window.get("/applications/new/").content.decode()
    answer = window.post("/applications/new/", {"service": "issue"})
    assert answer["Location"] == f"/applications/{Draft.objects.get().id}/"


@pytest.mark.parametrize("service", ["annex", "reissue", "duplicate"])
def test_what_rests_on_a_license_is_begun_with_its_number(window: Client, service: str) -> None:
    """List 5: also on a license that this register does not know."""
    answer = window.post("/applications/new/", {"service": service})
    draft = Draft.objects.get()
    assert (answer["Location"], draft.service) == (f"/applications/{draft.id}/", service)
    assert "Give the number of the license that you hold" in window.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("service", ["", "nonsense"])
def test_only_what_can_be_done_can_be_begun(window: Client, service: str) -> None:
    assert window.post("/applications/new/", {"service": service}).status_code == 422
    assert not Draft.objects.exists()


def test_the_task_list_says_what_waits_for_what(window: Client, draft: Draft) -> None:
    page = window.get(f"/applications/{draft.id}/").content.decode()
    assert "Cannot start yet" in page
    assert "First choose the subtypes of medical activity." in page
    assert "0 of 12 tasks are done." in page


def test_a_license_shows_its_annexes_documents_and_how_it_is_checked(window: Client, license_: License) -> None:
    assert "26000001" in window.get("/account/").content.decode()
    page = window.get("/licenses/26000001/").content.decode()
    for said in ("Valid", "for Almaty city", "Annex 001", "Тәжірибе көшесі, 5", "/check/26000001/", "ab" * 32):
        assert said in page, said


def test_somebody_elses_license_is_not_here(stranger: Person, license_: License) -> None:
    assert browser_of(stranger).get("/licenses/26000001/").status_code == 404


@pytest.mark.parametrize("page", ["/account/", "/licenses/26000001/"])
def test_pages_that_show_take_no_form(window: Client, page: str) -> None:
    assert window.post(page).status_code == 405


@pytest.mark.parametrize("page", ["/account/", "/applications/new/", "/licenses/26000001/"])
def test_one_signs_in_first(db: None, page: str) -> None:
    assert Client().get(page)["Location"].startswith("/sign-in/")
