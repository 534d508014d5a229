"""What is owed by whom until when, as far as the acts on file tell."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from ruqsat.law import completeness, grounds, merits, offices, paper, terms
from ruqsat.law.acts import DecisionPrepared, PreliminaryDecisionServed
from ruqsat.law.application import Application, Facility
from ruqsat.law.documents import DOCUMENTS
from ruqsat.law.kinds_of_duty import owed
from ruqsat.law.local_time import day_end, local
from ruqsat.law.planning import hearing_closes
from ruqsat.law.saying import say
from ruqsat.law.situation import objection_due
from ruqsat.law.standing import Duty, Stage, Standing, Visit, act_of
from ruqsat.law.terms import Due


def duties_of(standing: Standing) -> tuple[Duty, ...]:
    """Every open duty, in the order of the procedure."""
    if standing.application is None:
        return ()
    return tuple(_duties(standing, standing.application))


def _duties(standing: Standing, application: Application) -> Iterator[Duty]:
    match standing.stage:
        case Stage.RECEIVED if standing.received is not None:
            yield owed("judge_signature", office=application.office, since=standing.received.filed_at)
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
            yield owed(code, office=application.office, since=since, due=standing.service_due)
        case Stage.ISSUED if standing.issued is not None:
            yield from _on_paper(standing, application, since=standing.issued.filed_at)
        case Stage.GRANTED | Stage.REFUSED | Stage.CONSIDERATION_REFUSED if standing.issued is None:
            if standing.decision is not None:
                since = standing.decision.filed_at
                yield owed("issue_result", office=application.office, since=since, due=standing.service_due)


def _on_paper(standing: Standing, application: Application, *, since: datetime) -> Iterator[Duty]:
    """Annex 2(5), Annex 3(5), List 8(2): after the result, what is handed over and what is given back on paper."""
    if paper.to_hand_over(standing):
        yield owed("hand_over_paper", office=application.office, since=since)
    if merits.papers_to_return(standing):
        yield owed("return_paper_original", office=application.office, since=since)


def _filed(standing: Standing, application: Application, filed_at: datetime) -> Iterator[Duty]:
    day = standing.registered_on
    if day is None:
        due = terms.registration(filed_at=filed_at, calendar=standing.calendar, edition=standing.edition)
        yield owed("register", office=application.office, since=filed_at, due=due)
        return
    due = terms.completeness(
        registered_on=standing.counts_from or day, calendar=standing.calendar, edition=standing.edition
    )
    yield from _receipt(standing, application)
    yield from _fee(standing, application)
    yield from _documents(standing, application, since=filed_at, on=day, due=due)
    code = "check_completeness" if standing.prepared is None else "sign_refusal_of_consideration"
    since = filed_at if standing.prepared is None else standing.prepared.filed_at
    yield owed(code, office=application.office, since=since, due=due)


def _receipt(standing: Standing, application: Application) -> Iterator[Duty]:
    if standing.receipt is None and standing.registration is not None:
        yield owed("issue_receipt", office=application.office, since=standing.registration.filed_at)


def _fee(standing: Standing, application: Application) -> Iterator[Duty]:
    if standing.filed_at is not None and not merits.fee_paid(standing):
        yield owed("pay_fee", office=application.office, since=standing.filed_at, due=standing.service_due)


def _documents(standing: Standing, application: Application, *, since: datetime, on: date, due: Due) -> Iterator[Duty]:
    for missing in completeness.missing(standing, on=on):
        about = missing.demand.about
        if not missing.pending and not DOCUMENTS[missing.demand.document].part_of_form:
            facility = about if standing.facility(about) else ""
            yield owed("add_document", office=application.office, since=since, due=due, facility=facility)


def _approval(standing: Standing, application: Application, facility: Facility, *, since: datetime) -> Iterator[Duty]:
    approval = standing.approvals.get(facility.id)
    if approval is not None and approval.said is not None:
        return
    if approval is not None and approval.requested is not None:
        asked = approval.requested.filed_at
        yield owed("answer_approval", office=approval.body, since=asked, due=approval.due, facility=facility.id)
        return
    due = None
    if standing.counts_from is not None:
        due = terms.approval_request(
            registered_on=standing.counts_from, calendar=standing.calendar, edition=standing.edition
        )
    yield owed("request_approval", office=application.office, since=since, due=due, facility=facility.id)


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
            yield owed("schedule_visit", office=office, since=since, due=standing.service_due, facility=facility.id)
    elif done.conclusion is not None and done.sealed is None:
        sealed = done.conclusion.filed_at
        yield owed("seal_conclusion", office=office, since=sealed, facility=facility.id, visit=done.plan.visit)


def _visit(standing: Standing, facility: Facility, visit: Visit, *, office: str) -> Iterator[Duty]:
    plan, fixed = visit.plan, visit.scheduled.filed_at
    if visit.notified_at is None:
        due = terms.notice_by(starts_at=plan.starts_at, edition=standing.edition)
        code = "notify_of_visit" if visit.notices else "send_visit_notice"  # every message was lost: another means
        yield owed(code, office=office, since=fixed, due=due, facility=facility.id, visit=plan.visit)
    if visit.started is None:
        day = local(plan.starts_at).date()
        told = say("The visit was fixed for %(starts_at)s.", starts_at=local(plan.starts_at))
        code, since = "carry_out_visit", fixed
        until: Due | None = Due(ref="Rules 14", on=day, moment=day_end(day), derivation=(told,))
    elif len(visit.recordings) < standing.edition.recordings_at_least:
        code, since, until = "add_recording", visit.started.filed_at, standing.service_due
    else:
        code, since, until = "sign_conclusion", visit.started.filed_at, standing.service_due
    yield owed(
        code, office=office, since=since, due=until, facility=facility.id, visit=plan.visit, person=plan.inspector
    )


def _hearing(standing: Standing, application: Application, *, since: datetime) -> Iterator[Duty]:
    office, closes = application.office, hearing_closes(standing)
    if not set(grounds.to_be_announced(standing)) <= grounds.announced(standing):
        yield owed("serve_preliminary_decision", office=office, since=since, due=closes)
    elif standing.intended is not None and standing.awaits_receipt and standing.intention_sent is None:
        yield owed("send_preliminary_decision", office=office, since=standing.intended.filed_at, due=closes)
    elif not grounds.still_standing(standing):
        return  # all of it has been put right: nobody waits for an answer
    elif standing.awaits_receipt and standing.intention_sent is not None:
        sent = standing.intention_sent.filed_at
        yield owed("receive_preliminary_decision", office=office, since=sent, due=closes)
    elif standing.preliminary is not None and not any(
        one.seq > standing.preliminary.seq for one in standing.objections
    ):
        received = act_of(standing.preliminary, PreliminaryDecisionServed).happened_at
        yield owed("object", office=office, since=received, due=objection_due(standing))


def _preparing(standing: Standing, application: Application) -> Iterator[Duty]:
    since = merits.examined_since(standing)
    if standing.preliminary is not None:
        since = standing.preliminary.filed_at if grounds.borne_out(standing) else since
    elif grounds.to_be_announced(standing):
        return
    if since is not None:
        duty = owed("prepare_decision", office=application.office, since=since, due=standing.service_due)
        yield replace(duty, since_counted=merits.begins_with_a_term(standing))
