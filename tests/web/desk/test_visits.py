"""Rules 14: the day and hour of a visit are fixed, or the visit is called off."""

from datetime import date, datetime, timedelta

from django.test import Client

from ruqsat.law.local_time import local
from ruqsat.people.models import Appointment
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import FACILITY, case_page, window_of
from tests.world import AIZHAN, ALMATY, INSPECTOR, OFFICER, OFFICER_OF_ASTANA, person


def typed(day: date, hour: str = "10:00") -> dict[str, str]:
    """The form of a visit as it is filled in."""
    parts = {"day_day": str(day.day), "day_month": str(day.month), "day_year": str(day.year)}
    return {**parts, "hour": hour, "inspector": str(person(INSPECTOR).id)}


def in_days(road: Road, days: int) -> date:
    return local(road.now + timedelta(days=days)).date()


def page_of(road: Road) -> tuple[Client, str]:
    return window_of(OFFICER), case_page(road, f"visit/{FACILITY}/")


def test_the_form_comes_with_a_day_that_fits(stand: Stand) -> None:
    window, path = page_of(stand("approved"))
    page = window.get(path)
    assert page.status_code == 200
    form = page.context["form"]
    assert form.initial["day"] == date(2026, 3, 20)
    assert form.initial["inspector"] == str(person(INSPECTOR).id)


def test_the_visit_is_fixed_at_the_hour_of_kazakhstan(stand: Stand) -> None:
    road = stand("approved")
    window, path = page_of(road)
    answer = window.post(path, {**typed(in_days(road, 2), "10.30"), "seen": road.seen}, follow=True)
    assert "The visit is fixed. The applicant is being notified." in answer.content.decode()
    plan = road.look().standing.visits[road.visit].plan
    assert local(plan.starts_at).strftime("%H:%M") == "10:30"
    assert plan.inspector == person(INSPECTOR).id
    assert plan.starts_at - timedelta(hours=24) > datetime.fromisoformat("2026-03-18T00:00:00Z")


def test_less_than_a_day_ahead_is_refused_and_what_was_typed_stays(stand: Stand) -> None:
    road = stand("approved")
    window, path = page_of(road)
    answer = window.post(path, {**typed(in_days(road, 0), "23:30"), "seen": road.seen})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "at least 24 hours before the visit begins" in text
    assert "point 14 of the Rules" in text
    assert 'value="23:30"' in text
    assert "visit_scheduled" not in road.kinds()


def test_a_party_named_to_make_the_visit_is_refused_beside_the_name(stand: Stand) -> None:
    """Rules 14, Rules 20."""
    road = stand("approved")
    Appointment.objects.create(
        person=person(AIZHAN), office_id=ALMATY, role="inspector", since="2026-01-01", order_number="№ 99-91"
    )
    window, path = page_of(road)
    named = typed(in_days(road, 2)) | {"inspector": str(person(AIZHAN).id), "seen": str(road.seen)}
    answer = window.post(path, named)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"inspector"}
    assert "is a party to this case" in answer.content.decode()
    assert "visit_scheduled" not in road.kinds()


def test_what_is_missing_is_said_field_by_field(stand: Stand) -> None:
    window, path = page_of(stand("approved"))
    answer = window.post(path, {"hour": "soon"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"day", "hour", "inspector"}


def test_before_the_documents_are_complete_the_page_says_why_not(stand: Stand) -> None:
    window, path = page_of(stand("settled"))
    assert "The documents have not been found complete yet." in window.get(path).content.decode()


def test_a_facility_nobody_declared_has_no_page(stand: Stand) -> None:
    road = stand("approved")
    assert window_of(OFFICER).get(case_page(road, "visit/F9/")).status_code == 404
    assert window_of(OFFICER_OF_ASTANA).get(case_page(road, f"visit/{FACILITY}/")).status_code == 404


def test_a_visit_is_called_off_with_a_reason(stand: Stand) -> None:
    road = stand("approved")
    road.schedule()
    window, path = window_of(OFFICER), case_page(road, f"visits/{road.visit}/cancel/")
    assert window.post(path, {"reason": ""}).status_code == 422
    window.post(path, {"reason": "The inspector fell ill."})
    cancelled = road.look().standing.visits[road.visit].cancelled
    assert cancelled is not None
    assert "The inspector fell ill." in window.get(case_page(road)).content.decode()


def test_a_visit_that_has_begun_is_not_called_off(stand: Stand) -> None:
    road = stand("visited")
    window, path = window_of(OFFICER), case_page(road, f"visits/{road.visit}/cancel/")
    assert "There is no visit that has not begun." in window.get(path).content.decode()
    assert window.post(path, {"reason": "Too late."}).status_code == 422
    assert "visit_cancelled" not in road.kinds()


def test_the_page_of_the_case_says_when_it_is_too_late_for_the_notice_and_when_the_hour_has_passed(
    stand: Stand,
) -> None:
    """Rules 14: nothing that is sent makes this visit one that may begin: another hour is fixed."""
    road, window = stand("approved"), window_of(OFFICER)
    road.schedule()
    road.world.break_down("messages", "messages_second")
    road.notify()
    waits, too_late = "it is tried again by itself", "fix another hour"
    said = window.get(case_page(road)).content.decode()
    assert waits in said
    assert too_late not in said
    road.world.later(hours=2)
    said = window.get(case_page(road)).content.decode()
    assert waits in said
    assert f"The visit begins in less than 24 hours, too late for its notice: {too_late}." in said
    road.world.later(hours=24)
    said = window.get(case_page(road)).content.decode()
    assert waits not in said
    assert "The hour of this visit has passed: fix another one." in said
