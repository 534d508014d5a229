"""The questions of the application: shown, taken, and never lost."""

from collections.abc import Callable

import pytest
from django.test import Client

from ruqsat import instance_clock
from ruqsat.cases.drafting import BEGINNING, Beginning, Section, answers_of
from ruqsat.cases.models import Draft
from ruqsat.cases.sections import Progress, sections_for, tasks
from ruqsat.people.models import Person
from tests.web.portal.conftest import browser_of
from tests.web.portal.filling import TYPED, fill

Here = Callable[[str], str]
PLAIN = (Section.ACTIVITY, Section.CONTACTS, Section.BANK, Section.PAPER, Section.CONFIRMATIONS)


@pytest.fixture
def begun(window: Client, draft: Draft) -> Client:
    """The window, with the two tasks done for which others wait."""
    fill(window, draft, Section.ACTIVITY, Section.CONSENT)
    return window


def progress(draft: Draft, section: Section) -> Progress:
    draft.refresh_from_db()
    return next(task.progress for task in tasks(draft) if task.section is section)


@pytest.mark.parametrize("section", [one for one in sections_for(Beginning()) if one is not Section.DOCUMENTS])
def test_a_section_opens_when_what_it_waits_for_is_done(
    window: Client, draft: Draft, here: Here, section: Section
) -> None:
    fill(window, draft, Section.ACTIVITY, Section.CONSENT)
    assert window.get(here(f"{section.value}/")).status_code == 200


@pytest.mark.parametrize("section", [Section.NAME, Section.FACILITY, Section.QUALIFICATION, Section.REQUIREMENTS])
def test_a_section_that_cannot_be_begun_leads_to_the_task_list(window: Client, here: Here, section: Section) -> None:
    answer = window.get(here(f"{section.value}/"))
    assert (answer.status_code, answer["Location"]) == (302, here(""))


@pytest.mark.parametrize("section", TYPED)
def test_what_is_right_is_kept_and_the_task_is_done(window: Client, draft: Draft, here: Here, section: Section) -> None:
    before = [one for one in (Section.ACTIVITY, Section.CONSENT) if one is not section]
    fill(window, draft, *before, section)
    assert progress(draft, section) is Progress.DONE


@pytest.mark.parametrize("section", [one for one in TYPED if one not in (Section.CONSENT,)])
def test_an_empty_form_is_answered_with_what_is_missing(
    window: Client, draft: Draft, here: Here, section: Section
) -> None:
    fill(window, draft, Section.ACTIVITY, Section.CONSENT)
    answer = window.post(here(f"{section.value}/"), {})
    assert answer.status_code == 422
    assert b"govuk-error-summary" in answer.content


def test_what_was_typed_stays_on_the_page_and_is_there_when_one_comes_back(
    window: Client, draft: Draft, here: Here
) -> None:
    typed = {"email": "not an address", "phone": "12", "second_phone": "", "fax": ""}
    answer = window.post(here("contacts/"), typed)
    assert answer.status_code == 422
    for page in (answer, window.get(here("contacts/"))):
        assert "not an address" in page.content.decode()
        assert "Enter an e-mail address in the right form" in page.content.decode()
    assert progress(draft, Section.CONTACTS) is Progress.STARTED


def test_a_date_that_is_none_comes_back_as_it_was_typed(window: Client, draft: Draft, here: Here) -> None:
    fill(window, draft, Section.CONSENT)
    window.post(here("name/"), TYPED[Section.NAME] | {"birth_date_day": "31", "birth_date_month": "02"})
    page = window.get(here("name/")).content.decode()
    assert 'value="31"' in page
    assert "Enter a real date" in page


def test_save_and_come_back_later_keeps_even_what_is_not_right(window: Client, draft: Draft, here: Here) -> None:
    answer = window.post(here("bank/"), {"number": "KZ1", "bank": "Үлгі", "location": "", "later": "1"})
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    assert "KZ1" in window.get(here("bank/")).content.decode()


