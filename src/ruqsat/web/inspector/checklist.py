"""Rules 15, 17: the points of the qualification requirements, each with what the applicant and the registers say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruqsat.cases.actions import visit as actions
from ruqsat.journal import prepared
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import ConclusionSigned, DocumentAdded, Finding, InquiryAnswered, PointFound
from ruqsat.law.application import Attachment
from ruqsat.law.inquiries import INQUIRIES
from ruqsat.law.requirements import Requirement
from ruqsat.law.standing import act_of
from ruqsat.web.desk.showing import Fact, attached, fact
from ruqsat.web.forms import ChoiceField, GovukForm
from ruqsat.web.inspector.opened import OpenedVisit, own_visit
from ruqsat.web.officers import OfficerRequest, refusal_text
from ruqsat.web.templatetags.ruqsat_text import names

FINDINGS = (
    (Finding.COMPLIANT.value, gettext_lazy("Compliant")),
    (Finding.NOT_COMPLIANT.value, gettext_lazy("Not compliant")),
    (Finding.NOT_APPLICABLE.value, gettext_lazy("Not applicable")),
)

# Inquiries and documents that bear on a point beyond those of the very clause that the point names.
ALSO_ASKED: Mapping[str, tuple[str, ...]] = {
    "premises": ("real_estate",),
    "education": ("secondary_education", "name_change"),
}
ALSO_ATTACHED: Mapping[str, tuple[str, ...]] = {"training": ("advanced_training",)}


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point: the law's words, its two fields, what the applicant states, what registers say, what is attached."""

    requirement: Requirement
    finding: BoundField
    note: BoundField
    stated: tuple[str, ...]
    facts: tuple[Fact, ...]
    attached: tuple[Attachment | DocumentAdded, ...]


class ChecklistForm(GovukForm):
    """A finding and a note for every point, and who of the applicant's side was there."""

    authorized_person = forms.CharField(
        label=gettext_lazy("Who of the applicant's side is present"),
        help_text=gettext_lazy("The applicant, or the person the applicant authorized: last name, first name, post."),
        max_length=300,
        error_messages={"required": gettext_lazy("Enter who of the applicant's side is present")},
    )

    def __init__(self, *args: Any, requirements: tuple[Requirement, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.requirements = requirements
        for one in requirements:
            chosen = _("Choose what was found: %(point)s") % {"point": names(one.names)}
            errors = {"required": chosen, "invalid_choice": chosen}
            self.fields[f"{one.key}-finding"] = ChoiceField(label=_("Found"), choices=FINDINGS, error_messages=errors)
            self.fields[f"{one.key}-note"] = forms.CharField(
                label=_("Note"), required=False, max_length=2000, widget=forms.Textarea
            )
        self.order_fields([*(name for name in self.fields if name != "authorized_person"), "authorized_person"])

    def clean(self) -> dict[str, Any]:
        """Rules 17: what is not compliant, or does not apply, says why."""
        cleaned = super().clean() or self.cleaned_data
        for one in self.requirements:
            finding = cleaned.get(f"{one.key}-finding")
            if finding and finding != Finding.COMPLIANT and not cleaned.get(f"{one.key}-note"):
                text = _("Say in words what was found: %(point)s") % {"point": names(one.names)}
                self.add_error(f"{one.key}-note", text)
        return cleaned

    def points(self) -> tuple[PointFound, ...]:
        """What was found, point by point."""
        said = self.cleaned_data
        return tuple(
            PointFound(
                requirement=one.key,
                finding=Finding(said[f"{one.key}-finding"]),
                note=said[f"{one.key}-note"],
            )
            for one in self.requirements
        )


@require_http_methods(["GET", "HEAD", "POST"])
@own_visit
def checklist(request: OfficerRequest, opened: OpenedVisit) -> HttpResponse:
    """Rules 17: every point is answered; then the conclusion is set as PDF and goes to its signature."""
    if not opened.under_way:
        return redirect(opened.url("visit"))
    requirements = opened.standing.lists.points_for(opened.facility.subtypes)
    form = ChecklistForm(request.POST or None, requirements=requirements, initial=_before(request, opened))
    if request.method == "POST" and form.is_valid():
        try:
            frozen, _pdf = actions.prepare_conclusion(
                opened.file.id,
                visit=opened.id,
                points=form.points(),
                authorized_person=form.cleaned_data["authorized_person"],
                by=request.person,
                actor=opened.actor,
                at=opened.at,
            )
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            return redirect(opened.url("sign", frozen.id))
    context = {"opened": opened, "form": form, "points": [_point(one, form, opened) for one in requirements]}
    status = 422 if request.method == "POST" else 200
    return render(request, "inspector/checklist.html", context, status=status)


def _before(request: OfficerRequest, opened: OpenedVisit) -> dict[str, str]:
    """The answers of a conclusion that was prepared and is to be changed before it is signed."""
    try:
        frozen = prepared.look(UUID(request.GET.get("from", "")), for_person=request.person.id, at=opened.at)
    except (ValueError, RefusalError):
        return {}
    act = frozen.act
    if frozen.file != opened.file.id or not isinstance(act, ConclusionSigned) or act.visit != opened.id:
        return {}
    said = {"authorized_person": act.authorized_person}
    for point in act.points:
        said |= {f"{point.requirement}-finding": point.finding.value, f"{point.requirement}-note": point.note}
    return said


def _point(requirement: Requirement, form: ChecklistForm, opened: OpenedVisit) -> Point:
    stated = opened.application.requirements
    return Point(
        requirement=requirement,
        finding=form[f"{requirement.key}-finding"],
        note=form[f"{requirement.key}-note"],
        stated=tuple(
            one.text for one in stated if (one.requirement, one.facility) == (requirement.key, opened.facility.id)
        ),
        facts=tuple(_facts(requirement, opened)),
        attached=tuple(_attached(requirement, opened)),
    )


def _inquiries(requirement: Requirement) -> tuple[str, ...]:
    own = tuple(key for key, inquiry in INQUIRIES.items() if inquiry.ref == requirement.ref)
    return (*own, *ALSO_ASKED.get(requirement.key, ()))


def _facts(requirement: Requirement, opened: OpenedVisit) -> Iterator[Fact]:
    wanted, about = _inquiries(requirement), opened.about
    for filed in opened.standing.answers.values():
        answer = act_of(filed, InquiryAnswered)
        if answer.inquiry in wanted and answer.about in about:
            yield fact(answer, opened.standing)


def _attached(requirement: Requirement, opened: OpenedVisit) -> Iterator[Attachment | DocumentAdded]:
    wanted = {INQUIRIES[key].document for key in _inquiries(requirement)} - {""}
    wanted |= set(ALSO_ATTACHED.get(requirement.key, ()))
    about = opened.about
    for one in attached(opened.standing):
        if one.proves in wanted and one.about in about:
            yield one
