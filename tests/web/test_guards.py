from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from ruqsat.law.acts import Role
from ruqsat.people.models import Appointment, Person
from ruqsat.web import guards
from tests.people.known import appoint, person

pytestmark = pytest.mark.django_db


def asked_by(somebody: Person | None, *posts: Appointment, path: str = "/desk/?page=2") -> HttpRequest:
    request = RequestFactory().get(path)
    vars(request).update({"person": somebody, "appointments": posts})
    return request


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the page")


def test_who_is_not_signed_in_signs_in_first_and_comes_back() -> None:
    for guarded in (guards.signed_in(page), guards.officer(Role.OFFICER)(page)):
        answer = guarded(asked_by(None))
        assert answer.headers["Location"] == "/sign-in/?next=%2Fdesk%2F%3Fpage%3D2"


def test_whoever_is_signed_in_has_an_account() -> None:
    assert guards.signed_in(page)(asked_by(person())).content == b"the page"


def test_an_officers_page_is_for_who_holds_the_post_today() -> None:
    guarded = guards.officer(Role.OFFICER, Role.HEAD)(page)
    assert guarded(asked_by(person(), appoint(person(), Role.HEAD, kind="head"))).content == b"the page"
    with translation.override("en"), pytest.raises(PermissionDenied, match="post"):
        guarded(asked_by(person()))


def test_another_post_does_not_open_the_page() -> None:
    post = appoint(person(), Role.INSPECTOR, until=date(2026, 12, 31))
    with pytest.raises(PermissionDenied):
        guards.officer(Role.HEAD)(page)(asked_by(person(), post))
    assert guards.seats(asked_by(person(), post), Role.INSPECTOR) == [post]


def test_after_a_form_one_comes_back_to_no_foreign_page() -> None:
    request = RequestFactory().post("/account/sign/", headers={"referer": "https://example.com/"})
    vars(request)["person"] = None
    assert guards.signed_in(page)(request).headers["Location"] == "/sign-in/"


def test_who_held_the_post_until_lately_is_told_when_it_ended_and_by_which_clause() -> None:
    """Rules 20: a page may have been open when the appointment ended."""
    appoint(person(), Role.HEAD, kind="deputy", since=date(2025, 1, 1), until=date(2026, 3, 17))
    with translation.override("en"), pytest.raises(PermissionDenied, match="Your appointment ended on") as refused:
        guards.officer(Role.HEAD)(page)(asked_by(person()))
    assert "17\N{NO-BREAK SPACE}March 2026" in str(refused.value)
    assert "Nothing was recorded" in str(refused.value)
    assert "Rules" in str(refused.value)
