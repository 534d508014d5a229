"""The procedure told to people: what is done, whose turn it is, what comes next; and one next step for each role."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from ruqsat.law import completeness, grounds, merits
from ruqsat.law.acts import (
    Act,
    ApprovalAnswered,
    ApprovalRequested,
    ConclusionSigned,
    ConsiderationRefusalDrafted,
    ConsiderationRefused,
    DecisionPrepared,
    DocumentAdded,
    FeePaid,
    Filed,
    FoundComplete,
    Granted,
    ObjectionFiled,
    PreliminaryDecisionMade,
    PreliminaryDecisionServed,
    RecordingAdded,
    Refused,
    Role,
    VisitNoticeRecorded,
    VisitScheduled,
    VisitStarted,
)
from ruqsat.law.saying import Saying, say
from ruqsat.law.standing import Duty, Stage, Standing, Visit
from ruqsat.law.terms import Due


class StepState(StrEnum):
    """How far a step of the story is."""

    DONE = "done"
    CURRENT = "current"
    LATER = "later"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, kw_only=True)
class Step:
    """
    One step of the applicant's story.

    ``owed_by`` and ``due`` tell whose turn it is and until when, ``why`` how that term came about; they are set for
    the current step. ``done_at`` is set once the step is done.
    """

    key: str
    ref: str
    title: Saying
    state: StepState
    done_at: datetime | None = None
    owed_by: Role | None = None
    due: Due | None = None
    why: Sequence[Saying] = ()


def _always(_standing: Standing) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class _Told:
    key: str
    ref: str
    title: Saying
    codes: frozenset[str]
    done_at: Callable[[Standing], datetime | None]
    needed: Callable[[Standing], bool] = _always


def _when(filed: Filed | None) -> datetime | None:
    return filed.filed_at if filed else None


def _applied(standing: Standing) -> datetime | None:
    return standing.filed_at


def _paid(standing: Standing) -> datetime | None:
    if not merits.fee_paid(standing):
        return None
    return _when(standing.payments[-1]) if standing.payments else standing.filed_at


def _checked(standing: Standing) -> datetime | None:
    refused = standing.decision if standing.stage is Stage.CONSIDERATION_REFUSED else None
    return _when(refused or standing.complete)


def _approved(standing: Standing) -> datetime | None:
    said = (standing.approvals[one.id].said if one.id in standing.approvals else None for one in standing.facilities)
    return _last_of(said)


def _visit_fixed(standing: Standing) -> datetime | None:
    return _last_of(visit.scheduled if visit else None for visit in _last_visits(standing))


def _visited(standing: Standing) -> datetime | None:
    return _last_of(visit.started if visit else None for visit in _last_visits(standing))


def _concluded(standing: Standing) -> datetime | None:
    return _last_of(visit.sealed if visit else None for visit in _last_visits(standing))


def _last_visits(standing: Standing) -> Iterator[Visit | None]:
    """Rules 10(3): the last visit to each facility that is visited, called off ones left out."""
    for facility in standing.facilities:
        if not merits.spared(standing, facility.id):
            kept = [visit for visit in standing.visits_to(facility.id) if visit.cancelled is None]
            yield kept[-1] if kept else None


def _visit_needed(standing: Standing) -> bool:
    spared = [merits.spared(standing, facility.id) for facility in standing.facilities]
    return _visits_facilities(standing) and not (spared and all(spared))


def _last_of(everywhere: Iterable[Filed | None]) -> datetime | None:
    """When the last of them came on file; ``None`` while one of them is not there."""
    moments = [_when(filed) for filed in everywhere]
    known = [moment for moment in moments if moment is not None]
    return max(known) if known and len(known) == len(moments) else None


def _decided(standing: Standing) -> datetime | None:
    return None if standing.stage is Stage.CONSIDERATION_REFUSED else _when(standing.decision)


def _hearing_needed(standing: Standing) -> bool:
    """Rules 12: before a refusal, as long as one of its grounds stands."""
    return bool(grounds.still_standing(standing) or grounds.to_be_announced(standing))


def _examined(standing: Standing) -> bool:
    return standing.stage is not Stage.CONSIDERATION_REFUSED


def _visits_facilities(standing: Standing) -> bool:
    """Rules 19: a duplicate, and most reissues, go without approval and without a visit (docs/law/readings.md)."""
    return _examined(standing) and (standing.application is None or bool(standing.facilities))


_STEPS = (
    _Told(
        key="apply",
        ref="Rules 6",
        title=say("Signing and sending the application"),
        codes=frozenset({"judge_signature"}),
        done_at=_applied,
    ),
    _Told(
        key="register",
        ref="Rules 7",
        title=say("Registration of the application"),
        codes=frozenset({"register", "issue_receipt"}),
        done_at=lambda standing: _when(standing.registration),
    ),
    _Told(
        key="fee", ref="List 6", title=say("Payment of the license fee"), codes=frozenset({"pay_fee"}), done_at=_paid
    ),
    _Told(
        key="completeness",
        ref="Rules 9",
        title=say("Check of the documents for completeness"),
        codes=frozenset({"check_completeness", "add_document", "sign_refusal_of_consideration"}),
        done_at=_checked,
    ),
    _Told(
        key="approval",
        ref="Rules 11",
        title=say("Sanitary approval"),
        codes=frozenset({"request_approval", "answer_approval"}),
        done_at=_approved,
        needed=_visits_facilities,
    ),
    _Told(
        key="schedule",
        ref="Rules 14",
        title=say("Choice of the day and hour of the visit"),
        codes=frozenset({"schedule_visit", "send_visit_notice", "notify_of_visit"}),
        done_at=_visit_fixed,
        needed=_visit_needed,
    ),
    _Told(
        key="visit",
        ref="Rules 14",
        title=say("Visit to the facility"),
        codes=frozenset({"carry_out_visit"}),
        done_at=_visited,
        needed=_visit_needed,
    ),
    _Told(
        key="conclusion",
        ref="Rules 17",
        title=say("Conclusion of the visit"),
        codes=frozenset({"add_recording", "sign_conclusion", "seal_conclusion"}),
        done_at=_concluded,
        needed=_visit_needed,
    ),
    _Told(
        key="hearing",
        ref="Rules 12",
        title=say("Your position on an intended refusal"),
        codes=frozenset(
            {"serve_preliminary_decision", "send_preliminary_decision", "receive_preliminary_decision", "object"}
        ),
        done_at=lambda standing: _when(standing.objections[-1]) if standing.objections else None,
        needed=_hearing_needed,
    ),
    _Told(
        key="decision",
        ref="Rules 20",
        title=say("Decision"),
        codes=frozenset({"prepare_decision", "sign_license", "sign_refusal"}),
        done_at=_decided,
        needed=_examined,
    ),
    _Told(
        key="result",
        ref="Rules 20",
        title=say("Result in your personal account"),
        codes=frozenset({"issue_result"}),
        done_at=lambda standing: _when(standing.issued),
    ),
)

STEP_KEYS = tuple(told.key for told in _STEPS)
"""The keys of the steps, in the order of the story."""


def story(standing: Standing) -> tuple[Step, ...]:
    """Rules 13, List 10(1): what is done, what is under way with whose turn and term, what comes later."""
    duties = {code: duty for duty in reversed(standing.duties) for code in (duty.code,)}
    return tuple(_step(standing, told, [duties[code] for code in told.codes if code in duties]) for told in _STEPS)


def _step(standing: Standing, told: _Told, duties: list[Duty]) -> Step:
    plain = Step(key=told.key, ref=told.ref, title=told.title, state=StepState.LATER)
    done_at = told.done_at(standing)
    if duties and (done_at is None or told.key != "register"):
        first = min(duties, key=lambda duty: (duty.due is None, duty.due.moment if duty.due else duty.since))
        why = first.due.derivation if first.due else ()
        return replace(plain, state=StepState.CURRENT, owed_by=first.owed_by, due=first.due, why=why)
    if done_at is not None:
        return replace(plain, state=StepState.DONE, done_at=done_at)
    over = standing.ended and not (told.key == "result" and standing.decision is not None)
    if over or not told.needed(standing):
        return replace(plain, state=StepState.NOT_NEEDED)
    return plain


_NEXT: Mapping[str, type[Act]] = {
    "pay_fee": FeePaid,
    "add_document": DocumentAdded,
    "check_completeness": FoundComplete,
    "request_approval": ApprovalRequested,
    "answer_approval": ApprovalAnswered,
    "schedule_visit": VisitScheduled,
    "notify_of_visit": VisitNoticeRecorded,
    "carry_out_visit": VisitStarted,
    "add_recording": RecordingAdded,
    "sign_conclusion": ConclusionSigned,
    "serve_preliminary_decision": PreliminaryDecisionMade,
    "receive_preliminary_decision": PreliminaryDecisionServed,
    "sign_refusal_of_consideration": ConsiderationRefused,
    "object": ObjectionFiled,
    "prepare_decision": DecisionPrepared,
    "sign_license": Granted,
    "sign_refusal": Refused,
}


def next_duty(standing: Standing, role: Role) -> Duty | None:
    """The first duty of *role* in the order of the procedure; an approving head may do what an approver owes."""
    asked = Role.APPROVER if role is Role.APPROVING_HEAD else role
    return next((duty for duty in standing.duties if duty.owed_by is asked and duty.code in _NEXT), None)


def next_step(standing: Standing, role: Role) -> type[Act] | None:
    """
    The kind of act that *role* owes next; ``None`` when it is not this role's turn.

    At completeness an officer puts a refusal of consideration before the head when a document is missing.
    """
    duty = next_duty(standing, role)
    if duty is not None and duty.code == "check_completeness" and standing.registered_on is not None:
        lacking = any(one.held for one in completeness.missing(standing, on=standing.registered_on))
        return ConsiderationRefusalDrafted if lacking else FoundComplete
    return _NEXT[duty.code] if duty else None
