"""Several facilities in one application, page by page: Annex 2(4), Annex 2(11), Annex 3(11), Rules 18."""

from collections.abc import Callable

import pytest
from django.test import Client

from ruqsat.cases.drafting import Section, answers_of
from ruqsat.cases.facilities import places_in
from ruqsat.cases.models import Draft
from ruqsat.law.application import ApplicantKind
from ruqsat.law.requirements import for_facility
from ruqsat.people.models import Person
from tests.web.portal.conftest import browser_of
from tests.web.portal.filling import TYPED, attach_everything, fill, send_all_the_same
from tests.web.portal.test_kinds import SPECIALIST as CARDIOLOGIST
from tests.web.portal.test_kinds import begin, fill_clinic

Here = Callable[[str], str]
pytestmark = pytest.mark.usefixtures("world")

IN_ASTANA = TYPED[Section.FACILITY] | {"region": "71", "city": "Астана", "street": "Филиал көшесі", "building": "8"}
LABORATORY: dict[str, object] = {"subtypes": ["laboratory_clinical"]}
SAID: dict[str, object] = {point.key: f"Yes: {point.key}" for point in for_facility(["laboratory_clinical"])}


def add_one(window: Client, here: Here, place: str = "F2", **changed: object) -> None:
    """A laboratory in Astana."""
    added = window.post(here("facilities/add/"), IN_ASTANA | changed)
    assert added["Location"] == here(f"facilities/{place}/activity/"), added.content.decode()
    chosen = window.post(here(f"facilities/{place}/activity/"), LABORATORY)
    assert chosen["Location"] == here(f"facilities/{place}/requirements/")
    assert window.post(here(f"facilities/{place}/requirements/"), SAID)["Location"] == here("facilities/")


def kept(draft: Draft) -> tuple[str, ...]:
    draft.refresh_from_db()
    return places_in(answers_of(draft))


def test_one_facility_is_as_simple_as_ever(window: Client, draft: Draft, here: Here) -> None:
    fill(window, draft, Section.ACTIVITY, Section.CONSENT)
    page = window.get(here("facility/"))
    assert "Save and add other premises" in page.content.decode()
    assert window.post(here("facility/"), TYPED[Section.FACILITY])["Location"] == here("qualification/")
    assert kept(draft) == ("F1",)


def test_from_the_first_premises_one_goes_on_to_others(window: Client, draft: Draft, here: Here) -> None:
    """Annex 2(11): the subtypes of the first are offered for the next, which is asked about on pages of its own."""
    fill(window, draft, Section.ACTIVITY, Section.CONSENT)
    assert window.post(here("facility/"), TYPED[Section.FACILITY] | {"another": "1"})["Location"] == here(
        "facilities/add/"
    )
    assert "Facility 2" in window.get(here("facilities/add/")).content.decode()
    window.post(here("facilities/add/"), IN_ASTANA)
    assert 'value="outpatient_adult" checked' in window.get(here("facilities/F2/activity/")).content.decode()
    assert window.get(here("facilities/F2/requirements/"))["Location"] == here("facilities/")
    assert kept(draft) == ("F1", "F2")
    for section in ("activity", "requirements"):
        assert window.get(here(f"{section}/"))["Location"].startswith(here("facilities/F"))
    assert window.get(here("facility/"))["Location"] == here("facilities/")


def test_each_facility_has_its_card_and_what_is_open_is_named(window: Client, draft: Draft, here: Here) -> None:
    """Rules 18: who visits it stands there too."""
    fill(window, draft)
    window.post(here("facilities/add/"), IN_ASTANA)
    page = window.get(here("facilities/")).content.decode()
    assert "Facility 1: 050099, Алматы" in page
    assert "for Astana" in page
    stopped = window.post(here("facilities/"))
    assert stopped.status_code == 422
    assert "Say everything that is asked about Facility 2" in stopped.content.decode()
    assert "Done for 1 of 2 facilities" in window.get(here("")).content.decode()
    window.post(here("facilities/F2/activity/"), LABORATORY)
    window.post(here("facilities/F2/requirements/"), SAID)
    assert window.post(here("facilities/")).status_code == 302
    assert window.post(here("facilities/"), {"later": "1"})["Location"] == "/account/"


