"""Is this license valid, and is this PDF the very file: open to everybody, asked by number, QR code or file."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ruqsat import instance_clock
from ruqsat.eds.trust import TrustStore
from ruqsat.law.local_time import local
from ruqsat.licenses.checking import FileCheck, check_file, issued_instead_of, license_by_number, shown
from ruqsat.licenses.models import License
from ruqsat.web.forms import DayField, GovukForm, UploadField
from ruqsat.web.keyset import page_of

if TYPE_CHECKING:
    from ruqsat.eds.pdf import PdfReport

LARGEST = 10 * 1024 * 1024
PAGE = 30


class NumberForm(GovukForm):
    """The number of a license, and a day if not today."""

    number = forms.CharField(
        label=gettext_lazy("Number of the license"),
        help_text=gettext_lazy("It stands at the top of the license, for example 26000001"),
        max_length=40,
        error_messages={"required": gettext_lazy("Enter the number of the license")},
    )


class DayForm(GovukForm):
    """The day on which validity is asked."""

    on = DayField(label=gettext_lazy("Day"), required=False)


class FileForm(GovukForm):
    """A PDF somebody holds."""

    file = UploadField(
        max_size=LARGEST,
        label=gettext_lazy("PDF of the license or annex"),
        help_text=gettext_lazy("Drop the file here or choose it. It is compared and not kept."),
    )


@dataclass(frozen=True, kw_only=True)
class Held:
    """What can be said of a file somebody holds: whether it was issued here, and what its seal says otherwise."""

    name: str
    check: FileCheck
    seal: "PdfReport | None"


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """One field, one answer; or a file."""
    if "number" not in request.GET:
        return _page(request, number=NumberForm(), file=FileForm())
    form = NumberForm(request.GET)
    if not form.is_valid():
        return _page(request, number=form, file=FileForm(), status=422)
    return redirect("check-number", "".join(sign for sign in form.cleaned_data["number"] if sign.isalnum()) or "-")


@require_safe
def check_number(request: HttpRequest, number: str) -> HttpResponse:
    """What the register says of one number, today or on a day asked for."""
    today = local(instance_clock.now()).date()
    form = DayForm(request.GET if any(key.startswith("on_") for key in request.GET) else None)
    on = form.cleaned_data["on"] or today if form.is_bound and form.is_valid() else today
    found = license_by_number(number)
    context = {
        "number": number,
        "license": found,
        "on": on,
        "today": today,
        "shown": shown(found, on=on) if found else None,
        "before": license_by_number(found.stands_for) if found and found.stands_for else None,
        "instead": None if found else issued_instead_of(number),
        "day_form": form,
        "file_form": FileForm(),
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "public/check_number.html", context, status=status if found else 404)


@require_POST
def check_held(request: HttpRequest) -> HttpResponse:
    """Whether a PDF is the very file that was issued; where it is not, what its seal says of it."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, number=NumberForm(), file=form, status=422)
    upload = form.cleaned_data["file"]
    content = upload.read()
    found = check_file(content)
    seal = None if found.document else _seal(content, at=instance_clock.now())
    held = Held(name=upload.name or "", check=found, seal=seal)
    return render(request, "public/check_file.html", {"held": held, "file_form": FileForm()})


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The public register: licenses by number or holder, the newest first, a page at a time."""
    wanted = request.GET.get("q", "").replace("\0", "").strip()[:100]  # PostgreSQL takes no text with that sign
    found = License.objects.all()
    if wanted:
        found = found.filter(Q(number__startswith=wanted) | Q(holder_name__icontains=wanted))
    page = page_of(found, ("-issued_on", "-number"), asked=request.GET, size=PAGE)
    search = urlencode({"q": wanted})
    context = {
        "licenses": page.rows,
        "wanted": wanted,
        "next_url": page.next and f"?{search}&{page.next}",
        "previous_url": page.previous and f"?{search}&{page.previous}",
    }
    return render(request, "public/register.html", context)


def _page(request: HttpRequest, *, number: NumberForm, file: FileForm, status: int = 200) -> HttpResponse:
    return render(request, "public/check.html", {"form": number, "file_form": file}, status=status)


def _seal(content: bytes, *, at: datetime) -> "PdfReport | None":
    """The judgement of a PDF's seal, from what the file itself carries; None where it is no PDF at all."""
    if not content.startswith(b"%PDF-"):
        return None
    from ruqsat.eds.pdf import verify_pdf  # brings all of pyHanko, which a start need not wait for

    return verify_pdf(content, trust=TrustStore.from_folder(settings.TRUST_DIR), at=at)
