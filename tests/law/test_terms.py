"""Terms, one row for each sentence of the law, with its boundaries."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

import pytest

from ruqsat.law import terms
from ruqsat.law.application import Service
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.editions import EDITIONS
from ruqsat.law.local_time import day_end
from ruqsat.law.terms import Due
from tests.law.road import moment

RULES = EDITIONS.on(date(2026, 3, 18))


@pytest.mark.parametrize(
    ("filed", "due"),
    [
        ("2026-03-18T18:30:00+05:00", "2026-04-09"),  # last minute of the working day; Nauryz 23-25 March
        ("2026-03-18T18:30:01+05:00", "2026-04-10"),  # Rules 7: counts from the next working day
        ("2026-11-09T10:00:00+05:00", "2026-11-26"),
        ("2026-11-27T19:00:00+05:00", "2026-12-18"),  # Friday evening: from Monday; 16 December
        ("2024-04-24T10:00:00+05:00", "2024-05-16"),  # 4 May worked, 8 May off; 1, 7, 9 May
    ],
)
def test_license_is_due_in_thirteen_working_days(filed: str, due: str) -> None:
    """Rules 19: thirteen working days. List 3: the same."""
    found = terms.service_term(Service.ISSUE, filed_at=moment(filed), calendar=CALENDAR, edition=RULES)
    assert found.on == date.fromisoformat(due)
    assert found.ref == "Rules 19"


@pytest.mark.parametrize(
    ("service", "due"),
    [
        (Service.ISSUE, "2026-04-09"),
        (Service.ANNEX, "2026-04-09"),
        (Service.REISSUE, "2026-03-26"),
        (Service.DUPLICATE, "2026-03-20"),
    ],
)
def test_each_service_has_its_own_term(service: Service, due: str) -> None:
    """Rules 19, List 3: thirteen to issue, three to reissue, two for a duplicate."""
    filed = moment("2026-03-18T10:00:00+05:00")
    found = terms.service_term(service, filed_at=filed, calendar=CALENDAR, edition=RULES)
    assert found.on == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("filed", "day"),
    [
        ("2026-11-09T18:30:00.9+05:00", "2026-11-09"),
        ("2026-11-09T18:30:01+05:00", "2026-11-10"),
        ("2026-11-14T12:00:00+05:00", "2026-11-16"),  # a Saturday
    ],
)
def test_the_day_of_registration_comes_out_the_same_when_it_is_counted_anew(filed: str, day: str) -> None:
    """Rules 7: what a change of the calendar goes by."""
    due = terms.registration(filed_at=moment(filed), calendar=CALENDAR, edition=RULES)
    assert due.count is not None
    assert (str(due.on), str(due.count.last_day(CALENDAR))) == (day, day)


def test_a_term_tells_how_it_came_about() -> None:
    """Rules 7, Rules 19."""
    filed = moment("2026-03-18T18:30:01+05:00")
    due = terms.service_term(Service.ISSUE, filed_at=filed, calendar=CALENDAR, edition=RULES)
    assert [str(said) for said in due.derivation] == [
        "What was filed at 2026-03-18 18:30:01+05:00, outside working time, counts as filed on 2026-03-19.",
        "Working days in the term: 13, counted from 2026-03-19, which is day zero.",
        "All days from 2026-03-21 to 2026-03-25 are off: Nauryz.",
        "2026-03-28 and 2026-03-29 are a weekend.",
        "2026-04-04 and 2026-04-05 are a weekend.",
        "The last day of the term is 2026-04-10.",
    ]


def test_a_term_in_days_ends_with_the_last_second_of_its_day() -> None:
    """Rules 19: the end of the day, Kazakhstan's time."""
    filed = moment("2026-03-18T10:00:00+05:00")
    due = terms.service_term(Service.ISSUE, filed_at=filed, calendar=CALENDAR, edition=RULES)
    assert not due.passed(moment("2026-04-09T23:59:59.999999+05:00"))
    assert due.passed(moment("2026-04-10T00:00:00+05:00"))


@pytest.mark.parametrize(
    ("registered", "due"), [("2026-11-09", "2026-11-11"), ("2026-11-12", "2026-11-16"), ("2026-03-20", "2026-03-27")]
)
def test_completeness_is_checked_within_two_working_days(registered: str, due: str) -> None:
    """Rules 9: two working days from the date of registration."""
    day = date.fromisoformat(registered)
    assert str(terms.completeness(registered_on=day, calendar=CALENDAR, edition=RULES).on) == due
    asked = terms.approval_request(registered_on=day, calendar=CALENDAR, edition=RULES)
    assert (asked.ref, str(asked.on)) == ("Permits 25", due)


