"""What must always hold of a case, whatever permitted sequence of acts led to it; each is asked of a road."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import product

from ruqsat.law import procedure
from ruqsat.law.acts import (
    ComplaintDecided,
    ConclusionSigned,
    ConsiderationRefused,
    Corrected,
    FeePaid,
    Finding,
    Granted,
    Nature,
    Outcome,
    Refused,
    Withdrawn,
)
from ruqsat.law.acts_of_complaint import Order
from ruqsat.law.calendar import CALENDAR, DayKind, SpecialDay, WorkingCalendar
from ruqsat.law.grounds import borne_out
from ruqsat.law.local_time import day_end, local
from ruqsat.law.permissions import ROLES
from ruqsat.law.procedure import Stage
from ruqsat.law.requirements import for_facility
from ruqsat.law.situation import earliest_result
from ruqsat.law.standing import Duty, act_of
from tests.law.road import APPLICANT, APPROVER, HEAD, IIN, INSPECTOR, OFFICER, Road

_DECISIONS = tuple(kind for kind in ROLES if kind.NATURE is Nature.DECISION and kind is not Corrected)
_PEOPLE = (APPLICANT, OFFICER, INSPECTOR, HEAD, APPROVER)
_ENDING = (Granted, Refused, ConsiderationRefused, Withdrawn)


def folding_again_gives_the_same(road: Road) -> None:
    again = procedure.standing(road.acts, road.standing.edition, CALENDAR)
    assert again == road.standing
    assert again.duties == road.standing.duties


def a_license_rests_on_the_fee_and_on_no_ban(road: Road) -> None:
    """List 9(1), List 9(2)."""
    standing = road.standing
    if standing.granted is None or standing.decision is None:
        return
    before = [one for one in road.acts if one.seq < standing.decision.seq]
    assert sum(one.act.amount for one in before if isinstance(one.act, FeePaid)) >= 43250
    assert not [one for one in standing.court_acts if one.seq < standing.decision.seq]
    ban = standing.answer("ban", IIN)
    late = ban is not None and standing.answers["ban", IIN].seq > standing.decision.seq
    assert ban is None or late or ban.outcome is not Outcome.VALUE


def a_license_rests_on_approval_or_lawful_silence(road: Road) -> None:
    """Rules 10, Rules 11, Permits 25(3)."""
    standing = road.standing
    if standing.granted is None or standing.decision is None:
        return
    assert standing.complete
    approval = standing.approvals["F1"]
    if approval.answered is not None and approval.answered.seq < standing.decision.seq:
        assert approval.approved
        return
    assert standing.edition.silence_is_consent
    assert approval.due is not None
    assert standing.decision.filed_at >= approval.due.moment


def a_license_rests_on_a_recorded_visit_concluded_point_by_point(road: Road) -> None:
    """Rules 14, Rules 16, Rules 17."""
    standing = road.standing
    if standing.granted is None or standing.decision is None:
        return
    visit = standing.concluded_visit("F1")
    assert visit
    assert visit.sealed
    assert visit.started
    assert visit.recordings
    assert visit.started.filed_at - visit.notices[0].filed_at >= timedelta(hours=24)
    conclusion = act_of(standing.conclusions["F1"], ConclusionSigned)
    assert conclusion.positive
    assert [one.requirement for one in conclusion.points] == [one.key for one in for_facility(("outpatient_adult",))]
    assert all(one.finding is not Finding.NOT_COMPLIANT for one in conclusion.points)


def nobody_signs_what_they_drafted(road: Road) -> None:
    """Rules 20."""
    standing = road.standing
    if (standing.granted or standing.refused) and standing.decision is not None:
        assert standing.prepared is not None
        assert standing.decision.by.person != standing.prepared.by.person


def nobody_is_refused_unheard_or_before_the_time(road: Road) -> None:
    """Rules 12."""
    standing = road.standing
    if standing.refused is None or standing.decision is None:
        return
    earliest = earliest_result(standing)
    assert earliest is not None
    assert standing.intended is not None
    assert standing.intention_sent is not None
    assert standing.decision.filed_at >= earliest.moment


def a_refusal_names_grounds_that_the_file_bears_out(road: Road) -> None:
    """List 9; asked at the very act, since a fact that comes later may take a ground away."""
    last = road.acts[-1]
    if isinstance(last.act, Refused):
        assert last.act.grounds
        before = procedure.standing(road.acts[:-1], road.standing.edition, CALENDAR)
        assert {one.ground for one in last.act.grounds} <= set(borne_out(before))


def no_decision_comes_after_the_end(road: Road) -> None:
    """Rules 20; a correction alone is no new decision. Rules 25: one that was cancelled has ended nothing."""
    standing = road.standing
    since = standing.anew.seq if standing.anew else 0
    assert sum(isinstance(one.act, _ENDING) and one.seq > since for one in road.acts) == standing.ended
    if isinstance(road.acts[-1].act, _ENDING):
        permitted = [kind for kind, one in product(_DECISIONS, _PEOPLE) if road.may(kind, by=one)]
        assert permitted == []


def what_is_considered_anew_is_not_under_the_cancelled_refusal(road: Road) -> None:
    """Rules 25."""
    standing = road.standing
    if standing.anew is None:
        return
    decided = act_of(standing.anew, ComplaintDecided)
    assert standing.decision is None or standing.decision.id not in decided.cancelled
    assert standing.preliminary is None or standing.preliminary.seq > standing.anew.seq
    assert standing.refused is None or Order.ISSUE not in decided.orders


_EXAMINED = frozenset(
    {
        "issue_receipt", "pay_fee", "request_approval", "answer_approval", "schedule_visit", "send_visit_notice",
        "carry_out_visit", "add_recording", "sign_conclusion", "seal_conclusion", "serve_preliminary_decision",
        "send_preliminary_decision", "receive_preliminary_decision", "object", "prepare_decision",
    }
)  # fmt: skip
_OWED: Mapping[Stage, frozenset[str]] = {
    Stage.RECEIVED: frozenset({"judge_signature"}),
    Stage.FILED: frozenset(
        {
            "register", "issue_receipt", "pay_fee", "add_document", "check_completeness",
            "sign_refusal_of_consideration",
        }
    ),
    Stage.COMPLETE: _EXAMINED,
    Stage.HEARING: _EXAMINED,
    Stage.DECIDING: frozenset({"sign_license", "sign_refusal"}),
    Stage.ISSUED: frozenset({"return_paper_original", "hand_over_paper"}),
    **dict.fromkeys((Stage.GRANTED, Stage.REFUSED, Stage.CONSIDERATION_REFUSED), frozenset({"issue_result"})),
}  # fmt: skip


def duties_never_contradict_the_stage(road: Road) -> None:
    """Rules 9 to 20: what can be owed at each stage; somebody always owes something until the end."""
    standing = road.standing
    codes = {duty.code for duty in standing.duties}
    assert codes <= _OWED.get(standing.stage, frozenset())
    assert codes or standing.ended
    assert all(duty.since <= road.at for duty in standing.duties)


def the_story_and_the_moment_can_be_told(road: Road) -> None:
    """Rules 13, List 10(1)."""
    standing = road.standing
    assert standing.seq == len(road.acts)
    assert standing.at(road.at).moment == road.at
    assert len(procedure.story(standing)) == 11


@cache
def otherwise(day: date) -> WorkingCalendar:
    """The calendar in which this one day is off instead of worked, or worked instead of off."""
    kind = DayKind.HOLIDAY if CALENDAR.is_working(day) else DayKind.MOVED_WORK
    return CALENDAR.amended([SpecialDay(day=day, kind=kind, basis="a change that is tried")], version="tried")


def another_calendar_moves_what_the_counts_of_terms_say(road: Road) -> None:
    """Rules 7, Rules 12, Rules 19: what lists go by when a day from today on is worked otherwise."""
    calendar = otherwise(local(road.at).date() + timedelta(days=len(road.acts) % 20))
    again = procedure.standing(road.acts, road.standing.edition, calendar)
    comes = {(duty.code, duty.facility, duty.owed_by): duty for duty in again.duties}
    assert comes.keys() == {(duty.code, duty.facility, duty.owed_by) for duty in road.standing.duties}
    for duty in road.standing.duties:
        other = comes[duty.code, duty.facility, duty.owed_by]
        assert other.since == duty.since or duty.since_counted
        assert _last_day(duty, calendar) == (other.due.on if other.due else None)
        assert _last_day(duty, CALENDAR) == (duty.due.on if duty.due else None)


def _last_day(duty: Duty, calendar: WorkingCalendar) -> date | None:
    if duty.due is None or duty.due.count is None:
        return duty.due.on if duty.due else None
    assert duty.due.moment == day_end(duty.due.count.last_day(CALENDAR))
    return duty.due.count.last_day(calendar)


Invariant = Callable[[Road], None]

OF_ANY_CASE: tuple[Invariant, ...] = (
    no_decision_comes_after_the_end,
    duties_never_contradict_the_stage,
    nobody_signs_what_they_drafted,
    nobody_is_refused_unheard_or_before_the_time,
    a_refusal_names_grounds_that_the_file_bears_out,
    what_is_considered_anew_is_not_under_the_cancelled_refusal,
)
OF_EACH_STAGE: tuple[Invariant, ...] = (
    folding_again_gives_the_same,
    the_story_and_the_moment_can_be_told,
    another_calendar_moves_what_the_counts_of_terms_say,
)
OF_A_LICENSE: tuple[Invariant, ...] = (
    a_license_rests_on_the_fee_and_on_no_ban,
    a_license_rests_on_approval_or_lawful_silence,
    a_license_rests_on_a_recorded_visit_concluded_point_by_point,
)
