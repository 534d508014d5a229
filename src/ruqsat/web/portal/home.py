"""One address for an application: the task list while it is a draft, the case once it is filed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from ruqsat import instance_clock
from ruqsat.cases import sections_held
from ruqsat.cases.actions import paying
from ruqsat.cases.drafting import Answers, NoSuchDraftError, Section, answers_of, beginning_of, draft_of, specialists_in
from ruqsat.cases.facilities import OF_FACILITY, every_facility
from ruqsat.cases.models import Draft
from ruqsat.cases.sections import Progress, Task, done_at_facility, tasks
from ruqsat.law.application import Service
from ruqsat.payments.models import Order
from ruqsat.web.guards import signed_in
from ruqsat.web.money import missing_word
from ruqsat.web.portal.opened import ApplicantRequest, open_case
from ruqsat.web.portal.pages import TASK_NAMES
from ruqsat.web.portal.progress import progress_page
from ruqsat.web.portal.words import SERVICES, in_words
from ruqsat.web.templatetags.ruqsat_text import said

GROUPS = (
    (
        gettext_lazy("What you ask for"),
        (
            Section.HELD,
            Section.GROUND,
            Section.PAPERS,
            Section.CHANGE,
            Section.LOSS,
            Section.ANNEXES,
            Section.ACTIVITY,
        ),
    ),
    (
        gettext_lazy("About the applicant"),
        (
            Section.REPRESENTATIVE,
            Section.ORGANIZATION,
            Section.CONSENT,
            Section.REGISTRATION,
            Section.NAME,
            Section.RESIDENCE,
            Section.ENTITY,
            Section.LEGAL_ADDRESS,
            Section.HEAD,
            Section.CONTACTS,
            Section.BANK,
        ),
    ),
    (
        gettext_lazy("About the work"),
        (Section.FACILITY, Section.QUALIFICATION, Section.SPECIALISTS, Section.REQUIREMENTS, Section.DOCUMENTS),
    ),
    (gettext_lazy("To finish"), (Section.PAPER, Section.CONFIRMATIONS)),
)
"""Headings over the tasks; which tasks there are for an applicant says `sections`."""

STATES = {
    Progress.DONE: "done",
    Progress.STARTED: "in_progress",
    Progress.TO_DO: "not_started",
    Progress.CANNOT_START: "cannot_start",
}


@require_safe
@signed_in
def application(request: ApplicantRequest, id: UUID) -> HttpResponse:
    """The applicant's draft or case of this id."""
    at = instance_clock.now()
    case = open_case(request.person, id, at=at)
    if case is not None:
        return progress_page(request, case)
    try:
        return _task_list(request, draft_of(request.person, id, at=at), at=at)
    except NoSuchDraftError as error:
        raise Http404(str(error)) from error


def _task_list(request: ApplicantRequest, draft: Draft, *, at: datetime) -> HttpResponse:
    listed, answers = {task.section: task for task in tasks(draft)}, answers_of(draft)
    groups = [
        {"title": title, "tasks": [_line(listed[one], answers) for one in sections if one in listed]}
        for title, sections in GROUPS
    ]
    done = sum(task.progress is Progress.DONE for task in listed.values())
    paid = any(order.status == Order.Status.PAID for order in paying.orders_of(draft.id))
    charged, missing = paying.is_charged(Service(draft.service), at=at), paying.missing(draft.id)
    unpaid = "" if paid else _("You can also pay after you have submitted.")
    context = {
        "draft": draft,
        "service": SERVICES[draft.service],
        "number": sections_held.held_in(answers).get("number", ""),
        "whom": in_words(beginning_of(answers)),
        "groups": [group for group in groups if group["tasks"]],
        "charged": charged,
        "done": done,
        "of": len(listed),
        "ready": done == len(listed),
        "fee_state": "done" if paid and not missing.tiyn else "optional",
        "fee_hint": missing_word(missing) or unpaid,
    }
    return render(request, "portal/task_list.html", context)


def _line(task: Task, answers: Answers) -> dict[str, Any]:
    return {
        "section": task.section,
        "name": TASK_NAMES[task.section],
        "state": STATES[task.progress],
        "hint": said(task.why) if task.why else _how_many(task.section, answers),
    }


def _how_many(section: Section, answers: Answers) -> str:
    """Of several facilities how many are done; of several specialists how many are listed."""
    facilities = every_facility(answers)
    if section in OF_FACILITY and len(facilities) > 1:
        done = sum(done_at_facility(section, one) for one in facilities)
        return _("Done for %(done)d of %(all)d facilities") % {"done": done, "all": len(facilities)}
    if section is Section.SPECIALISTS and (listed := len(specialists_in(answers))):
        return ngettext("%(count)d specialist is listed", "%(count)d specialists are listed", listed) % {
            "count": listed
        }
    return ""
