"""Documents of a draft: exactly those that List 8 asks for in this case, each with its clause."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ruqsat.cases.drafting import Section, attach, detach, save_section
from ruqsat.documents.checking import NotAccepted
from ruqsat.law.documents import POWER
from ruqsat.law.gaps import CONSEQUENCES, Gap
from ruqsat.web.forms import GovukForm
from ruqsat.web.portal.demands import Wanted, strangers, wanted
from ruqsat.web.portal.forms.papers import AttachmentForm, DocumentsForm
from ruqsat.web.portal.opened import UNFINISHED, ApplicantRequest, OpenedDraft, own_draft
from ruqsat.web.portal.paged import kept_query, paged
from ruqsat.web.portal.questions import CHECK, after, as_posted, blocked, later, typed_in
from ruqsat.web.templatetags.ruqsat_text import names, said

OPEN = "open"
"""Of the documents only those that are still to be attached."""


@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def documents(request: ApplicantRequest, opened: OpenedDraft) -> HttpResponse:
    """List 8(1): what is asked for, what is attached, and the word that all is there."""
    if blocked(opened, Section.DOCUMENTS):
        return redirect("portal:application", opened.id)
    if request.method != "POST":
        return _show(request, opened, _form_to_show(opened))
    form = DocumentsForm(request.POST)
    form.full_clean()
    if form.cleaned_data.get("confirmed"):
        _complain_without_power(form, wanted(opened))
    if form.is_valid():
        save_section(opened.owner, opened.id, Section.DOCUMENTS, form.cleaned_data, at=opened.at)
        return after(request, opened, Section.DOCUMENTS)
    typed = {UNFINISHED: typed_in(request.POST, form)}
    save_section(opened.owner, opened.id, Section.DOCUMENTS, typed, at=opened.at)
    return later(request) if "later" in request.POST else _show(request, opened, form, status=422)


@require_POST
@own_draft
def add(request: ApplicantRequest, opened: OpenedDraft, proves: str, about: str) -> HttpResponse:
    """List 8(1): one document is attached."""
    place = next((one for one in wanted(opened) if (one.demand.document, one.about) == (proves, about)), None)
    if place is None:
        raise Http404(proves)
    form = AttachmentForm(request.POST, request.FILES, prefix=place.slot)
    if not (form.is_valid() and _attached(opened, place, form)):
        return _show(request, opened, _form_to_show(opened), uploads={place.slot: form}, status=422)
    return redirect(_back_to_documents(request, opened, place.slot))


@require_POST
@own_draft
def remove(request: ApplicantRequest, opened: OpenedDraft, attachment: int) -> HttpResponse:
    """One document is taken out of the draft."""
    detach(opened.owner, opened.id, attachment, at=opened.at)
    return redirect(_back_to_documents(request, opened, "attached"))


def _attached(opened: OpenedDraft, place: Wanted, form: AttachmentForm) -> bool:
    """Keep the file, or say on its form why it cannot be kept."""
    upload = form.cleaned_data["file"]
    proves, about = place.demand.document, place.about
    try:
        attach(opened.owner, opened.id, upload.read(), name=upload.name, proves=proves, about=about, at=opened.at)
    except NotAccepted as refusal:
        form.add_error("file", said(refusal.saying))
        return False
    return True


def _complain_without_power(form: DocumentsForm, listed: tuple[Wanted, ...]) -> None:
    """Rules 6: nobody signs for another without the power; any other document may be missing, and has consequences."""
    for one in listed:
        if one.lacking and one.demand.document == POWER:
            form.add_error(None, _("Attach: %(document)s") % {"document": names(one.document.names)})


def _form_to_show(opened: OpenedDraft) -> DocumentsForm:
    typed = opened.unfinished(Section.DOCUMENTS)
    if typed is not None:
        return DocumentsForm(initial=_typed_before(typed))
    initial = {} if wanted(opened) or opened.draft.attachments.exists() else {"sheets": 0}
    return DocumentsForm(initial=initial | dict(opened.given(Section.DOCUMENTS)))


def _typed_before(typed: Any) -> dict[str, Any]:
    data = as_posted(typed)
    return {"sheets": data.get("sheets", ""), "confirmed": "confirmed" in data}


def _show(
    request: ApplicantRequest,
    opened: OpenedDraft,
    form: DocumentsForm,
    *,
    uploads: dict[str, GovukForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    listed, failed = wanted(opened), uploads or {}
    only_open = request.GET.get("only") == OPEN
    page = paged(request, [one for one in listed if one.lacking] if only_open else listed)
    places = [{"wanted": one, "form": failed.get(one.slot) or AttachmentForm(prefix=one.slot)} for one in page.items]
    context = {
        "opened": opened,
        "form": form,
        "places": places,
        "page": page,
        "only_open": only_open,
        "query": kept_query(request.GET, "from", "only", "page"),
        "failed": list(failed.values()),
        "strangers": strangers(opened, listed),
        "open_count": _open_count(listed),
        "consequence": CONSEQUENCES[Gap.DOCUMENTS],
        "from_check": request.GET.get("from") == CHECK,
    }
    return render(request, "portal/documents.html", context, status=status)


def _open_count(listed: tuple[Wanted, ...]) -> str:
    count = sum(one.lacking for one in listed)
    if not count:
        return ""
    text = ngettext("%(count)d document is still to be attached", "%(count)d documents are still to be attached", count)
    return text % {"count": count}


def _back_to_documents(request: ApplicantRequest, opened: OpenedDraft, place: str) -> str:
    query = kept_query(request.GET, "from", "only", "page")
    return f"{reverse('portal:section', args=[opened.id, Section.DOCUMENTS])}{query}#{place}"
