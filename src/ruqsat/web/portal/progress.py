"""The case as its applicant sees it: done, now, next; whose turn, until when and why; the one thing to do now."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ruqsat.cases.again import copy_of_failed
from ruqsat.law.acts import (
    ConclusionSealed,
    ReceiptIssued,
    Registered,
    ResultIssued,
    SignatureJudged,
    Verdict,
)
from ruqsat.law.merits import fee_paid
from ruqsat.law.procedure import Stage, StepState, story
from ruqsat.law.standing import Visit, act_of
from ruqsat.licenses.models import License
from ruqsat.web.portal.opened import ApplicantRequest, OpenedCase, own_case
from ruqsat.web.portal.words import PAPERS, TURNS, stage_in_words

PHASES = {StepState.DONE: "done", StepState.CURRENT: "now", StepState.LATER: "next"}
UNSETTLED = frozenset({Stage.RECEIVED, Stage.GRANTED})


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
@own_case
def fragment(request: ApplicantRequest, opened: OpenedCase) -> HttpResponse:
    """What changes by itself on that page, for a page that is already open."""
    return render(request, "portal/progress_live.html", context_of(opened))


@require_POST
@own_case
def file_again(request: ApplicantRequest, opened: OpenedCase) -> HttpResponse:
    """Rules 2(2): after a signature that did not pass, a new draft with the same answers."""
    if opened.standing.stage is not Stage.SIGNATURE_FAILED:
        return redirect("portal:application", opened.id)
    draft = copy_of_failed(opened.owner, opened.id, at=opened.at)
    return redirect("portal:application", draft.id)


def context_of(opened: OpenedCase) -> dict[str, Any]:
    """Everything the page shows, read from the case's file."""
    standing = opened.standing
    registered = act_of(standing.registration, Registered) if standing.registration else None
    application = standing.application
    return {
        "opened": opened,
        "application": application,
        "stage": stage_in_words(standing.stage.value),
        "waiting": standing.stage is Stage.RECEIVED and _verdict(opened) is None,
        "indeterminate": standing.stage is Stage.RECEIVED and _verdict(opened) is Verdict.INDETERMINATE,
        "failed": standing.stage is Stage.SIGNATURE_FAILED,
        "why_not_passed": _reason(opened),
        "registered": registered,
        "due": standing.service_due,
        "situation": standing.at(opened.at),
        "receipt": act_of(standing.receipt, ReceiptIssued).document if standing.receipt else "",
        "steps": list(_steps(opened)),
        "fee_open": registered is not None and not standing.ended and not fee_paid(standing),
        "visits": [_visit(visit) for visit in standing.visits.values() if visit.cancelled is None],
        "documents": list(_documents(opened)),
        "license": License.objects.filter(case=opened.id).first() if standing.stage is Stage.ISSUED else None,
        "live": _is_live(opened),
    }


def _is_live(opened: OpenedCase) -> bool:
    """Whether something is about to change by itself: a signature to judge, a paper to seal."""
    standing = opened.standing
    sealing = standing.registration is not None and standing.receipt is None
    return standing.stage in UNSETTLED or (sealing and not standing.ended) or opened.row.system_owes


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
    for step in story(opened.standing):
        if step.state in PHASES:
            turn = TURNS[step.owed_by] if step.owed_by else ""
            yield {"step": step, "state": PHASES[step.state], "turn": turn}


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "starts_at": visit.plan.starts_at,
        "started": visit.started.filed_at if visit.started else None,
        "told": bool(visit.notices),
        "concluded": visit.conclusion is not None,
        "positive": visit.positive,
    }


def _documents(opened: OpenedCase) -> Iterator[Document]:
    for filed in opened.file.acts:
        match filed.act:
            case ConclusionSealed():
                yield Document(name=PAPERS["conclusion"], number="", sha256=filed.act.document)
            case ResultIssued():
                for one in filed.act.documents:
                    yield Document(name=PAPERS.get(one.what, one.what), number=one.number, sha256=one.sha256)
