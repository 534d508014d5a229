"""Rules 5: money that could not be placed, or was not due: an officer decides, with the reason, once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruqsat import instance_clock
from ruqsat.cases.actions import treasury
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Actor
from ruqsat.law.fees import Counts
from ruqsat.payments import deciding, matching, numbers
from ruqsat.payments.models import Decision, Line, Payment
from ruqsat.payments.said import said_in
from ruqsat.payments.taken_back import rest_of, surplus_here
from ruqsat.people.models import Person
from ruqsat.web.forms import ChoiceField, GovukForm
from ruqsat.web.guards import officer, seats
from ruqsat.web.money import SURPLUS, tenge
from ruqsat.web.officers import OfficerRequest, actor_of, refusal_text
from ruqsat.web.treasury.views import OF_MONEY, offices_of, shown_line

TO_ORDER, RETURN, BACK, NOT_MOVED = "to_order", "return", "back:", "not_moved"
TAKEN_BACK = Decision.Kind.TAKEN_BACK
MOST_DUE = 1000  # returns, of which those of the movement's amount are offered
MOST_BACK = 20  # movements that are offered as what the bank took back


class ReasonForm(GovukForm):
    """Why it is decided so."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("One sentence, for whoever asks later. Your name and post stay with it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=deciding.LEAST_REASON,
        max_length=deciding.MOST_REASON,
        error_messages={"required": gettext_lazy("Write why"), "min_length": gettext_lazy("Write why, in a sentence")},
    )


