"""What people read where a signature does not carry the act: at once in an office, in their account as applicants."""

import base64
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import RequestFactory

from ruqsat.cases.actions import filing
from ruqsat.cases.drafting import Section, answers_of
from ruqsat.cases.models import Draft
from ruqsat.law.local_time import local
from ruqsat.people.models import Appointment
from ruqsat.web.signing import posted_cms
from tests.milestones import Stand
from tests.walking import Road
from tests.web.desk.test_decision import before_the_head, read_by_head
from tests.web.officers import case_page, signed, window_of
from tests.world import AIZHAN, DEPUTY, HEAD, person
from tests.wrong_signatures import as_individual


def test_the_head_has_a_kept_signature_checked_again_with_one_button(stand: Stand) -> None:
    """Rules 2(2): with the authority down nothing is signed twice, and nothing has to be read again."""
    road = before_the_head(stand)
    window, page = read_by_head(road)
    papers = window.get(page).context["papers"]
    sent = signed(road, window, page, HEAD)
    road.world.break_down("ocsp", "crl")
    answer = window.post(page, sent)
    text = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "The certification authority does not answer now" in text
    assert "You have signed this already, and your signature is kept." in text
    road.world.mend()
    later = window.get(page)  # another day's window: the page knows it too
    assert later.context["papers"] == papers
    assert f'name="cms" value="{sent["cms"]}"' in later.content.decode()
    pressed = {"prepared": sent["prepared"], "cms": ["", sent["cms"]]}  # the button's value comes after the panel's own
    assert window.post(page, pressed).status_code == 302
    assert "granted" in road.kinds()


@pytest.mark.parametrize(
    ("language", "why", "clause"),
    [
        ("en", "issued for work in it", "Rules"),
        ("ru", "Выберите ключ организации", "Правил"),
        ("kk", "Ұйымның кілтін таңдаңыз", "Қағида"),
    ],
)
def test_a_wrong_key_is_told_at_once_with_its_clause_and_the_page_stays(
    stand: Stand, language: str, why: str, clause: str
) -> None:
    road = before_the_head(stand)
    _, page = read_by_head(road)
    window = window_of(HEAD, language)
    shown = window.get(page).context["prepared"]
    cms = as_individual(road.world, shown.statement, HEAD)
    answer = window.post(page, {"prepared": str(shown.id), "cms": base64.b64encode(cms).decode()})
    summary = unescape(answer.content.decode()).partition('class="govuk-error-summary')[2].partition("<h1")[0]
    assert answer.status_code == 422
    assert why in summary
    assert clause in summary
    assert answer.context["prepared"].statement == shown.statement
    assert "data-kept" not in answer.content.decode()


def test_the_panel_asks_for_the_key_of_the_office_in_the_heads_own_name(stand: Stand) -> None:
    road = before_the_head(stand)
    window, page = read_by_head(road)
    text = unescape(window.get(page).content.decode())
    assert f'data-iin="{HEAD}" data-role="1.2.398.3.3.4.1.2" data-bin=""' in text
    assert f"in the name of {person(HEAD).full_name()}" in text


def test_an_appointment_that_ended_while_the_page_was_open_is_told_with_its_last_day(stand: Stand) -> None:
    """Rules 20: nothing is recorded, and whoever holds the post today signs."""
    road = before_the_head(stand)
    window, page = read_by_head(road)
    sent = signed(road, window, page, HEAD)
    yesterday = local(road.now).date() - timedelta(days=1)
    Appointment.objects.filter(person=person(HEAD)).update(since=date(2026, 1, 1), until=yesterday)
    answer = window.post(page, sent)
    text = unescape(answer.content.decode())
    assert answer.status_code == 403
    assert "Your appointment ended on" in text
    assert "point 20 of the Rules" in text
    assert "granted" not in road.kinds()
    road.grant(DEPUTY)
    assert "granted" in road.kinds()


def failed(road: Road) -> None:
    """An application whose signature is over something else."""
    ready = road.prepare()
    cms = road.world.sign(b"something else", AIZHAN)
    filing.receive(road.case, act=ready.id, cms=cms, by=person(AIZHAN), at=road.now)
    road.register()


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("en", "The signature is over other data than was shown."),
        ("ru", "Подписано не то, что было показано."),
        ("kk", "Көрсетілген деректерге емес, басқасына қол қойылған."),
    ],
)
def test_a_signature_that_failed_is_told_in_the_account_and_filed_again_with_one_button(
    stand: Stand, language: str, why: str
) -> None:
    road = stand("consented")
    failed(road)
    window = window_of(AIZHAN, language)
    text = unescape(window.get(f"/applications/{road.case}/").content.decode())
    warning = text.partition("govuk-warning-text")[2].partition("</form>")[0]
    assert why in warning
    assert "rules-2-2" in text
    assert f'action="/applications/{road.case}/again/"' in warning
    fresh = window.post(f"/applications/{road.case}/again/")["Location"]
    draft = Draft.objects.get(id=fresh.strip("/").split("/")[1])
    assert answers_of(draft)[Section.BANK]["bank"] == "Үлгі Банк"
    assert window.get(fresh).status_code == 200


def test_while_the_authority_is_silent_the_account_says_since_when_and_that_nothing_is_to_be_done(
    stand: Stand,
) -> None:
    """Rules 7: the moment it came counts."""
    road = stand("received")
    road.world.break_down("ocsp", "crl")
    road.register()
    text = unescape(window_of(AIZHAN).get(f"/applications/{road.case}/").content.decode())
    received = road.look().standing.received
    assert received is not None
    assert "Your signature could not be checked yet" in text
    assert f"{local(received.filed_at):%H:%M}" in text
    assert "that moment counts" in text
    assert "you do not have to do anything" in text
    assert window_of(HEAD).get(case_page(road)).status_code == 200


@pytest.mark.parametrize("text", ["", "é", "a", "A" * 280_000])
def test_what_cannot_be_a_signature_is_none(text: str) -> None:
    assert posted_cms(RequestFactory().post("/", {"cms": text})) is None


def test_a_signature_is_read_as_it_was_sent() -> None:
    assert posted_cms(RequestFactory().post("/", {"cms": base64.b64encode(b"CMS").decode()})) == b"CMS"
