"""What every request passes through: nobody sends without end, and what one person saw nobody sees after."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from ruqsat.people.models import Person
from ruqsat.people.sessions import PERSON
from ruqsat.web.middleware import MOST_BYTES, MOST_BYTES_OF_ANYBODY, nothing_endless
from tests.people.known import person

pytestmark = pytest.mark.django_db

Visitor = Callable[[str], Client]


def signed_in(client: Client) -> Client:
    session = client.session
    session[PERSON] = str(person().id)
    session.save()
    return client


def taken(size: int, *, by: Person | None) -> bool:
    """Whether a request that says it is so large gets to its view."""
    request = RequestFactory().post("/check/file/", b"", content_type="text/plain", CONTENT_LENGTH=str(size))
    request.person = by  # type: ignore[attr-defined]  # as the middleware before leaves it
    return nothing_endless(lambda _: HttpResponse())(request).status_code == 200


def test_nobody_sends_without_end() -> None:
    assert taken(MOST_BYTES_OF_ANYBODY, by=None)
    assert not taken(MOST_BYTES_OF_ANYBODY + 1, by=None)
    assert taken(MOST_BYTES, by=person())
    assert not taken(MOST_BYTES + 1, by=person())


def test_a_request_that_is_too_large_is_answered_with_a_page(visitor: Visitor) -> None:
    answer = visitor("en").post(
        "/check/file/", b"", content_type="multipart/form-data; boundary=x", headers={"content-length": "999999999"}
    )
    assert "The file must be smaller than 25 MB" in answer.content.decode()


@pytest.mark.parametrize("address", ["/account/", "/applications/new/", "/"])
def test_what_somebody_signed_in_sees_is_kept_nowhere(visitor: Visitor, address: str) -> None:
    """On a computer that people share, "back" after signing out shows nothing."""
    assert "no-store" in signed_in(visitor("en")).get(address).headers["Cache-Control"]
    assert "no-store" not in visitor("en").get("/rules/").headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    ("path", "above"),
    [
        pytest.param("/check/file/", "/check/", id="the page whose form is sent there"),
        pytest.param("/language/", "/", id="the start, where no page is nearer"),
    ],
)
def test_who_opens_the_address_of_a_form_is_led_to_its_page(visitor: Visitor, path: str, above: str) -> None:
    answer = visitor("en").get(path)
    assert answer.status_code == 405
    assert f'<a class="govuk-link" href="{above}">Open that page</a>' in answer.content.decode()
    assert visitor("en").get(above).status_code == 200


def test_a_form_sent_to_a_page_that_takes_none_is_led_nowhere(visitor: Visitor) -> None:
    assert "Open that page" not in visitor("en").post("/rules/").content.decode()
