"""The terms that follow from a filing alone, one table for each service."""

from datetime import date

import pytest

from ruqsat.law.act import Role
from ruqsat.law.application import Service
from ruqsat.law.calendar import CALENDAR, CalendarUnknown
from ruqsat.law.editions import EDITIONS
from ruqsat.law.terms_of_filing import TermOfFiling, of_filing
from tests.law.road import moment

RULES = EDITIONS.on(date(2026, 3, 18))


def filed(service: Service, at: str) -> tuple[TermOfFiling, ...]:
    return of_filing(service, filed_at=moment(at), calendar=CALENDAR, edition=RULES)


def days(service: Service, at: str = "2026-03-18T18:30:00+05:00") -> list[tuple[str, str]]:
    return [(term.due.ref, str(term.due.on)) for term in filed(service, at)]


@pytest.mark.parametrize("service", [Service.ISSUE, Service.ANNEX])
def test_a_license_or_annex_has_six_terms_from_its_filing_on(service: Service) -> None:
    """Rules 7, Rules 9, Permits 25, Rules 11, Rules 12, Rules 19: filed on 18 March; Nauryz is 21 to 25 March."""
    assert days(service) == [
        ("Rules 7", "2026-03-18"),
        ("Rules 9", "2026-03-20"),
        ("Permits 25", "2026-03-20"),
        ("Rules 11", "2026-04-08"),
        ("Rules 12", "2026-04-06"),
        ("Rules 19", "2026-04-09"),
    ]


def test_a_second_after_closing_every_term_is_a_day_later() -> None:
    """Rules 7, Rules 9, Permits 25, Rules 11, Rules 12, Rules 19."""
    assert days(Service.ISSUE, "2026-03-18T18:30:01+05:00") == [
        ("Rules 7", "2026-03-19"),
        ("Rules 9", "2026-03-26"),
        ("Permits 25", "2026-03-26"),
        ("Rules 11", "2026-04-09"),
        ("Rules 12", "2026-04-07"),
        ("Rules 19", "2026-04-10"),
    ]


def test_a_reissue_is_approved_only_where_it_touches_the_facility_and_later_than_it_is_due() -> None:
    """Rules 11, Rules 12, Rules 19, Permits 25: ten working days do not fit into three."""
    found = {term.due.ref: term.due for term in filed(Service.REISSUE, "2026-03-18T10:00:00+05:00")}
    assert days(Service.REISSUE) == [
        ("Rules 7", "2026-03-18"),
        ("Rules 9", "2026-03-20"),
        ("Permits 25", "2026-03-20"),
        ("Rules 11", "2026-04-08"),
        ("Rules 12", "2026-03-18"),
        ("Rules 19", "2026-03-26"),
    ]
    for ref in ("Permits 25", "Rules 11"):
        assert "only where a reissue touches the facility" in str(found[ref].derivation[0])
    assert "on the last day for it, 2026-03-20" in str(found["Rules 11"].derivation[1])
    assert not any("no refusal can be in time" in str(said) for said in found["Rules 12"].derivation)


def test_a_duplicate_needs_no_approval_and_leaves_no_time_to_refuse() -> None:
    """Rules 12, Rules 19, Permits 25, Rules 11: two working days hold no hearing of three; nobody is asked."""
    assert days(Service.DUPLICATE) == [
        ("Rules 7", "2026-03-18"),
        ("Rules 9", "2026-03-20"),
        ("Rules 12", "2026-03-17"),
        ("Rules 19", "2026-03-20"),
    ]
    (hearing,) = [term for term in filed(Service.DUPLICATE, "2026-03-18T10:00:00+05:00") if term.due.ref == "Rules 12"]
    assert str(hearing.due.derivation[-1]) == (
        "This day is before the registration on 2026-03-18: no refusal can be in time."
    )


def test_each_term_names_who_owes_it() -> None:
    """Rules 7, Rules 9, Permits 25, Rules 11, Rules 12, Rules 19."""
    assert [term.owed_by for term in filed(Service.ISSUE, "2026-03-18T10:00:00+05:00")] == [
        Role.SYSTEM,
        Role.OFFICER,
        Role.OFFICER,
        Role.APPROVER,
        Role.OFFICER,
        Role.HEAD,
    ]


def test_terms_that_leave_the_calendar_are_not_guessed() -> None:
    with pytest.raises(CalendarUnknown, match="2029"):
        filed(Service.ISSUE, "2028-12-25T10:00:00+05:00")
