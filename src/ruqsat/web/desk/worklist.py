"""The work list: what my offices owe, what is due first on top."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruqsat import instance_clock
from ruqsat.cases.models import OpenDuty
from ruqsat.keeping import books
from ruqsat.law.acts import Role
from ruqsat.law.calendar import WorkingCalendar
from ruqsat.law.kinds_of_duty import what_is_owed
from ruqsat.law.local_time import local
from ruqsat.law.saying import Saying
from ruqsat.web.desk.informed import news
from ruqsat.web.guards import officer, seats
from ruqsat.web.keyset import page_of

PAGE = 50
LISTS = ("mine", "others")
ORDER = ("in_order", "since", "id")


@dataclass(frozen=True, kw_only=True)
class Line:
    """
    One line of the work list.

    ``elsewhere`` is the department that has the case, where another one owes (Rules 18); ``owed_at`` that other office.
    """

    duty: OpenDuty
    what: Saying
    days_left: int | None
    overdue: bool
    result_on: date | None
    elsewhere: str
    owed_at: str


@require_safe
@officer(Role.OFFICER, Role.HEAD)
def worklist(request: HttpRequest) -> HttpResponse:
    """Open duties of the person's offices, or what these offices wait for; a page at a time, never counted."""
    at = instance_clock.now()
    which = request.GET.get("list", "mine")
    which = which if which in LISTS else "mine"
    calendar = books.in_force().calendar
    page = page_of(_duties(request, which), ORDER, asked=request.GET, size=PAGE)
    context = {
        "lines": [line_of(row, at=at, calendar=calendar) for row in page.rows],
        "calendar": calendar,
        "which": which,
        "news": news(request),
        "next_url": page.next and f"?list={which}&{page.next}",
        "previous_url": page.previous and f"?list={which}&{page.previous}",
    }
    return render(request, "desk/worklist.html", context)


def _duties(request: HttpRequest, which: str) -> QuerySet[OpenDuty]:
    """Rules 18: what my offices owe, in cases of other departments too; or what my offices' cases wait for."""
    posts = seats(request, Role.OFFICER, Role.HEAD)
    own = Q(pk__in=())
    for seat in posts:
        own |= Q(office=seat.office_id, owed_by=seat.role)
    everything = OpenDuty.objects.select_related("case").order_by(*ORDER)
    if which == "mine":
        return everything.filter(own)
    return everything.filter(case_office__in={seat.office_id for seat in posts}).exclude(own)


def next_line(request: HttpRequest, *, at: datetime, other_than: UUID) -> Line | None:
    """What my offices owe first in another case: where to go once this one waits for somebody else."""
    row = _duties(request, "mine").exclude(case_id=other_than).first()
    return line_of(row, at=at, calendar=books.in_force().calendar) if row else None


def line_of(duty: OpenDuty, *, at: datetime, calendar: WorkingCalendar) -> Line:
    """A duty with what time adds to it at *at*."""
    left = calendar.between(local(at).date(), duty.due_on) if duty.due_on else None
    return Line(
        duty=duty,
        what=what_is_owed(duty.code),
        days_left=left,
        overdue=bool(duty.due and at >= duty.due),
        result_on=duty.case.service_due_on,
        elsewhere=duty.case_office if duty.owed_by == Role.OFFICER and duty.office != duty.case_office else "",
        owed_at=duty.office if duty.office != duty.case_office else "",
    )
