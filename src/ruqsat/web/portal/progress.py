"""The case as its applicant sees it: done, now, next; whose turn, until when and why; the one thing to do now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ruqsat.cases import again
from ruqsat.cases.actions import paying
from ruqsat.law.acts import (
    ConclusionSealed,
    ConsiderationRefused,
    DocumentAdded,
    PreliminaryDecisionSent,
    PreliminaryDecisionServed,
    ProtocolSealed,
    ReceiptIssued,
    Registered,
    ResultIssued,
    SignatureJudged,
    Verdict,
    Withdrawn,
)
from ruqsat.law.inquiries import APPLICANT
from ruqsat.law.lapsed_consents import asked_anew, wanted
from ruqsat.law.merits import fee_paid
from ruqsat.law.offices import visiting_office
from ruqsat.law.procedure import Stage, Standing, StepState, story
from ruqsat.law.signers import clause_of
from ruqsat.law.standing import Visit, act_of
from ruqsat.licenses.models import License
from ruqsat.web.money import missing_told
from ruqsat.web.portal import each_facility, hearing, on_paper
from ruqsat.web.portal.adding import missing_now
from ruqsat.web.portal.opened import ApplicantRequest, OpenedCase, own_case, seen_case
from ruqsat.web.portal.reasons import about_whom, grounds_told, lacks_told
from ruqsat.web.portal.signed import may
from ruqsat.web.portal.words import PAPERS, SERVICES, stage_in_words, turn_in_words
from ruqsat.web.silent import silent_told
from ruqsat.web.told import told

PHASES = {StepState.DONE: "done", StepState.CURRENT: "now", StepState.LATER: "next"}
UNSETTLED = frozenset({Stage.RECEIVED, Stage.GRANTED})
LEADS: Mapping[Stage, str] = {
    Stage.SIGNATURE_FAILED: "portal/progress/_failed.html",
    Stage.CONSIDERATION_REFUSED: "portal/progress/_not_considered.html",
    Stage.REFUSED: "portal/progress/_refused.html",
    Stage.WITHDRAWN: "portal/progress/_withdrawn.html",
}
"""How the page begins where a case ended without a license."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document of the case that the applicant may open; the receipt has its own place on the page."""

    name: Any
    number: str
    sha256: str


def progress_page(request: ApplicantRequest, opened: OpenedCase) -> HttpResponse:
    """The whole page."""
    return render(request, "portal/progress.html", context_of(opened))


@require_safe
@seen_case
def fragment(request: ApplicantRequest, opened: OpenedCase) -> HttpResponse:
    """What changes by itself on that page, for a page that is already open."""
    return render(request, "portal/progress_live.html", context_of(opened))


@require_POST
@own_case
def file_again(request: ApplicantRequest, opened: OpenedCase) -> HttpResponse:
    """Rules 2(2), List 9: after an end without a license, a new draft with the same answers."""
    if opened.standing.stage not in again.ENDED_WITHOUT_LICENSE:
        return redirect("portal:application", opened.id)
    if not again.possible(opened.owner, opened.id):
        return redirect("portal:begin")
    draft = again.copy_of_ended(opened.owner, opened.id, at=opened.at)
    return redirect("portal:application", draft.id)


def context_of(opened: OpenedCase) -> dict[str, Any]:
    """Everything the page shows, read from the case's file."""
    standing = opened.standing
    registered = act_of(standing.registration, Registered) if standing.registration else None
    common = {
        "opened": opened,
        "application": standing.application,
        "stage": each_facility.stage_when_mixed(standing)
        or stage_in_words(_stage(opened).value, service=opened.row.service),
        "service": SERVICES[opened.row.service],
        "facilities": each_facility.told(opened),
        "mixed": bool(standing.granted and standing.granted.annexes_refused),
        "lead": _lead(opened),
        "why_not_passed": _reason(opened),
        "why_not_passed_ref": clause_of(_reason(opened)),
        "registered": registered,
        "due": standing.service_due,
        "situation": standing.at(opened.at),
        "receipt": act_of(standing.receipt, ReceiptIssued).document if standing.receipt else "",
        "steps": list(_steps(opened)),
        "visits": [_visit(visit, standing) for visit in standing.visits.values() if visit.cancelled is None],
        "documents": list(_documents(opened)),
        "told": told(opened.id),
        "license": _license(opened) if standing.stage is Stage.ISSUED else None,
        "on_paper": on_paper.told(opened),
        "live": _is_live(opened),
        "kept_over": hearing.kept_before(opened),
    }
    return common | (_of_the_end(opened) if standing.ended else _of_the_way(opened))


def _license(opened: OpenedCase) -> License | None:
    """The license that the result is, or belongs to."""
    granted = opened.standing.granted
    return License.objects.filter(number=granted.license_number).first() if granted else None


