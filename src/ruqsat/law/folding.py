"""
How each act changes the standing. Everything on file folds, whatever the stage: facts have their effect, perhaps none.

Permission was judged when the act was filed; folding never judges again.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from ruqsat.law import acts
from ruqsat.law import effect_of_complaint as complaints
from ruqsat.law import folding_of_examination as examination
from ruqsat.law.acts import Filed, InquiryAnswered, Verdict
from ruqsat.law.replacing import replace
from ruqsat.law.silence import with_answers
from ruqsat.law.standing import Consent, Stage, Standing, act_of


def fold(standing: Standing, filed: Filed) -> Standing:
    """The standing after one more act."""
    return replace(_FOLDS.get(type(filed.act), _unchanged)(standing, filed), seq=filed.seq)


def fold_all(standing: Standing, on_file: Iterable[Filed]) -> Standing:
    """The standing after all that is *on_file*; a run of answers of registers is taken in at once."""
    seq = standing.seq
    for kind, run in groupby(on_file, key=_kind):
        batch = list(run)
        if kind is InquiryAnswered:
            standing = with_answers(standing, batch)
        else:
            for filed in batch:
                standing = _FOLDS[kind](standing, filed)
        seq = batch[-1].seq
    return standing if seq == standing.seq else replace(standing, seq=seq)


def _kind(filed: Filed) -> type[acts.Act]:
    return type(filed.act)


# --- before and at filing -------------------------------------------------------------------------------------------


def _consent_given(standing: Standing, filed: Filed) -> Standing:
    act = act_of(filed, acts.ConsentGiven)
    return replace(standing, consents={**standing.consents, act.consent: Consent(given=filed)})


def _consent_refused(standing: Standing, filed: Filed) -> Standing:
    return replace(standing, consent_refusals=(*standing.consent_refusals, filed))


def _consent_withdrawn(standing: Standing, filed: Filed) -> Standing:
    id_ = act_of(filed, acts.ConsentWithdrawn).consent
    consent = standing.consents.get(id_)
    if consent is None:
        return standing
    return replace(standing, consents={**standing.consents, id_: replace(consent, withdrawn=filed)})


def _consent_lapsed(standing: Standing, filed: Filed) -> Standing:
    id_ = act_of(filed, acts.ConsentLapsed).consent
    consent = standing.consents.get(id_)
    if consent is None or consent.lapsed is not None:
        return standing
    return replace(standing, consents={**standing.consents, id_: replace(consent, lapsed=filed)})


def _inquiry_answered(standing: Standing, filed: Filed) -> Standing:
    return with_answers(standing, [filed])


def _fee_paid(standing: Standing, filed: Filed) -> Standing:
    return replace(standing, payments=(*standing.payments, filed))


def _received(standing: Standing, filed: Filed) -> Standing:
    if standing.received is not None:
        return standing
    application = act_of(filed, acts.Received).application
    return replace(standing, received=filed, application=application, stage=Stage.RECEIVED)


def _signature_judged(standing: Standing, filed: Filed) -> Standing:
    act = act_of(filed, acts.SignatureJudged)
    if standing.received is None or act.of != standing.received.id:
        return standing
    judged = replace(standing, signature=filed)
    if standing.stage is not Stage.RECEIVED:
        return judged
    match act.verdict:
        case Verdict.PASSED:
            return replace(judged, filed_at=standing.received.filed_at, stage=Stage.FILED)
        case Verdict.FAILED:
            return replace(judged, stage=Stage.SIGNATURE_FAILED)
        case Verdict.INDETERMINATE:
            return judged


def _registered(standing: Standing, filed: Filed) -> Standing:
    return replace(standing, registration=filed)


def _receipt_issued(standing: Standing, filed: Filed) -> Standing:
    return replace(standing, receipt=filed)


def _document_added(standing: Standing, filed: Filed) -> Standing:
    return replace(standing, added=(*standing.added, filed))


def _withdrawn(standing: Standing, filed: Filed) -> Standing:
    if standing.ended or standing.stage is Stage.PREPARING:
        return standing
    return replace(standing, withdrawn=filed, stage=Stage.WITHDRAWN)


# --- completeness and approval --------------------------------------------------------------------------------------


def _found_complete(standing: Standing, filed: Filed) -> Standing:
    if standing.stage is not Stage.FILED:
        return standing
    return replace(standing, complete=filed, prepared=None, returned=None, stage=Stage.COMPLETE)


def _consideration_refusal_drafted(standing: Standing, filed: Filed) -> Standing:
    if standing.stage is not Stage.FILED:
        return standing
    return replace(standing, prepared=filed, returned=None)


def _consideration_refused(standing: Standing, filed: Filed) -> Standing:
    if standing.ended:
        return standing
    return replace(standing, decision=filed, stage=Stage.CONSIDERATION_REFUSED)


# --- hearing and decision -------------------------------------------------------------------------------------------


def _court_act_recorded(standing: Standing, filed: Filed) -> Standing:
    return replace(standing, court_acts=(*standing.court_acts, filed))


def _unreliability_found(standing: Standing, filed: Filed) -> Standing:
    return replace(standing, unreliable=(*standing.unreliable, filed))


def _finding_set_aside(standing: Standing, filed: Filed) -> Standing:
    of = act_of(filed, acts.FindingSetAside).of
    return replace(
        standing,
        court_acts=tuple(one for one in standing.court_acts if one.id != of),
        unreliable=tuple(one for one in standing.unreliable if one.id != of),
    )


def _preliminary_decision_made(standing: Standing, filed: Filed) -> Standing:
    return standing if standing.ended else replace(standing, intended=filed, intention_sent=None)


def _preliminary_decision_sent(standing: Standing, filed: Filed) -> Standing:
    about = act_of(filed, acts.PreliminaryDecisionSent).decision
    current = standing.intended is not None and standing.intended.id == about
    return replace(standing, intention_sent=filed) if current else standing


def _preliminary_decision_served(standing: Standing, filed: Filed) -> Standing:
    served = replace(standing, preliminary=filed)
    return replace(served, stage=Stage.HEARING) if standing.stage is Stage.COMPLETE else served


def _objection_filed(standing: Standing, filed: Filed) -> Standing:
    return replace(standing, objections=(*standing.objections, filed))


def _decision_prepared(standing: Standing, filed: Filed) -> Standing:
    if standing.ended:
        return standing
    return replace(standing, prepared=filed, returned=None, stage=Stage.DECIDING)


def _decision_returned(standing: Standing, filed: Filed) -> Standing:
    if standing.ended:
        return standing
    if standing.stage is Stage.FILED:
        return replace(standing, prepared=None, returned=filed)
    stage = Stage.COMPLETE if standing.preliminary is None else Stage.HEARING
    return replace(standing, prepared=None, returned=filed, stage=stage)


def _granted(standing: Standing, filed: Filed) -> Standing:
    return standing if standing.ended else replace(standing, decision=filed, stage=Stage.GRANTED)


def _refused(standing: Standing, filed: Filed) -> Standing:
    return standing if standing.ended else replace(standing, decision=filed, stage=Stage.REFUSED)


def _result_issued(standing: Standing, filed: Filed) -> Standing:
    stage = Stage.ISSUED if standing.stage is Stage.GRANTED else standing.stage
    return replace(standing, issued=filed, stage=stage)


def _paper_original_returned(standing: Standing, filed: Filed) -> Standing:
    return replace(standing, returned_papers=(*standing.returned_papers, filed))


def _paper_handed_over(standing: Standing, filed: Filed) -> Standing:
    return replace(standing, handed_over=(*standing.handed_over, filed))


def _corrected(standing: Standing, filed: Filed) -> Standing:
    return replace(standing, corrections=(*standing.corrections, filed))


def _unchanged(standing: Standing, _filed: Filed) -> Standing:
    """What stands in another file, of a complaint or a license, or is only a paper's seal, changes nothing here."""
    return standing


