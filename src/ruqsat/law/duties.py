"""What is owed by whom until when, as far as the acts on file tell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from ruqsat.law import completeness, grounds, merits, offices, paper, terms
from ruqsat.law.acts import DecisionPrepared, PreliminaryDecisionServed, Role
from ruqsat.law.application import Application, Facility
from ruqsat.law.documents import DOCUMENTS
from ruqsat.law.local_time import day_end, local
from ruqsat.law.planning import hearing_closes
from ruqsat.law.saying import Saying, say
from ruqsat.law.situation import objection_due
from ruqsat.law.standing import Duty, Stage, Standing, Visit, act_of
from ruqsat.law.terms import Due


@dataclass(frozen=True, kw_only=True)
class _Kind:
    ref: str
    what: Saying
    owed_by: Role


_KINDS: Mapping[str, _Kind] = {
    "judge_signature": _Kind(
        ref="Rules 6", what=say("The signature on the application is judged."), owed_by=Role.SYSTEM
    ),
    "register": _Kind(ref="Rules 7", what=say("The application is registered."), owed_by=Role.SYSTEM),
    "issue_receipt": _Kind(
        ref="Permits 25",
        what=say("The receipt with the inventory of what was filed is given to the applicant."),
        owed_by=Role.SYSTEM,
    ),
    "pay_fee": _Kind(ref="List 6", what=say("The license fee is paid."), owed_by=Role.APPLICANT),
    "add_document": _Kind(
        ref="List 8(1)", what=say("A document that List 8 asks for is added."), owed_by=Role.APPLICANT
    ),
    "check_completeness": _Kind(
        ref="Rules 9",
        what=say("The documents are checked for completeness, or consideration is refused."),
        owed_by=Role.OFFICER,
    ),
    "request_approval": _Kind(
        ref="Rules 10(1)",
        what=say("The approving body of the facility's region is asked for its approval."),
        owed_by=Role.OFFICER,
    ),
    "answer_approval": _Kind(
        ref="Rules 11", what=say("The approving body answers whether it approves."), owed_by=Role.APPROVER
    ),
    "schedule_visit": _Kind(
        ref="Rules 10(3)", what=say("The day and hour of the visit to the facility are fixed."), owed_by=Role.OFFICER
    ),
    "send_visit_notice": _Kind(
        ref="Rules 14",
        what=say("The applicant is notified of the day and hour of the visit."),
        owed_by=Role.SYSTEM,
    ),
    "carry_out_visit": _Kind(ref="Rules 14", what=say("The visit to the facility is made."), owed_by=Role.INSPECTOR),
    "add_recording": _Kind(
        ref="Rules 16",
        what=say("An audio, photo or video recording of the visit is added."),
        owed_by=Role.INSPECTOR,
    ),
    "sign_conclusion": _Kind(
        ref="Rules 17", what=say("The conclusion of permit control is signed."), owed_by=Role.INSPECTOR
    ),
    "seal_conclusion": _Kind(
        ref="Rules 17", what=say("The office's seal is put on the conclusion."), owed_by=Role.SYSTEM
    ),
    "serve_preliminary_decision": _Kind(
        ref="Rules 12",
        what=say("The applicant is told of the intended refusal and can state a position."),
        owed_by=Role.OFFICER,
    ),
    "object": _Kind(
        ref="Rules 12", what=say("The applicant may object to the preliminary decision."), owed_by=Role.APPLICANT
    ),
    "send_preliminary_decision": _Kind(
        ref="Rules 12",
        what=say("The preliminary decision is sealed and sent to the applicant."),
        owed_by=Role.SYSTEM,
    ),
    "receive_preliminary_decision": _Kind(
        ref="Rules 12",
        what=say("The preliminary decision is opened in the personal account, or its receipt is recorded."),
        owed_by=Role.APPLICANT,
    ),
    "prepare_decision": _Kind(
        ref="Rules 19",
        what=say("The decision is prepared for the authorized person's signature."),
        owed_by=Role.OFFICER,
    ),
    "sign_license": _Kind(
        ref="Rules 20", what=say("The license is signed by the authorized person."), owed_by=Role.HEAD
    ),
    "sign_refusal_of_consideration": _Kind(
        ref="Rules 9",
        what=say("The refusal of further consideration is signed by the authorized person."),
        owed_by=Role.HEAD,
    ),
    "sign_refusal": _Kind(
        ref="Rules 20", what=say("The refusal is signed by the authorized person."), owed_by=Role.HEAD
    ),
    "return_paper_original": _Kind(
        ref="List 8(2)",
        what=say("The earlier paper original is given back to the department."),
        owed_by=Role.APPLICANT,
    ),
    "hand_over_paper": _Kind(
        ref="Annex 2(5)",
        what=say("What was wanted on paper is handed over to the applicant."),
        owed_by=Role.OFFICER,
    ),
    "issue_result": _Kind(
        ref="Rules 20",
        what=say("The sealed result is put into the applicant's personal account."),
        owed_by=Role.SYSTEM,
    ),
}

CODES = tuple(_KINDS)
"""Every code a duty can have."""


def what_is_owed(code: str) -> Saying:
    """The sentence of a duty, by its code: what lists show, which do not fold."""
    return _KINDS[code].what


def _owed(
    code: str,
    *,
    office: str,
    since: datetime,
    due: Due | None = None,
    facility: str = "",
    visit: UUID | None = None,
    person: UUID | None = None,
) -> Duty:
    kind = _KINDS[code]
    return Duty(
        code=code,
        ref=kind.ref,
        what=kind.what,
        owed_by=kind.owed_by,
        office=office,
        due=due,
        since=since,
        facility=facility,
        visit=visit,
        person=person,
    )


def duties_of(standing: Standing) -> tuple[Duty, ...]:
    """Every open duty, in the order of the procedure."""
    if standing.application is None:
        return ()
    return tuple(_duties(standing, standing.application))


def _duties(standing: Standing, application: Application) -> Iterator[Duty]:
    match standing.stage:
        case Stage.RECEIVED if standing.received is not None:
            yield _owed("judge_signature", office=application.office, since=standing.received.filed_at)
        case Stage.FILED if standing.filed_at is not None:
            yield from _filed(standing, application, standing.filed_at)
        case Stage.COMPLETE | Stage.HEARING if standing.complete is not None:
            yield from _receipt(standing, application)
            yield from _fee(standing, application)
            for facility in standing.facilities:
                yield from _approval(standing, application, facility, since=standing.complete.filed_at)
                yield from _permit_control(standing, facility, since=standing.complete.filed_at)
            yield from _hearing(standing, application, since=standing.complete.filed_at)
            yield from _preparing(standing, application)
        case Stage.DECIDING if standing.prepared is not None:
            code = "sign_license" if act_of(standing.prepared, DecisionPrepared).grant else "sign_refusal"
            since = standing.prepared.filed_at
            yield _owed(code, office=application.office, since=since, due=standing.service_due)
        case Stage.ISSUED if standing.issued is not None:
            yield from _on_paper(standing, application, since=standing.issued.filed_at)
        case Stage.GRANTED | Stage.REFUSED | Stage.CONSIDERATION_REFUSED if standing.issued is None:
            if standing.decision is not None:
                since = standing.decision.filed_at
                yield _owed("issue_result", office=application.office, since=since, due=standing.service_due)


def _on_paper(standing: Standing, application: Application, *, since: datetime) -> Iterator[Duty]:
    """Annex 2(5), Annex 3(5), List 8(2): after the result, what is handed over and what is given back on paper."""
    if paper.to_hand_over(standing):
        yield _owed("hand_over_paper", office=application.office, since=since)
    if merits.papers_to_return(standing):
        yield _owed("return_paper_original", office=application.office, since=since)


def _filed(standing: Standing, application: Application, filed_at: datetime) -> Iterator[Duty]:
    day = standing.registered_on
    if day is None:
        due = terms.registration(filed_at=filed_at, calendar=standing.calendar, edition=standing.edition)
        yield _owed("register", office=application.office, since=filed_at, due=due)
        return
    due = terms.completeness(
        registered_on=standing.counts_from or day, calendar=standing.calendar, edition=standing.edition
    )
    yield from _receipt(standing, application)
    yield from _fee(standing, application)
    yield from _documents(standing, application, since=filed_at, on=day, due=due)
    code = "check_completeness" if standing.prepared is None else "sign_refusal_of_consideration"
    since = filed_at if standing.prepared is None else standing.prepared.filed_at
    yield _owed(code, office=application.office, since=since, due=due)


def _receipt(standing: Standing, application: Application) -> Iterator[Duty]:
    if standing.receipt is None and standing.registration is not None:
        yield _owed("issue_receipt", office=application.office, since=standing.registration.filed_at)


def _fee(standing: Standing, application: Application) -> Iterator[Duty]:
    if standing.filed_at is not None and not merits.fee_paid(standing):
        yield _owed("pay_fee", office=application.office, since=standing.filed_at, due=standing.service_due)


def _documents(standing: Standing, application: Application, *, since: datetime, on: date, due: Due) -> Iterator[Duty]:
    for missing in completeness.missing(standing, on=on):
        about = missing.demand.about
        if not missing.pending and not DOCUMENTS[missing.demand.document].part_of_form:
            facility = about if standing.facility(about) else ""
            yield _owed("add_document", office=application.office, since=since, due=due, facility=facility)


def _approval(standing: Standing, application: Application, facility: Facility, *, since: datetime) -> Iterator[Duty]:
    approval = standing.approvals.get(facility.id)
    if approval is not None and approval.said is not None:
        return
    if approval is not None and approval.requested is not None:
        asked = approval.requested.filed_at
        yield _owed("answer_approval", office=approval.body, since=asked, due=approval.due, facility=facility.id)
        return
    due = None
    if standing.counts_from is not None:
        due = terms.approval_request(
            registered_on=standing.counts_from, calendar=standing.calendar, edition=standing.edition
        )
    yield _owed("request_approval", office=application.office, since=since, due=due, facility=facility.id)


def _permit_control(standing: Standing, facility: Facility, *, since: datetime) -> Iterator[Duty]:
    office, visit, done = (
        offices.visiting_office(facility, among=standing.lists.offices).code,
        standing.open_visit(facility.id),
        standing.concluded_visit(facility.id),
    )
    if visit is not None:
        yield from _visit(standing, facility, visit, office=office)
    elif done is None:
        if not merits.spared(standing, facility.id):
            yield _owed("schedule_visit", office=office, since=since, due=standing.service_due, facility=facility.id)
    elif done.conclusion is not None and done.sealed is None:
        sealed = done.conclusion.filed_at
        yield _owed("seal_conclusion", office=office, since=sealed, facility=facility.id, visit=done.plan.visit)


def _visit(standing: Standing, facility: Facility, visit: Visit, *, office: str) -> Iterator[Duty]:
    plan, fixed = visit.plan, visit.scheduled.filed_at
    if not visit.notices:
        due = terms.notice_by(starts_at=plan.starts_at, edition=standing.edition)
        yield _owed("send_visit_notice", office=office, since=fixed, due=due, facility=facility.id, visit=plan.visit)
    if visit.started is None:
        day = local(plan.starts_at).date()
        told = say("The visit was fixed for %(starts_at)s.", starts_at=local(plan.starts_at))
        code, since = "carry_out_visit", fixed
        until: Due | None = Due(ref="Rules 14", on=day, moment=day_end(day), derivation=(told,))
    elif len(visit.recordings) < standing.edition.recordings_at_least:
        code, since, until = "add_recording", visit.started.filed_at, standing.service_due
    else:
        code, since, until = "sign_conclusion", visit.started.filed_at, standing.service_due
    yield _owed(
        code, office=office, since=since, due=until, facility=facility.id, visit=plan.visit, person=plan.inspector
    )


def _hearing(standing: Standing, application: Application, *, since: datetime) -> Iterator[Duty]:
    office, closes = application.office, hearing_closes(standing)
    if not set(grounds.to_be_announced(standing)) <= grounds.announced(standing):
        yield _owed("serve_preliminary_decision", office=office, since=since, due=closes)
    elif standing.intended is not None and standing.awaits_receipt and standing.intention_sent is None:
        yield _owed("send_preliminary_decision", office=office, since=standing.intended.filed_at, due=closes)
    elif not grounds.still_standing(standing):
        return  # all of it has been put right: nobody waits for an answer
    elif standing.awaits_receipt and standing.intention_sent is not None:
        sent = standing.intention_sent.filed_at
        yield _owed("receive_preliminary_decision", office=office, since=sent, due=closes)
    elif standing.preliminary is not None and not any(
        one.seq > standing.preliminary.seq for one in standing.objections
    ):
        received = act_of(standing.preliminary, PreliminaryDecisionServed).happened_at
        yield _owed("object", office=office, since=received, due=objection_due(standing))


def _preparing(standing: Standing, application: Application) -> Iterator[Duty]:
    since = merits.examined_since(standing)
    if standing.preliminary is not None:
        since = standing.preliminary.filed_at if grounds.borne_out(standing) else since
    elif grounds.to_be_announced(standing):
        return
    if since is not None:
        duty = _owed("prepare_decision", office=application.office, since=since, due=standing.service_due)
        yield replace(duty, since_counted=merits.begins_with_a_term(standing))
