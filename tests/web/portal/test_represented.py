"""Rules 6: the applicant for whom a representative signed reads the case in the own account, and acts in none of it."""

import re

import pytest
from django.test import Client

from ruqsat.cases.models import Case
from ruqsat.cases.projection import rebuild
from ruqsat.consents.models import Pending
from ruqsat.law.application import ApplicantKind
from ruqsat.licenses.models import License
from tests.cases.filling import attach, begun
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import window_of
from tests.web.portal.roads import page, withdraw
from tests.world import AIZHAN, PETR, PHONE, person

ACTS = ("add-document/", "objection/", "withdrawal/")
ACTION = re.compile(r'<form method="post"|/(?:fee|add-document|objection|withdrawal|again)/"')


@pytest.fixture
def represented(stand: Stand) -> Road:
    """Petr files for Aizhan on her power, unpaid and without her consent."""
    road = stand("known")
    owner = person(PETR)
    begun(road, owner, ApplicantKind.INDIVIDUAL, represented=True)
    attach(road, owner, "power_of_attorney")
    road.applicant = PETR
    road.receive()
    road.register()
    return road


@pytest.fixture
def announced(represented: Road) -> Road:
    represented.world.later(days=6)
    represented.find_complete()
    represented.request_approval()
    represented.answer_approval(approved=False)
    represented.announce("List 9(4)")
    return represented


def main(road: Road, name: str = "", *, client: Client | None = None) -> str:
    """What the main part of a page says to the applicant."""
    answer = (client or window_of(AIZHAN)).get(page(road, name))
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_the_case_is_listed_and_read_in_the_applicants_account(represented: Road) -> None:
    """List 10(1): how it is going, with its receipt and what was attached."""
    listed = window_of(AIZHAN).get("/account/").content.decode()
    assert "Your representative signed it for you and speaks for you in it." in listed
    assert "Your turn" not in listed
    number = represented.look().standing.number
    said = main(represented)
    for words in (number, "signed this application for you, on a power of attorney", "What is done, and what comes"):
        assert words in said
    assert window_of(AIZHAN).get(f"/to/{number}/")["Location"] == page(represented)
    (power,) = represented.look().standing.application.attachments  # type: ignore[union-attr]  # it was filed
    assert window_of(AIZHAN).get(page(represented, f"documents/{power.sha256}/")).status_code == 200
    assert window_of(AIZHAN).get(page(represented, "live/")).status_code == 200


def test_nothing_there_is_for_the_applicant_to_press(represented: Road) -> None:
    assert ACTION.search(main(represented)) is None
    assert "Your representative" in main(represented)
    assert ACTION.search(main(represented, client=window_of(PETR))) is not None


@pytest.mark.parametrize("name", ACTS)
def test_what_the_representative_does_is_said_to_be_theirs(represented: Road, name: str) -> None:
    """Rules 6: whoever signed the application."""
    before = represented.kinds()
    assert "Your representative does this" in main(represented, name)
    answer = window_of(AIZHAN).post(page(represented, name), {"text": "No.", "reason": "No."})
    assert answer.status_code == 409
    assert represented.kinds() == before
    for other in ("fee/", "again/"):
        assert window_of(AIZHAN).post(page(represented, other)).status_code in {404, 405, 409}
    assert represented.kinds() == before


def test_a_preliminary_decision_is_received_by_the_representative_and_then_read_by_both(announced: Road) -> None:
    """Rules 6, Rules 12: looking at it here is no receipt."""
    said = main(announced)
    assert "lies in the account of your representative" in said
    assert "Your answer is awaited" not in said
    assert "Your answer is awaited" not in window_of(AIZHAN).get("/account/").content.decode()
    assert "Your representative does this" in main(announced, "preliminary-decision/")
    assert window_of(AIZHAN).post(page(announced, "preliminary-decision/")).status_code == 409
    assert "preliminary_decision_served" not in announced.kinds()
    window_of(PETR).post(page(announced, "preliminary-decision/"))
    assert "preliminary_decision_served" in announced.kinds()
    assert "Read why it is intended to refuse" in main(announced)
    read = main(announced, "preliminary-decision/")
    assert "Your representative received the preliminary decision" in read
    assert "did not approve the facility" in read
    assert ACTION.search(read) is None


def test_the_owner_of_the_data_consents_in_the_own_account_after_filing(represented: Road) -> None:
    """Rules 8, List 9(8): a power to sign is no power to consent."""
    assert "The owner of the data gives the consent" in main(represented, "give-consent/", client=window_of(PETR))
    window = window_of(AIZHAN)
    assert page(represented, "give-consent/") in main(represented)
    window.post(page(represented, "give-consent/"), {"step": "send"})
    assert Pending.objects.filter(file_id=represented.case).count() == 1
    code = represented.world.code_on(PHONE)
    done = window.post(page(represented, "give-consent/"), {"step": "confirm", "code": code})
    assert done["Location"] == page(represented)
    (given,) = [filed for filed in represented.look().acts if filed.act.KIND == "consent_given"]
    assert given.by.person == person(AIZHAN).id


def test_who_is_not_the_holder_is_led_to_the_register_and_not_to_a_page_of_the_holder(stand: Stand) -> None:
    """Rules 6, Rules 20: the license is in the account of whom it is issued to."""
    road = stand("issued")
    number = License.objects.get().number_plain
    assert f"/licenses/{number}/" in main(road)
    License.objects.update(holder=person(PETR))  # as it is where somebody else signed for the holder
    said = main(road)
    assert f"/licenses/{number}/" not in said
    assert f"/check/{number}/" in said
    assert window_of(AIZHAN).get(f"/check/{number}/").status_code == 200


def test_an_end_without_a_license_is_read_too(represented: Road) -> None:
    withdraw(represented)
    said = main(represented)
    assert "Your representative has taken this application back" in said
    assert ACTION.search(said) is None


def test_who_applies_in_person_has_nobody_beside_them(stand: Stand) -> None:
    road = stand("registered")
    assert Case.objects.get(id=road.case).represented_index is None
    assert window_of(PETR).get(page(road)).status_code == 404


def test_a_row_written_before_is_found_once_it_is_derived_again(represented: Road) -> None:
    Case.objects.filter(id=represented.case).update(represented_index=None)
    assert window_of(AIZHAN).get(page(represented)).status_code == 404
    rebuild(represented.case, at=represented.now)
    assert window_of(AIZHAN).get(page(represented)).status_code == 200
