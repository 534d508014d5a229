"""Long lists page by page."""

import pytest
from django.test import RequestFactory

from ruqsat.web.portal.paged import kept_query, paged


@pytest.mark.parametrize(
    ("query", "shown", "beside"),
    [
        ("", (1, 1, 25), ("", "?page=2")),
        ("page=2&only=open", (2, 26, 50), ("?page=1&only=open", "?page=3&only=open")),
        ("page=3", (3, 51, 60), ("?page=2", "")),
        ("page=99", (3, 51, 60), ("?page=2", "")),
        ("page=0", (1, 1, 25), ("", "?page=2")),
        ("page=x", (1, 1, 25), ("", "?page=2")),
        ("page=²", (1, 1, 25), ("", "?page=2")),
    ],
)
def test_the_page_that_the_address_names(query: str, shown: tuple[int, int, int], beside: tuple[str, str]) -> None:
    page = paged(RequestFactory().get(f"/?{query}"), range(1, 61))
    assert (page.number, page.first, page.last) == shown
    assert page.items == tuple(range(page.first, page.last + 1))
    assert (page.previous_url, page.next_url, page.all) == (*beside, 60)


def test_a_short_or_empty_list_has_one_page() -> None:
    for items in ((), (1, 2)):
        page = paged(RequestFactory().get("/"), items)
        assert page.items == items
        assert (page.previous_url, page.next_url) == ("", "")


def test_only_what_is_named_is_kept_on_the_way() -> None:
    query = RequestFactory().get("/?from=check&page=2&other=1").GET
    assert kept_query(query, "from", "only", "page") == "?from=check&page=2"
    assert kept_query(query, "only") == ""
