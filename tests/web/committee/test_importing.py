"""Changes come in from TOML and go out as TOML; a whole calendar given out reads as the same calendar."""

import tomllib
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ruqsat.keeping import books
from ruqsat.keeping.models import Change
from ruqsat.law.calendar import CALENDAR, WorkingCalendar
from tests.milestones import Stand
from tests.web.committee.keepers import proposed, two_keepers

FORM = "/committee/calendar/from-file/"
EXCHANGE = """\
basis = "Resolution No. 99-1"
confirmed_years = [2027]

[[day]]
date = 2027-05-08
kind = "moved_work"
with = 2027-05-06

[[day]]
date = 2027-05-06
kind = "moved_off"
with = 2027-05-08
"""


@pytest.fixture
def windows(stand: Stand) -> tuple[Client, Client]:
    stand("known")
    return two_keepers()


def test_a_change_from_a_text_stands_and_comes_out_as_it_went_in(windows: tuple[Client, Client]) -> None:
    first, second = windows
    page = proposed(first, FORM, {"text": EXCHANGE.replace("\n", "\r\n")})
    out = second.get(f"{page}change.toml")
    assert out.headers["Content-Type"].startswith("application/toml")
    assert tomllib.loads(out.content.decode())["day"][0] == {
        "date": "2027-05-08", "kind": "moved_work", "with": "2027-05-06"
    }  # fmt: skip
    second.post(page, {"do": "decline", "reason": "to be entered again"})
    again = proposed(first, FORM, {"text": out.content.decode()})
    assert second.post(again, {"do": "confirm"}).status_code == 302
    assert books.in_force().calendar.is_working(date(2027, 5, 8))


def test_a_file_is_kept_in_the_form_as_text(windows: tuple[Client, Client]) -> None:
    upload = SimpleUploadedFile("change.toml", EXCHANGE.encode(), content_type="application/toml")
    looked = windows[0].post(FORM, {"file": upload, "text": ""})
    assert looked.status_code == 200
    assert "moved_work" in looked.content.decode()
    answer = windows[0].post(FORM, {"text": EXCHANGE, "do": "propose", "seen": looked.context["seen"]})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Choose a file, or put its text here."),
        ("day = [", "This is not TOML"),
        ("basis = 1", "At “basis” a text is expected."),
        ('basis = "x"\nweather = "fine"', "Nothing is known by the name “weather” here."),
        ('basis = "x"', "Nothing is changed."),
        (EXCHANGE.replace('"moved_off"', '"ordinary"'), "is exchanged for no other day of this change"),
        (EXCHANGE.replace("2027-05-06", "2026-01-09"), "is over; the calendar is not changed backdated"),
    ],
)
def test_what_is_wrong_is_told_and_the_text_stays(windows: tuple[Client, Client], text: str, told: str) -> None:
    answer = windows[0].post(FORM, {"text": text})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not text or text.splitlines()[0].split(" ")[0] in answer.content.decode()
    assert not Change.objects.exists()


def test_bytes_that_are_no_text_are_told(windows: tuple[Client, Client]) -> None:
    answer = windows[0].post(FORM, {"file": SimpleUploadedFile("change.toml", b"\xff\xfe\x00"), "text": ""})
    assert "The file is no text in UTF-8." in answer.content.decode()


def test_the_whole_calendar_comes_out_as_it_is_written(windows: tuple[Client, Client]) -> None:
    """List 7(1)."""
    tables = tomllib.loads(windows[0].get("/committee/calendar/chapter.toml").content.decode())
    again = WorkingCalendar.from_tables(tables)
    assert again.special == CALENDAR.special
    assert (again.first, again.last, again.version) == (CALENDAR.first, CALENDAR.last, CALENDAR.version)
    assert again.confirmed(2026)
    assert not again.confirmed(2027)
    index = tomllib.loads(windows[0].get("/committee/mci/chapter.toml").content.decode())
    assert {"year": 2026, "tenge": 4325} in index["mci"]