class MovementForm(ReasonForm):
    """What the money of a movement is."""

    what = ChoiceField(
        label=gettext_lazy("What this movement is"),
        error_messages={"required": gettext_lazy("Choose what this movement is")},
    )
    number = forms.CharField(
        label=gettext_lazy("Order number"),
        help_text=gettext_lazy("Ten digits; only where you count it for an order"),
        max_length=30,
        required=False,
    )
    field_order = ("what", "number", "reason")

    def __init__(self, *args: Any, line: Line, due: list[treasury.Owed], back: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if line.direction == "out":
            self.fields.pop("number")
            owed = [(str(one.decision.id), _owed(one)) for one in due if one.tiyn == line.tiyn]
            self.offer("what", [*owed, *((f"{BACK}{one.id}", _taken_back(one)) for one in back), *_not_moved(line)])
            return
        here = rest_of(line)
        same = [one for one in matching.unconfirmed(line.order) if one.tiyn == here] if line.order else []
        known = [
            (str(one.id), _("The payment %(reference)s, known already") % {"reference": one.reference}) for one in same
        ]
        self.offer(
            "what",
            [
                (TO_ORDER, _("Money for an order")),
                *known,
                (RETURN, _("Nobody’s here: to be returned to the payer")),
                *_not_moved(line),
            ],
        )

    def clean(self) -> dict[str, Any]:
        """What was chosen; an order's number where the money is for an order."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("what") == TO_ORDER and not cleaned.get("number"):
            self.add_error("number", _("Enter the number of the order"))
        return cleaned


def _not_moved(line: Line) -> list[tuple[str, str]]:
    if line.why not in deciding.ENTERED_BY_COMPARING:
        return []
    return [(NOT_MOVED, _("Nothing moved: the statement shows what an earlier one did"))]


def _owed(one: treasury.Owed) -> str:
    about = one.decision.line or one.decision.payment
    reference = about.reference if about else ""
    return _("The return of %(amount)s, reference %(reference)s") % {"amount": tenge(one.tiyn), "reference": reference}


class SurplusForm(ReasonForm):
    """What becomes of money that was put aside and can count after all: of a case that is open again, or taken back."""

    what = ChoiceField(
        label=gettext_lazy("What becomes of it"), error_messages={"required": gettext_lazy("Choose what becomes of it")}
    )
    field_order = ("what", "reason")

    def __init__(self, *args: Any, counts: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(
            "what",
            [
                (TO_ORDER, counts),
                (RETURN, _("It is to be returned to the payer")),
            ],
        )


def _counts(due: Counts | None) -> str:
    if due is not None and due.good:
        return _("It makes good what the bank took back of the fee of this case")
    return _("It counts for the order: the case is open again")


def _taken_back(one: Line) -> str:
    words = {"amount": tenge(one.tiyn), "reference": one.reference}
    return _("The bank takes back the movement %(reference)s of %(amount)s, or a part of it") % words


@require_http_methods(["GET", "HEAD", "POST"])
@officer(*OF_MONEY)
def movement(request: OfficerRequest, line: UUID) -> HttpResponse:
    """One movement: what the bank said, and what it is; once that is decided, the decision."""
    rows = Line.objects.select_related("order", "payment", "statement").defer("statement__content_encrypted")
    row = rows.filter(id=line).first()
    offices = offices_of(request)
    if row is None or (row.order and not treasury.is_theirs(row.order.file_id, offices)):
        raise Http404(str(line))
    given = {"number": numbers.spaced(row.order.number)} if row.order else {}
    is_out = row.direction == "out"
    due = treasury.to_be_returned(offices, most=MOST_DUE) if is_out else []
    back = treasury.may_be_taken_back(row, offices, most=MOST_BACK) if is_out else []
    form = MovementForm(request.POST if request.method == "POST" else None, line=row, due=due, back=back, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, row, form.cleaned_data, at=instance_clock.now())
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("treasury:payments")
    context = {
        "line": row,
        "shown": shown_line(row),
        "rest": "" if (here := rest_of(row)) == row.tiyn else tenge(here),
        "said": said_in(row),
        "asked": form,
        "form": form if row.state == Line.State.WAITING else None,
        "choices": form.fields["what"].choices,  # type: ignore[attr-defined]  # a field of choices, seen as a field
        "decisions": _told(Decision.objects.filter(Q(line=row) | Q(outgoing=row))),
    }
    return render(request, "treasury/movement.html", context, status=422 if request.method == "POST" else 200)


def _decide(request: OfficerRequest, line: Line, said: dict[str, Any], *, at: datetime) -> None:
    what, reason = said["what"], said["reason"]
    own = _actor(request, file=line.order.file_id if line.order else None)
    if what.startswith(BACK):
        came = Line.objects.select_related("order").get(id=UUID(what.removeprefix(BACK)))
        actor = _actor(request, file=came.order.file_id if came.order else None)
        treasury.takes_back(line.id, came.id, reason=reason, by=actor, at=at)
    elif what == NOT_MOVED:
        treasury.not_moved(line.id, reason=reason, by=own, at=at)
    elif line.direction == "out":
        actor = _actor(request, office=Decision.objects.get(id=UUID(what)).office)
        treasury.is_return_of(line.id, UUID(what), reason=reason, by=actor, at=at)
    elif what == RETURN:
        treasury.return_line(line.id, reason=reason, by=own, at=at)
    elif what == TO_ORDER:
        order = deciding.order_of(said["number"])
        treasury.count_for(line.id, order, reason=reason, by=_actor(request, file=order.file_id), at=at)
    else:
        treasury.same_as(line.id, UUID(what), reason=reason, by=own, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
@officer(*OF_MONEY)
def surplus(request: OfficerRequest, payment: UUID) -> HttpResponse:
    """List 6: what was not due is to be returned to whoever paid it; what is due by now can count after all."""
    rows = Payment.objects.select_related("order").exclude(surplus="", decisions=None)
    row = rows.filter(id=payment).first()
    if row is None or not treasury.is_theirs(row.order.file_id, offices_of(request)):
        raise Http404(str(payment))
    due, here = treasury.counts_by_decision(row), surplus_here(row)
    given = request.POST if request.method == "POST" else None
    offered = due or "what" in request.POST  # what was chosen is decided or refused, never the other thing done
    form = SurplusForm(given, counts=_counts(due)) if offered else ReasonForm(given)
    if request.method == "POST" and form.is_valid():
        actor = _actor(request, file=row.order.file_id)
        decide = treasury.count_surplus if form.cleaned_data.get("what") == TO_ORDER else treasury.return_surplus
        try:
            decide(row.id, reason=form.cleaned_data["reason"], by=actor, at=instance_clock.now())
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("treasury:payments")
    context = {
        "payment": row,
        "amount": tenge(row.surplus_tiyn),
        "why": SURPLUS.get(row.surplus, ""),
        "asked": form,
        "rest": "" if here == row.surplus_tiyn else tenge(here),
        "form": form if here and not row.decisions.filter(kind=Decision.Kind.TO_RETURN).exists() else None,
        "is_late": row.surplus == Payment.Surplus.LATE,
        "may_count": due is not None,
        "decisions": _told(Decision.objects.filter(Q(payment=row) | Q(line__payment=row, kind=TAKEN_BACK))),
    }
    return render(request, "treasury/surplus.html", context, status=422 if request.method == "POST" else 200)


def _told(found: QuerySet[Decision]) -> list[dict[str, object]]:
    """Each decision with its reason and the name of who made it; of a return what left the account, and for what."""
    decisions = list(found.select_related("outgoing", "line", "payment").order_by("at", "id"))
    names = {one.id: one.full_name() for one in Person.objects.filter(id__in={each.person for each in decisions})}
    return [
        {
            "at": one.at,
            "office": one.office,
            "by": names.get(one.person, ""),
            "reason": deciding.reason_of(one),
            "outgoing": one.outgoing,
            "line": one.line,
            "payment": one.payment,
        }
        for one in decisions
    ]


def _actor(request: OfficerRequest, *, file: UUID | None = None, office: str = "") -> Actor:
    """The post from which the officer decides: of that office, or the one that has the case, if there is one."""
    posts = seats(request, *OF_MONEY)
    own = [
        post
        for post in posts
        if post.office_id == office or (file is not None and treasury.is_theirs(file, {post.office_id}))
    ]
    return actor_of((own or list(posts))[0])
