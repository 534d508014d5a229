"""Each request knows its person, the posts held today, and the language chosen."""

from datetime import datetime

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from ruqsat.people.middleware import knowing_person
from ruqsat.people.models import Person
from ruqsat.people.persons import choose_language
from ruqsat.people.sessions import begin, end, key_of, person_in
from tests.people.known import AT, appoint, person

pytestmark = pytest.mark.django_db


def asked(session: SessionStore, *, at: datetime = AT, cookie: bool = True) -> HttpRequest:
    """A request that went through the middleware."""
    request = RequestFactory().get("/")
    request.session = session
    if cookie:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    seen: list[HttpRequest] = []

    def view(received: HttpRequest) -> HttpResponse:
        seen.append(received)
        return HttpResponse()

    knowing_person(view, clock=lambda: at)(request)
    return seen[0]


def signed_in(somebody: Person) -> SessionStore:
    """The session of somebody."""
    session = SessionStore()
    begin(session, somebody)
    session.save()
    return session


def test_nobody_is_signed_in_at_first_and_that_costs_no_query() -> None:
    with CaptureQueriesContext(connection) as queries:
        request = asked(SessionStore(), cookie=False)
        assert vars(request)["person"] is None
        assert tuple(vars(request)["appointments"]) == ()
        assert vars(request)["language"] == ""
    assert len(queries) == 0


def test_a_request_knows_its_person_with_posts_and_language() -> None:
    somebody = person()
    choose_language(somebody, "ru")
    post = appoint(somebody)
    session = signed_in(somebody)
    known = vars(asked(session))
    assert (known["person"], list(known["appointments"]), known["language"]) == (somebody, [post], "ru")
    assert list(vars(asked(session, at=AT.replace(year=2025)))["appointments"]) == []


def test_posts_are_looked_up_only_when_somebody_looks() -> None:
    session = signed_in(person())
    with CaptureQueriesContext(connection) as queries:
        asked(session)
    assert not [query for query in queries.captured_queries if "appointment" in query["sql"]]


def test_signing_in_changes_the_key_of_the_session_and_forgets_what_was_in_it() -> None:
    session = SessionStore()
    before = key_of(session)
    assert key_of(session) == before
    session["cart"] = "left"
    begin(session, person())
    session.save()
    assert session.session_key != before
    assert "cart" not in session
    assert not SessionStore().exists(before)


def test_signing_out_leaves_nothing() -> None:
    session = signed_in(person())
    key = str(session.session_key)
    end(session)
    assert person_in(session) is None
    assert not SessionStore().exists(key)
