"""Terms as the public pages show them."""

from datetime import UTC, date, datetime

import pytest

from ruqsat.law.application import Service
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.editions import EDITIONS
from ruqsat.law.terms_of_filing import of_filing
from ruqsat.web.public.in_force import NotKnownHere
from ruqsat.web.public.terms_told import all_terms, is_confirmed, service_term

pytestmark = pytest.mark.django_db

FILED = datetime(2026, 12, 28, 5, 0, tzinfo=UTC)
RULES = EDITIONS.on(date(2026, 12, 28))


@pytest.mark.parametrize(
    ("first", "last", "confirmed"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), True),
        (date(2026, 12, 31), date(2027, 1, 1), False),
        (date(2027, 1, 1), date(2026, 12, 31), False),
        (date(2025, 1, 1), date(2027, 1, 1), False),
    ],
)
def test_every_year_on_the_way_has_to_be_confirmed(first: date, last: date, confirmed: bool) -> None:
    """List 7(1)."""
    assert is_confirmed(first, last, CALENDAR) is confirmed


@pytest.mark.parametrize("service", Service)
def test_the_terms_shown_are_those_of_the_law(service: Service) -> None:
    """Rules 19."""
    shown = all_terms(service, filed_at=FILED, calendar=CALENDAR, edition=RULES)
    law = of_filing(service, filed_at=FILED, calendar=CALENDAR, edition=RULES)
    assert [(one.ref, one.on) for one in shown] == [(one.due.ref, one.due.on) for one in law]
    own = service_term(service, filed_at=FILED, calendar=CALENDAR, edition=RULES)
    assert (own.ref, own.on) == (shown[-1].ref, shown[-1].on)


@pytest.mark.parametrize("ask", [all_terms, service_term])
def test_a_term_beyond_the_calendar_is_not_told(ask) -> None:  # type: ignore[no-untyped-def]  # either function
    with pytest.raises(NotKnownHere):
        ask(
            Service.ISSUE,
            filed_at=datetime(2028, 12, 28, 5, 0, tzinfo=UTC),
            calendar=CALENDAR,
            edition=EDITIONS.on(date(2028, 12, 28)),
        )
