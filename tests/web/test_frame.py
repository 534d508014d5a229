"""What stands around every page."""

from collections.abc import Callable

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

Visitor = Callable[[str], Client]

HOME = "http://testserver"


@pytest.mark.parametrize(
    ("before", "back"),
    [
        pytest.param(f"{HOME}/check/?number=26000001", "/check/?number=26000001", id="the page with the form"),
        pytest.param("", "/check/file/", id="nothing said: the address itself"),
        pytest.param("https://example.com/check/", "/check/file/", id="a page of somebody else"),
        pytest.param("not an address", "/check/file/", id="rubbish"),
        pytest.param("http://[/check/", "/check/file/", id="rubbish that cannot be read"),
    ],
)
def test_a_language_chosen_on_the_answer_to_a_form_leads_to_the_page_of_the_form(
    visitor: Visitor, before: str, back: str
) -> None:
    answer = visitor("en").post("/check/file/", {}, headers={"referer": before} if before else {})
    assert answer.status_code == 422
    assert f'<input type="hidden" name="next" value="{back}">' in answer.content.decode()


def test_a_language_chosen_on_a_page_leads_to_the_same_page(visitor: Visitor) -> None:
    answer = visitor("en").get("/rules/?clause=12", headers={"referer": f"{HOME}/check/"})
    assert '<input type="hidden" name="next" value="/rules/?clause=12">' in answer.content.decode()


def test_a_form_that_names_another_site_as_this_one_is_refused_with_a_page(visitor: Visitor) -> None:
    answer = visitor("en").post("/check/file/", {}, headers={"host": "example.com", "referer": f"{HOME}/check/"})
    assert answer.status_code == 400
    assert '<input type="hidden" name="next" value="/check/file/">' in answer.content.decode()
