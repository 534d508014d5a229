"""Rules 12: a refusal is announced, its receipt recorded, and what the applicant says by word kept in a protocol."""

from datetime import date, datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruqsat import instance_clock
from ruqsat.cases.actions import hearing as actions
from ruqsat.cases.case_file import CaseFile, CaseMovedOnError
from ruqsat.journal import prepared
from ruqsat.journal.refusals import RefusalError
from ruqsat.law import terms
from ruqsat.law.acts import ObjectionFiled, PreliminaryDecisionMade, PreliminaryDecisionServed, Role
from ruqsat.law.calendar import local
from ruqsat.law.local_time import moment_of
from ruqsat.web.desk import bearing, examination, heard
from ruqsat.web.desk.grounds_form import GroundsForm
from ruqsat.web.desk.recorded import HourField, evidence_field, evidence_of
from ruqsat.web.desk.seat import open_case
from ruqsat.web.forms import ChoiceField, DayField, GovukForm
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest, moved_on, refusal_text, seen_in
from ruqsat.web.templatetags.ruqsat_words import MEANS_OF_RECEIPT


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.OFFICER)
def announce(request: OfficerRequest, case: UUID) -> HttpResponse:
    """Rules 12: pick the grounds that the file bears out, say why, and announce the intended refusal."""
    at = instance_clock.now()
    file, actor = open_case(request, case, at=at, roles=(Role.OFFICER,))
    offered = bearing.on_file(file)
    picked = [one.key for one in offered if not one.curable]
    form = GroundsForm(request.POST or None, offered=offered, picked=picked, texts=heard.texts_told(file.standing))
    if request.method == "POST" and form.is_valid():
        grounds, seen = form.named(), seen_in(request)
        try:
            actions.announce(case, grounds=grounds, by=request.person, actor=actor, seen=seen, at=at)
        except CaseMovedOnError as error:
            return moved_on(request, error, back=reverse("desk:announce", args=[case]), kept=form.typed())
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The preliminary decision is made. It is being sealed and sent."))
            return redirect("desk:case", case)
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        **_terms(file, at=at),
        "permission": file.standing.may(PreliminaryDecisionMade, by=actor, at=at),
        "seen": seen_in(request) or file.acts[-1].seq,
    }
    return render(request, "desk/announce.html", context, status=422 if request.method == "POST" else 200)


def _terms(file: CaseFile, *, at: datetime) -> dict[str, object]:
    """By when a refusal in time is announced, and from when it could be signed if the applicant opened it now."""
    standing, closes = file.standing, file.standing.at(at).hearing_closes
    return {
        "closes": closes,
        "too_late": closes is not None and closes.passed(at),
        "left": standing.calendar.between(local(at).date(), closes.on) if closes and closes.on else None,
        "earliest": terms.earliest_result(received_at=at, calendar=standing.calendar, edition=standing.edition),
    }


class ReceiptForm(GovukForm):
    """How, when and by what it is shown that the applicant received the preliminary decision."""

    means = ChoiceField(
        label=gettext_lazy("How the applicant received it"),
        choices=list(MEANS_OF_RECEIPT.items()),
        error_messages={"required": gettext_lazy("Choose how the applicant received it")},
    )
    reference = forms.CharField(
        label=gettext_lazy("What shows the receipt"),
        help_text=gettext_lazy(
            "The number of the acknowledgement, the journal and line of the signature, the recording"
        ),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what shows the receipt")},
    )
    evidence = evidence_field()
    day = DayField(
        label=gettext_lazy("Day of the receipt"),
        error_messages={"required": gettext_lazy("Enter the day of the receipt")},
    )
    hour = HourField(label=gettext_lazy("Hour of the receipt"))

    def received_at(self) -> datetime:
        """The moment that day and hour say, in Kazakhstan's civil time."""
        return moment_of(self.cleaned_data["day"], self.cleaned_data["hour"])


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.OFFICER)
def record_receipt(request: OfficerRequest, case: UUID) -> HttpResponse:
    """Rules 12: record a receipt otherwise than by opening it in the account, with what shows it."""
    at = instance_clock.now()
    file, actor = open_case(request, case, at=at, roles=(Role.OFFICER,))
    form = ReceiptForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("means", "reference")}
        evidence = evidence_of(form.cleaned_data["evidence"])
        try:
            actions.record_receipt(case, received_at=form.received_at(), **said, evidence=evidence, by=actor, at=at)
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The receipt is on file. The term for an objection runs from it."))
            return redirect("desk:case", case)
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        "hearing": heard.hearing(file, examination.people_in(file), at=at),
        "told": heard.told_of_it(file),
        "permission": file.standing.may(PreliminaryDecisionServed, by=actor, at=at),
    }
    return render(request, "desk/receipt.html", context, status=422 if request.method == "POST" else 200)


