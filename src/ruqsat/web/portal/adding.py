"""Rules 9, Rules 13: a document after filing: what it proves is chosen from what is missing, then it goes on file."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruqsat.cases.actions import adding
from ruqsat.cases.case_file import NotPermittedError
from ruqsat.documents.checking import NotAccepted
from ruqsat.law import completeness
from ruqsat.law.acts import DocumentAdded, Shortcoming
from ruqsat.law.inquiries import APPLICANT
from ruqsat.law.local_time import local
from ruqsat.law.standing import No, Stage, Standing
from ruqsat.web.portal.forms.roads import AddingForm
from ruqsat.web.portal.opened import ApplicantRequest, OpenedCase, own_case
from ruqsat.web.portal.reasons import about_whom
from ruqsat.web.portal.signed import may, not_now
from ruqsat.web.templatetags.ruqsat_text import said
from ruqsat.web.templatetags.ruqsat_words import document_name

IN_SUPPORT = "in_support"
"""The document that List 8 does not ask for: whatever supports what the applicant says (APPC 73)."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a document can prove here: a key of the documents and about whom; whether it is missing now."""

    code: str
    proves: str
    about: str
    text: str
    missing: bool


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def add(request: ApplicantRequest, opened: OpenedCase) -> HttpResponse:
    """Rules 9, Rules 13: one document at a time; what was added, and when."""
    permission, title = may(opened, DocumentAdded), _("No document can be added now")
    if isinstance(permission, No):
        return not_now(request, opened, permission, title=title)
    listed = places(opened)
    if request.method != "POST":
        return _show(request, opened, AddingForm(listed), listed)
    form = AddingForm(listed, request.POST, request.FILES)
    try:
        taken = form.is_valid() and _added(opened, form, listed)
    except NotPermittedError as error:  # the case ended while this was on its way
        return not_now(request, opened, error.no, title=title)
    if not taken:
        return _show(request, opened, form, listed, status=422)
    messages.success(request, _("The document is on file: %(name)s") % {"name": form.cleaned_data["file"].name})
    return redirect("portal:adding", opened.id)


def places(opened: OpenedCase) -> tuple[Place, ...]:
    """List 8(1): what is missing first, then the other documents that this case calls for, then anything in support."""
    standing, found = opened.standing, list[Place]()
    lacking = {(one.document, one.about) for one in missing_now(opened)}
    for demand in completeness.demands(standing, on=local(opened.at).date()):
        found.append(
            _place(demand.document, demand.about, standing, missing=(demand.document, demand.about) in lacking)
        )
    found.sort(key=lambda one: not one.missing)
    return (*found, _place(IN_SUPPORT, APPLICANT, standing, missing=False))


def missing_now(opened: OpenedCase) -> Iterator[Shortcoming]:
    """Rules 9: what is missing or expired today and counts against completeness, while that is being checked."""
    if opened.standing.stage is Stage.FILED:
        for one in completeness.missing(opened.standing, on=local(opened.at).date(), at=opened.at):
            if one.held:
                yield one.shortcoming()


def _place(proves: str, about: str, standing: Standing, *, missing: bool) -> Place:
    whom = about_whom(about, standing)
    name = document_name(proves)
    text = f"{name} ({whom})" if whom else name
    return Place(code=f"{proves}-{_code_of(about, standing)}", proves=proves, about=about, text=text, missing=missing)


def _code_of(about: str, standing: Standing) -> str:
    """A name for forms that is no identification number: the place of a specialist in the application."""
    specialists = standing.application.specialists if standing.application else ()
    return next((f"s{place}" for place, one in enumerate(specialists) if one.iin == about), about)


def _added(opened: OpenedCase, form: AddingForm, listed: tuple[Place, ...]) -> bool:
    """
    Put the file on record, or say on the form why it cannot be taken.

    :raises NotPermittedError: once the case has ended.
    """
    upload = form.cleaned_data["file"]
    place = next(one for one in listed if one.code == form.cleaned_data["proves"])
    try:
        adding.add_document(
            opened.id,
            upload.read(),
            name=upload.name,
            proves=place.proves,
            about=place.about,
            by=opened.owner,
            at=opened.at,
        )
    except NotAccepted as refusal:
        form.add_error("file", said(refusal.saying))
        return False
    return True


def _show(
    request: ApplicantRequest, opened: OpenedCase, form: AddingForm, listed: tuple[Place, ...], *, status: int = 200
) -> HttpResponse:
    standing = opened.standing
    duty = next((one for one in standing.duties if one.code == "add_document"), None)
    context = {
        "opened": opened,
        "form": form,
        "missing": [one for one in listed if one.missing],
        "due": duty.due if duty else None,
        "checking": standing.stage is Stage.FILED,
        "hearing": standing.preliminary is not None,
        "added": list(reversed(standing.added)),
    }
    return render(request, "portal/adding.html", context, status=status)
