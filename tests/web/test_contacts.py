"""List 10(5): where to ask stands on every page, also while the database does not answer."""

from datetime import date

import pytest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from ruqsat.law.book import FIRST
from ruqsat.web import contacts, errors

pytestmark = pytest.mark.django_db


def test_the_page_that_says_so_asks_the_database_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Each question would keep its reader waiting for as long as one waits for a connection."""
    contacts.forget()
    with django_assert_num_queries(0):
        page = errors.unreachable(RequestFactory().get("/")).content.decode()
    assert all(phone.text in page for phone in contacts.phones(FIRST.edition_on(date(2026, 5, 5))))


def test_it_has_what_was_last_asked(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    asked = contacts.edition_today()
    with django_assert_num_queries(0):
        assert contacts.edition_remembered() == asked
        assert contacts.edition_today() == asked
