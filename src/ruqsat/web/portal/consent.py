"""Rules 8: consent to asking the registers, by a code to the phone registered on the portal."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruqsat import instance_clock
from ruqsat.cases.actions import consenting, inviting
from ruqsat.cases.choosing import Choice, choose
from ruqsat.cases.drafting import Section
from ruqsat.cases.invited import Invited
from ruqsat.consents.models import Consent, Pending
from ruqsat.gateways import registers
from ruqsat.gateways.registers import Registers
from ruqsat.journal.keys import blind_index
from ruqsat.journal.refusals import RefusalError
from ruqsat.keeping import at_hand
from ruqsat.law import offices
from ruqsat.law.acts import ConsentGiven, InquiryAnswered, Outcome
from ruqsat.law.consent_terms import WISHED_FOR
from ruqsat.law.inquiries import APPLICANT, INQUIRIES, Scope
from ruqsat.law.standing import act_of
from ruqsat.web.portal import by_sms, purposes
from ruqsat.web.portal.forms.consenting import REGISTERS, CodeForm, ConsentForm
from ruqsat.web.portal.opened import ApplicantRequest, OpenedDraft, own_draft
from ruqsat.web.portal.questions import after, blocked, later
from ruqsat.web.templatetags.ruqsat_text import reader_language, said

F = TypeVar("F", ConsentForm, CodeForm)


def committee() -> str:
    """Before the address is known nobody knows the department; the Committee stands for all of them, by its code."""
    return offices.committee(among=at_hand.lists().offices).code


@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def consent(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    """Rules 8: what is asked, of whom, why and until when; the code; what the registers answered."""
    if blocked(opened, Section.CONSENT):
        return redirect("portal:application", opened.id)
    if request.method != "POST":
        return _show(request, opened)
    step = _STEPS.get(request.POST.get("step", ""), _choose)
    return step(request, opened)


def _choose(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    form = ConsentForm(request.POST, represented=opened.beginning.represented)
    if not form.is_valid():
        return later(request) if "later" in request.POST else _show(request, opened, choice=form, status=422)
    if form.cleaned_data["choice"] == REGISTERS:
        return _invite(request, opened) if opened.beginning.represented else _send(request, opened)
    choose(opened.owner, opened.id, Choice.TYPED, said_at=opened.at, at=opened.at)
    return after(request, opened, Section.CONSENT)


def _invite(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    """Rules 8: of whom a representative signs for, the consent is asked in that person's own account."""
    inviting.invite_applicant(opened.id, owner=opened.owner, at=opened.at)
    choose(opened.owner, opened.id, Choice.REGISTERS, said_at=opened.at, at=opened.at)
    return redirect(request.get_full_path())


