"""What waits and what is stuck, and “try again”: for those who look after the system. No personal data stands here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ruqsat import instance_clock
from ruqsat.cases import undone
from ruqsat.cases.undone import FEEDS, Stuck
from ruqsat.consents.models import Source
from ruqsat.journal import queue
from ruqsat.journal.models import Counterpart, TriedAgain
from ruqsat.journal.queue import OfTask
from ruqsat.journal.undone import By
from ruqsat.law.inquiries import SOURCES
from ruqsat.people.models import Person
from ruqsat.web.frame import full_name
from ruqsat.web.guards import operator
from ruqsat.web.officers import OfficerRequest
from ruqsat.web.operations import outside
from ruqsat.web.operations.words import CAUSES, KINDS, SYSTEMS
from ruqsat.web.templatetags.ruqsat_text import said


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that is stuck: what, of which case, why, and whether it is tried again by itself."""

    stuck: Stuck
    what: Any
    why: Any
    by_itself: bool


@dataclass(frozen=True, kw_only=True)
class Named:
    """Jobs of a task with its name, or a system with its own."""

    what: Any
    row: OfTask | Counterpart | Source


@dataclass(frozen=True, kw_only=True)
class Again:
    """Who had what tried again."""

    what: Any
    row: TriedAgain
    by: str


@require_safe
@operator
def home(request: OfficerRequest) -> HttpResponse:
    """Everything on one page, what waits for a person first."""
    seen = undone.look(at=instance_clock.now(), ahead=instance_clock.ahead())
    kinds = dict.fromkeys(one.row.kind for one in seen.dead)
    context = {
        "seen": seen,
        "dead": [_line(one) for one in seen.dead],
        "failing": [_line(one) for one in seen.failing],
        "kinds": [(kind, KINDS.get(kind, kind)) for kind in kinds],
        "sources": [Named(what=SOURCES[one.name], row=one) for one in seen.sources],
        "our_faults": [Named(what=SOURCES[name], row=row) for name, row in seen.our_faults.items()],
        "systems": [Named(what=SYSTEMS.get(one.name, one.name), row=one) for one in seen.systems],
        "waits": list(outside.waits(seen)),
        "messages_lost": outside.message_lines(seen.messages.lost),
        "messages_failing": outside.message_lines(seen.messages.failing),
        "information": outside.information_lines(seen.uninformed),
        "failed": [Named(what=KINDS.get(one.task, one.task), row=one) for one in seen.failed],
        "again": _again(seen.again),
        "counted": undone.COUNTED,
    }
    return render(request, "operations/home.html", context)


def _line(one: Stuck) -> Line:
    row = one.row
    waits = row.dead_at is not None and row.kind in FEEDS
    return Line(stuck=one, what=KINDS.get(row.kind, row.kind), why=CAUSES[row.cause], by_itself=not waits)


def _again(rows: Iterable[TriedAgain]) -> list[Again]:
    shown = list(rows)
    people = {one.id: full_name(one) for one in Person.objects.filter(id__in=[row.by_person for row in shown])}
    return [
        Again(
            what=KINDS.get(row.kind, row.kind),
            row=row,
            by=people.get(row.by_person, "–") if row.by_person else row.by_account,
        )
        for row in shown
    ]


@require_POST
@operator
def again(request: OfficerRequest, undone: int) -> HttpResponse:
    """Have one thing tried again."""
    if not _try_again(request, id=undone):
        raise Http404(str(undone))
    return redirect("operations:home")


@require_POST
@operator
def send_again(request: OfficerRequest, message: UUID) -> HttpResponse:
    """Rules 12, Rules 14: have a message that certainly no provider took sent once more."""
    try:
        undone.send_again(by=By(person=request.person.id), at=instance_clock.now(), id=message)
    except undone.NotSentAgain as error:
        messages.error(request, said(error.saying))
    else:
        messages.success(request, _("The message is sent again within seconds."))
    return redirect("operations:home")


@require_POST
@operator
def again_all(request: OfficerRequest) -> HttpResponse:
    """Have all of one kind tried again."""
    kind = request.POST.get("kind", "")
    if kind not in KINDS:
        raise Http404(kind)
    _try_again(request, kind=kind)
    return redirect("operations:home")


def _try_again(request: OfficerRequest, *, id: int | None = None, kind: str = "") -> int:
    count = undone.try_again(by=By(person=request.person.id), at=instance_clock.now(), id=id, kind=kind)
    if count:
        text = ngettext("%(count)d is tried again within seconds.", "%(count)d are tried again within seconds.", count)
        messages.success(request, text % {"count": count})
    return count


@require_POST
@operator
def jobs_again(request: OfficerRequest, task: str) -> HttpResponse:
    """Put the failed jobs of a task back into the queue."""
    if task not in KINDS:
        raise Http404(task)
    queue.run_again(task)
    messages.success(request, _("The jobs are back in the queue."))
    return redirect("operations:home")