def _of_the_way(opened: OpenedCase) -> dict[str, Any]:
    """What the applicant can do while the case is open."""
    standing = opened.standing
    registered = standing.registration is not None
    return {
        "hearing": hearing.notice(opened) if registered else None,
        "fee_open": registered and not fee_paid(standing),
        **missing_told(paying.missing(opened.id)),
        "consent_open": registered and wanted(standing, at=opened.at),
        "consent_ended": asked_anew(standing, owner=APPLICANT, at=opened.at),
        "missing": lacks_told(standing, missing_now(opened)) if registered else (),
        "silent": silent_told(opened.id, standing, at=opened.at, whom=about_whom),
        "for_applicant": True,
        "adding": "" if opened.read_only else reverse("portal:adding", args=[opened.id]),
        "may_add": bool(may(opened, DocumentAdded)),
        "may_withdraw": bool(may(opened, Withdrawn)),
    }


def _of_the_end(opened: OpenedCase) -> dict[str, Any]:
    """What was decided and on what, and whether what was typed can be copied."""
    standing = opened.standing
    refused = standing.refused
    ended = standing.decision.act if standing.decision else None
    return {
        "decision": standing.decision,
        "grounds": grounds_told(opened, refused.grounds) if refused else (),
        "lacks": lacks_told(standing, ended.shortcomings) if isinstance(ended, ConsiderationRefused) else (),
        "objections": hearing.objections_told(opened),
        "withdrawn": standing.withdrawn,
        "paid": fee_paid(standing),
        "again": again.possible(opened.owner, opened.id),
    }


def _stage(opened: OpenedCase) -> Stage:
    """Rules 12: a refusal is not intended any more once nothing on file bears it out, whatever was announced."""
    put_right = (hearing.notice(opened) or {}).get("state") == "right"
    return Stage.COMPLETE if put_right and opened.standing.stage is Stage.HEARING else opened.standing.stage


def _lead(opened: OpenedCase) -> str:
    """The template with which the page begins."""
    standing = opened.standing
    if standing.stage is Stage.RECEIVED and _verdict(opened) in {None, Verdict.INDETERMINATE}:
        waiting = _verdict(opened) is None
        return "portal/progress/_waiting.html" if waiting else "portal/progress/_indeterminate.html"
    return LEADS.get(standing.stage, "portal/progress/_filed.html")


def _is_live(opened: OpenedCase) -> bool:
    """Whether something is about to change by itself: a signature to judge, a paper to seal."""
    standing = opened.standing
    sealing = standing.registration is not None and standing.receipt is None
    refused = standing.decision is not None and standing.issued is None
    return standing.stage in UNSETTLED or refused or (sealing and not standing.ended) or opened.row.system_owes


def _judged(opened: OpenedCase) -> SignatureJudged | None:
    signature = opened.standing.signature
    return act_of(signature, SignatureJudged) if signature else None


def _verdict(opened: OpenedCase) -> Verdict | None:
    judged = _judged(opened)
    return judged.verdict if judged else None


def _reason(opened: OpenedCase) -> str:
    judged = _judged(opened)
    return judged.reason if judged else ""


def _steps(opened: OpenedCase) -> Iterator[dict[str, Any]]:
    told = hearing.notice(opened) or {}
    for step in story(opened.standing):
        if step.state in PHASES:
            turn = turn_in_words(step.owed_by, represented=opened.read_only) if step.owed_by else ""
            # until when a preliminary decision should be opened concerns the office
            timed = step.key != "hearing" or told.get("state") != "unopened"
            yield {"step": step, "state": PHASES[step.state], "turn": turn, "timed": timed}


def _visit(visit: Visit, standing: Standing) -> dict[str, Any]:
    facility = standing.facility(visit.plan.facility)
    return {
        "address": facility.address if facility else None,
        "office": visiting_office(facility, among=standing.lists.offices).code if facility else "",
        "starts_at": visit.plan.starts_at,
        "started": visit.started.filed_at if visit.started else None,
        "told": visit.notified_at is not None,
        "concluded": visit.conclusion is not None,
        "positive": visit.positive,
    }


def _documents(opened: OpenedCase) -> Iterator[Document]:
    for filed in opened.file.acts:
        match filed.act:
            case PreliminaryDecisionSent() if _was_opened(opened, filed.act):
                yield Document(name=gettext_lazy("Preliminary decision"), number="", sha256=filed.act.document)
            case ConclusionSealed():
                place = each_facility.place_of_conclusion(filed.act, opened.standing)
                yield Document(name=PAPERS["conclusion"], number=place, sha256=filed.act.document)
            case ProtocolSealed():
                yield Document(name=PAPERS["hearing_protocol"], number="", sha256=filed.act.document)
            case ResultIssued():
                for one in filed.act.documents:
                    name = each_facility.named_by(one, opened.standing)
                    number = "" if name else one.number
                    yield Document(name=name or PAPERS.get(one.what, one.what), number=number, sha256=one.sha256)


def _was_opened(opened: OpenedCase, sent: PreliminaryDecisionSent) -> bool:
    """Rules 12: it is received by being opened, so until then the page that says so is the only way to it."""
    return any(
        isinstance(filed.act, PreliminaryDecisionServed) and filed.act.document == sent.document
        for filed in opened.file.acts
    )