def _send(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    try:
        consenting.ask_for_consent(
            opened.id,
            owner=opened.owner,
            office=committee(),
            purpose=purposes.of_file(opened.id),
            language=reader_language(),
            at=opened.at,
            registers=_registers(),
        )
    except RefusalError as refusal:
        form = ConsentForm({"choice": REGISTERS}, represented=opened.beginning.represented)
        return _show(request, opened, choice=_refused(form, "choice", refusal), status=422)
    return redirect(request.get_full_path())


def _confirm(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    form, pending = CodeForm(request.POST), _pending(opened)
    if pending is None:
        return redirect(request.get_full_path())
    if not form.is_valid():
        return _show(request, opened, code=form, status=422)
    try:
        consenting.give_consent(
            opened.id,
            owner=opened.owner,
            pending=pending.id,
            code=form.cleaned_data["code"],
            now=instance_clock.now,
            registers=_registers(),
        )
    except RefusalError as refusal:
        return _show(request, opened, code=_refused(form, "code", refusal), status=422)
    choose(opened.owner, opened.id, Choice.REGISTERS, said_at=opened.at, at=opened.at)
    return redirect(request.get_full_path())


def _withdraw(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    given = live_consent_id(opened)
    if given is not None and not opened.beginning.represented:
        consenting.take_back(opened.id, given, owner=opened.owner, at=opened.at)
        choose(opened.owner, opened.id, Choice.TYPED, said_at=opened.at, at=opened.at)
        messages.success(request, _("Your consent is withdrawn. The registers are not asked about you any more."))
    return redirect(request.get_full_path())


def _check(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    by_sms.look(request, _pending(opened))
    return redirect(request.get_full_path())


def _go_on(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    return after(request, opened, Section.CONSENT)


_STEPS: Mapping[str, Callable[[ApplicantRequest, OpenedDraft], HttpResponse]] = {
    "send": _send,
    "confirm": _confirm,
    "check": _check,
    "withdraw": _withdraw,
    "go_on": _go_on,
}


def _show(
    request: ApplicantRequest,
    opened: OpenedDraft,
    *,
    choice: ConsentForm | None = None,
    code: CodeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    given = live_consent(opened)
    pending = None if given else _pending(opened)
    asks = consenting.inquiries_for(opened.beginning.kind, opened.iin, draft=opened.draft, at=opened.at)
    context = {
        "opened": opened,
        "choice": choice or _form(opened),
        "code": code or CodeForm(),
        "committee": committee(),
        "pending": pending,
        "choosing": "choose" in request.GET or pending is None or choice is not None,
        "invited": _invited(opened) if "choose" not in request.GET and choice is None else None,
        "given": given,
        "until": opened.at + WISHED_FOR,
        "answers": _answers(opened) if given else (),
        "inquiries": [INQUIRIES[ask.inquiry] for ask in asks],
    }
    return render(request, "portal/consent.html", context, status=status)


def _form(opened: OpenedDraft) -> ConsentForm:
    return ConsentForm(initial=dict(opened.given(Section.CONSENT)), represented=opened.beginning.represented)


def live_consent(opened: OpenedDraft) -> ConsentGiven | None:
    """The applicant's consent that is in force for this draft, as it stands on file."""
    live = [
        act_of(one.given, ConsentGiven)
        for one in opened.standing.consents.values()
        if not one.over and _is_in_force(act_of(one.given, ConsentGiven), opened.at)
    ]
    return live[-1] if live else None


def live_consent_id(opened: OpenedDraft) -> UUID | None:
    """The id of that consent in the ledger of consents."""
    given = live_consent(opened)
    kept = (
        Consent.objects.filter(file_id=opened.id, withdrawn_at=None, ended_at=None, id=given.consent).first()
        if given
        else None
    )
    return kept.id if kept else None


def _is_in_force(given: ConsentGiven, at: datetime) -> bool:
    return given.owner == APPLICANT and given.valid_until > at


def _invited(opened: OpenedDraft) -> Invited | None:
    """The request to whom a representative signs for."""
    asked = inviting.invitations_of(opened.id) if opened.beginning.represented else ()
    return next((one for one in asked if one.owner == APPLICANT), None)


def _answers(opened: OpenedDraft) -> list[dict[str, Any]]:
    """What each register answered, for the page: value, none, or no answer now."""
    found = (filed.act for filed in opened.standing.answers.values())
    return [
        {
            "name": INQUIRIES[act.inquiry].names,
            "source": act.source,
            "at": act.happened_at,
            "has": act.outcome is Outcome.VALUE,
            "none": act.outcome is Outcome.NONE,
        }
        for act in found
        if isinstance(act, InquiryAnswered) and _of_the_applicant(act, opened)
    ]


def _of_the_applicant(act: InquiryAnswered, opened: OpenedDraft) -> bool:
    """Not about one of a legal entity's specialists, who consent for themselves."""
    return INQUIRIES[act.inquiry].scope is not Scope.SPECIALIST or act.about == opened.iin


def _pending(opened: OpenedDraft) -> Pending | None:
    mine = Pending.objects.filter(file_id=opened.id, person_index=blind_index(opened.iin), as_applicant=True)
    return mine.filter(over_at=None, expires_at__gt=opened.at).order_by("-asked_at").first()


def _refused(form: F, name: str, refusal: RefusalError) -> F:
    if name in (form.cleaned_data if form.is_valid() else {}):
        form.add_error(name, said(refusal.saying))
    return form


def _registers() -> Registers:
    return registers.connect(settings.GATEWAYS)
