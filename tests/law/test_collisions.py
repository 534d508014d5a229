"""Which terms collide, and that the real calendar says the same."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ruqsat.law import terms
from ruqsat.law.application import Service
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.collisions import (
    WHAT_ROAD,
    Limit,
    Road,
    RoadProof,
    Schedule,
    Verdict,
    collisions,
    days_of,
    what,
)
from ruqsat.law.editions import EDITIONS
from ruqsat.law.local_time import day_start
from ruqsat.law.steps import CaseStep

RULES = EDITIONS.on(date(2026, 11, 9))
ISSUE, ANNEX, REISSUE, DUPLICATE = Service


def proof(service: Service, road: Road, *, facilities: bool | None = None) -> RoadProof:
    found = [one for one in collisions(service, edition=RULES) if one.road is road]
    return found[0] if facilities is None else next(one for one in found if one.facilities is facilities)


def days(schedule: Schedule) -> Mapping[str, int]:
    return {step.value: day for step, day in schedule}


@pytest.mark.parametrize(
    ("service", "road", "facilities", "verdict", "result"),
    [
        (ISSUE, "grant", True, "always", 12),  # a day is left
        (ISSUE, "refusal_on_the_answer", True, "sometimes", 15),
        (ISSUE, "refusal_on_the_visit", True, "always", 6),
        (ISSUE, "refusal_on_the_file", True, "always", 5),
        (ISSUE, "consideration_refused", True, "always", 2),
        (ANNEX, "grant", True, "always", 12),
        (ANNEX, "refusal_on_the_answer", True, "sometimes", 15),
        (ANNEX, "refusal_on_the_visit", True, "always", 6),
        (ANNEX, "refusal_on_the_file", True, "always", 5),
        (ANNEX, "consideration_refused", True, "always", 2),
        (REISSUE, "grant", False, "always", 2),
        (REISSUE, "refusal_on_the_file", False, "sometimes", 5),  # only where it is announced on R+0
        (REISSUE, "consideration_refused", False, "always", 2),
        (REISSUE, "grant", True, "sometimes", 12),  # the approving body has ten days, the service three
        (REISSUE, "refusal_on_the_answer", True, "sometimes", 15),
        (REISSUE, "refusal_on_the_visit", True, "never", 6),  # the visit on R+1 at the earliest
        (REISSUE, "refusal_on_the_file", True, "sometimes", 5),
        (REISSUE, "consideration_refused", True, "always", 2),
        (DUPLICATE, "grant", False, "always", 2),
        (DUPLICATE, "refusal_on_the_file", False, "never", 5),
        (DUPLICATE, "consideration_refused", False, "always", 2),
    ],
)
def test_each_road_of_each_service_is_told_whether_its_terms_can_all_be_kept(
    service: Service, road: str, facilities: bool, verdict: str, result: int
) -> None:
    """Rules 9, Rules 11, Rules 12, Rules 14, Rules 19, Permits 25."""
    found = proof(service, Road(road), facilities=facilities)
    assert (found.verdict.value, found.worst[-1]) == (verdict, (CaseStep.RESULT, result))
    assert (found.verdict is Verdict.ALWAYS) == (not found.collisions)
    assert str(WHAT_ROAD[found.road])


@pytest.mark.parametrize(
    ("limits", "schedule", "due", "never"),
    [
        (
            {Limit.COMPLETENESS, Limit.ANSWER, Limit.HEARING, Limit.SERVICE},
            {"completeness": 2, "request": 2, "answer": 12, "preliminary_decision": 12, "result": 15},
            13,
            False,
        ),
        (
            {Limit.REQUEST, Limit.ANSWER, Limit.HEARING, Limit.SERVICE},
            {"completeness": 0, "request": 2, "answer": 12, "preliminary_decision": 12, "result": 15},
            13,
            False,
        ),
    ],
)
def test_the_smallest_colliding_sets_of_a_license_come_with_the_schedule_that_shows_them(
    limits: set[Limit], schedule: Mapping[str, int], due: int, never: bool
) -> None:
    """Rules 9, Permits 25, Rules 11, Rules 12, Rules 19: asked on R+2, answered on R+12, no result before R+15."""
    found = {one.limits: one for one in proof(ISSUE, Road.REFUSAL_ON_THE_ANSWER).collisions}[frozenset(limits)]
    assert days(found.schedule) == {"registration": 0, **schedule}
    assert (found.due, found.never) == (due, never)


@pytest.mark.parametrize(
    ("service", "road", "facilities", "limits"),
    [
        (ISSUE, Road.GRANT, True, {"completeness", "request", "answer", "notice", "service"}),
        (REISSUE, Road.GRANT, False, {"completeness", "service"}),
        (
            ISSUE,
            Road.REFUSAL_ON_THE_ANSWER,
            True,
            {"completeness", "request", "answer", "hearing", "objection", "service"},
        ),
        (ISSUE, Road.REFUSAL_ON_THE_VISIT, True, {"completeness", "notice", "hearing", "objection", "service"}),
        (ISSUE, Road.REFUSAL_ON_THE_FILE, True, {"completeness", "hearing", "objection", "service"}),
        (ISSUE, Road.CONSIDERATION_REFUSED, True, {"completeness", "service"}),
    ],
)
def test_each_road_has_the_terms_of_the_steps_on_it(
    service: Service, road: Road, facilities: bool, limits: set[str]
) -> None:
    """Rules 9, Permits 25, Rules 11, Rules 12, Rules 14, Rules 19."""
    assert {one.value for one in proof(service, road, facilities=facilities).limits} == limits


def test_a_license_refused_on_the_answer_has_four_smallest_sets_of_terms_that_collide() -> None:
    """Rules 9, Permits 25, Rules 11, Rules 12, Rules 19: ten days and three fit into thirteen by themselves."""
    found = {one.limits for one in proof(ISSUE, Road.REFUSAL_ON_THE_ANSWER).collisions}
    late, after = (Limit.COMPLETENESS, Limit.REQUEST), (Limit.HEARING, Limit.OBJECTION)
    assert found == {frozenset({Limit.ANSWER, Limit.SERVICE, one, other}) for one in late for other in after}


def test_a_visit_whose_notice_is_outside_the_set_is_made_on_the_day_of_completeness() -> None:
    """Rules 12, Rules 14, Rules 19: a reissue that touches a facility."""
    found = {one.limits: one for one in proof(REISSUE, Road.REFUSAL_ON_THE_VISIT).collisions}
    shown = days(found[frozenset({Limit.COMPLETENESS, Limit.HEARING, Limit.SERVICE})].schedule)
    assert shown["visit"] == shown["completeness"] == shown["preliminary_decision"]


@pytest.mark.parametrize(("hours", "counted"), [(24, 1), (25, 2), (48, 2)])
def test_hours_of_notice_count_as_the_days_they_reach_over(hours: int, counted: int) -> None:
    """Rules 14 (docs/law/readings.md)."""
    edition = replace(RULES, visit_notice_hours=hours)
    assert days_of(Limit.NOTICE, ISSUE, edition=edition) == counted


def test_what_no_term_of_the_set_allows_to_take_time_is_done_at_once() -> None:
    """Permits 25, Rules 12, Rules 19: a reissue that touches a facility."""
    found = {one.limits: one for one in proof(REISSUE, Road.REFUSAL_ON_THE_ANSWER).collisions}
    shown = found[frozenset({Limit.REQUEST, Limit.HEARING, Limit.SERVICE})]
    assert days(shown.schedule) == {
        **{"registration": 0, "completeness": 0, "request": 2, "answer": 2, "preliminary_decision": 2, "result": 5}
    }
    shown = found[frozenset({Limit.COMPLETENESS, Limit.HEARING, Limit.SERVICE})]
    assert days(shown.schedule)["request"] == days(shown.schedule)["answer"] == 2


def test_two_days_and_three_collide_whatever_anybody_does() -> None:
    """Rules 12, Rules 19: a duplicate."""
    found = {one.limits: one for one in proof(DUPLICATE, Road.REFUSAL_ON_THE_FILE).collisions}
    assert found[frozenset({Limit.HEARING, Limit.SERVICE})].never
    visit = {one.limits: one for one in proof(REISSUE, Road.REFUSAL_ON_THE_VISIT).collisions}
    assert visit[frozenset({Limit.HEARING, Limit.NOTICE, Limit.SERVICE})].never


@pytest.mark.parametrize("service", Service)
def test_colliding_sets_are_smallest_and_compatible_ones_largest(service: Service) -> None:
    for found in collisions(service, edition=RULES):
        colliding = [one.limits for one in found.collisions]
        assert not [one for one in colliding for other in colliding if one < other]
        assert not [one for one in found.compatible for other in found.compatible if one < other]
        for kept in found.compatible:
            assert not [one for one in colliding if one <= kept]
            for more in set(found.limits) - kept:
                assert [one for one in colliding if one <= kept | {more}]


@pytest.mark.parametrize(
    ("change", "road", "verdict"),
    [
        ({"issue_days": 15}, Road.REFUSAL_ON_THE_ANSWER, Verdict.ALWAYS),
        ({"approval_days": 8}, Road.REFUSAL_ON_THE_ANSWER, Verdict.ALWAYS),
        ({"approval_days": 9}, Road.REFUSAL_ON_THE_ANSWER, Verdict.SOMETIMES),
        ({"issue_days": 11}, Road.GRANT, Verdict.SOMETIMES),
        ({"approval_request_days": 1}, Road.GRANT, Verdict.SOMETIMES),  # complete on R+2, asked by R+1
    ],
)
def test_another_edition_has_other_collisions(change: Mapping[str, int], road: Road, verdict: Verdict) -> None:
    edition = replace(RULES, **change)  # type: ignore[arg-type]  # only numbers are changed
    found = {one.road: one.verdict for one in collisions(ISSUE, edition=edition)}
    assert found[road] is verdict


def test_a_request_due_before_completeness_collides_at_the_request() -> None:
    """Rules 9, Permits 25."""
    edition = replace(RULES, approval_request_days=1)
    found = {one.limits: one for one in collisions(ISSUE, edition=edition)[0].collisions}
    collision = found[frozenset({Limit.COMPLETENESS, Limit.REQUEST})]
    assert (collision.schedule[-1], collision.due) == ((CaseStep.REQUEST, 2), 1)


REGISTERED = [CALENDAR.add(date(2025, 12, 31), n).on for n in range(1, 246)]
"""The working days of 2026."""


def on_the_calendar(schedule: Schedule, registered_on: date) -> Mapping[CaseStep, date]:
    return {step: CALENDAR.add(registered_on, day).on if day else registered_on for step, day in schedule}


def within(found: Mapping[CaseStep, date], registered_on: date) -> bool:
    """Whether everybody whose own term it is keeps it, by the terms themselves."""
    asked, answered = found.get(CaseStep.REQUEST, registered_on), found.get(CaseStep.ANSWER, registered_on)
    done = {
        found[CaseStep.COMPLETENESS]: terms.completeness(registered_on=registered_on, calendar=CALENDAR, edition=RULES),
        asked: terms.approval_request(registered_on=registered_on, calendar=CALENDAR, edition=RULES),
        answered: terms.approval(requested_at=day_start(asked), calendar=CALENDAR, edition=RULES),
    }
    return all(not due.passed(day_start(day)) for day, due in done.items())


@pytest.mark.parametrize("service", Service)
def test_on_the_real_calendar_each_colliding_schedule_breaks_the_term_of_the_service(service: Service) -> None:
    """Rules 9, Permits 25, Rules 11, Rules 12, Rules 19: whatever day of 2026 it is registered on."""
    shown = [one for road in collisions(service, edition=RULES) for one in road.collisions]
    for registered_on in REGISTERED:
        due = terms.service_term_from(service, registered_on=registered_on, calendar=CALENDAR, edition=RULES)
        for one in shown:
            found = on_the_calendar(one.schedule, registered_on)
            assert within(found, registered_on)
            assert due.passed(day_start(found[CaseStep.RESULT]))
            if Limit.HEARING in one.limits:
                received = day_start(found[CaseStep.PRELIMINARY_DECISION])
                earliest = terms.earliest_result(received_at=received, calendar=CALENDAR, edition=RULES)
                assert earliest.on == found[CaseStep.RESULT]


@pytest.mark.parametrize("service", Service)
def test_on_the_real_calendar_the_worst_of_a_compatible_road_is_in_time(service: Service) -> None:
    """Rules 9, Rules 11, Rules 12, Rules 14, Rules 19."""
    kept = [one for one in collisions(service, edition=RULES) if one.verdict is Verdict.ALWAYS]
    assert kept
    for registered_on in REGISTERED:
        due = terms.service_term_from(service, registered_on=registered_on, calendar=CALENDAR, edition=RULES)
        for one in kept:
            found = on_the_calendar(one.worst, registered_on)
            assert within(found, registered_on)
            assert not due.passed(day_start(found[CaseStep.RESULT]))
            if CaseStep.VISIT in found:
                sent = day_start(found[CaseStep.NOTICE]) + timedelta(hours=18)
                assert terms.visit_notice(sent_at=sent, edition=RULES).passed(
                    day_start(found[CaseStep.VISIT]) + timedelta(hours=18)
                )


@pytest.mark.parametrize("limit", Limit)
def test_every_term_says_what_it_is_with_its_days(limit: Limit) -> None:
    assert "%" not in str(what(limit, ISSUE, edition=RULES))
    assert str(days_of(limit, ISSUE, edition=RULES)) in str(what(limit, ISSUE, edition=RULES))