def test_an_error_repaired_leaves_nothing_unfinished(window: Client, draft: Draft, here: Here) -> None:
    window.post(here("bank/"), {"number": "KZ1"})
    fill(window, draft, Section.BANK)
    draft.refresh_from_db()
    assert answers_of(draft)["bank"] == {"number": "KZ75125KZT2069100100", "bank": "Үлгі Банк", "location": "Алматы"}


def test_from_check_your_answers_one_comes_back_to_the_same_place(window: Client, here: Here) -> None:
    answer = window.post(here("paper/?from=check"), {"on_paper": "yes"})
    assert answer["Location"] == here("check-answers/#paper")


def test_the_next_open_task_follows(window: Client, here: Here) -> None:
    answer = window.post(here("activity/"), TYPED[Section.ACTIVITY])
    assert answer["Location"] == here("consent/")


@pytest.mark.parametrize(
    ("section", "change", "said"),
    [
        (Section.BANK, {"number": "KZ76125KZT2069100100"}, "There is a slip in the account number"),
        (Section.BANK, {"number": "DE89370400440532013000"}, "begins with KZ"),
        (Section.RESIDENCE, {"postal_code": "12"}, "Enter a postal code of Kazakhstan"),
        (Section.RESIDENCE, {"region": "99"}, "Choose"),
        (Section.CONTACTS, {"phone": "12"}, "Enter a telephone number"),
        (Section.QUALIFICATION, {"graduated_in": "2199"}, "Enter a year from 1945 to"),
        (Section.QUALIFICATION, {"speciality": "astrology"}, "Choose"),
        (Section.ACTIVITY, {"subtypes": ["astrology"]}, "Choose subtypes from the list"),
    ],
)
def test_each_slip_is_named(begun: Client, here: Here, section: Section, change: dict[str, object], said: str) -> None:
    answer = begun.post(here(f"{section.value}/"), TYPED[section] | change)
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize(
    "page", ["", "activity/", "consent/", "documents/", "fee/", "check-answers/", "sign/", "live/"]
)
def test_somebody_elses_draft_does_not_exist(stranger: Person, here: Here, page: str) -> None:
    assert browser_of(stranger).get(here(page)).status_code == 404


@pytest.mark.parametrize("page", ["activity/", "contacts/", "documents/", "consent/"])
def test_nothing_is_written_into_somebody_elses_draft(stranger: Person, draft: Draft, here: Here, page: str) -> None:
    assert browser_of(stranger).post(here(page), TYPED[Section.CONTACTS]).status_code == 404
    draft.refresh_from_db()
    assert set(answers_of(draft)) == {BEGINNING}


def test_an_expired_draft_does_not_exist(window: Client, draft: Draft, here: Here) -> None:
    Draft.objects.filter(id=draft.id).update(expires_at=instance_clock.now())
    assert window.get(here("")).status_code == 404


@pytest.mark.parametrize("page", ["activity/", "consent/", "documents/"])
def test_who_is_not_signed_in_signs_in_first(db: None, page: str) -> None:
    answer = Client().get(f"/applications/0b6a7c1e-5a0c-4a57-9b0e-2f4f2d0f4c11/{page}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("page", ["activity/", "consent/", "documents/", "sign/"])
def test_a_wrong_method_is_refused(window: Client, here: Here, page: str) -> None:
    assert window.put(here(page)).status_code == 405


@pytest.mark.parametrize("page", ["", "live/", "fee/"])
def test_pages_that_only_show_take_no_form(window: Client, here: Here, page: str) -> None:
    assert window.post(here(page)).status_code == 405


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("section", PLAIN)
def test_every_page_speaks_three_languages(aizhan: Person, here: Here, section: Section, language: str) -> None:
    page = browser_of(aizhan, language).get(here(f"{section.value}/"))
    assert f'<html lang="{language}"' in page.content.decode()
