"""Rules 9: a refusal of further consideration is drafted from what is missing or has expired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods

from ruqsat import instance_clock
from ruqsat.cases.actions import completeness as actions
from ruqsat.cases.case_file import CaseFile, CaseMovedOnError
from ruqsat.journal.refusals import RefusalError
from ruqsat.law import completeness
from ruqsat.law.acts import Actor, ConsiderationRefusalDrafted, Role
from ruqsat.law.calendar import local
from ruqsat.law.completeness import Missing
from ruqsat.law.documents import Lack
from ruqsat.law.situation import DutyNow
from ruqsat.law.standing import Standing
from ruqsat.web.desk.seat import open_case
from ruqsat.web.forms import ChoicesField, GovukForm
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest, moved_on, refusal_text, seen_in
from ruqsat.web.templatetags.ruqsat_text import named, reference_text, said
from ruqsat.web.templatetags.ruqsat_words import one_line

BY_THE_TERM = ("check_completeness", "sign_refusal_of_consideration")


@dataclass(frozen=True, kw_only=True)
class Item:
    """A document that is missing or has expired, and whom or what it is about; ``key`` names it in the form."""

    key: str
    missing: Missing
    about: str


def items(standing: Standing, *, at: datetime) -> tuple[Item, ...]:
    """Rules 9: what is missing or has expired on the day, whether it counts against the applicant or not."""
    found = completeness.missing(standing, on=local(at).date(), at=at)
    return tuple(
        Item(key=f"{one.demand.document}:{one.demand.about}", missing=one, about=_whom(one.demand.about, standing))
        for one in found
    )


def _whom(about: str, standing: Standing) -> str:
    """Whom or what a document is about, always by name."""
    facility = standing.facility(about)
    if facility is not None:
        return one_line(facility.address)
    application = standing.application
    specialists = application.specialists if application else ()
    found = next((one.name.full() for one in specialists if one.iin == about), "")
    return found or (application.applicant.name.full() if application else about)


def drafted(chosen: Sequence[Item], standing: Standing) -> str:
    """Rules 9: the reasons, drafted from the items in the language in which the applicant applied."""
    with override(standing.application.language if standing.application else None):
        lines = [_("The application cannot be considered further, because the documents are not complete:")]
        lines += [_reason(one.missing, standing) for one in chosen]
        lines.append(_("Once these documents are there, you can apply again."))
    return "\n".join(lines)


def _reason(missing: Missing, standing: Standing) -> str:
    demand = missing.demand
    words = {
        "document": named(demand.document),
        "about": _whom(demand.about, standing),
        "clause": reference_text(demand.ref),
        "why": said(demand.why),
    }
    if missing.lack is Lack.EXPIRED:
        return _("– %(document)s (%(about)s): expired, %(clause)s. %(why)s") % words
    return _("– %(document)s (%(about)s): missing, %(clause)s. %(why)s") % words


class TickedField(ChoicesField):
    """What was ticked; an item that is not missing any more since it was ticked is for the case file to notice."""

    def valid_value(self, value: str) -> bool:
        """Every one: see above."""
        return True


class RefusalForm(GovukForm):
    """Which documents the refusal names, and why in words."""

    items = TickedField(
        label=gettext_lazy("What is missing or has expired"),
        error_messages={"required": gettext_lazy("Tick at least one document that is missing or has expired")},
    )
    text = forms.CharField(
        label=gettext_lazy("The reasons, as the applicant will read them"),
        widget=forms.Textarea,
        max_length=8000,
        error_messages={"required": gettext_lazy("Write why consideration is refused")},
    )

    def ticked(self) -> list[str]:
        """What is ticked now, typed or offered."""
        return list(self["items"].value() or ())


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.OFFICER)
def draft(request: OfficerRequest, case: UUID) -> HttpResponse:
    """Rules 9: name what is missing or has expired, say why, and put the refusal before the head."""
    at = instance_clock.now()
    file, actor = open_case(request, case, at=at, roles=(Role.OFFICER,))
    found = items(file.standing, at=at)
    form, anew = _form(request, file, [one for one in found if one.missing.held])
    if request.method == "POST" and not anew and form.is_valid():
        answer = _drafted(request, case, form, found, actor, at=at)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        "held": [one for one in found if one.missing.held],
        "not_held": [one for one in found if not one.missing.held],
        "ticked": form.ticked(),
        "term": _term(file.standing, at=at),
        "permission": file.standing.may(ConsiderationRefusalDrafted, by=actor, at=at),
        "seen": seen_in(request) or file.acts[-1].seq,
    }
    status = 422 if request.method == "POST" and not anew else 200
    return render(request, "desk/refuse_consideration.html", context, status=status)


def _form(request: OfficerRequest, file: CaseFile, held: Sequence[Item]) -> tuple[RefusalForm, bool]:
    """The form, and whether only the text is to be drafted anew from what is ticked."""
    everything = {"items": [one.key for one in held], "text": drafted(held, file.standing)}
    if "anew" not in request.POST:
        return RefusalForm(request.POST or None, initial=everything), False
    ticked = request.POST.getlist("items")
    text = drafted([one for one in held if one.key in ticked], file.standing)
    return RefusalForm(initial={"items": ticked, "text": text}), True


def _drafted(
    request: OfficerRequest, case: UUID, form: RefusalForm, found: Sequence[Item], actor: Actor, *, at: datetime
) -> HttpResponse | None:
    """The answer once the draft is on file or the case has moved on; ``None`` when the form says why it may not be."""
    text = form.cleaned_data["text"]
    named_ones = tuple(one.missing.shortcoming() for one in found if one.key in form.cleaned_data["items"])
    try:
        actions.draft_refusal(case, shortcomings=named_ones, text=text, by=actor, seen=seen_in(request), at=at)
    except CaseMovedOnError as error:
        return moved_on(request, error, back=reverse("desk:refuse-consideration", args=[case]), kept=text)
    except RefusalError as error:
        form.add_error(None, refusal_text(error))
        return None
    messages.success(request, _("The refusal of consideration is before the authorized person."))
    return redirect("desk:case", case)


def _term(standing: Standing, *, at: datetime) -> DutyNow | None:
    """Rules 9: the two working days, and what is left of them."""
    return next((one for one in standing.at(at).duties if one.duty.code in BY_THE_TERM), None)
