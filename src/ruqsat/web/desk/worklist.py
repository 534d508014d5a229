"""The work list: what my offices owe, what is due first on top."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruqsat import instance_clock
from ruqsat.cases.models import OpenDuty
from ruqsat.law.acts import Role
from ruqsat.law.calendar import CALENDAR, local
from ruqsat.law.duties import what_is_owed
from ruqsat.law.saying import Saying
from ruqsat.web.guards import officer, seats

PAGE = 50
LISTS = ("mine", "others")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the work list."""

    duty: OpenDuty
    what: Saying
    days_left: int | None
    overdue: bool
    result_on: date | None


@require_safe
@officer(Role.OFFICER, Role.HEAD)
def worklist(request: HttpRequest) -> HttpResponse:
    """Open duties of the person's offices, or what these offices wait for; a page at a time, never counted."""
    at = instance_clock.now()
    which = request.GET.get("list", "mine")
    which = which if which in LISTS else "mine"
    start = _start(request)
    rows = list(_duties(request, which)[start : start + PAGE + 1])
    context = {
        "lines": [line_of(row, at=at) for row in rows[:PAGE]],
        "which": which,
        "next_url": f"?list={which}&start={start + PAGE}" if len(rows) > PAGE else "",
        "previous_url": f"?list={which}&start={max(start - PAGE, 0)}" if start else "",
    }
    return render(request, "desk/worklist.html", context)


def _duties(request: HttpRequest, which: str) -> QuerySet[OpenDuty]:
    posts = seats(request, Role.OFFICER, Role.HEAD)
    own = Q(pk__in=())
    for seat in posts:
        own |= Q(office=seat.office_id, owed_by=seat.role)
    everything = OpenDuty.objects.select_related("case").filter(case__office__in={seat.office_id for seat in posts})
    chosen = everything.filter(own) if which == "mine" else everything.exclude(own)
    return chosen.order_by(F("due").asc(nulls_last=True), "since", "id")


def next_line(request: HttpRequest, *, at: datetime, other_than: UUID) -> Line | None:
    """What my offices owe first in another case: where to go once this one waits for somebody else."""
    row = _duties(request, "mine").exclude(case_id=other_than).first()
    return line_of(row, at=at) if row else None


def _start(request: HttpRequest) -> int:
    text = request.GET.get("start", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def line_of(duty: OpenDuty, *, at: datetime) -> Line:
    """A duty with what time adds to it at *at*."""
    left = CALENDAR.between(local(at).date(), duty.due_on) if duty.due_on else None
    return Line(
        duty=duty,
        what=what_is_owed(duty.code),
        days_left=left,
        overdue=bool(duty.due and at >= duty.due),
        result_on=duty.case.service_due_on,
    )