def test_every_facility_stands_at_check_answers_and_changes_from_there(
    window: Client, draft: Draft, here: Here
) -> None:
    """Annex 2(4), Annex 2(11): each Change link comes back to the same place."""
    fill(window, draft)
    add_one(window, here)
    attach_everything(window, draft)
    page = window.get(here("check-answers/")).content.decode()
    for said in ("Facility 1: ", "Facility 2: ", "Филиал көшесі", "Yes: laboratory_safety", 'id="F2-requirements"'):
        assert said in page, said
    path = here("facilities/F2/facility/?from=check")
    assert path in page
    assert "Back to your answers" in window.get(path).content.decode()
    assert window.post(path, IN_ASTANA | {"building": "9"})["Location"] == here("check-answers/#F2-facility")
    send_all_the_same(window, draft)
    signing = window.get(here("sign/"))
    assert [one.address.building for one in signing.context["application"].facilities] == ["12", "9"]
    assert "2 annexes, one for each facility" in signing.content.decode()
    assert "Филиал көшесі" in signing.content.decode()


def test_the_document_on_the_title_is_asked_of_each_facility_by_name(window: Client, draft: Draft, here: Here) -> None:
    """List 8(1)."""
    fill(window, draft)
    add_one(window, here)
    names = [one["wanted"].name for one in window.get(here("documents/")).context["places"]]
    assert sum("Facility 1: " in name for name in names) == 1
    assert sum("Facility 2: " in name for name in names) == 1


def test_what_was_typed_wrong_stays_and_is_there_when_one_comes_back(window: Client, draft: Draft, here: Here) -> None:
    fill(window, draft, Section.ACTIVITY, Section.CONSENT, Section.FACILITY)
    refused = window.post(here("facilities/add/"), IN_ASTANA | {"postal_code": "12"})
    assert refused.status_code == 422
    assert "Филиал көшесі" in refused.content.decode()
    assert kept(draft) == ("F1",)
    add_one(window, here)
    assert window.post(here("facilities/F2/facility/"), IN_ASTANA | {"postal_code": "12"}).status_code == 422
    again = window.get(here("facilities/F2/facility/")).content.decode()
    assert 'value="12"' in again
    assert "Enter a postal code of Kazakhstan" in again
    later = window.post(here("facilities/F2/requirements/"), {"premises": "Half", "later": "1"})
    assert later["Location"] == "/account/"
    assert "Half" in window.get(here("facilities/F2/requirements/")).content.decode()


def test_who_comes_back_later_finds_premises_half_typed(window: Client, draft: Draft, here: Here) -> None:
    fill(window, draft, Section.ACTIVITY, Section.CONSENT, Section.FACILITY)
    half = {"street": "Жартылай көшесі", "later": "1"}
    assert window.post(here("facilities/add/"), half)["Location"] == "/account/"
    assert kept(draft) == ("F1", "F2")
    assert "Жартылай көшесі" in window.get(here("facilities/F2/facility/")).content.decode()
    assert window.post(here("facilities/add/"), IN_ASTANA | {"later": "1"})["Location"] == "/account/"
    assert kept(draft) == ("F1", "F2", "F3")