@pytest.mark.parametrize(
    ("requested", "due"),
    [("2026-11-11T10:00:00+05:00", "2026-11-25"), ("2026-12-09T23:00:00+05:00", "2026-12-24")],
)
def test_the_approving_body_answers_within_ten_working_days(requested: str, due: str) -> None:
    """Rules 11: ten working days from receipt of the request."""
    assert str(terms.approval(requested_at=moment(requested), calendar=CALENDAR, edition=RULES).on) == due


@pytest.mark.parametrize(
    ("received", "objection", "result"),
    [
        ("2026-11-09T10:00:00+05:00", "2026-11-11", "2026-11-12"),
        ("2026-11-12T23:59:59+05:00", "2026-11-16", "2026-11-17"),
        ("2026-11-14T10:00:00+05:00", "2026-11-17", "2026-11-18"),  # received on a Saturday
        ("2026-11-08T19:00:00+00:00", "2026-11-11", "2026-11-12"),  # midnight of 9 November in Almaty
    ],
)
def test_an_intended_refusal_leaves_two_days_to_object_and_three_before_the_result(
    received: str, objection: str, result: str
) -> None:
    """Rules 12: objection within two working days from receipt; the result not earlier than the third."""
    at = moment(received)
    due = terms.objection(received_at=at, calendar=CALENDAR, edition=RULES)
    earliest = terms.earliest_result(received_at=at, calendar=CALENDAR, edition=RULES)
    assert (str(due.on), str(earliest.on)) == (objection, result)
    assert due.moment <= earliest.moment
    assert earliest.passed(moment(f"{result}T00:00:00+05:00"))
    assert not earliest.passed(moment(f"{result}T00:00:00+05:00") - timedelta(microseconds=1))


def test_a_refusal_in_time_is_announced_three_working_days_before_the_term_ends() -> None:
    """Rules 12, Rules 19: received on the last such day, the result is just in time."""
    term = terms.service_term_from(Service.ISSUE, registered_on=date(2026, 11, 9), calendar=CALENDAR, edition=RULES)
    closes = terms.hearing_closes(term, calendar=CALENDAR, edition=RULES)
    assert (str(term.on), str(closes.on if closes else None)) == ("2026-11-26", "2026-11-23")
    received = moment("2026-11-23T23:59:59+05:00")
    assert terms.earliest_result(received_at=received, calendar=CALENDAR, edition=RULES).on == term.on


@pytest.mark.parametrize(
    ("service", "term", "closes"),
    [
        (Service.ISSUE, "2026-11-26", "2026-11-23"),
        (Service.ANNEX, "2026-11-26", "2026-11-23"),
        (Service.REISSUE, "2026-11-12", "2026-11-09"),  # the day of registration itself
        (Service.DUPLICATE, "2026-11-11", "2026-11-08"),  # the Sunday before it
    ],
)
def test_the_hearing_window_of_each_service_closes_three_working_days_before_its_term(
    service: Service, term: str, closes: str
) -> None:
    """Rules 12, Rules 19."""
    due = terms.service_term_from(service, registered_on=date(2026, 11, 9), calendar=CALENDAR, edition=RULES)
    found = terms.hearing_closes(due, calendar=CALENDAR, edition=RULES)
    assert (str(due.on), str(found.on if found else None)) == (term, closes)


@pytest.mark.parametrize(
    ("registered", "closes", "worked"),
    [
        ("2026-11-09", "2026-11-23", True),
        ("2026-11-13", "2026-11-29", False),  # R+10 is a Friday: a Sunday has as many working days before it
        ("2026-03-05", "2026-03-25", False),  # R+10 is 20 March: Nauryz is over on the 25th
        ("2026-12-02", "2026-12-17", True),
    ],
)
def test_the_hearing_window_closes_when_a_moment_later_the_refusal_would_be_late(
    registered: str, closes: str, worked: bool
) -> None:
    """Rules 12, Rules 19: what is received on a day off counts as on the working day before."""
    term = terms.service_term_from(
        Service.ISSUE, registered_on=date.fromisoformat(registered), calendar=CALENDAR, edition=RULES
    )
    found = terms.hearing_closes(term, calendar=CALENDAR, edition=RULES)
    assert found is not None
    assert (str(found.on), CALENDAR.is_working(date.fromisoformat(closes))) == (closes, worked)
    assert len(found.derivation) == (1 if worked else 2)
    last, late = found.moment - timedelta.resolution, found.moment
    results = [terms.earliest_result(received_at=at, calendar=CALENDAR, edition=RULES) for at in (last, late)]
    assert results[0].on == term.on
    assert results[1].moment >= term.moment


