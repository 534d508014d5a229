"""
Everything that stands in the way of a decision, not only the first of it: one row for each situation.

A row says what is decided, where the case stands, by whom, and the clauses of all obstacles in their order.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeAlias
from uuid import uuid5

import pytest

from ruqsat.law import permissions_of_completeness as completeness
from ruqsat.law import permissions_of_decisions as decisions
from ruqsat.law import permissions_of_examination as examination
from ruqsat.law import permissions_of_hearing as hearing
from ruqsat.law.acts import (
    Act,
    Actor,
    ApprovalAnswered,
    ApprovalRequested,
    ConsiderationRefusalDrafted,
    ConsiderationRefused,
    Corrected,
    CourtActRecorded,
    DecisionPrepared,
    FindingSetAside,
    GroundFound,
    PreliminaryDecisionMade,
    Refused,
    ResultDocument,
    Shortcoming,
    UnreliabilityFound,
    VisitCancelled,
    VisitScheduled,
    VisitStarted,
)
from ruqsat.law.completeness import missing
from ruqsat.law.permissions import permission
from ruqsat.law.standing import No, Stage, Standing, Yes
from tests.law.road import APPLICANT, APPROVER, HEAD, INSPECTOR, OFFICER, SHA, SPACE, Road, an_application, at_stage

Judge: TypeAlias = Callable[[Standing, Act | None, Actor, datetime], Iterator[No]]
Row: TypeAlias = tuple[Callable[[], Road], Callable[[Road], Act | None], Actor, list[str]]

ELSEWHERE = replace(OFFICER, office="KZ-71")
INSPECTOR_ELSEWHERE = replace(INSPECTOR, office="KZ-71")
HEAD_ELSEWHERE = replace(HEAD, office="KZ-71")
APPROVER_ELSEWHERE = replace(APPROVER, office="SES-71")
OTHER_INSPECTOR = replace(INSPECTOR, person=uuid5(SPACE, "another inspector"))


def everything(judge: Judge, row: Row) -> list[str]:
    """The clauses of all obstacles."""
    make, act, by, _ = row
    road = make()
    return [no.ref for no in judge(road.standing, act(road), by, road.at)]


def at(stage: Stage) -> Callable[[], Road]:
    return lambda: at_stage(stage)


def undecided(_road: Road) -> None:
    """Asked before anything is written: may it be done at all?"""


def examined() -> Road:
    road = at_stage(Stage.COMPLETE)
    road.approve()
    road.visit()
    return road


def two_facilities(*, asked: tuple[str, ...] = ()) -> Road:
    road = Road()
    road.file_application(an_application(facilities=2))
    road.find_complete()
    for facility in asked:
        road.request_approval(facility)
    return road


def unsealed() -> Road:
    """Approved and concluded; the conclusion lies there without its seal."""
    road = at_stage(Stage.COMPLETE)
    road.approve()
    visit = started(road)
    road.record(visit.visit)
    road.file(road.conclusion(visit.visit), by=INSPECTOR)
    return road


def started(road: Road) -> VisitStarted:
    visit = road.schedule()
    road.notify(visit)
    road.wait(hours=48)
    road.start(visit)
    return VisitStarted(happened_at=road.at, visit=visit)


def found_unreliable(road: Road) -> None:
    road.file(UnreliabilityFound(happened_at=road.at, what="the diploma", shown_by="a letter"), by=OFFICER)


def set_aside(road: Road) -> None:
    of = road.standing.unreliable[0].id
    road.file(FindingSetAside(happened_at=road.at, of=of, reason="the institute was wrong"), by=OFFICER)


def told_of_what_no_longer_stands() -> Road:
    """Told of unreliable documents, which then turn out to be in order; nothing is examined yet."""
    road = at_stage(Stage.COMPLETE)
    found_unreliable(road)
    road.serve("List 9(6)")
    set_aside(road)
    return road


# --- decisions --------------------------------------------------------------------------------------------------------


def draft(*, grant: bool, grounds: tuple[str, ...] = ()) -> Callable[[Road], Act]:
    return lambda road: DecisionPrepared(happened_at=road.at, grant=grant, grounds=road.grounds(*grounds))


def grant_with_grounds(road: Road) -> Act:
    ground = GroundFound(ground="List 9(4)", facts=(road.acts[0].id,), text="as found")
    return DecisionPrepared(happened_at=road.at, grant=True, grounds=(ground,))


@pytest.mark.parametrize(
    "row",
    [
        (at(Stage.FILED), undecided, OFFICER, ["Rules 10", "Rules 10(1)"]),
        (at(Stage.COMPLETE), undecided, OFFICER, ["Rules 10(1)"]),
        (examined, undecided, OFFICER, []),
        (examined, undecided, ELSEWHERE, ["Rules 3"]),
        (examined, draft(grant=True), OFFICER, []),
        (examined, draft(grant=False), OFFICER, ["List 9", "Rules 12", "Rules 10"]),
        (examined, grant_with_grounds, OFFICER, ["List 9"]),
        (at(Stage.COMPLETE), draft(grant=True), OFFICER, ["Rules 10(1)", "Rules 10(3)", "List 9(4)", "Rules 12"]),
        (unsealed, draft(grant=True), OFFICER, ["Rules 17", "List 9(4)", "Rules 12"]),
        (at(Stage.HEARING), undecided, OFFICER, []),
        (at(Stage.HEARING), draft(grant=False, grounds=("List 9(4)",)), OFFICER, []),
        (at(Stage.HEARING), draft(grant=True), OFFICER, ["List 9(4)"]),
        (at(Stage.DECIDING), undecided, OFFICER, ["Rules 20"]),
        (told_of_what_no_longer_stands, undecided, OFFICER, ["Rules 10(1)"]),
    ],
)
def test_a_decision_is_prepared_when_the_examination_or_the_hearing_allows_it(row: Row) -> None:
    """Rules 19, Rules 20, Rules 10, Rules 17, List 9."""
    assert everything(decisions.decision_prepared, row) == row[-1]


def drafted_otherwise() -> Road:
    """A grant is drafted; then the documents turn out unreliable."""
    road = at_stage(Stage.DECIDING)
    found_unreliable(road)
    return road


def refusal_of_consideration_in_hand() -> Road:
    """What lies before the authorized person is no decision on the license."""
    return refusal_of_consideration_drafted()


REFUSED_BEFORE_COMPLETE = ["Rules 10", "Rules 20", "Rules 10(1)", "Rules 10(3)", "List 9(4)", "Rules 12", "Rules 12"]


def refusal_drafted(*, days: int) -> Callable[[], Road]:
    def made() -> Road:
        road = at_stage(Stage.HEARING)
        road.prepare(grant=False, grounds=("List 9(4)",))
        road.wait(days=days)
        return road

    return made


def grant_of_one_of_two(*, days: int) -> Callable[[], Road]:
    def made() -> Road:
        road = two_facilities()
        road.approve("F1")
        road.approve("F2", approved=False)
        road.visit("F1")
        road.serve("List 9(4)")
        road.prepare(grant=True)
        road.wait(days=days)
        return road

    return made


def granting(*facilities: str) -> Callable[[Road], Act]:
    return lambda road: road.grant_act(*facilities)


@pytest.mark.parametrize(
    "row",
    [
        (at(Stage.DECIDING), undecided, HEAD, []),
        (at(Stage.DECIDING), undecided, HEAD_ELSEWHERE, ["Rules 3"]),
        (at(Stage.DECIDING), granting("F1"), HEAD, []),
        (at(Stage.DECIDING), undecided, replace(HEAD, person=OFFICER.person), ["Rules 20"]),
        (examined, undecided, HEAD, ["Rules 20"]),
        (at(Stage.GRANTED), undecided, HEAD, ["Rules 10", "Rules 20"]),
        (
            at(Stage.FILED),
            undecided,
            HEAD,
            ["Rules 10", "Rules 20", "Rules 10(1)", "Rules 10(3)", "List 9(4)"] + ["Rules 12"] * 2,
        ),
        (drafted_otherwise, undecided, HEAD, ["List 9(6)"]),
        (refusal_of_consideration_in_hand, undecided, HEAD, REFUSED_BEFORE_COMPLETE),
        (refusal_drafted(days=10), undecided, HEAD, ["Rules 20", "List 9(4)"]),
        (grant_of_one_of_two(days=0), granting("F1"), HEAD, ["Rules 12"]),
        (grant_of_one_of_two(days=7), granting("F1"), HEAD, []),
        (grant_of_one_of_two(days=7), granting("F1", "F2"), HEAD, ["Rules 20"]),
    ],
)
def test_a_grant_is_signed_on_a_draft_by_another_person_while_nothing_hinders_it(row: Row) -> None:
    """Rules 19, Rules 20, Rules 10, Rules 17, List 9, Rules 12."""
    assert everything(decisions.granted, row) == row[-1]


def refusing(*grounds: str, sha256: str = SHA, what: str = "refusal") -> Callable[[Road], Act]:
    def made(road: Road) -> Act:
        document = ResultDocument(what=what, facility="", number="1", sha256=sha256)
        return Refused(happened_at=road.at, grounds=road.grounds(*grounds), documents=(document,))

    return made


def without_words(road: Road) -> Act:
    act = refusing("List 9(4)")(road)
    assert isinstance(act, Refused)
    return replace(act, grounds=(replace(act.grounds[0], text=" "),))


def approved_after_all() -> Road:
    """A refusal is drafted; then the approving body approves after all."""
    road = refusal_drafted(days=10)()
    road.approve()
    return road


@pytest.mark.parametrize(
    "row",
    [
        (refusal_drafted(days=10), undecided, HEAD, []),
        (refusal_drafted(days=0), undecided, HEAD, ["Rules 12"]),
        (refusal_drafted(days=10), undecided, HEAD_ELSEWHERE, ["Rules 3"]),
        (refusal_drafted(days=10), refusing("List 9(4)"), HEAD, []),
        (refusal_drafted(days=10), refusing(), HEAD, ["Rules 20", "List 9"]),
        (refusal_drafted(days=10), refusing("List 9(4)", sha256="ab"), HEAD, ["Rules 20"]),
        (refusal_drafted(days=10), refusing("List 9(4)", what="license"), HEAD, ["Rules 20"]),
        (refusal_drafted(days=10), without_words, HEAD, ["Rules 13"]),
        (approved_after_all, undecided, HEAD, ["List 9(4)", "Rules 10"]),
        (at(Stage.DECIDING), undecided, HEAD, ["Rules 20", "List 9", "Rules 12", "Rules 10", "Rules 12"]),
    ],
)
def test_a_refusal_is_signed_after_the_hearing_as_it_was_drafted_and_borne_out(row: Row) -> None:
    """List 9, Rules 12, Rules 13, Rules 20."""
    assert everything(decisions.refused, row) == row[-1]


@pytest.mark.parametrize(
    "row",
    [
        (at(Stage.DECIDING), undecided, HEAD, []),
        (at(Stage.DECIDING), undecided, HEAD_ELSEWHERE, ["Rules 3"]),
        (examined, undecided, HEAD, ["Rules 20"]),
    ],
)
def test_only_the_office_of_the_case_sends_a_draft_back(row: Row) -> None:
    """Rules 20, Rules 3."""
    assert everything(decisions.decision_returned, row) == row[-1]


def correcting(*, new: str = "b", basis: str = "passport") -> Callable[[Road], Act]:
    return lambda road: Corrected(happened_at=road.at, of=road.id(), field_name="street", old="a", new=new, basis=basis)


@pytest.mark.parametrize(
    "row",
    [
        (at(Stage.FILED), correcting(), OFFICER, []),
        (at(Stage.FILED), correcting(), ELSEWHERE, ["Rules 3"]),
        (at(Stage.FILED), correcting(new="a", basis=" "), OFFICER, ["Rules 20", "Rules 20"]),
        (at(Stage.PREPARING), undecided, OFFICER, ["Rules 20"]),
    ],
)
def test_a_slip_is_put_right_by_the_office_of_the_case_with_its_basis(row: Row) -> None:
    """Rules 20."""
    assert everything(decisions.corrected, row) == row[-1]


def test_facts_are_never_refused() -> None:
    """Rules 20: what no office decides is recorded by whoever it comes from."""
    road = at_stage(Stage.FILED)
    fact = type(road.acts[0].act)
    assert permission(road.standing, fact, by=APPLICANT, at=road.at) == Yes()


# --- completeness -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        (at(Stage.PREPARING), undecided, APPLICANT, ["Rules 6"]),
        (at(Stage.RECEIVED), undecided, APPLICANT, ["Rules 6"]),
        (at(Stage.FILED), undecided, APPLICANT, []),
        (at(Stage.HEARING), undecided, APPLICANT, []),
    ],
)
def test_documents_are_added_once_the_application_is_filed(row: Row) -> None:
    """Rules 9, Rules 13, Rules 6."""
    assert everything(completeness.document_added, row) == row[-1]


@pytest.mark.parametrize(
    ("stage", "refs"),
    [
        (Stage.PREPARING, ["Rules 6", "Rules 10"]),
        (Stage.FILED, ["Rules 10"]),
        (Stage.COMPLETE, []),
        (Stage.HEARING, []),
        (Stage.DECIDING, []),
        (Stage.GRANTED, ["Rules 10"]),
    ],
)
def test_everything_after_completeness_waits_for_it(stage: Stage, refs: list[str]) -> None:
    """Rules 10, Rules 6, Rules 7."""
    assert [no.ref for no in completeness.must_be_complete(at_stage(stage).standing)] == refs


def refusal_of_consideration_drafted() -> Road:
    road = Road()
    road.file_application(an_application(attached=False, graduated_in=2010))
    act = ConsiderationRefusalDrafted(happened_at=road.at, shortcomings=lacking(road), text="It is missing.")
    road.file(act, by=OFFICER)
    return road


def lacking(road: Road) -> tuple[Shortcoming, ...]:
    found = missing(road.standing, on=date(2026, 11, 9))
    return tuple(one.shortcoming() for one in found if one.held)


def refusing_consideration(*, all_of_them: bool) -> Callable[[Road], Act]:
    def made(road: Road) -> Act:
        named = lacking(road) if all_of_them else lacking(road)[:1]
        return ConsiderationRefused(happened_at=road.at, shortcomings=named, text="It is missing.", document=SHA)

    return made


@pytest.mark.parametrize(
    "row",
    [
        (refusal_of_consideration_drafted, undecided, HEAD, []),
        (refusal_of_consideration_drafted, refusing_consideration(all_of_them=True), HEAD, []),
        (refusal_of_consideration_drafted, refusing_consideration(all_of_them=False), HEAD, ["Rules 9"]),
    ],
)
def test_a_refusal_of_consideration_names_what_its_draft_names(row: Row) -> None:
    """Rules 9."""
    assert everything(completeness.consideration_refused, row) == row[-1]


# --- examination ------------------------------------------------------------------------------------------------------


def asking(facility: str = "F1", body: str = "SES-75") -> Callable[[Road], Act]:
    return lambda road: ApprovalRequested(happened_at=road.at, facility=facility, body=body)


@pytest.mark.parametrize(
    "row",
    [
        (at(Stage.FILED), undecided, OFFICER, ["Rules 10"]),
        (at(Stage.COMPLETE), undecided, ELSEWHERE, ["Rules 3"]),
        (two_facilities, undecided, OFFICER, []),
        (lambda: two_facilities(asked=("F1",)), undecided, OFFICER, []),
        (lambda: two_facilities(asked=("F1",)), asking("F2"), OFFICER, []),
        (lambda: two_facilities(asked=("F1",)), asking("F1"), OFFICER, ["Rules 10(1)"]),
        (lambda: two_facilities(asked=("F1", "F2")), undecided, OFFICER, ["Rules 10(1)"]),
        (two_facilities, asking("F1", "SES-71"), OFFICER, ["Rules 10(1)"]),
        (two_facilities, asking("F3"), OFFICER, ["Rules 10"]),
    ],
)
def test_the_approving_body_is_asked_once_about_each_facility(row: Row) -> None:
    """Rules 10(1)."""
    assert everything(examination.approval_requested, row) == row[-1]


def answering(facility: str = "F1", *, approved: bool = True, reasons: str = "") -> Callable[[Road], Act]:
    return lambda road: ApprovalAnswered(
        happened_at=road.at, facility=facility, approved=approved, reasons=reasons, document=SHA
    )


def asked_of_two_bodies() -> Road:
    road = two_facilities(asked=("F1",))
    road.file(ApprovalRequested(happened_at=road.at, facility="F2", body="SES-71"), by=OFFICER)
    return road


@pytest.mark.parametrize(
    "row",
    [
        (two_facilities, undecided, APPROVER, ["Rules 11"]),
        (two_facilities, answering(), APPROVER, ["Rules 11", "Rules 11"]),
        (lambda: two_facilities(asked=("F1",)), undecided, APPROVER, []),
        (lambda: two_facilities(asked=("F1",)), undecided, APPROVER_ELSEWHERE, ["Rules 11"]),
        (lambda: two_facilities(asked=("F1",)), answering("F1"), APPROVER, []),
        (lambda: two_facilities(asked=("F1",)), answering("F2"), APPROVER, ["Rules 11"]),
        (lambda: two_facilities(asked=("F1",)), answering("F1", approved=False), APPROVER, ["Rules 11"]),
        (asked_of_two_bodies, undecided, APPROVER, []),
        (asked_of_two_bodies, answering("F2"), APPROVER, ["Rules 11"]),
        (asked_of_two_bodies, answering("F2"), APPROVER_ELSEWHERE, []),
    ],
)
def test_a_body_answers_what_it_was_asked(row: Row) -> None:
    """Rules 11."""
    assert everything(examination.approval_answered, row) == row[-1]


def planning(facility: str = "F1", *, again: bool = False) -> Callable[[Road], Act]:
    def made(road: Road) -> Act:
        assert INSPECTOR.person is not None
        visit = next(iter(road.standing.visits)) if again else road.id()
        starts = road.at + timedelta(hours=24)
        return VisitScheduled(
            happened_at=road.at, visit=visit, facility=facility, starts_at=starts, inspector=INSPECTOR.person
        )

    return made


def called_off() -> Road:
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule()
    road.file(VisitCancelled(happened_at=road.at, visit=visit, reason="ill"), by=OFFICER)
    return road


def one_of_two_elsewhere() -> Road:
    """Two facilities, the second in another region; the visit to the first is fixed."""
    application = an_application(facilities=2)
    second = replace(application.facilities[1], address=replace(application.address, region="71"))
    road = Road()
    road.file_application(replace(application, facilities=(application.facilities[0], second)))
    road.find_complete()
    return road


def scheduled() -> Road:
    road = at_stage(Stage.COMPLETE)
    road.schedule()
    return road


@pytest.mark.parametrize(
    "row",
    [
        (at(Stage.FILED), undecided, OFFICER, ["Rules 10"]),
        (at(Stage.COMPLETE), undecided, OFFICER, []),
        (at(Stage.COMPLETE), undecided, ELSEWHERE, ["Rules 18"]),
        (at(Stage.COMPLETE), planning(), OFFICER, []),
        (at(Stage.COMPLETE), planning(), ELSEWHERE, ["Rules 18", "Rules 18"]),
        (at(Stage.COMPLETE), planning("F3"), OFFICER, ["Rules 10"]),
        (scheduled, undecided, OFFICER, ["Rules 14"]),
        (scheduled, planning(), OFFICER, ["Rules 14", "Rules 14"]),
        (called_off, planning(again=True), OFFICER, ["Rules 14"]),
        (one_of_two_elsewhere, undecided, OFFICER, []),
        (one_of_two_elsewhere, undecided, ELSEWHERE, []),
        (one_of_two_elsewhere, planning("F2"), OFFICER, ["Rules 18"]),
        (one_of_two_elsewhere, planning("F2"), ELSEWHERE, []),
    ],
)
def test_a_visit_is_fixed_once_by_the_department_of_its_place(row: Row) -> None:
    """Rules 10(3), Rules 14, Rules 18."""
    assert everything(examination.visit_scheduled, row) == row[-1]


def calling_off(*, other: bool = False) -> Callable[[Road], Act]:
    def made(road: Road) -> Act:
        visit = road.id() if other else next(iter(road.standing.visits))
        return VisitCancelled(happened_at=road.at, visit=visit, reason="ill")

    return made


@pytest.mark.parametrize(
    "row",
    [
        (at(Stage.COMPLETE), undecided, OFFICER, ["Rules 14"]),
        (scheduled, undecided, OFFICER, []),
        (scheduled, calling_off(), OFFICER, []),
        (scheduled, calling_off(other=True), OFFICER, ["Rules 14"]),
        (called_off, calling_off(), OFFICER, ["Rules 14", "Rules 14"]),
    ],
)
def test_a_visit_is_called_off_while_it_has_not_begun(row: Row) -> None:
    """Rules 14."""
    assert everything(examination.visit_cancelled, row) == row[-1]


def announced_twice() -> Road:
    """The notice was sent a day before, and once more an hour ago."""
    road = at_stage(Stage.COMPLETE)
    visit = road.schedule(hours=26)
    road.notify(visit)
    road.wait(hours=25)
    road.notify(visit, reference="M-2")
    road.wait(hours=1)
    return road


def announced(*, hours: int) -> Callable[[], Road]:
    def made() -> Road:
        road = at_stage(Stage.COMPLETE)
        road.notify(road.schedule(hours=48))
        road.wait(hours=hours)
        return road

    return made


def on_the_spot() -> Road:
    road = at_stage(Stage.COMPLETE)
    started(road)
    return road


@pytest.mark.parametrize(
    "row",
    [
        (at(Stage.COMPLETE), undecided, INSPECTOR, ["Rules 14"]),
        (at(Stage.FILED), undecided, INSPECTOR, ["Rules 10", "Rules 14"]),
        (announced(hours=48), undecided, INSPECTOR, []),
        (announced(hours=30), undecided, INSPECTOR, ["Rules 14"]),
        (announced(hours=2), undecided, INSPECTOR, ["Rules 14", "Rules 14"]),
        (announced(hours=48), undecided, OTHER_INSPECTOR, ["Rules 17"]),
        (announced_twice, undecided, INSPECTOR, []),
        (on_the_spot, undecided, INSPECTOR, ["Rules 14"]),
    ],
)
def test_a_visit_begins_once_by_who_was_named_and_when_it_was_announced(row: Row) -> None:
    """Rules 14, Rules 17: the first notice counts."""
    assert everything(examination.visit_started, row) == row[-1]


def test_who_comes_too_early_is_told_from_when_the_visit_may_begin() -> None:
    """Rules 14: thirty minutes before the hour that was fixed (docs/law/readings.md)."""
    road = announced(hours=30)()
    (no,) = examination.visit_started(road.standing, None, INSPECTOR, road.at)
    (visit,) = road.standing.visits.values()
    assert no.not_before is not None
    assert no.not_before.moment == visit.plan.starts_at - timedelta(minutes=30)


def concluding(road: Road) -> Act:
    return road.conclusion(next(iter(road.standing.visits)))


def recorded() -> Road:
    road = on_the_spot()
    road.record(next(iter(road.standing.visits)))
    return road


@pytest.mark.parametrize(
    "row",
    [
        (at(Stage.FILED), undecided, INSPECTOR, ["Rules 10", "Rules 15"]),
        (at(Stage.COMPLETE), undecided, INSPECTOR, ["Rules 15"]),
        (on_the_spot, undecided, INSPECTOR, ["Rules 16"]),
        (on_the_spot, concluding, INSPECTOR, ["Rules 16"]),
        (recorded, undecided, INSPECTOR, []),
        (recorded, concluding, INSPECTOR, []),
        (recorded, concluding, OTHER_INSPECTOR, ["Rules 17"]),
        (recorded, concluding, INSPECTOR_ELSEWHERE, ["Rules 15"]),
    ],
)
def test_a_conclusion_is_signed_by_who_was_there_and_recorded_it(row: Row) -> None:
    """Rules 15, Rules 16, Rules 17."""
    assert everything(examination.conclusion_signed, row) == row[-1]


# --- hearing ----------------------------------------------------------------------------------------------------------


def of_court(*, dated: date, ground: str = "List 9(1)") -> Callable[[Road], Act]:
    return lambda road: CourtActRecorded(happened_at=road.at, ground=ground, court="court", number="1", dated=dated)


@pytest.mark.parametrize("ground", ["List 9(1)", "List 9(5)", "List 9(7)"])
def test_a_courts_act_is_recorded_in_a_case_on_file_with_a_day_that_has_come(ground: str) -> None:
    """List 9(1), List 9(5), List 9(7)."""
    today, tomorrow = date(2026, 11, 9), date(2026, 11, 10)
    rows: list[Row] = [
        (at(Stage.FILED), of_court(dated=today, ground=ground), OFFICER, []),
        (at(Stage.FILED), of_court(dated=tomorrow, ground=ground), OFFICER, [ground]),
        (at(Stage.FILED), undecided, ELSEWHERE, ["Rules 3"]),
        (at(Stage.RECEIVED), undecided, OFFICER, ["Rules 6"]),
    ]
    for row in rows:
        assert everything(hearing.court_act_recorded, row) == row[-1]


@pytest.mark.parametrize(
    "row",
    [
        (at(Stage.FILED), undecided, OFFICER, []),
        (at(Stage.RECEIVED), undecided, OFFICER, ["Rules 6"]),
        (at(Stage.FILED), undecided, ELSEWHERE, ["Rules 3"]),
    ],
)
def test_unreliable_documents_are_recorded_in_a_case_on_file(row: Row) -> None:
    """List 9(6)."""
    assert everything(hearing.unreliability_found, row) == row[-1]


def test_a_finding_is_set_aside_where_there_is_one() -> None:
    """APPC 73, List 9(6)."""
    road = at_stage(Stage.COMPLETE)
    assert everything(hearing.finding_set_aside, (lambda: road, undecided, OFFICER, [])) == ["List 9"]
    found_unreliable(road)
    assert everything(hearing.finding_set_aside, (lambda: road, undecided, OFFICER, [])) == []
    assert everything(hearing.finding_set_aside, (lambda: road, undecided, ELSEWHERE, [])) == ["Rules 3"]


def refused_by_the_body() -> Road:
    road = at_stage(Stage.COMPLETE)
    road.approve(approved=False)
    return road


def partly_shown(road: Road) -> Act:
    (ground,) = road.grounds("List 9(4)")
    mixed = replace(ground, facts=(*ground.facts, road.acts[0].id))
    return PreliminaryDecisionMade(happened_at=road.at, grounds=(mixed,), document=SHA)


@pytest.mark.parametrize(
    "row",
    [
        (refused_by_the_body, undecided, OFFICER, []),
        (refused_by_the_body, undecided, ELSEWHERE, ["Rules 3"]),
        (refused_by_the_body, partly_shown, OFFICER, ["List 9(4)"]),
        (at(Stage.FILED), undecided, OFFICER, ["Rules 10", "List 9"]),
        (drafted_otherwise, undecided, OFFICER, ["Rules 20"]),
        (at(Stage.HEARING), undecided, OFFICER, ["Rules 12"]),
    ],
)
def test_an_intended_refusal_is_announced_on_what_the_file_bears_out(row: Row) -> None:
    """Rules 12, Rules 13, List 9: every fact that a ground names bears it out."""
    assert everything(hearing.preliminary_decision_made, row) == row[-1]


@pytest.mark.parametrize(
    "row",
    [
        (at(Stage.HEARING), undecided, APPLICANT, []),
        (at(Stage.HEARING), undecided, OFFICER, []),
        (at(Stage.HEARING), undecided, ELSEWHERE, ["Rules 3"]),
        (at(Stage.COMPLETE), undecided, APPLICANT, ["Rules 12"]),
    ],
)
def test_an_objection_by_word_is_kept_by_the_office_of_the_case(row: Row) -> None:
    """Rules 12."""
    assert everything(hearing.objection_filed, row) == row[-1]
