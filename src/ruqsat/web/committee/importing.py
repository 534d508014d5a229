"""A change entered from a TOML file; changes and whole chapters given out as TOML."""

import json
import tomllib
from typing import Any
from uuid import UUID

import tomli_w
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ruqsat.keeping import books
from ruqsat.law.acts import Role
from ruqsat.law.book_change import Tables
from ruqsat.web.committee.entering import form_page
from ruqsat.web.committee.opened import change_or_404, pages_or_404
from ruqsat.web.forms import GovukForm, UploadField
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest

MOST = 1_000_000


class ImportForm(GovukForm):
    """A change as TOML: a file, or its text, which stays in the form so that it can be looked at and proposed."""

    file = UploadField(label=gettext_lazy("TOML file"), max_size=MOST, required=False)
    text = forms.CharField(
        label=gettext_lazy("Or its text"),
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        max_length=MOST,
        required=False,
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        """The tables that the file says, or else the text."""
        cleaned = super().clean() or self.cleaned_data
        upload = cleaned.get("file")
        try:
            text = upload.read().decode() if upload else cleaned.get("text", "")
            cleaned["tables"] = tomllib.loads(text.replace("\r\n", "\n"))
        except UnicodeDecodeError:
            raise ValidationError(_("The file is no text in UTF-8.")) from None
        except tomllib.TOMLDecodeError as error:
            raise ValidationError(_("This is not TOML: %(error)s") % {"error": error}) from None
        if not cleaned["tables"]:
            raise ValidationError(_("Choose a file, or put its text here."))
        self.data = {**self.data.dict(), "text": text} if hasattr(self.data, "dict") else self.data
        return cleaned

    def tables(self) -> Tables:
        """The change in the form of its chapter."""
        tables: Tables = self.cleaned_data["tables"]
        return tables


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.KEEPER)
def enter(request: OfficerRequest, chapter: str) -> HttpResponse:
    """A change of any chapter from a file in the form in which it is given out."""
    form = ImportForm(request.POST or None, request.FILES or None)
    return form_page(request, pages_or_404(chapter), form, "committee/enter_file.html")


@require_safe
@officer(Role.KEEPER)
def chapter_file(request: OfficerRequest, chapter: str) -> HttpResponse:
    """All of a chapter as it stands."""
    pages = pages_or_404(chapter)
    return _file(pages.tables(books.in_force()), name=f"{pages.chapter.value}.toml")


@require_safe
@officer(Role.KEEPER)
def change_file(request: OfficerRequest, change: UUID) -> HttpResponse:
    """One change, in the form in which it can be entered again."""
    row = change_or_404(change)
    return _file(json.loads(row.tables), name=f"{row.chapter}-{row.since.isoformat()}.toml")


def _file(tables: Tables, *, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(tomli_w.dumps(dict(tables)), content_type="application/toml; charset=utf-8", headers=headers)