@pytest.mark.parametrize(
    ("answer_by", "closes"),
    [("2026-11-23", "2026-11-09"), ("2026-11-29", "2026-11-15"), ("2026-12-17", "2026-12-02")],
)
def test_the_approving_body_is_asked_in_time_when_its_ten_days_end_before_the_answer_is_needed(
    answer_by: str, closes: str
) -> None:
    """Permits 25, Rules 11."""
    day = date.fromisoformat(answer_by)
    needed = terms.Due(ref="Rules 12", on=day, moment=day_end(day), derivation=())
    found = terms.approval_request_closes(needed, calendar=CALENDAR, edition=RULES)
    assert found is not None
    assert str(found.on) == closes
    last, late = found.moment - timedelta.resolution, found.moment
    ends = [terms.approval(requested_at=at, calendar=CALENDAR, edition=RULES).moment for at in (last, late)]
    assert ends[0] <= needed.moment < ends[1]


def test_what_is_not_decided_in_time_is_deemed_refused_from_the_end_of_the_term() -> None:
    """APPC 91."""
    term = terms.service_term_from(Service.ISSUE, registered_on=date(2026, 11, 9), calendar=CALENDAR, edition=RULES)
    found = terms.deemed_refusal(term)
    assert (found.ref, str(found.on), found.moment) == ("APPC 91", "2026-11-27", term.moment)
    assert str(found.derivation[-1]).startswith("The case itself goes on")
    assert not found.passed(moment("2026-11-26T23:59:59+05:00"))
    assert found.passed(moment("2026-11-27T00:00:00+05:00"))


INFORMATION = partial(terms.information_update, calendar=CALENDAR, edition=RULES)
PROVIDER = partial(terms.complaint_at_provider, calendar=CALENDAR, edition=RULES)
BODY = partial(terms.complaint_at_body, calendar=CALENDAR, edition=RULES)


def noon(on: date) -> datetime:
    return moment(f"{on}T12:00:00+05:00")


FORWARDING = partial(terms.complaint_forwarding, calendar=CALENDAR, edition=RULES)


@pytest.mark.parametrize(
    ("term", "start", "ref", "last"),
    [
        (lambda on: INFORMATION(changed_on=on), "2025-09-15", "Rules 21-1", "2025-09-18"),
        (lambda on: INFORMATION(changed_on=on), "2026-03-19", "Rules 21-1", "2026-03-27"),  # Nauryz, a weekend
        (lambda on: PROVIDER(registered_on=on), "2026-11-09", "Rules 23", "2026-11-16"),
        (lambda on: PROVIDER(registered_on=on), "2026-12-11", "Rules 23", "2026-12-21"),  # 16 December
        (lambda on: BODY(registered_on=on), "2026-11-09", "Rules 25", "2026-11-30"),
        (lambda on: BODY(registered_on=on), "2024-04-24", "Rules 25", "2024-05-20"),  # 4 May worked, 8 May off
        (lambda on: FORWARDING(received_at=noon(on)), "2026-11-09", "Rules 26", "2026-11-12"),
        (lambda on: FORWARDING(received_at=noon(on)), "2026-11-14", "Rules 26", "2026-11-19"),  # came on a Saturday
        (lambda on: FORWARDING(received_at=noon(on)), "2026-12-30", "Rules 26", "2027-01-06"),  # New Year; 7 January
    ],
)
def test_the_committee_the_provider_and_the_body_have_their_days(
    term: Callable[[date], Due], start: str, ref: str, last: str
) -> None:
    """
    Rules 21-1: three working days from the change. Rules 23: five from registration. Rules 25: fifteen.

    Rules 26: three from receipt, to send the complaint on and, if it is satisfied whole, to do that.
    """
    due = term(date.fromisoformat(start))
    assert (due.ref, str(due.on)) == (ref, last)
    ends = moment(f"{last}T00:00:00+05:00") + timedelta(days=1)
    assert not due.passed(ends - timedelta(seconds=1))
    assert due.passed(ends)
    assert due.derivation


