"""The keepers' pages that all chapters share: two people, a look before anything is recorded, history."""

import pytest
from django.test import Client

from ruqsat.keeping import books
from ruqsat.keeping.models import Change
from ruqsat.web.dates import tenge_text
from tests.milestones import Stand
from tests.web.committee.keepers import proposed, two_keepers
from tests.web.officers import window_of
from tests.world import AIZHAN, OFFICER

FORM = "/committee/mci/enter/"
INDEX = {"year": "2027", "tenge": "4600", "basis": "Law on the republican budget for 2027 to 2029"}


@pytest.fixture
def windows(stand: Stand) -> tuple[Client, Client]:
    stand("known")
    return two_keepers()


def test_only_keepers_open_these_pages(stand: Stand) -> None:
    stand("known")
    for who in (OFFICER, AIZHAN):
        for page in ("/committee/", "/committee/mci/", FORM):
            assert window_of(who).get(page).status_code == 403


def test_the_home_names_the_chapters_and_what_awaits_a_second_person(windows: tuple[Client, Client]) -> None:
    first, second = windows
    assert "No change awaits its confirmation" in first.get("/committee/").content.decode()
    page = proposed(first, FORM, INDEX)
    assert page in second.get("/committee/").content.decode()
    assert 'href="/committee/"' in second.get("/").content.decode()


def test_a_look_records_nothing(windows: tuple[Client, Client]) -> None:
    """Tax 554: the fees of every service before and after are shown."""
    looked = windows[0].post(FORM, INDEX)
    assert looked.status_code == 200
    assert tenge_text(46000) in looked.content.decode()
    assert 'value="4600"' in looked.content.decode()
    assert not Change.objects.exists()


def test_what_is_proposed_is_what_was_looked_at(windows: tuple[Client, Client]) -> None:
    first, _ = windows
    seen = first.post(FORM, INDEX).context["seen"]
    again = first.post(FORM, INDEX | {"tenge": "46000", "do": "propose", "seen": seen})
    assert again.status_code == 200
    assert not Change.objects.exists()


def test_what_may_not_stand_is_told_at_the_form_and_what_was_typed_stays(windows: tuple[Client, Client]) -> None:
    first, _ = windows
    answer = first.post(FORM, INDEX | {"year": "2030"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "The next year without an index is 2027." in text
    assert 'value="2030"' in text
    assert not Change.objects.exists()


def test_one_proposes_another_confirms(windows: tuple[Client, Client]) -> None:
    first, second = windows
    page = proposed(first, FORM, INDEX)
    assert "another person confirms it" in first.get(page).content.decode()
    assert second.post(page, {"do": "confirm"}).status_code == 302
    assert books.in_force().version == 1
    shown = second.get(page).content.decode()
    assert "Confirmed" in shown
    assert "not recorded" in shown  # told against the book before it
    assert page in second.get("/committee/mci/").content.decode()


def test_the_first_person_does_not_confirm(windows: tuple[Client, Client]) -> None:
    first, _ = windows
    page = proposed(first, FORM, INDEX)
    answer = first.post(page, {"do": "confirm"})
    assert answer.status_code == 422
    assert "by another person than the one who proposed it" in answer.content.decode()
    assert books.in_force().version == 0


def test_declining_needs_a_reason_which_stays_on_record(windows: tuple[Client, Client]) -> None:
    first, second = windows
    page = proposed(first, FORM, INDEX)
    assert second.post(page, {"do": "decline", "reason": ""}).status_code == 422
    assert second.post(page, {"do": "decline", "reason": "not published yet"}).status_code == 302
    assert "not published yet" in first.get(page).content.decode()
    assert books.in_force().version == 0


def test_a_change_decided_on_already_is_told(windows: tuple[Client, Client]) -> None:
    first, second = windows
    page = proposed(first, FORM, INDEX)
    first.post(page, {"do": "decline", "reason": "taken back"})
    answer = second.post(page, {"do": "confirm"})
    assert answer.status_code == 422
    assert "No such change awaits a decision any more" in answer.content.decode()


def test_a_second_proposal_of_a_chapter_waits_for_the_first(windows: tuple[Client, Client]) -> None:
    first, second = windows
    proposed(first, FORM, INDEX)
    seen = second.post(FORM, INDEX | {"tenge": "4700"}).context["seen"]
    answer = second.post(FORM, INDEX | {"tenge": "4700", "do": "propose", "seen": seen})
    assert answer.status_code == 422
    assert "Another change of this chapter awaits its second person" in answer.content.decode()


@pytest.mark.parametrize("page", ["/committee/weather/", "/committee/changes/00000000-0000-0000-0000-000000000001/"])
def test_what_is_not_there_is_not_found(windows: tuple[Client, Client], page: str) -> None:
    assert windows[0].get(page).status_code == 404
