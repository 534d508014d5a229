"""The keepers' pages of the reference lists and appointments: search, one entry, several from a table, history."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ruqsat import instance_clock
from ruqsat.keeping import books
from ruqsat.keeping.models import Change
from ruqsat.law.local_time import local
from ruqsat.people.models import Appointment
from tests.milestones import Stand
from tests.web.committee.keepers import BAYAN, proposed, two_keepers
from tests.web.officers import window_of
from tests.world import OFFICER, person

ACTIVITY = "/committee/activities/enter/"
NAMES = {"kk": "Хоспис", "ru": "Хоспис", "en": "Hospice"}


@pytest.fixture
def windows(stand: Stand) -> tuple[Client, Client]:
    stand("complete")
    return two_keepers()


def on(days: int, field: str = "since") -> dict[str, str]:
    """A day so many days from today, in the three inputs of a form."""
    day = local(instance_clock.now()).date() + timedelta(days=days)
    return {f"{field}_day": str(day.day), f"{field}_month": str(day.month), f"{field}_year": str(day.year)}


def hospice() -> dict[str, object]:
    said = {"what": "subtype", "code": "hospice", **NAMES, "parent": "", "basis": "Order No. 8", **on(1)}
    return said | {"specialities": ["therapy"]}


@pytest.mark.parametrize("chapter", ["offices", "appointments", "activities", "requirements"])
def test_each_list_shows_what_stands_and_is_searched(windows: tuple[Client, Client], chapter: str) -> None:
    first, _ = windows
    assert first.get(f"/committee/{chapter}/").status_code == 200
    assert "Nothing here has that in it." in first.get(f"/committee/{chapter}/?q=zzzz").content.decode()
    assert window_of(OFFICER).get(f"/committee/{chapter}/").status_code == 403


def test_a_search_finds_by_code_and_by_any_name(windows: tuple[Client, Client]) -> None:
    text = windows[0].get("/committee/activities/?q=терапия").content.decode()
    assert "Internal medicine" in text
    assert "radiology" not in text


def test_one_entry_is_looked_at_proposed_and_confirmed(windows: tuple[Client, Client]) -> None:
    """Annex 2(4)."""
    first, second = windows
    looked = first.post(ACTIVITY, hospice())
    assert looked.status_code == 200
    assert "Open cases that declare it" in looked.content.decode()
    assert not Change.objects.exists()
    page = proposed(first, ACTIVITY, hospice())  # type: ignore[arg-type]  # one of the values is a list
    assert second.post(page, {"do": "confirm"}).status_code == 302
    assert "hospice" in list(books.in_force().activities)[-1].value.subtypes
    shown = second.get("/committee/activities/").content.decode()
    assert "Another version is recorded from" in shown
    assert page in shown


def test_an_entry_is_changed_from_what_it_says(windows: tuple[Client, Client]) -> None:
    form = windows[0].get(f"{ACTIVITY}?code=outpatient_adult").content.decode()
    assert 'value="for adults"' in form
    assert windows[0].get("/committee/requirements/enter/?code=premises").status_code == 200
    for page in ("enter/?code=KZ-75", "enter-region/?code=75", "enter-access/?code=ramp"):
        assert windows[0].get(f"/committee/offices/{page}").status_code == 200


def test_what_an_open_case_declares_cannot_be_ended_and_is_told_at_the_form(windows: tuple[Client, Client]) -> None:
    """Annex 2(4)."""
    sent = {"what": "subtype", "code": "outpatient_adult", "ends": "on", "basis": "x", **on(1)}
    answer = windows[0].post(ACTIVITY, sent)
    assert answer.status_code == 422
    assert "is declared in open cases" in answer.content.decode()
    assert "outpatient_adult" in answer.content.decode()


def test_a_day_that_is_not_to_come_is_refused_and_what_was_typed_stays(windows: tuple[Client, Client]) -> None:
    answer = windows[0].post(ACTIVITY, hospice() | on(0))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "A list changes from a day to come" in text
    assert 'value="Hospice"' in text


def test_what_an_office_offers_is_entered(windows: tuple[Client, Client]) -> None:
    """List 10(4)."""
    first, second = windows
    sent = {"code": "KZ-75", "access": ["ramp", "call_button"], "basis": "Survey of 2026", **on(1)}
    page = proposed(first, "/committee/offices/enter/", sent)  # type: ignore[arg-type]  # one of the values is a list
    second.post(page, {"do": "confirm"})
    assert list(books.in_force().offices)[-1].value.offices["KZ-75"].access == ("ramp", "call_button")


def test_names_are_taken_away_as_a_table_and_entered_from_one(windows: tuple[Client, Client]) -> None:
    first, second = windows
    table = first.get("/committee/requirements/names.csv").content.decode()
    assert table.startswith("table,code,kk,ru,en\r\n")
    changed = table.replace("Premises or building owned or lawfully used", "Premises")
    upload = SimpleUploadedFile("names.csv", changed.encode(), content_type="text/csv")
    sent = {"basis": "Order No. 8", **on(1)}
    looked = first.post("/committee/requirements/table/", sent | {"upload": upload})
    assert looked.status_code == 200, looked.context["form"].errors
    again = sent | {"text": changed, "do": "propose", "seen": looked.context["seen"]}
    page = first.post("/committee/requirements/table/", again).headers["Location"]
    second.post(page, {"do": "confirm"})
    assert list(books.in_force().requirements)[-1].value.points["premises"].names.en == "Premises"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,name\r\n", "The first line must be: table,code,kk,ru,en"),
        ("table,code,kk,ru,en\r\nsubtype,x,а,б,\r\nweather,y,а,б,c", "Line 3: there is no table “weather”"),
        ("table,code,kk,ru,en\r\nsubtype,x,а,б,\r\n", "Line 2: nothing stands at en"),
    ],
)
def test_every_wrong_line_is_told_and_the_text_stays(windows: tuple[Client, Client], text: str, said: str) -> None:
    sent = {"text": text, "basis": "x", **on(1)}
    answer = windows[0].post("/committee/activities/table/", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "<textarea" in answer.content.decode()


def test_a_person_is_appointed_and_dismissed(windows: tuple[Client, Client]) -> None:
    """Rules 20."""
    first, second = windows
    sent = {"iin": OFFICER, "office": "KZ-75", "post": "head acting", "order": "№ 17", **on(1), **on(10, "until")}
    page = proposed(first, "/committee/appointments/enter/", sent)
    assert OFFICER not in second.get(page).content.decode()
    assert second.post(page, {"do": "confirm"}).status_code == 302
    row = Appointment.objects.get(person=person(OFFICER), role="head")
    assert (row.kind, row.order_number) == ("acting", "№ 17")
    end = f"/committee/appointments/{row.id}/end/"
    page = proposed(first, end, {"order": "№ 18", **on(5, "until")})
    second.post(page, {"do": "confirm"})
    before, row = row.until, Appointment.objects.get(id=row.id)
    assert before is not None
    assert row.until == before - timedelta(days=5)
    assert first.get("/committee/appointments/999999/end/").status_code == 404


def test_who_is_not_known_or_holds_the_post_is_told_at_the_form(windows: tuple[Client, Client]) -> None:
    """Rules 20."""
    first, _ = windows
    sent = {"iin": OFFICER, "office": "KZ-75", "post": "officer", "order": "№ 17", **on(1)}
    held = first.post("/committee/appointments/enter/", sent)
    assert held.status_code == 422
    assert "holds this post in this office on some of these days already" in held.content.decode()
    unknown = first.post("/committee/appointments/enter/", sent | {"iin": "840101300014"})
    assert unknown.status_code == 422


def test_nobody_confirms_their_own_appointment(windows: tuple[Client, Client]) -> None:
    first, second = windows
    sent = {"iin": BAYAN, "office": "KZ-75", "post": "officer", "order": "№ 17", **on(1)}
    page = proposed(second, "/committee/appointments/enter/", sent)
    answer = first.post(page, {"do": "confirm"})
    assert answer.status_code == 422
    assert "Nobody confirms their own appointment" in answer.content.decode()


def test_a_speciality_is_entered_and_ended_as_a_speciality(windows: tuple[Client, Client]) -> None:
    """Annex 2(4): dentistry is a subtype and a speciality; each is an entry of its own."""
    first, second = windows
    form = first.get(f"{ACTIVITY}?code=dentistry&what=speciality").content.decode()
    assert 'value="Dentistry"' in form
    sent = {"what": "speciality", "code": "feldsher", "ends": "on", "basis": "x", **on(1)}
    told = str(first.post(ACTIVITY, sent).context["form"].errors)
    assert "“Ambulance care” offers “General medicine (feldsher)”, which is not there." in told
    sent = {"what": "speciality", "code": "geriatrics", **NAMES, "basis": "x", **on(1)}
    second.post(proposed(first, ACTIVITY, sent), {"do": "confirm"})
    sent = {"what": "speciality", "code": "geriatrics", "ends": "on", "basis": "x", **on(2)}
    second.post(proposed(first, ACTIVITY, sent), {"do": "confirm"})
    assert list(books.in_force().activities)[-1].value.ended_specialities == {"geriatrics"}


def test_what_nobody_recorded_of_an_office_stays_unrecorded_when_its_name_changes(
    windows: tuple[Client, Client],
) -> None:
    """List 10(4): nothing ticked is not “offers nothing” before anything was recorded."""
    first, second = windows
    sent = {"code": "KZ-75", **NAMES, "basis": "x", **on(1)}
    second.post(proposed(first, "/committee/offices/enter/", sent), {"do": "confirm"})
    office = list(books.in_force().offices)[-1].value.offices["KZ-75"]
    assert (office.names.en, office.access) == ("Hospice", None)