_FOLDS: Mapping[type[acts.Act], Callable[[Standing, Filed], Standing]] = {
    acts.ConsentGiven: _consent_given,
    acts.ConsentRefused: _consent_refused,
    acts.ConsentWithdrawn: _consent_withdrawn,
    acts.ConsentLapsed: _consent_lapsed,
    InquiryAnswered: _inquiry_answered,
    acts.FeePaid: _fee_paid,
    acts.Received: _received,
    acts.SignatureJudged: _signature_judged,
    acts.Registered: _registered,
    acts.ReceiptIssued: _receipt_issued,
    acts.DocumentAdded: _document_added,
    acts.Withdrawn: _withdrawn,
    acts.FoundComplete: _found_complete,
    acts.ConsiderationRefusalDrafted: _consideration_refusal_drafted,
    acts.ConsiderationRefused: _consideration_refused,
    acts.ApprovalRequested: examination.approval_requested,
    acts.ApprovalAnswered: examination.approval_answered,
    acts.VisitScheduled: examination.visit_scheduled,
    acts.VisitNoticeSent: examination.visit_notice_sent,
    acts.VisitNoticeRecorded: examination.visit_notice_recorded,
    acts.VisitCancelled: examination.visit_cancelled,
    acts.VisitStarted: examination.visit_started,
    acts.RecordingAdded: examination.recording_added,
    acts.ConclusionSigned: examination.conclusion_signed,
    acts.ConclusionSealed: examination.conclusion_sealed,
    acts.CourtActRecorded: _court_act_recorded,
    acts.UnreliabilityFound: _unreliability_found,
    acts.FindingSetAside: _finding_set_aside,
    acts.PreliminaryDecisionMade: _preliminary_decision_made,
    acts.PreliminaryDecisionSent: _preliminary_decision_sent,
    acts.PreliminaryDecisionServed: _preliminary_decision_served,
    acts.ObjectionFiled: _objection_filed,
    acts.ProtocolSealed: _unchanged,
    acts.DecisionPrepared: _decision_prepared,
    acts.DecisionReturned: _decision_returned,
    acts.Granted: _granted,
    acts.Refused: _refused,
    acts.ResultIssued: _result_issued,
    acts.StampRenewed: _unchanged,
    acts.PaperOriginalReturned: _paper_original_returned,
    acts.PaperHandedOver: _paper_handed_over,
    acts.Corrected: _corrected,
    acts.ComplaintDecided: complaints.complaint_decided,
}
