"""Pages by key, over the register of licenses: newest first, many of one day."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.http import QueryDict

from ruqsat.law.application import PersonName
from ruqsat.licenses.models import License
from ruqsat.people.persons import know
from ruqsat.web.keyset import Page, page_of
from tests.journal.samples import AT

ORDER = ("-issued_on", "-number")
FIRST = date(2026, 3, 1)


@pytest.fixture
def many(db: None) -> list[str]:
    """Twenty-three licenses of a few days; their numbers in the order of the list."""
    holder = know("940517499011", PersonName(last="Үлгібаева", first="Айжан"), at=AT)
    made = License.objects.bulk_create(
        License(
            id=f"00000000-0000-0000-0000-{number:012d}",
            number=f"26{number:06d}",
            number_plain=f"26{number:06d}",
            case=f"00000000-0000-0000-0001-{number:012d}",
            holder=holder,
            holder_index=b"",
            issued_on=FIRST + timedelta(days=number // 9),
            status="valid",
        )
        for number in range(23)
    )
    return sorted((one.number for one in made), reverse=True)


def page(link: str, *, size: int = 5) -> Page[License]:
    """The page that a link leads to."""
    return page_of(License.objects.all(), ORDER, asked=QueryDict(link), size=size)


def walk(link: str, *, back: bool = False) -> Iterator[list[str]]:
    while True:
        found = page(link)
        yield [one.number for one in found.rows]
        link = found.previous if back else found.next
        if not link:
            return


def test_the_pages_together_are_the_list(many: list[str]) -> None:
    pages = list(walk(""))
    assert [len(one) for one in pages] == [5, 5, 5, 5, 3]
    assert [number for one in pages for number in one] == many


def test_the_way_back_is_the_same_pages(many: list[str]) -> None:
    there = list(walk(""))
    last = ""
    while (following := page(last).next) != "":
        last = following
    back = list(walk(page(last).previous, back=True))
    assert back == there[-2::-1]


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after(many: list[str]) -> None:
    assert page("").previous == ""
    assert page("", size=23).next == ""
    assert page("", size=22).next != ""


def test_a_license_that_comes_meanwhile_moves_no_page(many: list[str]) -> None:
    first = page("")
    License.objects.filter(number=many[0]).delete()
    assert [one.number for one in page(first.next).rows] == many[5:10]


def test_a_list_that_emptied_before_the_key_shows_its_first_page(many: list[str]) -> None:
    second = page(page("").next)
    License.objects.filter(number__in=many[:5]).delete()
    assert [one.number for one in page(second.previous).rows] == many[5:10]


@pytest.mark.parametrize("link", ["after=", "after=a~b", "after=2026-03-01", "before=2026-13-01~1", "after=~%00"])
def test_a_key_that_nobody_gave_out_leads_to_the_first_page(many: list[str], link: str) -> None:
    assert [one.number for one in page(link).rows] == many[:5]


def test_an_empty_list_is_an_empty_page(db: None) -> None:
    assert page("") == Page([], "", "")
