from collections.abc import Callable

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

Visitor = Callable[[str], Client]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("address", ["/", "/rules/", "/rules/list-9-4/", "/list/"])
def test_every_open_page_is_there_in_every_language(visitor: Visitor, language: str, address: str) -> None:
    answer = visitor(language).get(address)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1


def test_the_start_page_says_time_and_fee_before_anybody_signs_in(visitor: Visitor) -> None:
    page = visitor("en").get("/").content.decode()
    assert "13 working days" in page
    assert "₸" in page
    assert 'href="/account/"' in page


@pytest.mark.parametrize("address", ["/", "/rules/", "/list/", "/language/", "/sign-out/"])
def test_a_wrong_method_gets_a_page_that_says_what_to_do(visitor: Visitor, address: str) -> None:
    answer = visitor("en").delete(address)
    assert answer.status_code == 405
    assert "This page cannot be opened that way" in answer.content.decode()
    assert answer.headers["Allow"]


def test_what_is_not_there_is_said_plainly(visitor: Visitor) -> None:
    answer = visitor("en").get("/no-such-page/")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()


def test_nothing_runs_on_a_page_that_is_not_ours(visitor: Visitor) -> None:
    policy = visitor("en").get("/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "default-src 'none'" in policy


def test_the_language_is_switched_by_a_form_and_stays(visitor: Visitor) -> None:
    client = visitor("kk")
    answer = client.post("/language/", {"language": "ru", "next": "/rules/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/rules/")
    assert '<html lang="ru"' in client.get("/").content.decode()


def test_the_language_form_leads_to_no_other_site(visitor: Visitor) -> None:
    answer = visitor("kk").post("/language/", {"language": "ru", "next": "https://example.com/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize(
    "address",
    [
        "/check/%00/",
        "/check/?number=%00",
        "/register/?q=%00",
        "/register/?q=%25_%5C",
        "/check/26000001/?on_day=1&on_month=1&on_year=99999999999999999999",
        "/rules/%00/",
        "/sign-in/?next=%00",
    ],
)
def test_nothing_typed_into_an_address_breaks_a_page(visitor: Visitor, db: None, address: str) -> None:
    assert visitor("en").get(address).status_code in {200, 404, 422}