@pytest.mark.parametrize(
    ("sent", "may_begin"),
    [
        ("2026-11-13T18:00:00+05:00", "2026-11-14T18:00:00+05:00"),  # Friday evening: a Saturday counts
        ("2026-10-31T23:59:59+05:00", "2026-11-01T23:59:59+05:00"),  # over the end of a month
        ("2026-12-31T09:00:00+05:00", "2027-01-01T09:00:00+05:00"),  # into a holiday and another year
        ("2024-02-29T12:00:00+06:00", "2024-03-01T11:00:00+05:00"),  # clocks were set back by an hour that midnight
    ],
)
def test_a_visit_may_begin_twenty_four_hours_after_the_notice_to_the_second(sent: str, may_begin: str) -> None:
    """Rules 14: hours by the clock, not a day and not a working day."""
    found = terms.visit_notice(sent_at=moment(sent), edition=RULES)
    assert found.moment == moment(may_begin)
    assert not found.passed(moment(may_begin) - timedelta(seconds=1))
    assert found.passed(moment(may_begin))


@pytest.mark.parametrize("sent", ["2026-11-13T18:00:00+05:00", "2026-03-20T10:00:00+05:00"])
def test_the_notice_of_a_visit_is_counted_by_the_clock_not_in_working_days(sent: str) -> None:
    """Rules 14: at least 24 hours before the start of the visit."""
    at = moment(sent)
    due = terms.visit_notice(sent_at=at, edition=RULES)
    assert due.on is None
    assert due.moment - at == timedelta(hours=24)
    assert terms.notice_by(starts_at=due.moment, edition=RULES).moment == at


def test_a_term_cannot_be_counted_from_a_moment_without_an_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        terms.approval(requested_at=datetime(2026, 1, 1), calendar=CALENDAR, edition=RULES)  # noqa: DTZ001 - tested


@pytest.mark.parametrize(
    ("received", "forward"),
    [
        ("2026-12-14T18:30:00+05:00", "2026-12-18"),  # 16 December is Independence Day
        ("2026-12-14T18:30:01+05:00", "2026-12-21"),  # Rules 7: counts for 15 December
        ("2026-11-14T12:00:00+05:00", "2026-11-19"),  # a Saturday: counts for Monday
    ],
)
def test_a_complaint_is_forwarded_in_three_working_days(received: str, forward: str) -> None:
    """Rules 26: no later than three working days from the date of receipt of the complaint."""
    due = terms.complaint_forwarding(received_at=moment(received), calendar=CALENDAR, edition=RULES)
    assert (due.ref, due.on) == ("Rules 26", date.fromisoformat(forward))
    assert due.passed(moment(f"{forward}T23:59:59+05:00")) is False
    assert due.passed(moment(f"{forward}T23:59:59+05:00") + timedelta(seconds=1)) is True


def test_a_complaint_is_considered_in_five_and_in_fifteen_working_days() -> None:
    """Rules 23: five at the provider. Rules 25: fifteen at the body considering it."""
    day = date(2026, 12, 14)
    five = terms.complaint_at_provider(registered_on=day, calendar=CALENDAR, edition=RULES)
    fifteen = terms.complaint_at_body(registered_on=date(2026, 11, 9), calendar=CALENDAR, edition=RULES)
    assert (five.ref, five.on) == ("Rules 23", date(2026, 12, 22))
    assert (fifteen.ref, fifteen.on) == ("Rules 25", date(2026, 11, 30))


@pytest.mark.parametrize(
    ("learned", "last"),
    [
        (date(2026, 3, 18), date(2026, 6, 18)),
        (date(2025, 11, 30), date(2026, 3, 2)),  # no 30 February: its end, a Saturday, and so Monday
        (date(2026, 9, 16), date(2026, 12, 17)),  # 16 December is a holiday
        (date(2026, 10, 9), date(2027, 1, 11)),  # over the end of the year; a Saturday
        (date(2019, 10, 1), date(2020, 1, 5)),  # the first day of the calendar is a holiday, and that Sunday is worked
        (date(1990, 1, 31), date(1990, 4, 30)),  # before any calendar: late all the same
    ],
)
def test_one_may_complain_for_three_months(learned: date, last: date) -> None:
    """APPC 91: three months by the calendar, to be confirmed; a last day that is off moves on (readings.md)."""
    due = terms.complaint_until(learned_on=learned, calendar=CALENDAR, edition=RULES)
    assert (due.ref, due.on) == ("APPC 91", last)


def test_a_window_that_closes_on_a_day_off_says_from_which_working_day_as_many_are_left() -> None:
    """Rules 12, Rules 19 (docs/law/readings.md)."""
    due = terms.service_term_from(Service.ISSUE, registered_on=date(2026, 11, 6), calendar=CALENDAR, edition=RULES)
    closes = terms.hearing_closes(due, calendar=CALENDAR, edition=RULES)
    assert closes is not None
    assert (due.on, closes.on) == (date(2026, 11, 25), date(2026, 11, 22))
    said = "From 2026-11-22, a day off, as many working days are left as from 2026-11-20."
    assert said in [str(one) for one in closes.derivation]
