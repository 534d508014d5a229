"""The latest safe moment of every step, and that it is exactly that."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ruqsat.law import terms
from ruqsat.law.application import Service
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.course import FacilityCourse, course_of
from ruqsat.law.local_time import day_end
from ruqsat.law.planning import hearing_closes, plan, plan_of
from ruqsat.law.procedure import Stage
from ruqsat.law.steps import CaseStep, what
from tests.law.courses import FILED, RULES, a_course
from tests.law.road import Road, an_application, at_stage, moment

INSTANT = timedelta.resolution


def asked() -> FacilityCourse:
    due = terms.approval(requested_at=FILED, calendar=CALENDAR, edition=RULES)
    return FacilityCourse(id="F1", asked_at=FILED, answer_due=due)


@pytest.mark.parametrize(
    ("step", "ref", "latest", "for_a_grant"),
    [
        ("registration", "Rules 7", "2026-11-10T00:00:00", "2026-11-10T00:00:00"),
        (
            "completeness",
            "Rules 9",
            "2026-11-10T00:00:00",
            "2026-11-12T00:00:00",
        ),  # not on R+2: the request comes after
        ("request", "Rules 10(1)", "2026-11-10T00:00:00", "2026-11-12T00:00:00"),  # Permits 25: R+2, but R+2+10 > R+10
        ("answer", "Rules 11", "2026-11-24T00:00:00", "2026-11-26T00:00:00"),
        ("notice", "Rules 14", "2026-11-23T00:00:00", "2026-11-26T00:00:00"),  # 24 hours by the clock before the visit
        ("visit", "Rules 14", "2026-11-24T00:00:00", "2026-11-27T00:00:00"),
        ("conclusion", "Rules 17", "2026-11-24T00:00:00", "2026-11-27T00:00:00"),
        ("seal", "Rules 17", "2026-11-24T00:00:00", "2026-11-27T00:00:00"),
        ("preliminary_decision", "Rules 12", "2026-11-24T00:00:00", None),
        ("objection", "Rules 12", "2026-11-26T00:00:00", None),
        ("decision", "Rules 20", "2026-11-27T00:00:00", "2026-11-27T00:00:00"),
        ("result", "Rules 19", "2026-11-27T00:00:00", "2026-11-27T00:00:00"),
    ],
)
def test_each_step_of_a_license_has_its_latest_safe_moment(
    step: str, ref: str, latest: str, for_a_grant: str | None
) -> None:
    """Rules 7, Rules 9, Permits 25, Rules 11, Rules 12, Rules 14, Rules 19."""
    one = next(one for one in plan_of(a_course(), at=FILED).steps if one.step == step)
    assert one.ref == ref
    assert one.safe.moment == moment(f"{latest}+05:00")
    assert (one.for_a_grant.moment if one.for_a_grant else None) == (
        moment(f"{for_a_grant}+05:00") if for_a_grant else None
    )
    assert one.safe.derivation
    assert str(what(one.step))


def test_a_latest_moment_tells_how_it_came_about() -> None:
    """Permits 25, Rules 11, Rules 12, Rules 19."""
    one = plan_of(a_course(), at=FILED).of(CaseStep.REQUEST, "F1")
    assert one is not None
    assert [str(said) for said in one.safe.derivation] == [
        "The approving body has 10 working days, and its answer is needed by 2026-11-23.",
        "The result is due on 2026-11-26, and a refusal is announced 3 working days before it.",
    ]
    assert one.safe.derivation[0].values == {"days": 10, "last": date(2026, 11, 23)}


@pytest.mark.parametrize("step", [CaseStep.ANSWER, CaseStep.CONCLUSION])
def test_what_a_decision_rests_on_is_needed_by_the_last_day_for_announcing_a_refusal(step: CaseStep) -> None:
    """Rules 12, List 9(4): the day named is the last one on which it is in time, not the one after."""
    one = plan_of(a_course(), at=FILED).of(step, "F1")
    assert one is not None
    assert [str(said) for said in one.safe.derivation] == [
        "The decision rests on it, so it is needed by 2026-11-23.",
        "The result is due on 2026-11-26, and a refusal is announced 3 working days before it.",
    ]
    assert one.safe.on == date(2026, 11, 23)


def test_forwards_everybody_may_use_the_whole_of_their_terms() -> None:
    """Rules 9, Permits 25, Rules 11, Rules 12: R+2, R+12, and no refusal before R+15."""
    found = plan_of(a_course(), at=FILED)
    request, answer = found.of(CaseStep.REQUEST, "F1"), found.of(CaseStep.ANSWER, "F1")
    assert request is not None
    assert answer is not None
    assert (str(request.allowed.on), request.fits) == ("2026-11-11", False)  # type: ignore[union-attr]  # it has one
    assert (str(answer.allowed.on), answer.fits) == ("2026-11-25", False)  # type: ignore[union-attr]  # it has one
    fitting = {one.step.value for one in found.steps if one.fits}
    assert {"registration", "notice", "preliminary_decision", "objection", "result"} <= fitting
    assert str(found.refusal_at_worst.on) == "2026-11-30"
    assert str(found.refusal_not_before.on) == "2026-11-12"
    assert found.refusal_in_time


@pytest.mark.parametrize(
    ("site", "at", "worst"),
    [
        (FacilityCourse(id="F1"), "2026-11-16T10:00:00+05:00", "2026-12-03"),  # asked only now, answered on the 30th
        (asked(), "2026-11-16T10:00:00+05:00", "2026-11-26"),
        (replace(asked(), answered_at=FILED), "2026-11-16T10:00:00+05:00", "2026-11-19"),  # nothing is awaited
        (asked(), "2026-11-24T00:00:00+05:00", "2026-11-27"),  # silent: nobody can say how long
    ],
)
def test_at_worst_the_answer_comes_on_its_last_day(site: FacilityCourse, at: str, worst: str) -> None:
    """Rules 11, Rules 12."""
    assert str(plan_of(replace(a_course(), facilities=(site,)), at=moment(at)).refusal_at_worst.on) == worst


@pytest.mark.parametrize(
    ("at", "possible"),
    [("2026-11-23T23:59:59.999999+05:00", True), ("2026-11-24T00:00:00+05:00", False)],
)
def test_a_lawful_refusal_is_impossible_from_the_moment_its_announcement_is_late(at: str, possible: bool) -> None:
    """Rules 12, Rules 19."""
    found = plan_of(replace(a_course(), registered_on=date(2026, 11, 9)), at=moment(at))
    assert found.refusal_in_time is possible
    assert (CaseStep.PRELIMINARY_DECISION in {one.step for one in found.late}) is not possible


@pytest.mark.parametrize(
    ("service", "facilities", "steps"),
    [
        (Service.REISSUE, 0, ["completeness", "preliminary_decision", "objection", "decision", "result"]),
        (Service.DUPLICATE, 0, ["completeness", "preliminary_decision", "objection", "decision", "result"]),
        (
            Service.ANNEX,
            1,
            [
                *("completeness", "request", "answer", "notice", "visit", "conclusion", "seal"),
                *("preliminary_decision", "objection", "decision", "result"),
            ],
        ),
    ],
)
def test_without_facilities_there_is_no_approval_and_no_visit(
    service: Service, facilities: int, steps: list[str]
) -> None:
    """Rules 19: reissue and duplicate."""
    course = replace(a_course(service, facilities=facilities), registered_on=date(2026, 11, 9))
    assert [one.step.value for one in plan_of(course, at=FILED).steps] == steps


@pytest.mark.parametrize(
    ("service", "possible", "closes"),
    [(Service.REISSUE, True, "2026-11-09"), (Service.DUPLICATE, False, "2026-11-08")],
)
def test_two_days_leave_no_room_for_a_hearing_and_three_only_the_first_of_them(
    service: Service, possible: bool, closes: str
) -> None:
    """Rules 12, Rules 19 (docs/law/readings.md)."""
    found = plan_of(a_course(service, facilities=0), at=FILED)
    assert (found.refusal_in_time, str(found.hearing_closes.on)) == (possible, closes)
    assert not plan_of(a_course(service, facilities=0), at=day_end(date(2026, 11, 9))).refusal_in_time


def test_a_refusal_already_announced_counts_from_its_receipt() -> None:
    """Rules 12."""
    course = replace(a_course(facilities=0), received_at=moment("2026-11-20T10:00:00+05:00"))
    found = plan_of(course, at=moment("2026-11-24T10:00:00+05:00"))
    assert (str(found.refusal_not_before.on), found.refusal_in_time) == ("2026-11-25", True)
    decision, objection = found.of(CaseStep.DECISION), found.of(CaseStep.OBJECTION)
    assert decision is not None
    assert decision.not_before == found.refusal_not_before
    assert (objection.safe.on if objection else None) == date(2026, 11, 24)
    assert plan_of(course, at=moment("2026-11-25T00:00:00+05:00")).of(CaseStep.OBJECTION) is None
    assert found.of(CaseStep.PRELIMINARY_DECISION) is None
    assert found.refusal_at_worst == found.refusal_not_before  # nobody is waited for


def test_a_visit_comes_twenty_four_hours_after_its_notice_at_the_earliest() -> None:
    """Rules 14."""
    sent = moment("2026-11-13T18:00:00+05:00")
    site = FacilityCourse(id="F1", visit_at=moment("2026-11-16T10:00:00+05:00"))
    course = replace(a_course(), facilities=(site,))
    notice = plan_of(course, at=sent).of(CaseStep.NOTICE, "F1")
    assert notice is not None
    assert notice.safe.moment == moment("2026-11-15T10:00:00+05:00")
    course = replace(a_course(), facilities=(replace(site, notified_at=sent),))
    visit = plan_of(course, at=sent + timedelta(hours=1)).of(CaseStep.VISIT, "F1")
    assert visit is not None
    assert visit.not_before is not None
    assert visit.not_before.moment == sent + timedelta(hours=24)
    assert plan_of(course, at=sent).of(CaseStep.NOTICE, "F1") is None


# --- the plan of a case on file -------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", [Stage.PREPARING, Stage.ISSUED])
def test_a_case_without_a_result_on_its_way_has_no_plan(stage: Stage) -> None:
    road = at_stage(stage)
    assert plan(road.standing, at=road.at) is None


@pytest.mark.parametrize(
    ("stage", "first", "steps"),
    [
        (Stage.RECEIVED, "registration", 12),
        (Stage.FILED, "completeness", 11),
        (Stage.COMPLETE, "request", 10),
        (Stage.HEARING, "notice", 7),
        (Stage.DECIDING, "decision", 2),
        (Stage.GRANTED, "result", 1),
    ],
)
def test_the_plan_is_recomputed_at_every_act(stage: Stage, first: str, steps: int) -> None:
    """Rules 7, Rules 9, Rules 11, Rules 12, Rules 19: a function of what is on file."""
    road = at_stage(stage)
    found = plan(road.standing, at=road.at)
    assert found is not None
    assert (found.steps[0].step.value, len(found.steps)) == (first, steps)
    assert found.service_due.on == date(2026, 11, 26)
    if road.standing.service_due is not None:
        assert hearing_closes(road.standing) == found.hearing_closes


def test_approval_and_visit_of_each_facility_are_planned_by_themselves() -> None:
    """Rules 10, Rules 18."""
    road = Road()
    road.file_application(an_application(facilities=2))
    road.find_complete()
    road.approve("F1")
    road.visit("F2")
    found = plan(road.standing, at=road.at)
    assert found is not None
    left = [(one.step.value, one.facility) for one in found.steps if one.facility]
    assert left == [
        *((step, "F1") for step in ("notice", "visit", "conclusion", "seal")),
        *((step, "F2") for step in ("request", "answer")),
    ]


def test_with_the_setting_a_silent_body_owes_nothing_any_more() -> None:
    """Rules 11, Permits 25."""
    road = Road(edition=replace(RULES, silence_is_consent=True))
    road.file_application()
    road.find_complete()
    road.request_approval()
    due = road.standing.approvals["F1"].due
    assert due is not None
    found = [plan(road.standing, at=at) for at in (due.moment - INSTANT, due.moment)]
    assert [one.of(CaseStep.ANSWER, "F1") is not None for one in found if one] == [True, False]


def test_a_course_is_read_off_the_acts_on_file() -> None:
    road = at_stage(Stage.HEARING)
    course = course_of(road.standing)
    assert course is not None
    assert course.received_at is not None
    assert course.facilities[0].answered_at is not None
    assert course.facilities[0].visit_at is None
    assert course.counted_from == date(2026, 11, 9)


def test_a_refusal_of_consideration_that_awaits_its_signature_is_no_draft_of_the_decision() -> None:
    """Rules 9: completeness is still to be settled in its two days."""
    road = at_stage(Stage.FILED)
    found = plan(replace(road.standing, prepared=road.acts[-1]), at=road.at)
    assert found is not None
    assert found.steps[0].step is CaseStep.COMPLETENESS
