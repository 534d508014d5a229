"""One address for an application: the task list while it is a draft, the case once it is filed."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruqsat import instance_clock
from ruqsat.cases.composing import tasks
from ruqsat.cases.drafting import NoSuchDraftError, Progress, Section, draft_of
from ruqsat.cases.models import Draft
from ruqsat.web.guards import signed_in
from ruqsat.web.portal.opened import ApplicantRequest, open_case
from ruqsat.web.portal.pages import TASK_NAMES
from ruqsat.web.portal.progress import progress_page

GROUPS = (
    ("what", (Section.ACTIVITY,)),
    ("you", (Section.CONSENT, Section.NAME, Section.RESIDENCE, Section.CONTACTS, Section.BANK)),
    ("work", (Section.FACILITY, Section.QUALIFICATION, Section.REQUIREMENTS, Section.DOCUMENTS)),
    ("end", (Section.PAPER, Section.CONFIRMATIONS)),
)
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
        return _task_list(request, draft_of(request.person, id, at=at))
    except NoSuchDraftError as error:
        raise Http404(str(error)) from error


def _task_list(request: ApplicantRequest, draft: Draft) -> HttpResponse:
    listed = {task.section: task for task in tasks(draft)}
    groups = {
        key: [
            {
                "section": section,
                "name": TASK_NAMES[section],
                "state": STATES[listed[section].progress],
                "why": listed[section].why,
            }
            for section in sections
        ]
        for key, sections in GROUPS
    }
    done = sum(task.progress is Progress.DONE for task in listed.values())
    context = {"draft": draft, "groups": groups, "done": done, "of": len(listed), "ready": done == len(listed)}
    return render(request, "portal/task_list.html", context)
