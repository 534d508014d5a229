"""The chapter of the editions in the keepers' pages: Rules 21-1."""

import tomllib
from datetime import time

import pytest
from django.test import Client

from ruqsat.keeping import books
from ruqsat.keeping.models import Change
from tests.milestones import Stand
from tests.web.committee.keepers import proposed, two_keepers

FORM = "/committee/editions/enter/"


@pytest.fixture
def windows(stand: Stand) -> tuple[Client, Client]:
    stand("complete")
    return two_keepers()


def entered(window: Client, **changes: object) -> dict[str, object]:
    """What a browser sends of the form: every value as it stands, but for the changes."""
    form = window.get(FORM).context["form"]
    sent: dict[str, object] = {}
    for bound in form:
        if bound.value() is not False and bound.value() not in (None, ""):
            sent[bound.html_name] = bound.value()
    days = {
        "signed_on": (2, 3, 2026),
        "published_on": (10, 3, 2026),
        "in_force_from": (20, 3, 2026),
    }
    for name, parts in days.items():
        sent.pop(name, None)
        sent |= {f"{name}_{part}": str(value) for part, value in zip(("day", "month", "year"), parts, strict=True)}
    return sent | {"id": "2026-7", "order": "Order No. 7"} | changes


def test_the_form_begins_with_what_stands_now(windows: tuple[Client, Client]) -> None:
    page = windows[0].get(FORM).content.decode()
    assert "Now: 13 working days" in page
    assert 'name="issue_days" value="13"' in page
    assert 'name="closes" value="18:30"' in page
    assert "Now: 1414, 8-800-080-7777" in page


def test_only_what_is_changed_is_kept_and_a_look_records_nothing(windows: tuple[Client, Client]) -> None:
    """Rules 21-1, Rules 19: the look tells collisions, the cases on file and the open ones."""
    answer = windows[0].post(FORM, entered(windows[0], issue_days="10", open_issue_days="on"))
    assert answer.status_code == 200, answer.context["form"].errors
    assert answer.context["form"].tables()["replaces"] == {"issue_days": 10}
    assert answer.context["form"].tables()["open_cases"] == ["issue_days"]
    page = answer.content.decode()
    for words in ("Begin to collide", "newest 1 cases of 1", "Due then", "open cases too", "which may be untrue then"):
        assert words in page
    assert not Change.objects.exists()


def test_an_order_that_contradicts_itself_is_refused_at_the_form(windows: tuple[Client, Client]) -> None:
    answer = windows[0].post(FORM, entered(windows[0], objection_days="3"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "The objection ends before the result may be issued" in page
    assert 'name="objection_days" value="3"' in page
    nothing = windows[0].post(FORM, entered(windows[0]))
    assert "The order replaces nothing." in nothing.content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"closes": "late"}, "Enter an hour, like 18:30"),
        ({"issue_days": "ten"}, "Enter a whole number"),
        ({"text_1": "Rules 19", "text_1_kk": "Он күн"}, "Say what the clause says, in each language"),
        ({"text_1_kk": "Он күн"}, "Choose the clause that these words are of"),
        ({"issue_days": "10", "open_approval_days": "on"}, "is said to apply to open cases and is not replaced"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place_and_stays(
    windows: tuple[Client, Client], changes: dict[str, str], said: str
) -> None:
    answer = windows[0].post(FORM, entered(windows[0], **changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_an_order_with_every_kind_of_value_is_proposed_confirmed_and_shown(windows: tuple[Client, Client]) -> None:
    """Rules 21-1, List 8, List 9, List 10(5)."""
    first, second = windows
    changes = {
        "closes": "18:00",
        "silence_is_consent": "yes",
        "contact_centre": "1415, 8-800-000-0001",
        "committee_email": "new@example.kz",
        "documents_duplicate": ["application", "in_support"],
        "text_1": "Rules 19",
        "text_1_kk": "Он күн.",
        "text_1_ru": "Десять дней.",
        "text_1_en": "Ten days.",
    }
    page = proposed(first, FORM, entered(first, **changes))  # type: ignore[arg-type]  # a list is sent name by name
    assert second.post(page, {"do": "confirm"}).status_code == 302
    edition = list(books.in_force().editions)[-1].value
    assert (edition.contact_centre, edition.silence_is_consent) == (("1415", "8-800-000-0001"), True)
    assert edition.documents_duplicate == ("application", "in_support")
    assert dict(edition.texts)["Rules 19"].ru == "Десять дней."
    shown = second.get(page).content.decode()
    assert "Ten days." in shown
    assert "new@example.kz" in shown
    assert "Coming into force on" in second.get("/committee/editions/").content.decode()


def test_an_order_comes_from_a_file_and_the_chapter_goes_into_one(windows: tuple[Client, Client]) -> None:
    """Rules 21-1: the file that `ruqsat law replay` reads is the file that is entered."""
    chapter = tomllib.loads(windows[0].get("/committee/editions/chapter.toml").content.decode())
    assert chapter["edition"][-1]["issue_days"] == 13
    assert chapter["edition"][-1]["contact_centre"] == ["1414", "8-800-080-7777"]
    text = """
id = "2026-7"
order = "Order No. 7"
signed_on = 2026-03-02
published_on = 2026-03-10
in_force_from = 2026-03-20
[replaces]
closes = 18:00:00
[replaces.texts."List 7(1)"]
kk = "18:00-ге дейін."
ru = "До 18:00."
en = "Until 18:00."
"""
    page = proposed(windows[0], "/committee/editions/from-file/", {"text": text})
    assert windows[1].post(page, {"do": "confirm"}).status_code == 302
    edition = list(books.in_force().editions)[-1].value
    assert (edition.closes, dict(edition.texts)["List 7(1)"].ru) == (time(18, 0), "До 18:00.")
