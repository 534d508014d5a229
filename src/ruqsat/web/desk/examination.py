"""What the examination of a case has brought: money, consents, approvals, visits, signatures, the draft decision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ruqsat.cases.actions import paying
from ruqsat.cases.case_file import CaseFile
from ruqsat.keeping import at_hand
from ruqsat.law import fees, merits, terms
from ruqsat.law.acts import (
    Act,
    AnnexRefused,
    ApprovalAnswered,
    ConclusionSealed,
    ConclusionSigned,
    ConsentGiven,
    ConsiderationRefusalDrafted,
    DecisionPrepared,
    FeePaid,
    Filed,
    GroundFound,
    PointFound,
    RecordingAdded,
    Role,
    Shortcoming,
    SignatureJudged,
    VisitCancelled,
    VisitNoticeRecorded,
    VisitNoticeSent,
    VisitScheduled,
)
from ruqsat.law.application import Facility
from ruqsat.law.calendar import local
from ruqsat.law.names import Names
from ruqsat.law.permitted import No
from ruqsat.law.procedure import Standing
from ruqsat.law.saying import Saying
from ruqsat.law.standing import Approval, Consent, Visit, act_of
from ruqsat.law.titles import TITLES
from ruqsat.law.told_again import may_be_told_again, still_holds
from ruqsat.people.appointments import holders
from ruqsat.people.models import Person
from ruqsat.web.money import tenge

People = Mapping[UUID, str]


def people_in(file: CaseFile) -> People:
    """Everybody who acted in the case or was named for a visit, by id."""
    acted = {filed.by.person for filed in file.acts if filed.by.person is not None}
    sent = {filed.act.inspector for filed in file.acts if isinstance(filed.act, VisitScheduled)}
    return {one.id: one.full_name() for one in Person.objects.filter(id__in=acted | sent)}


def name_in(people: People, filed: Filed | None) -> str:
    """Who acted; empty for the system."""
    return people.get(filed.by.person, "") if filed and filed.by.person else ""


@dataclass(frozen=True, kw_only=True)
class Money:
    """List 6: what the service costs, ``None`` while the index of the year is unknown, and what was paid."""

    needed: bool
    paid: bool
    amount: int | None
    payments: tuple[FeePaid, ...]


def fee_taken_back(file: CaseFile) -> str:
    """List 9(2): how much of the fee on file is not here, because the bank took it back; empty for nothing."""
    tiyn = paying.missing(file.id).tiyn
    return tenge(tiyn) if tiyn else ""


def money(standing: Standing) -> Money:
    """The state of the fee."""
    amount = None
    if standing.application is not None and standing.registered_on is not None:
        try:
            on = standing.registered_on
            service, edition = standing.application.service, standing.edition
            amount = fees.license_fee(service, on=on, edition=edition, index=standing.mci)
        except fees.MciUnknown:
            amount = None
    return Money(
        needed=merits.fee_needed(standing),
        paid=merits.fee_paid(standing),
        amount=amount,
        payments=tuple(act_of(filed, FeePaid) for filed in standing.payments),
    )


@dataclass(frozen=True, kw_only=True)
class ConsentShown:
    """Rules 8: a consent: who gave it, what for, until when, and when it was taken back."""

    act: ConsentGiven
    withdrawn_at: datetime | None
    lapsed: bool


def consents(standing: Standing, *, at: datetime) -> tuple[ConsentShown, ...]:
    """Every consent on file."""
    return tuple(_consent(one, at=at) for one in standing.consents.values())


def _consent(consent: Consent, *, at: datetime) -> ConsentShown:
    act = act_of(consent.given, ConsentGiven)
    withdrawn = consent.withdrawn.filed_at if consent.withdrawn else None
    return ConsentShown(act=act, withdrawn_at=withdrawn, lapsed=consent.lapsed is not None or act.valid_until <= at)


@dataclass(frozen=True, kw_only=True)
class ApprovalShown:
    """
    Rules 10(1), 11: what the approving body was asked about one facility, and what it said.

    ``consented`` when its silence counts as consent (Permits 25); an answer beside that came late and changes nothing.
    """

    facility: Facility
    approval: Approval | None
    asked_by: str
    answer: ApprovalAnswered | None
    answered_by: str
    silent: bool
    consented: bool


def approvals(file: CaseFile, people: People, *, at: datetime) -> tuple[ApprovalShown, ...]:
    """The approval of each facility."""
    silent = file.standing.at(at).silent
    found = ((facility, file.standing.approvals.get(facility.id)) for facility in file.standing.facilities)
    return tuple(
        ApprovalShown(
            facility=facility,
            approval=approval,
            asked_by=name_in(people, approval.requested) if approval else "",
            answer=act_of(approval.said, ApprovalAnswered) if approval and approval.said else None,
            answered_by=name_in(people, approval.said) if approval else "",
            silent=facility.id in silent,
            consented=facility.id in silent and merits.approved(file.standing, facility.id, at=at),
        )
        for facility, approval in found
    )


@dataclass(frozen=True, kw_only=True)
class PointShown:
    """One point of the qualification requirements and what the visit found."""

    names: Names
    ref: str
    found: PointFound


@dataclass(frozen=True, kw_only=True)
class VisitShown:
    """
    Rules 14 to 17: one visit, from its hour to the sealed conclusion.

    ``too_late`` says that no message makes it one that may begin; ``overtaken``, that none goes out any more.
    """

    visit: Visit
    too_late: Saying | None
    overtaken: bool
    facility: Facility | None
    inspector: str
    fixed_by: str
    notices: tuple[VisitNoticeSent, ...]
    recorded: tuple[VisitNoticeRecorded, ...]
    may_begin: datetime | None
    reason: str
    recordings: tuple[tuple[Filed, RecordingAdded], ...]
    conclusion: ConclusionSigned | None
    points: tuple[PointShown, ...]
    sealed: str


def visits(file: CaseFile, people: People) -> tuple[VisitShown, ...]:
    """Every visit, the latest first."""
    shown = reversed(tuple(file.standing.visits.values()))
    return tuple(_visit(file.standing, one, people, at=file.at) for one in shown)


def _visit(standing: Standing, visit: Visit, people: People, *, at: datetime) -> VisitShown:
    to_come = visit.open and visit.started is None and visit.notified_at is None
    again = may_be_told_again(standing, about=visit.scheduled, at=at)
    notices = tuple(act_of(filed, VisitNoticeSent) for filed in visit.notices)
    sent = visit.notified_at
    conclusion = act_of(visit.conclusion, ConclusionSigned) if visit.conclusion else None
    return VisitShown(
        visit=visit,
        too_late=again.why if to_come and isinstance(again, No) else None,
        overtaken=isinstance(still_holds(standing, about=visit.scheduled, at=at), No),
        facility=standing.facility(visit.plan.facility),
        inspector=people.get(visit.plan.inspector, ""),
        fixed_by=name_in(people, visit.scheduled),
        notices=notices,
        recorded=tuple(act_of(filed, VisitNoticeRecorded) for filed in visit.recorded),
        may_begin=terms.visit_notice(sent_at=sent, edition=standing.edition).moment if sent else None,
        reason=act_of(visit.cancelled, VisitCancelled).reason if visit.cancelled else "",
        recordings=tuple((filed, act_of(filed, RecordingAdded)) for filed in visit.recordings),
        conclusion=conclusion,
        points=tuple(points(conclusion.points)) if conclusion else (),
        sealed=act_of(visit.sealed, ConclusionSealed).document if visit.sealed else "",
    )


def points(found: Sequence[PointFound]) -> Iterator[PointShown]:
    """Findings with the names of their points."""
    for one in found:
        requirement = at_hand.lists().requirements.points[one.requirement]
        yield PointShown(names=requirement.names, ref=requirement.ref, found=one)


@dataclass(frozen=True, kw_only=True)
class SignatureShown:
    """Rules 2(2): a signature on file: under what, whose, when it came, and the verdict on it."""

    under: Saying
    signer: str
    signed_at: datetime
    judged: SignatureJudged


def signatures(file: CaseFile, people: People) -> tuple[SignatureShown, ...]:
    """The last verdict on every signature, in the order in which they came."""
    by_id = {filed.id: filed for filed in file.acts}
    verdicts = {filed.act.of: filed.act for filed in file.acts if isinstance(filed.act, SignatureJudged)}
    return tuple(
        SignatureShown(
            under=TITLES[_kind(by_id[of].act)],
            signer=name_in(people, by_id[of]),
            signed_at=by_id[of].filed_at,
            judged=judged,
        )
        for of, judged in verdicts.items()
        if of in by_id
    )


def _kind(act: Act) -> str:
    return act.KIND


@dataclass(frozen=True, kw_only=True)
class DraftShown:
    """
    Rules 9, Rules 20: what awaits the head's signature: who prepared it, when, and who may sign it.

    ``what`` is "license", "refusal" or "refusal_of_consideration"; ``annexes_refused`` go with a license. Grounds,
    shortcomings, text and note are those of the draft, where it has them.
    """

    what: str
    note: str
    text: str
    grounds: tuple[GroundFound, ...]
    shortcomings: tuple[Shortcoming, ...]
    annexes_refused: tuple[AnnexRefused, ...]
    prepared_by: str
    prepared_at: datetime
    signers: tuple[str, ...]


def draft(file: CaseFile, people: People, *, at: datetime) -> DraftShown | None:
    """The draft that awaits its signature, if one does."""
    standing = file.standing
    if standing.ended or standing.prepared is None or standing.application is None:
        return None
    act = standing.prepared.act
    heads = holders(standing.application.office, Role.HEAD, on=local(at).date())
    return DraftShown(
        what=what_is_drafted(act),
        note=act.note if isinstance(act, DecisionPrepared) else "",
        text=act.text if isinstance(act, ConsiderationRefusalDrafted) else "",
        grounds=act.grounds if isinstance(act, DecisionPrepared) else (),
        shortcomings=act.shortcomings if isinstance(act, ConsiderationRefusalDrafted) else (),
        annexes_refused=act.annexes_refused if isinstance(act, DecisionPrepared) else (),
        prepared_by=name_in(people, standing.prepared),
        prepared_at=standing.prepared.filed_at,
        signers=tuple(one.full_name() for one in heads if one.id != standing.prepared.by.person),
    )


def what_is_drafted(act: Act) -> str:
    """What becomes of a draft once the head signs it."""
    if isinstance(act, ConsiderationRefusalDrafted):
        return "refusal_of_consideration"
    return "license" if isinstance(act, DecisionPrepared) and act.grant else "refusal"
