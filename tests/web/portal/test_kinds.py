"""For whom one applies, and the pages that only some applicants have: Rules 6, Annex 3."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from ruqsat import instance_clock
from ruqsat.cases.drafting import Beginning, Section, answers_of, beginning_of, start
from ruqsat.cases.models import Draft
from ruqsat.cases.sections import sections_for
from ruqsat.law.application import ApplicantKind, PersonName, Service
from ruqsat.people import challenges
from ruqsat.people.models import Person, SignIn
from ruqsat.people.persons import know
from tests.web.portal.conftest import browser_of
from tests.web.portal.filling import ADDRESS, TYPED, attach_everything, fill, send_all_the_same

CLINIC, SANIYA = "181240999010", "920308499215"
Here = Callable[[str], str]

OF_ENTITY: dict[Section, dict[str, object]] = {
    Section.ORGANIZATION: {"foreign": "no", "bin": "1812 4099 9010", "branch_bin": ""},
    Section.ENTITY: {"organization": "«Үлгі Клиника» ЖШС", "location": "Алматы, Клиника көшесі, 100"},
    Section.LEGAL_ADDRESS: ADDRESS,
    Section.HEAD: {"last": "Үлгібаева", "first": "Айжан", "patronymic": ""},
}
POWER: dict[str, object] = {
    "applicant_iin": "810203399051",
    "number": "Д-17",
    "issued_on_day": "12",
    "issued_on_month": "1",
    "issued_on_year": "2026",
}
SPECIALIST: dict[str, object] = TYPED[Section.QUALIFICATION] | {
    "iin": SANIYA,
    "last": "Макетова",
    "first": "Сания",
    "patronymic": "",
}


def begin(person: Person, kind: ApplicantKind, *, represented: bool = False) -> Draft:
    beginning = Beginning(kind=kind, represented=represented)
    return start(person, Service.ISSUE, at=instance_clock.now(), beginning=beginning)


@pytest.fixture
def clinic(aizhan: Person) -> Draft:
    return begin(aizhan, ApplicantKind.LEGAL_ENTITY)


def typed_in(window: Client, draft: Draft, section: Section, values: dict[str, object]) -> None:
    answer = window.post(f"/applications/{draft.id}/{section.value}/", values)
    assert answer.status_code == 302, answer.content.decode()


def fill_clinic(window: Client, draft: Draft) -> None:
    """Every section of a legal entity, the specialist too; documents apart."""
    fill(window, draft, Section.ACTIVITY)
    typed_in(window, draft, Section.ORGANIZATION, OF_ENTITY[Section.ORGANIZATION])
    fill(window, draft, Section.CONSENT)
    for section in (Section.ENTITY, Section.LEGAL_ADDRESS, Section.HEAD):
        typed_in(window, draft, section, OF_ENTITY[section])
    others = (Section.CONTACTS, Section.BANK, Section.FACILITY, Section.REQUIREMENTS, Section.PAPER)
    fill(window, draft, *others, Section.CONFIRMATIONS)
    assert window.post(f"/applications/{draft.id}/specialists/add/", SPECIALIST).status_code == 302
    assert window.post(f"/applications/{draft.id}/specialists/").status_code == 302


@pytest.mark.parametrize("represented", [False, True])
@pytest.mark.parametrize("kind", ApplicantKind)
def test_one_begins_for_oneself_or_for_somebody_else(window: Client, kind: ApplicantKind, represented: bool) -> None:
    """Rules 6: who may apply, and on a power of attorney for whom."""
    chosen = ("for_" if represented else "") + kind.value
    assert window.post("/applications/new/", {"service": "issue", "whom": chosen}).status_code == 302
    draft = Draft.objects.get()
    assert beginning_of(answers_of(draft)) == Beginning(kind=kind, represented=represented)
    page = window.get(f"/applications/{draft.id}/").content.decode()
    for section in Section:
        listed = f"/applications/{draft.id}/{section.value}/" in page
        assert not listed or section in sections_for(Beginning(kind=kind, represented=represented)), section


def test_a_draft_begun_before_there_were_kinds_is_an_individuals(window: Client, draft: Draft) -> None:
    answers = answers_of(draft)
    del answers["beginning"]
    assert beginning_of(answers) == Beginning()


def test_the_certificate_names_the_entity(aizhan: Person, window: Client) -> None:
    """Annex 3(2), Annex 3(3): the name and the BIN of the certificate with which one signed in are there already."""
    at = instance_clock.now()
    challenge = challenges.issue(session_key="s", at=at)
    used = challenges.use(challenge.id, session_key="s", at=at)
    SignIn.objects.create(
        id=uuid4(), person=aizhan, challenge=used, at=at, bin=CLINIC, organization="Клиника (үлгі)", borne_out=b""
    )
    assert "Клиника (үлгі), BIN 181240999010" in window.get("/applications/new/").content.decode()
    window.post("/applications/new/", {"service": "issue", "whom": "legal_entity"})
    draft = Draft.objects.get()
    assert answers_of(draft)["organization"]["bin"] == CLINIC
    fill(window, draft, Section.ACTIVITY, Section.CONSENT)
    assert "Клиника (үлгі)" in window.get(f"/applications/{draft.id}/entity/").content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"bin": "181240999011"}, "its last digit does not agree"),
        ({"bin": "940517499011"}, "a business identification number is needed"),
        ({"bin": ""}, "Enter the business identification number, 12 digits"),
        ({"foreign": ""}, "Choose where the legal entity is registered"),
        ({"foreign": "yes", "bin": ""}, "Enter the BIN of the legal entity, or of its branch"),
        ({"foreign": "yes", "bin": "", "branch_bin": "1"}, "has twelve digits"),
    ],
)
def test_each_slip_in_the_number_is_named(window: Client, clinic: Draft, change: dict[str, object], said: str) -> None:
    """Annex 3(3)."""
    answer = window.post(f"/applications/{clinic.id}/organization/", OF_ENTITY[Section.ORGANIZATION] | change)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_branchs_number_counts_only_where_the_entity_has_none(window: Client, clinic: Draft) -> None:
    """Annex 3(3): docs/law/readings.md."""
    both: dict[str, object] = {"foreign": "yes", "bin": CLINIC, "branch_bin": "100240999122"}
    typed_in(window, clinic, Section.ORGANIZATION, both)
    clinic.refresh_from_db()
    assert answers_of(clinic)["organization"] == {"foreign": "yes", "bin": CLINIC, "branch_bin": ""}
    typed_in(window, clinic, Section.ORGANIZATION, both | {"bin": ""})
    clinic.refresh_from_db()
    assert answers_of(clinic)["organization"]["branch_bin"] == "100240999122"


def test_a_foreign_entity_names_its_country(window: Client, clinic: Draft) -> None:
    """Annex 3(6)."""
    typed_in(window, clinic, Section.ORGANIZATION, {"foreign": "yes", "bin": "", "branch_bin": CLINIC})
    fill(window, clinic, Section.CONSENT)
    abroad = ADDRESS | {"country": "", "region": "Bayern", "postal_code": "80331"}
    refused = window.post(f"/applications/{clinic.id}/legal_address/", abroad)
    assert refused.status_code == 422
    assert "Enter the country" in refused.content.decode()
    typed_in(window, clinic, Section.LEGAL_ADDRESS, abroad | {"country": "Deutschland"})


def test_a_clinic_is_checked_and_signed_by_its_head(window: Client, clinic: Draft) -> None:
    """Annex 3: every field stands at check answers; who signs is the head."""
    fill_clinic(window, clinic)
    attach_everything(window, clinic)
    page = window.get(f"/applications/{clinic.id}/check-answers/").content.decode()
    for said in ("«Үлгі Клиника» ЖШС", CLINIC, "Клиника көшесі, 100", "Макетова Сания", SANIYA, "for Almaty city"):
        assert said in page, said
    send_all_the_same(window, clinic)
    context = window.get(f"/applications/{clinic.id}/sign/").context
    assert context["application"].applicant.number() == CLINIC
    assert context["iin"] == "940517499011"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"iin": "920308499216"}, "its last digit does not agree"),
        ({"iin": ""}, "Enter the individual identification number"),
        ({"last": ""}, "Enter the last name"),
        ({"graduated_in": "3016"}, "Enter a year from"),
    ],
)
def test_each_slip_about_a_specialist_is_named(
    window: Client, clinic: Draft, change: dict[str, object], said: str
) -> None:
    fill(window, clinic, Section.ACTIVITY)
    answer = window.post(f"/applications/{clinic.id}/specialists/add/", SPECIALIST | change)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_specialists_are_added_changed_and_removed(window: Client, clinic: Draft) -> None:
    """List 8(1): who is not finished yet is named; one person is listed once."""
    fill(window, clinic, Section.ACTIVITY)
    path = f"/applications/{clinic.id}/specialists/"
    assert "Add at least one specialist" in window.post(path).content.decode()
    only_who = {name: SPECIALIST[name] for name in ("iin", "last", "first", "patronymic")}
    assert window.post(f"{path}add/", only_who)["Location"] == path
    assert "Say everything that is asked about Макетова Сания" in window.post(path).content.decode()
    assert "in the list already" in window.post(f"{path}add/", SPECIALIST).content.decode()
    assert window.post(f"{path}S1/", SPECIALIST).status_code == 302
    assert window.post(path).status_code == 302
    assert window.get(f"{path}S7/").status_code == 404
    assert window.post(f"{path}S1/remove/").status_code == 302
    assert "Nobody is listed yet" in window.get(path).content.decode()


def test_others_reach_neither_the_list_nor_its_buttons(window: Client, stranger: Person, clinic: Draft) -> None:
    fill(window, clinic, Section.ACTIVITY)
    window.post(f"/applications/{clinic.id}/specialists/add/", SPECIALIST)
    other = browser_of(stranger)
    for page in ("specialists/", "specialists/add/", "specialists/S1/"):
        assert other.get(f"/applications/{clinic.id}/{page}").status_code == 404
    for page in ("specialists/S1/remove/", "specialists/S1/ask/"):
        assert other.post(f"/applications/{clinic.id}/{page}").status_code == 404
        assert window.get(f"/applications/{clinic.id}/{page}").status_code == 405


def test_an_individual_has_no_list_of_specialists(window: Client, here: Here) -> None:
    for page in ("specialists/", "specialists/add/", "entity/", "organization/"):
        assert window.get(here(page))["Location"] == here("")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"applicant_iin": "940517499011"}, "This is your own number"),
        ({"number": ""}, "Enter the number of the power of attorney"),
        ({"issued_on_year": "3026"}, "cannot be issued later than today"),
        (
            {"valid_until_day": "1", "valid_until_month": "2", "valid_until_year": "2020"},
            "This power of attorney is no longer in force",
        ),
    ],
)
def test_each_slip_about_a_power_is_named(window: Client, aizhan: Person, change: dict[str, object], said: str) -> None:
    """Rules 6."""
    draft = begin(aizhan, ApplicantKind.INDIVIDUAL, represented=True)
    answer = window.post(f"/applications/{draft.id}/representative/", POWER | change)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_representative_attaches_the_power_and_signs_with_their_own_key(window: Client, aizhan: Person) -> None:
    """Rules 6: without the power nothing is filed; with it who signs stands beside the applicant."""
    draft = begin(aizhan, ApplicantKind.INDIVIDUAL, represented=True)
    typed_in(window, draft, Section.REPRESENTATIVE, POWER)
    fill(window, draft)
    stopped = window.post(f"/applications/{draft.id}/documents/", {"sheets": "3", "confirmed": "on"})
    assert stopped.status_code == 422
    assert "Attach: Document on the representative" in stopped.content.decode()
    attach_everything(window, draft)
    page = window.get(f"/applications/{draft.id}/check-answers/").content.decode()
    assert "810203399051" in page
    assert "Д-17" in page
    send_all_the_same(window, draft)
    context = window.get(f"/applications/{draft.id}/sign/").context
    assert context["iin"] == "940517499011"
    assert context["application"].representative.number == "Д-17"


def test_a_representative_cannot_consent_for_the_applicant(window: Client, aizhan: Person) -> None:
    """Rules 8: the request stands in the account of the person for whom one signs."""
    draft = begin(aizhan, ApplicantKind.INDIVIDUAL, represented=True)
    typed_in(window, draft, Section.REPRESENTATIVE, POWER)
    path = f"/applications/{draft.id}/consent/"
    assert window.post(path, {"step": "choose", "choice": "registers"}).status_code == 302
    assert "The consent is asked for" in window.get(path).content.decode()
    petr = know("810203399051", PersonName(last="Примеров", first="Пётр"), at=instance_clock.now())
    assert "You are asked for consent" in browser_of(petr).get("/account/").content.decode()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_page_of_a_clinic_speaks_the_readers_language(aizhan: Person, clinic: Draft, language: str) -> None:
    window = browser_of(aizhan, language)
    fill_clinic(window, clinic)
    pages = [*(one.value for one in sections_for(Beginning(kind=ApplicantKind.LEGAL_ENTITY))), "specialists/add"]
    for page in pages:
        content = window.get(f"/applications/{clinic.id}/{page}/").content.decode()
        assert f'<html lang="{language}"' in content
        assert "legal entity" not in content, page
        assert "Save and go on" not in content, page
