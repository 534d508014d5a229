"""The case: what is on file, the next step and why others have to wait, and the steps that one button takes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruqsat import instance_clock
from ruqsat.cases.actions import approval, completeness
from ruqsat.cases.case_file import CaseFile, CaseMovedOnError, look
from ruqsat.cases.on_paper import on_paper
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Actor, Role
from ruqsat.web.desk import bearing, by_facility, ended, examination, heard, showing, visiting
from ruqsat.web.desk.history import history
from ruqsat.web.desk.planned import planned
from ruqsat.web.desk.seat import AT_DESK, capacities, open_case
from ruqsat.web.desk.seat import visiting as visiting_posts
from ruqsat.web.desk.steps import steps
from ruqsat.web.desk.worklist import next_line
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest, moved_on, open_file, seen_in, shown, tell
from ruqsat.web.silent import silent_told
from ruqsat.web.told import told


@require_safe
@officer(*AT_DESK)
def show(request: OfficerRequest, case: UUID) -> HttpResponse:
    """The case as it stands, with the one next step and why other steps cannot be taken yet."""
    at = instance_clock.now()
    file = open_file(case, at=at)
    elsewhere = visiting_posts(request, file)
    if elsewhere and not capacities(request, file, roles=AT_DESK):
        return visiting.page(request, file, elsewhere[0], at=at)
    file, _actor = open_case(request, case, at=at, roles=AT_DESK)
    context = {
        **_of_steps(request, file, at=at),
        **_of_standing(file, at=at),
        **_of_acts(file, at=at),
        "silent": silent_told(case, file.standing, at=at, whom=showing.about_whom),
        "next_item": next_line(request, at=at, other_than=case),
        "sections": showing.sections(request.path),
    }
    return render(request, "desk/case.html", context)


def _of_steps(request: OfficerRequest, file: CaseFile, *, at: datetime) -> dict[str, Any]:
    """What these posts can do now, what they cannot yet and why, and what else of the page they may use."""
    standing, posts = file.standing, capacities(request, file, roles=AT_DESK)
    offered, roles = steps(file, posts, at=at), {actor.role for actor in posts}
    open_now = [step for step in offered if step.permission.allowed]
    return {
        "next": open_now[0] if open_now else None,
        "others": open_now[1:],
        "waiting": [step for step in offered if not step.permission.allowed],
        "may_return": Role.HEAD in roles,
        "keeps_hearing": Role.OFFICER in roles and not standing.ended,
        "may_record": not standing.ended and standing.registered_on is not None,
    }


def _of_standing(file: CaseFile, *, at: datetime) -> dict[str, Any]:
    """Where the case stands."""
    standing = file.standing
    return {
        "file": file,
        "standing": standing,
        "application": standing.application,
        "situation": standing.at(at),
        "owed": showing.owed(standing, at=at),
        "plan": planned(standing, at=at),
        "lacking": showing.lacking(standing, at=at),
        "facts": showing.facts(standing),
        "discrepancies": showing.discrepancies(standing),
        "money": examination.money(standing),
        "fee_taken_back": examination.fee_taken_back(file),
        "consents": examination.consents(standing, at=at),
    }


def _of_acts(file: CaseFile, *, at: datetime) -> dict[str, Any]:
    """What is on file, by whom."""
    people = examination.people_in(file)
    return {
        "documents": showing.documents(file),
        "approvals": examination.approvals(file, people, at=at),
        "visits": examination.visits(file, people),
        "signatures": examination.signatures(file, people),
        "draft": examination.draft(file, people, at=at),
        "facilities": by_facility.rows(file, people, at=at),
        "end": ended.end(file, people),
        "on_paper": on_paper(file),
        "hearing": heard.hearing(file, people, at=at),
        "told_of_refusal": heard.told_of_it(file),
        "told": told(file.id),
        "objections": heard.objections(file, people),
        "findings": bearing.findings(file, people),
        "history": history(file, people),
        "seen": file.acts[-1].seq,
    }


@require_POST
@officer(*AT_DESK)
def find_complete(request: OfficerRequest, case: UUID) -> HttpResponse:
    """Rules 9: the documents are complete."""

    def find(by: Actor, at: datetime) -> None:
        completeness.find_complete(case, by=by, seen=seen_in(request), at=at)

    done = _("The documents are found complete. Now ask the approving body.")
    if not look(case, at=instance_clock.now()).standing.facilities:  # Rules 19: nothing is approved and visited
        done = _("The documents are found complete. Now prepare the decision.")
    return _step(request, case, find, done=done)


@require_POST
@officer(*AT_DESK)
def request_approval(request: OfficerRequest, case: UUID, facility: str) -> HttpResponse:
    """Rules 10(1): the approving body is asked about one facility."""

    def ask(by: Actor, at: datetime) -> None:
        approval.request_approval(case, facility=facility, by=by, seen=seen_in(request), at=at)

    return _step(request, case, ask, done=_("The request is with the approving body."))


def _step(request: OfficerRequest, case: UUID, take: Callable[[Actor, datetime], None], *, done: str) -> HttpResponse:
    """One button, one act: back on the case with what was done, or with the clause that stands against it."""
    at = instance_clock.now()
    _file, actor = open_case(request, case, at=at, roles=AT_DESK)
    try:
        take(actor, at)
    except CaseMovedOnError as error:
        return moved_on(request, error, back=reverse("desk:case", args=[case]))
    except RefusalError as error:
        tell(request, error)
    else:
        messages.success(request, done)
    return redirect("desk:case", case)


@require_safe
@officer(*AT_DESK)
def document(request: OfficerRequest, case: UUID, sha256: str) -> HttpResponse:
    """A document of the case, for those who work on it."""
    file = open_file(case, at=instance_clock.now())
    elsewhere = visiting_posts(request, file)
    if elsewhere and not capacities(request, file, roles=AT_DESK):
        return visiting.document(file, elsewhere[0], sha256)
    file, _actor = open_case(request, case, at=instance_clock.now(), roles=AT_DESK)
    return shown(file, sha256)
