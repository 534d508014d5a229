"""Rules 12: the preliminary decision opened and read, and the applicant's objection in writing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruqsat.cases.actions import hearing
from ruqsat.cases.case_file import NotPermittedError
from ruqsat.journal.refusals import RefusalError
from ruqsat.law import facilities, grounds, terms
from ruqsat.law.acts import Filed, ObjectionFiled, PreliminaryDecisionServed
from ruqsat.law.application import Facility
from ruqsat.law.situation import days_left
from ruqsat.law.standing import No, Standing, act_of
from ruqsat.law.terms import Due
from ruqsat.web.officers import refusal_text
from ruqsat.web.portal import signed
from ruqsat.web.portal.forms.roads import ObjectionForm
from ruqsat.web.portal.opened import ApplicantRequest, OpenedCase, own_case, seen_case, signers_part
from ruqsat.web.portal.reasons import grounds_told
from ruqsat.web.portal.signed import SignPage, may, not_now

OBJECTING = SignPage(
    kind=ObjectionFiled,
    template="portal/objection_sign.html",
    back="portal:objection",
    done=gettext_lazy("Your objection is on file. The department reads it before it decides."),
    file=hearing.object_to,
)


@require_http_methods(["GET", "HEAD", "POST"])
@seen_case
def preliminary(request: ApplicantRequest, opened: OpenedCase) -> HttpResponse:
    """Rules 12: to open the preliminary decision is to receive it, which the page says first; then it is read here."""
    if opened.read_only and request.method != "POST" and opened.standing.preliminary is not None:
        return render(request, "portal/preliminary.html", _read(opened))
    return _open_preliminary(request, opened)


@signers_part
def _open_preliminary(request: ApplicantRequest, opened: OpenedCase) -> HttpResponse:
    if request.method == "POST":
        try:
            hearing.open_preliminary(opened.id, by=opened.owner, at=opened.at)
        except RefusalError as error:
            messages.error(request, refusal_text(error))
            return redirect("portal:application", opened.id)
        return redirect("portal:preliminary", opened.id)
    if can_be_opened(opened.standing):
        return render(request, "portal/preliminary_unopened.html", {"opened": opened, "due": due_if_opened(opened)})
    if opened.standing.preliminary is None:
        return redirect("portal:application", opened.id)
    return render(request, "portal/preliminary.html", _read(opened))


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def objection(request: ApplicantRequest, opened: OpenedCase) -> HttpResponse:
    """Rules 12: what the applicant thinks of it, in writing; late too."""
    permission, title, kept = may(opened, ObjectionFiled), _("You cannot object now"), request.POST.get("text", "")
    if isinstance(permission, No):
        return not_now(request, opened, permission, title=title, kept=kept)
    if request.method != "POST":
        return _show(request, opened, ObjectionForm(initial=_written(request, opened)))
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return _show(request, opened, form, status=422)
    try:
        prepared = hearing.prepare_objection(opened.id, text=form.cleaned_data["text"], by=opened.owner, at=opened.at)
    except NotPermittedError as error:  # the case ended while this was on its way
        return not_now(request, opened, error.no, title=title, kept=kept)
    return redirect("portal:objection-sign", opened.id, prepared.id)


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def objection_sign(request: ApplicantRequest, opened: OpenedCase, act: UUID) -> HttpResponse:
    """Rules 12: the objection is read once more and signed; one that is late says so before it is signed."""
    more = {"late": is_late(opened), "objection_due": opened.standing.at(opened.at).objection_due}
    return signed.sign(request, opened, act, page=OBJECTING, more=more)


def can_be_opened(standing: Standing) -> bool:
    """Rules 12: whether a sealed preliminary decision lies in the account that was not opened yet."""
    return standing.awaits_receipt and standing.intention_sent is not None and not standing.ended


def due_if_opened(opened: OpenedCase) -> Due:
    """Rules 12: until when one could object if one opened it now."""
    standing = opened.standing
    return terms.objection(received_at=opened.at, calendar=standing.calendar, edition=standing.edition)


def is_late(opened: OpenedCase) -> bool:
    """Rules 12: whether the term for objecting has passed."""
    due = opened.standing.at(opened.at).objection_due
    return due is not None and due.passed(opened.at)


def notice(opened: OpenedCase) -> dict[str, Any] | None:
    """
    What stands on top of the case's page about an intended refusal; ``None`` where none is, or it waits for its seal.

    ``state`` is "unopened", "open" (an answer is awaited), "answered", "late" or "right" (nothing is left of it).
    """
    standing, situation = opened.standing, opened.standing.at(opened.at)
    if standing.ended or not (can_be_opened(standing) or standing.preliminary):
        return None
    if not grounds.still_standing(standing):
        return {"state": "right"}
    if can_be_opened(standing) or standing.preliminary is None:
        return {"state": "unopened", "due": due_if_opened(opened)}
    told = {"due": situation.objection_due, "earliest": situation.earliest_result, "days_left": _days_left(opened)}
    answers = [one for one in standing.objections if one.seq > standing.preliminary.seq]
    if answers:
        return told | {"state": "answered", "answered_at": answers[-1].filed_at}
    return told | {"state": "late" if is_late(opened) else "open"}


def objections_told(opened: OpenedCase) -> list[dict[str, Any]]:
    """The positions that the applicant stated, the last first, each with whether it came late."""
    due = opened.standing.at(opened.at).objection_due
    return [_told(filed, due) for filed in reversed(opened.standing.objections)]


def kept_under(opened: OpenedCase) -> str:
    """The name under which the device keeps an objection while it is being written: each objection has its own."""
    return f"objection-{opened.id}-{len(opened.standing.objections)}"


def kept_before(opened: OpenedCase) -> str:
    """The name under which the device kept the objection that is on file now; empty while none is."""
    filed = len(opened.standing.objections)
    return f"objection-{opened.id}-{filed - 1}" if filed else ""


def _told(filed: Filed, due: Due | None) -> dict[str, Any]:
    return {"filed": filed, "act": filed.act, "late": due is not None and due.passed(filed.filed_at)}


def _read(opened: OpenedCase) -> dict[str, Any]:
    standing = opened.standing
    assert standing.preliminary is not None  # noqa: S101 -- asked by the caller
    served = act_of(standing.preliminary, PreliminaryDecisionServed)
    told = grounds_told(opened, served.grounds)
    return {
        "opened": opened,
        "served": served,
        "grounds": told,
        "standing_grounds": [one for one in told if one.stands],
        "situation": standing.at(opened.at),
        "late": is_late(opened),
        "objections": objections_told(opened),
        "days_left": _days_left(opened),
        "ended": standing.ended,
        "concerned": _concerned(standing, served),
    }


def _concerned(standing: Standing, served: PreliminaryDecisionServed) -> tuple[Facility, ...]:
    """Rules 10, Rules 12: of several facilities those that the intended refusal concerns, if not all."""
    found = facilities.concerned(standing, served.grounds)
    return found if 0 < len(found) < len(standing.facilities) else ()


def _days_left(opened: OpenedCase) -> int | None:
    due = opened.standing.at(opened.at).objection_due
    if due is None or due.on is None or opened.standing.ended:
        return None
    return days_left(opened.standing, due, moment=opened.at)


def _written(request: ApplicantRequest, opened: OpenedCase) -> dict[str, str]:
    """The text that was written and not signed yet, for the page where it is changed."""
    try:
        act = UUID(request.GET.get("change", ""))
        written = signed.prepared_act(opened, act, kind=ObjectionFiled).act
    except (ValueError, RefusalError):
        return {}
    assert isinstance(written, ObjectionFiled)  # noqa: S101 -- that kind was asked for
    return {"text": written.text}


def _show(request: ApplicantRequest, opened: OpenedCase, form: ObjectionForm, *, status: int = 200) -> HttpResponse:
    context = {
        "opened": opened,
        "form": form,
        "late": is_late(opened),
        "due": opened.standing.at(opened.at).objection_due,
        "days_left": _days_left(opened),
        "kept_under": kept_under(opened),
        "back": reverse("portal:preliminary", args=[opened.id]),
    }
    return render(request, "portal/objection.html", context, status=status)
