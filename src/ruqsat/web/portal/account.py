"""The personal account: drafts to go on with, cases, licenses; and the beginning of an application."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ruqsat import instance_clock
from ruqsat.cases.actions import inviting
from ruqsat.cases.drafting import answers_of, beginning_of, start
from ruqsat.cases.models import Case, Draft, OpenDuty
from ruqsat.cases.sections import Progress, tasks
from ruqsat.law.acts import Role
from ruqsat.law.application import ApplicantKind, Service
from ruqsat.licenses.models import License
from ruqsat.people.models import Person, SignIn
from ruqsat.web.guards import signed_in
from ruqsat.web.portal.forms.beginning import BeginningForm
from ruqsat.web.portal.opened import ApplicantRequest, cases_of
from ruqsat.web.portal.words import LICENSE_STATES, SERVICES, InWords, in_words, stage_in_words, turn_in_words

SHOWN = 20
"""Of each kind, the newest so many are shown."""

UNOPENED = "receive_preliminary_decision"
"""Rules 12: opening it has no term for the applicant; the one that is kept with it concerns the office."""

YOURS: Mapping[str, Any] = {
    "pay_fee": gettext_lazy("Pay the license fee"),
    "add_document": gettext_lazy("Add what is missing"),
    UNOPENED: gettext_lazy("Read why it is intended to refuse and say what you think"),
    "return_paper_original": gettext_lazy("Give the earlier paper original back"),
    "object": gettext_lazy("Say what you think of the intended refusal"),
}
"""What the applicant owes, as one says it to the applicant."""

ANSWERS = frozenset({UNOPENED, "object"})
"""Rules 12: the duties under which the applicant's answer is awaited."""


@dataclass(frozen=True, kw_only=True)
class DraftLine:
    """A draft in the account: how many of its tasks are done."""

    draft: Draft
    service: Any
    whom: Any
    done: int
    of: int


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """
    A case in the account: where it stands, whose turn it is, for what, until when; whether it awaits an answer.

    ``represented``: a representative signed it for the one whose account this is, and speaks in it.
    """

    case: Case
    service: Any
    stage: InWords
    turn: Any
    what: Any
    due: datetime | None
    due_on: date | None
    yours: bool
    answer_awaited: bool
    represented: bool


@dataclass(frozen=True, kw_only=True)
class LicenseLine:
    """A license in the account."""

    license: License
    state: InWords


@require_safe
@signed_in
def account(request: ApplicantRequest) -> HttpResponse:
    """Everything of the one who is signed in."""
    at = instance_clock.now()
    person = request.person
    drafts = Draft.objects.filter(owner=person, filed_at=None, expires_at__gt=at).order_by("-changed_at")
    cases = cases_of(person).prefetch_related("duties").order_by("-received_at")
    licenses = License.objects.filter(holder=person).prefetch_related("annexes").order_by("-issued_on", "number")
    invited = inviting.invitations_to(person)[:SHOWN]
    context = {
        "drafts": [_draft_line(draft) for draft in drafts[:SHOWN]],
        "cases": [_case_line(case, person, at=at) for case in cases[:SHOWN]],
        "asked": [one for one in invited if one.open(at=at)],
        "licenses": [LicenseLine(license=one, state=LICENSE_STATES[one.status]) for one in licenses[:SHOWN]],
    }
    return render(request, "portal/account.html", context | {"empty": not any(context.values())})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def begin(request: ApplicantRequest) -> HttpResponse:
    """List 5: what can be asked for; the draft is made when that is chosen."""
    bin_, organization = _certificate_of(request.person)
    if request.method != "POST":
        return render(request, "portal/begin.html", {"form": BeginningForm(bin_=bin_, organization=organization)})
    form = BeginningForm(request.POST, bin_=bin_, organization=organization)
    if not form.is_valid():
        return render(request, "portal/begin.html", {"form": form}, status=422)
    begun = form.beginning()
    if begun.kind is ApplicantKind.LEGAL_ENTITY and not begun.represented:
        begun = replace(begun, bin=bin_, organization=organization)
    service = Service(form.cleaned_data["service"])
    draft = start(request.person, service, at=instance_clock.now(), beginning=begun)
    return redirect("portal:application", draft.id)


def _certificate_of(person: Person) -> tuple[str, str]:
    """BIN and name of the legal entity that the certificate of the last sign-in names; empty for an individual's."""
    last = SignIn.objects.filter(person=person).order_by("-at").first()
    return (last.bin, last.organization) if last else ("", "")


def _draft_line(draft: Draft) -> DraftLine:
    listed = tasks(draft)
    return DraftLine(
        draft=draft,
        service=SERVICES[draft.service],
        whom=in_words(beginning_of(answers_of(draft))),
        done=sum(task.progress is Progress.DONE for task in listed),
        of=len(listed),
    )


def _case_line(case: Case, person: Person, *, at: datetime) -> CaseLine:
    represented = case.applicant_id != person.id
    duties = [one for one in case.duties.all() if not _gone_by(one, at=at)]
    duty = _next_duty(duties)
    timed = duty is not None and duty.code != UNOPENED
    return CaseLine(
        case=case,
        service=SERVICES[case.service],
        stage=stage_in_words(case.stage, service=case.service),
        turn=turn_in_words(Role(duty.owed_by), represented=represented) if duty else "",
        what=YOURS.get(duty.code, "") if duty and not represented else "",
        due=duty.due if duty and timed else None,
        due_on=duty.due_on if duty and timed else None,
        yours=duty is not None and duty.owed_by == Role.APPLICANT and not represented,
        answer_awaited=any(one.code in ANSWERS for one in duties),
        represented=represented,
    )


def _gone_by(duty: OpenDuty, *, at: datetime) -> bool:
    """Rules 12: after its term nobody waits for an objection, though one is still taken."""
    return duty.code == "object" and duty.due is not None and duty.due <= at


def _next_duty(duties: Iterable[OpenDuty]) -> OpenDuty | None:
    """What is to be done next: what the applicant owes comes first, then what is due first."""
    return min(duties, key=_urgency, default=None)


def _urgency(duty: OpenDuty) -> tuple[bool, bool, bool, float]:
    due = duty.due.timestamp() if duty.due else float("inf")
    return (duty.owed_by != Role.APPLICANT, duty.owed_by == Role.SYSTEM, duty.code not in ANSWERS, due)
