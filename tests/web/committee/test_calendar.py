"""The calendar in the keepers' hands: what really happens to it, entered, looked at, confirmed, and then in force."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from ruqsat.cases.models import OpenDuty
from ruqsat.journal import rebuild
from ruqsat.keeping import books
from ruqsat.keeping.models import Change
from ruqsat.law.calendar import DayKind
from tests.milestones import Stand
from tests.web.committee.keepers import proposed, two_keepers

FORM = "/committee/calendar/enter/"
BASIS = "Resolution of the Government No. 99-1 of 2026-03-17"


@pytest.fixture
def windows(stand: Stand) -> tuple[Client, Client]:
    stand("known")
    return two_keepers()


def typed(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def exchange(off: date, worked: date) -> dict[str, str]:
    return typed("off", off) | typed("worked", worked) | {"basis": BASIS}


def gathered(window: Client, what: str, sent: dict[str, str], so_far: str = "") -> str:
    """What the page carries along once the form was added to the change."""
    answer = window.post(f"{FORM}?what={what}", sent | {"so_far": so_far, "do": "add"})
    assert answer.status_code == 200, answer.context["typed"].errors
    return str(answer.context["so_far"])


def stands(windows: tuple[Client, Client], so_far: str) -> None:
    """Proposed by one and confirmed by the other."""
    first, second = windows
    page = proposed(first, FORM, {"so_far": so_far})
    answer = second.post(page, {"do": "confirm"})
    assert answer.status_code == 302, answer.content.decode()


def test_the_calendar_of_a_year_is_shown_with_each_legal_basis(windows: tuple[Client, Client]) -> None:
    page = windows[0].get("/committee/calendar/?year=2027").content.decode()
    assert "Calendar of 2027" in page
    assert "Unconfirmed calendar" in page
    assert "Labor Code 84(4)" in page
    assert "Estimated" in page  # Kurban Ait
    assert windows[0].get("/committee/calendar/?year=nonsense").context["stands"].part["year"] == 2026


def test_an_exchange_moves_the_terms_that_run_over_it_for_all_at_once(stand: Stand) -> None:
    """Rules 9: completeness until 20 March; the 20th is off, the 28th worked, the Nauryz days are off anyway."""
    road = stand("settled")
    first, second = two_keepers()
    sent = exchange(date(2026, 3, 20), date(2026, 3, 28))
    looked = first.post(FORM, sent).content.decode()
    assert road.look().standing.number in looked
    assert "Terms that move: 1, in cases: 1" in looked
    so_far = gathered(first, "exchange", sent)
    page = proposed(first, FORM, {"so_far": so_far})
    assert road.look().standing.number in second.get(page).content.decode()
    assert second.post(page, {"do": "confirm"}).status_code == 302
    assert OpenDuty.objects.get(code="check_completeness").due_on == date(2026, 3, 26)
    assert "day" in json.loads(Change.objects.get().tables)
    assert Change.objects.get().moved == 1
    assert rebuild.look(at=road.now).differences == ()


def test_kurban_ait_is_announced_late_and_the_estimated_day_is_ordinary_again(windows: tuple[Client, Client]) -> None:
    """List 7(1)."""
    so_far = gathered(windows[0], "kurban-ait", typed("day", date(2027, 5, 17)) | {"basis": BASIS})
    so_far = gathered(windows[0], "confirm", {"year": "2027", "basis": BASIS}, so_far)
    stands(windows, so_far)
    calendar = books.in_force().calendar
    assert date(2027, 5, 16) not in calendar.special
    assert calendar.special[date(2027, 5, 17)].kind is DayKind.RELIGIOUS
    assert calendar.confirmed(2027)


def test_a_holiday_on_a_weekend_gives_another_day_off(windows: tuple[Client, Client]) -> None:
    """Labor Code 84: victory day of 2027, a Sunday; instead of the Monday after it, another day is off."""
    sent = typed("holiday_on", date(2027, 5, 9)) | typed("off", date(2027, 5, 11)) | {"basis": BASIS}
    stands(windows, gathered(windows[0], "observed", sent))
    observed = books.in_force().calendar.special[date(2027, 5, 11)]
    assert (observed.kind, str(observed.holiday), observed.basis) == (DayKind.OBSERVED, "Victory Day", BASIS)
    wrong = sent | typed("holiday_on", date(2027, 5, 8))
    answer = windows[0].post(f"{FORM}?what=observed", wrong)
    assert answer.status_code == 422
    assert "This day is no state holiday in the calendar" in answer.content.decode()


def test_a_single_day_becomes_a_holiday_or_ordinary(windows: tuple[Client, Client]) -> None:
    holiday = typed("day", date(2026, 8, 31)) | {"kind": "holiday", "holiday": "constitution_day", "basis": BASIS}
    so_far = gathered(windows[0], "day", holiday)
    ordinary = typed("day", date(2026, 5, 11)) | {"kind": "ordinary", "basis": BASIS}
    stands(windows, gathered(windows[0], "day", ordinary, so_far))
    calendar = books.in_force().calendar
    assert not calendar.is_working(date(2026, 8, 31))
    assert calendar.is_working(date(2026, 5, 11))
    unnamed = windows[0].post(f"{FORM}?what=day", holiday | {"holiday": ""})
    assert "Choose which holiday the day is" in unnamed.content.decode()


def test_the_next_year_is_added_computed_and_unconfirmed(windows: tuple[Client, Client]) -> None:
    """List 7(1)."""
    page = windows[0].get(f"{FORM}?what=next-year").content.decode()
    assert 'value="24"' in page  # the estimate of Kurban Ait
    stands(windows, gathered(windows[0], "next-year", typed("kurban_ait", date(2029, 4, 24)) | {"basis": BASIS}))
    calendar = books.in_force().calendar
    assert (calendar.last.year, calendar.confirmed(2029)) == (2029, False)
    assert not calendar.is_working(date(2029, 3, 15))
    assert "Unconfirmed calendar" in windows[1].get("/committee/calendar/?year=2029").content.decode()


def test_days_are_taken_out_of_a_change_again_with_what_they_are_exchanged_for(windows: tuple[Client, Client]) -> None:
    first, _ = windows
    so_far = gathered(first, "exchange", exchange(date(2026, 5, 8), date(2026, 5, 16)))
    so_far = gathered(first, "confirm", {"year": "2027", "basis": BASIS}, so_far)
    answer = first.post(FORM, {"so_far": so_far, "do": "out-2026-05-16"})
    assert json.loads(answer.context["so_far"]) == {"basis": BASIS, "confirmed_years": [2027]}
    answer = first.post(FORM, {"so_far": answer.context["so_far"], "do": "out-year-2027"})
    assert answer.context["so_far"] == ""


@pytest.mark.parametrize(
    ("off", "worked", "told"),
    [
        (date(2026, 3, 16), date(2026, 3, 28), "is over; the calendar is not changed backdated"),
        (date(2026, 4, 3), date(2026, 4, 8), "is no Saturday or Sunday, so it is worked anyway"),
        (date(2026, 4, 4), date(2026, 4, 5), "is a Saturday or Sunday, so it is off anyway"),
        (date(2031, 4, 3), date(2031, 4, 5), "The calendar of 2,031 is not written; add the year first"),
    ],
)
def test_what_may_not_stand_is_told_and_what_was_typed_is_kept(
    windows: tuple[Client, Client], off: date, worked: date, told: str
) -> None:
    answer = windows[0].post(FORM, exchange(off, worked))
    assert answer.status_code == 422
    assert told.replace("2,031", "2031") in answer.content.decode().replace("2,031", "2031")
    assert off.isoformat() in answer.context["so_far"]
    assert not Change.objects.exists()


@pytest.mark.parametrize("so_far", ["", "[]", "nonsense", '{"day": 1}', '{"basis": "x", "day": [{"date": 1}]}', "{}"])
def test_nothing_to_propose_is_told(windows: tuple[Client, Client], so_far: str) -> None:
    answer = windows[0].post(FORM, {"so_far": so_far, "do": "look"})
    assert answer.status_code == 422
    assert "Add at least one day or year to the change" in answer.content.decode()


def test_an_empty_form_is_told_field_by_field(windows: tuple[Client, Client]) -> None:
    answer: Any = windows[0].post(FORM, {"do": "add"})
    assert answer.status_code == 422
    assert set(answer.context["typed"].errors) == {"off", "worked", "basis"}


def test_more_terms_than_a_page_holds_are_listed_page_by_page(stand: Stand) -> None:
    road = stand("settled")
    first, second = two_keepers()
    one = OpenDuty.objects.get(code="check_completeness")
    values = {name: getattr(one, name) for name in (field.attname for field in OpenDuty._meta.concrete_fields)}
    OpenDuty.objects.bulk_create(OpenDuty(**values | {"id": None, "facility": f"F{number}"}) for number in range(60))
    sent = exchange(date(2026, 3, 20), date(2026, 3, 28))
    looked = first.post(FORM, sent)
    assert "once proposed, the page of the change lists all" in looked.content.decode()
    page = proposed(first, FORM, {"so_far": gathered(first, "exchange", sent)})
    beginning = second.get(page).context["opened"].looked.preview.shown.part
    rest = second.get(page + beginning["next_url"].partition("#")[0]).context["opened"].looked.preview.shown.part
    listed = [line["move"].id for part in (beginning, rest) for line in part["moves"]]
    assert (len(beginning["moves"]), len(rest["moves"]), len(set(listed))) == (50, 11, 61)
    assert rest["next_url"] == ""
    for nonsense in ("x", "1~2~3", "1~2026-03-20~" + "9" * 40, "~~"):
        assert second.get(page, {"after": nonsense}).status_code == 200
    assert road.look().standing.number in second.get(page).content.decode()