def test_more_facilities_than_fit_are_refused_with_a_sentence(
    window: Client, draft: Draft, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(window, draft, Section.ACTIVITY, Section.CONSENT, Section.FACILITY)
    monkeypatch.setattr("ruqsat.cases.facilities.MOST", 1)
    refused = window.post(here("facilities/add/"), IN_ASTANA)
    assert refused.status_code == 422
    assert "at most 1 facilities" in refused.content.decode()
    assert kept(draft) == ("F1",)


def test_a_facility_is_removed_and_the_last_one_stays(window: Client, draft: Draft, here: Here) -> None:
    fill(window, draft, Section.ACTIVITY, Section.CONSENT, Section.FACILITY)
    add_one(window, here)
    assert window.post(here("facilities/F1/remove/"))["Location"] == here("facilities/")
    assert kept(draft) == ("F2",)
    assert "Facility 2: " in window.get(here("facilities/")).content.decode()  # as the receipt and the desk call it
    assert "Facility 3" in window.get(here("facilities/add/")).content.decode()
    assert "Филиал көшесі" in window.get(here("facility/")).content.decode()
    assert window.post(here("facilities/F2/remove/")).status_code == 302
    assert kept(draft) == ("F2",)
    assert window.post(here("facilities/F1/remove/")).status_code == 404


def test_others_reach_no_facility_and_wrong_ways_are_refused(
    window: Client, stranger: Person, draft: Draft, here: Here
) -> None:
    assert window.get(here("facilities/"))["Location"] == here("")
    assert window.get(here("facilities/add/"))["Location"] == here("")
    fill(window, draft, Section.ACTIVITY, Section.CONSENT, Section.FACILITY)
    add_one(window, here)
    other = browser_of(stranger)
    for page in ("facilities/", "facilities/add/", "facilities/F2/facility/"):
        assert other.get(here(page)).status_code == 404
        assert window.put(here(page)).status_code == 405
    assert other.post(here("facilities/F2/remove/")).status_code == 404
    assert window.get(here("facilities/F2/remove/")).status_code == 405
    for page in ("facilities/F7/facility/", "facilities/F2/bank/"):
        assert window.get(here(page)).status_code == 404


def test_each_specialist_is_given_a_place_and_an_empty_facility_is_named(window: Client, aizhan: Person) -> None:
    """List 8(1): of a legal entity with several facilities."""
    clinic = begin(aizhan, ApplicantKind.LEGAL_ENTITY)
    fill_clinic(window, clinic)
    path = f"/applications/{clinic.id}/"
    add_one(window, lambda page: f"{path}{page}")
    listed = window.get(f"{path}specialists/").content.decode()
    assert "No specialist works there yet: Facility 2" in listed
    assert 'value="F1" checked' in window.get(f"{path}specialists/S1/").content.decode()
    window.post(f"{path}specialists/S1/", CARDIOLOGIST)
    assert "Say everything that is asked about Макетова" in window.post(f"{path}specialists/").content.decode()
    window.post(f"{path}specialists/S1/", CARDIOLOGIST | {"facilities": ["F1", "F2"]})
    assert window.post(f"{path}specialists/").status_code == 302
    assert "Facility 1, 2" in window.get(f"{path}check-answers/").content.decode()
    other = CARDIOLOGIST | {"iin": "961204499254", "facilities": ["F7"]}
    assert window.post(f"{path}specialists/add/", other).status_code == 422
    window.post(f"{path}specialists/add/", other | {"facilities": ["F2"]})
    asked = window.post(f"{path}specialists/ask/")
    assert asked["Location"] == f"{path}specialists/"
    assert "2 people were asked for consent" in window.get(asked["Location"]).content.decode()
    assert window.get(f"{path}specialists/ask/").status_code == 405


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_pages_speak_the_readers_language(aizhan: Person, draft: Draft, here: Here, language: str) -> None:
    window = browser_of(aizhan, language)
    fill(window, draft)
    add_one(window, here)
    for page in ("facilities/", "facilities/add/", "facilities/F2/requirements/", "", "check-answers/"):
        content = window.get(here(page)).content.decode()
        assert f'<html lang="{language}"' in content
        assert not any(said in content for said in ("Facilit", " facilit", "Add another")), page
