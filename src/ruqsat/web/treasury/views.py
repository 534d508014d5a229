"""Rules 5, Rules 8(5): money at the desk: statements of the bank, and what wants a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ruqsat import instance_clock
from ruqsat.cases.actions import treasury
from ruqsat.gateways.statements import MOST_BYTES
from ruqsat.law.acts import Role
from ruqsat.payments.models import Decision, Line, Notice, Statement
from ruqsat.payments.statements import StatementRefused
from ruqsat.web.forms import GovukForm, UploadField
from ruqsat.web.guards import officer, seats
from ruqsat.web.keyset import page_of
from ruqsat.web.money import SURPLUS, tenge
from ruqsat.web.officers import OfficerRequest, actor_of, refusal_text
from ruqsat.web.treasury.words import REFUSED, STATES, WHY

OF_MONEY = (Role.OFFICER, Role.HEAD)
"""Rules 8(5): the licensor learns of the payment; its officers and head look after it."""
MOST = 100  # of each list; the oldest first, so that the rest comes up as they are decided
PAGE = 100  # movements of a statement on one page
LATELY = timedelta(days=30)


class StatementForm(GovukForm):
    """The file that the bank gave."""

    file = UploadField(
        label=gettext_lazy("Statement of the bank"),
        help_text=gettext_lazy("CSV or ISO 20022 camt.053 (XML). The same file again changes nothing."),
        max_size=MOST_BYTES,
    )


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A movement, a surplus or a notice as a list shows it; amounts in tenge, with tiyn where there are any."""

    id: UUID
    on: object
    tenge: str
    reference: str
    order: str
    word: Promise | str
    colour: str = ""


@require_safe
@officer(*OF_MONEY)
def payments(request: OfficerRequest) -> HttpResponse:
    """What wants a decision, what is to be returned, the latest statements, and where to take one in."""
    return _show(request, StatementForm())


@require_POST
@officer(*OF_MONEY)
def take_statement(request: OfficerRequest) -> HttpResponse:
    """
    Rules 5: a statement of the bank; taken whole or refused with its reason. Sent twice it is taken once.

    Where placing breaks for one of its movements, it is taken all the same: its page says what is placed later.
    """
    form = StatementForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form, status=422)
    actor = actor_of(seats(request, *OF_MONEY)[0])
    try:
        taken = treasury.take_statement(form.cleaned_data["file"].read(), by=actor, now=instance_clock.now)
    except StatementRefused as error:
        form.add_error("file", refusal_text(error))
        return _show(request, form, status=422)
    if taken.is_known:
        messages.info(request, _("Everything in this statement was known already: nothing changed."))
    else:
        messages.success(request, _("The statement is taken in."))
    return redirect("treasury:statement", taken.statement.id)


@require_safe
@officer(*OF_MONEY)
def statement(request: OfficerRequest, statement: UUID) -> HttpResponse:
    """What became of each movement that this statement showed first, by pages; none of another office's case."""
    row = Statement.objects.defer("content_encrypted").filter(id=statement).first()
    if row is None:
        raise Http404(str(statement))
    page = page_of(treasury.lines_of(row, offices_of(request)), ("place", "id"), asked=request.GET, size=PAGE)
    context = {
        "statement": row,
        "lines": [shown_line(line) for line in page.rows],
        "unplaced": row.lines.filter(state=Line.State.NEW).count(),
        "next_url": page.next and f"?{page.next}",
        "previous_url": page.previous and f"?{page.previous}",
    }
    return render(request, "treasury/statement.html", context)


def offices_of(request: HttpRequest) -> set[str]:
    """The offices in which the officer looks after money."""
    return {str(post.office_id) for post in seats(request, *OF_MONEY)}


def _show(request: OfficerRequest, form: StatementForm, *, status: int = 200) -> HttpResponse:
    offices, at = offices_of(request), instance_clock.now()
    context: dict[str, Any] = {
        "form": form,
        "lines": [shown_line(line) for line in treasury.waiting_lines(offices, most=MOST)],
        "surpluses": [_surplus(one) for one in treasury.surpluses(offices, most=MOST)],
        "due": [_due(one) for one in treasury.to_be_returned(offices, most=MOST)],
        "taken_back": [_taken_back(one) for one in treasury.taken_back(offices, most=MOST)],
        "notices": _notices(at=at),
        "statements": Statement.objects.defer("content_encrypted").order_by("-taken_at")[:10],
    }
    return render(request, "treasury/payments.html", context, status=status)


def shown_line(line: Line) -> Shown:
    """A movement with what became of it, or why it waits."""
    word, colour = STATES[line.state]
    return Shown(
        id=line.id,
        on=line.booked_on,
        tenge=tenge(line.tiyn if line.direction == "in" else -line.tiyn),
        reference=line.reference,
        order=line.order.number if line.order else "",
        word=WHY[line.why] if line.state == Line.State.WAITING else word,
        colour=colour,
    )


def _surplus(aside: treasury.Aside) -> Shown:
    payment = aside.payment
    return Shown(
        id=payment.id,
        on=payment.paid_at,
        tenge=tenge(aside.tiyn),
        reference=payment.reference,
        order=payment.order.number,
        word=SURPLUS[payment.surplus],
    )


def _due(owed: treasury.Owed) -> Shown:
    decision = owed.decision
    reference = decision.line.reference if decision.line else decision.payment.reference if decision.payment else ""
    order = decision.payment.order.number if decision.payment else ""
    return Shown(id=decision.id, on=decision.at, tenge=tenge(owed.tiyn), reference=reference, order=order, word="")


def _taken_back(decision: Decision) -> Shown:
    assert decision.line is not None  # noqa: S101 -- as it was asked for
    order, reference = decision.order.number if decision.order else "", decision.line.reference
    return Shown(
        id=decision.line.id,
        on=decision.at,
        tenge=tenge(-decision.missing_tiyn),
        reference=reference,
        order=order,
        word="",
    )


def _notices(*, at: datetime) -> Sequence[Shown]:
    """Rules 8(5): signed notices of the last days that had no effect: whoever runs the instance asks the gateway."""
    rows = Notice.objects.filter(verdict__in=list(REFUSED), received_at__gt=at - LATELY).order_by("-received_at")
    return [
        Shown(id=one.id, on=one.received_at, tenge="", reference=one.sha256[:12], order="", word=REFUSED[one.verdict])
        for one in rows[:MOST]
    ]