class ProtocolForm(GovukForm):
    """APPC 74: when and where the applicant was heard, who was there, and what was said."""

    day = DayField(
        label=gettext_lazy("Day of the hearing"),
        error_messages={"required": gettext_lazy("Enter the day of the hearing")},
    )
    hour = HourField(label=gettext_lazy("Hour of the hearing"))
    place = forms.CharField(
        label=gettext_lazy("Place, or means"),
        help_text=gettext_lazy("For example: room 5 of the department; a video call"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say where, or by what means, the applicant was heard")},
    )
    present = forms.CharField(
        label=gettext_lazy("Who was there"),
        help_text=gettext_lazy("One person per line"),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": gettext_lazy("Name at least one person who was there")},
    )
    text = forms.CharField(
        label=gettext_lazy("The applicant's position"),
        help_text=gettext_lazy("What the applicant said to each ground, and what the applicant asks for"),
        widget=forms.Textarea,
        max_length=8000,
        error_messages={"required": gettext_lazy("Write down the applicant's position")},
    )

    def heard_at(self) -> datetime:
        """The moment that day and hour say, in Kazakhstan's civil time."""
        return moment_of(self.cleaned_data["day"], self.cleaned_data["hour"])

    def were_there(self) -> tuple[str, ...]:
        """The lines that name somebody."""
        return tuple(line.strip() for line in self.cleaned_data["present"].splitlines() if line.strip())


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.OFFICER)
def protocol(request: OfficerRequest, case: UUID) -> HttpResponse:
    """Rules 12, APPC 74: what the applicant says by word is kept in a protocol, set as PDF to be read and signed."""
    at = instance_clock.now()
    file, actor = open_case(request, case, at=at, roles=(Role.OFFICER,))
    form = ProtocolForm(request.POST or None, initial=_at_first(request, file, at=at))
    if request.method == "POST" and form.is_valid():
        place, text = form.cleaned_data["place"], form.cleaned_data["text"]
        try:
            frozen, _paper = actions.prepare_protocol(
                case,
                text=text,
                heard_at=form.heard_at(),
                place=place,
                present=form.were_there(),
                by=request.person,
                actor=actor,
                at=at,
            )
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            return redirect("desk:sign-protocol", case, frozen.id)
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        "hearing": heard.hearing(file, examination.people_in(file), at=at),
        "permission": file.standing.may(ObjectionFiled, by=actor, at=at),
    }
    return render(request, "desk/protocol.html", context, status=422 if request.method == "POST" else 200)


def _at_first(request: OfficerRequest, file: CaseFile, *, at: datetime) -> dict[str, object]:
    """What a protocol begins with: the one that is being written anew, or this hour, the applicant and the officer."""
    known = _written(request, file, at=at)
    if known is not None and known.heard_at is not None:
        return _filled(known.heard_at) | {
            "place": known.place,
            "present": "\n".join(known.present),
            "text": known.text,
        }
    application = file.standing.application
    names = [application.applicant.name.full()] if application else []
    return _filled(at) | {"present": "\n".join([*names, request.person.full_name()])}


def _filled(moment: datetime) -> dict[str, object]:
    on: date = local(moment).date()
    return {"day": on, "hour": f"{local(moment):%H:%M}"}


def _written(request: OfficerRequest, file: CaseFile, *, at: datetime) -> ObjectionFiled | None:
    try:
        frozen = prepared.look(UUID(request.GET.get("of", "")), for_person=request.person.id, at=at)
    except (ValueError, RefusalError):
        return None
    return frozen.act if frozen.file == file.id and isinstance(frozen.act, ObjectionFiled) else None
