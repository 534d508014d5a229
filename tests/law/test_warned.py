"""What the office is told before it is too late."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from ruqsat.law import terms
from ruqsat.law.application import Service
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.course import Course, FacilityCourse
from ruqsat.law.editions import EDITIONS
from ruqsat.law.planning import plan_of
from ruqsat.law.warned import warnings
from tests.law.road import moment

RULES = EDITIONS.on(date(2026, 11, 9))
SITE = FacilityCourse(id="F1")
VISITED = replace(SITE, visited_at=moment("2026-11-12T10:00:00+05:00"))
MONDAY = Course(
    service=Service.ISSUE,
    edition=RULES,
    calendar=CALENDAR,
    filed_at=moment("2026-11-09T10:00:00+05:00"),
    registered_on=date(2026, 11, 9),
)
REISSUE, DUPLICATE = (replace(MONDAY, service=service) for service in (Service.REISSUE, Service.DUPLICATE))


def asked(at: str, *, site: FacilityCourse = VISITED) -> FacilityCourse:
    due = terms.approval(requested_at=moment(at), calendar=CALENDAR, edition=RULES)
    return replace(site, asked_at=moment(at), answer_due=due)


def answered(site: FacilityCourse) -> FacilityCourse:
    return replace(site, asked_at=MONDAY.filed_at, answered_at=MONDAY.filed_at)


def told(course: Course, at: datetime) -> list[tuple[str, str]]:
    return [(one.ref, str(one.what)) for one in warnings(course, plan_of(course, at=at))]


@pytest.mark.parametrize(
    ("course", "at", "ref", "said"),
    [
        (MONDAY, "2026-11-23T23:59:59+05:00", "Rules 12", "If there is to be a refusal, it is announced to the app"),
        (MONDAY, "2026-11-24T00:00:00+05:00", "Rules 12", "A refusal in time is no longer possible: it had to be "),
        (REISSUE, "2026-11-09T10:00:00+05:00", "Rules 12", "A refusal is in time only if it is announced on the fi"),
        (REISSUE, "2026-11-10T00:00:00+05:00", "Rules 12", "A refusal in time is no longer possible: it had to be "),
        (DUPLICATE, "2026-11-09T10:00:00+05:00", "Rules 12", "The term of this service leaves no room for announci"),
        (MONDAY, "2026-11-27T00:00:00+05:00", "Rules 19", "The term of the service ended on 2026-11-26."),
        (MONDAY, "2026-11-27T00:00:00+05:00", "APPC 91", "Since the end of 2026-11-26 this counts as a refusal "),
    ],
)
def test_the_office_is_told_until_when_a_refusal_can_be_in_time(course: Course, at: str, ref: str, said: str) -> None:
    """Rules 12, Rules 19, APPC 91: on day zero where two or three days leave no room (docs/law/readings.md)."""
    found = [text for clause, text in told(course, moment(at)) if clause == ref]
    assert len(found) == 1
    assert found[0].startswith(said)


ASK = "The approving body is asked by 2026-11-09: only then does its term leave room for announcing a refusal."
ASKED_LATE = "The approving body, asked only now, may answer until {}; a refusal is announced by 2026-11-23."
ANSWER_LATE = "The approving body may answer on {}, after the last day for announcing a refusal, 2026-11-23."
REMIND = "Working day {} of the term, and no answer for F1: the approving body is to be reminded."
SILENT = "The approving body did not answer in time for F1; nothing follows from that by itself."


@pytest.mark.parametrize(
    ("site", "at", "said"),
    [
        (VISITED, "2026-11-09T23:59:59+05:00", [ASK]),
        (VISITED, "2026-11-10T00:00:00+05:00", [ASKED_LATE.format("2026-11-25")]),  # may still be asked on R+2
        (VISITED, "2026-11-13T10:00:00+05:00", [ASKED_LATE.format("2026-11-27")]),
        (VISITED, "2026-11-24T00:00:00+05:00", []),  # the window is closed
        (asked("2026-11-09T12:00:00+05:00"), "2026-11-17T23:59:59+05:00", []),
        (asked("2026-11-09T12:00:00+05:00"), "2026-11-18T00:00:00+05:00", [REMIND.format(7)]),
        (asked("2026-11-09T12:00:00+05:00"), "2026-11-23T23:59:59+05:00", [REMIND.format(10)]),
        (asked("2026-11-09T12:00:00+05:00"), "2026-11-24T00:00:00+05:00", [SILENT]),
        (asked("2026-11-10T12:00:00+05:00"), "2026-11-10T13:00:00+05:00", [ANSWER_LATE.format("2026-11-24")]),
        (
            asked("2026-11-11T12:00:00+05:00"),
            "2026-11-18T00:00:00+05:00",
            [ANSWER_LATE.format("2026-11-25"), REMIND.format(7)],
        ),
        (answered(VISITED), "2026-11-18T00:00:00+05:00", []),
    ],
)
def test_the_office_is_told_of_the_answer_that_may_come_too_late(
    site: FacilityCourse, at: str, said: list[str]
) -> None:
    """Permits 25, Rules 11, Rules 12, Rules 19: on the seventh working day a missing answer is asked after."""
    found = told(replace(MONDAY, facilities=(site,)), moment(at))
    assert [text for clause, text in found if clause in {"Permits 25", "Rules 11"}] == said


def test_an_answer_that_may_come_after_the_term_of_a_short_service_is_told() -> None:
    """Rules 11, Rules 19: ten days do not fit into three."""
    found = told(replace(REISSUE, facilities=(asked("2026-11-09T12:00:00+05:00"),)), REISSUE.filed_at)
    assert (
        "Rules 19",
        "The approving body may answer on 2026-11-23, after the term of the service, 2026-11-12.",
    ) in found


@pytest.mark.parametrize(("at", "after_the_term"), [("2026-11-12T12:00:00+05:00", 0), ("2026-11-13T12:00:00+05:00", 1)])
def test_an_answer_that_may_come_on_the_last_day_of_the_term_is_not_after_it(at: str, after_the_term: int) -> None:
    """Rules 11, Rules 19: ten working days from the third one end with the thirteenth."""
    found = told(replace(MONDAY, facilities=(asked(at),)), moment(at))
    assert [ref for ref, _ in found].count("Rules 19") == after_the_term


NO_NOTICE = "The notice of a visit to F1 no longer fits before 2026-11-23, when a refusal is last announced."
NOTIFIED = replace(SITE, notified_at=moment("2026-11-20T10:00:00+05:00"))


@pytest.mark.parametrize(
    ("site", "at", "said"),
    [
        (SITE, "2026-11-22T23:59:59.999999+05:00", ""),
        (SITE, "2026-11-23T00:00:00+05:00", NO_NOTICE),  # exactly 24 hours before the window closes
        (SITE, "2026-11-23T23:59:59+05:00", NO_NOTICE),
        (SITE, "2026-11-24T00:00:00+05:00", ""),  # a refusal is told to be impossible
        (replace(NOTIFIED, visit_at=moment("2026-11-23T23:59:59+05:00")), "2026-11-20T11:00:00+05:00", ""),
        (
            replace(NOTIFIED, visit_at=moment("2026-11-24T00:00:00+05:00")),
            "2026-11-20T11:00:00+05:00",
            "The visit to F1 at 2026-11-24 00:00:00+05:00 comes after 2026-11-23, when a refusal is last announced.",
        ),
        (
            replace(NOTIFIED, visit_at=moment("2026-11-24T11:00:00+05:00")),
            "2026-11-23T11:00:00+05:00",
            "The visit to F1 at 2026-11-24 11:00:00+05:00 comes after 2026-11-23, when a refusal is last announced.",
        ),
        (VISITED, "2026-11-23T10:00:00+05:00", ""),
    ],
)
def test_the_office_is_told_when_the_visit_comes_too_late_for_a_refusal(
    site: FacilityCourse, at: str, said: str
) -> None:
    """Rules 14, Rules 12: twenty-four hours by the clock."""
    found = told(replace(MONDAY, facilities=(answered(site),)), moment(at))
    assert [text for clause, text in found if clause == "Rules 14"] == ([said] if said else [])


def test_silence_that_counts_as_consent_is_told_as_such() -> None:
    """Rules 11, Permits 25."""
    course = replace(MONDAY, edition=replace(RULES, silence_is_consent=True))
    course = replace(course, facilities=(asked("2026-11-09T12:00:00+05:00"),))
    said = "The approving body did not answer in time for F1: its silence counts as consent."
    assert ("Rules 11", said) in told(course, moment("2026-11-24T00:00:00+05:00"))


def test_a_draft_before_the_authorized_person_needs_no_more_of_the_examination() -> None:
    course = replace(MONDAY, facilities=(SITE,), drafted_at=moment("2026-11-20T10:00:00+05:00"))
    assert [ref for ref, _ in told(course, moment("2026-11-23T10:00:00+05:00"))] == ["Rules 12"]


def test_the_same_sentence_for_several_facilities_is_told_once() -> None:
    """Rules 10, Rules 18."""
    sites = (asked("2026-11-10T12:00:00+05:00"), replace(asked("2026-11-10T12:00:00+05:00"), id="F2"))
    found = told(replace(MONDAY, facilities=sites), moment("2026-11-10T13:00:00+05:00"))
    assert [ref for ref, _ in found] == ["Rules 12", "Rules 11"]
