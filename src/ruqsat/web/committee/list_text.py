"""The names of a list as a table (CSV): taken away, and several entered at once. Whole entries come and go as TOML."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ruqsat.keeping import books
from ruqsat.law.acts import Role
from ruqsat.law.book import Book
from ruqsat.law.book_change import Tables
from ruqsat.law.names import LANGUAGES, Names
from ruqsat.web.committee import activities, offices, requirements
from ruqsat.web.committee.chapter import Pages
from ruqsat.web.committee.entering import form_page
from ruqsat.web.committee.listed import today
from ruqsat.web.forms import DayField, GovukForm, UploadField
from ruqsat.web.guards import View, officer

COLUMNS = ("table", "code", *LANGUAGES)
MOST_BYTES = 500_000


class TextForm(GovukForm):
    """A table pasted or uploaded, the day from which it is so, and its basis."""

    upload = UploadField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("What is in it comes to stand in the field below."),
        max_size=MOST_BYTES,
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("Or its text"),
        help_text=gettext_lazy("Columns: table, code, kk, ru, en. Lines that stay as they are can be left out."),
        widget=forms.Textarea,
        max_length=MOST_BYTES,
        error_messages={"required": gettext_lazy("Choose a file or enter the text")},
    )
    since = DayField(label=gettext_lazy("From which day"), help_text=gettext_lazy("A day to come, like 1 1 2027."))
    basis = forms.CharField(
        label=gettext_lazy("Legal basis"),
        help_text=gettext_lazy("The act that this rests on, with its day and number."),
        max_length=500,
        error_messages={"required": gettext_lazy("Name the act that this rests on")},
    )

    def __init__(self, *args: Any, keys: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = keys

    def clean(self) -> dict[str, Any]:
        """
        The text read into tables.

        :raises ValidationError: with the line where it cannot be.
        """
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("text"):
            cleaned["tables"] = _of_csv(cleaned["text"], self.keys)
        return cleaned

    def tables(self) -> Tables:
        """The change in the form of the chapter."""
        head = {"basis": self.cleaned_data["basis"], "since": self.cleaned_data["since"]}
        return {**self.cleaned_data["tables"], **head}


def _of_csv(text: str, keys: Mapping[str, str]) -> dict[str, Any]:
    """Rows by table; every wrong line is told with its number."""
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ValidationError(_("The first line must be: %(columns)s") % {"columns": ",".join(COLUMNS)})
    tables: dict[str, Any] = {}
    wrong = []
    for number, row in enumerate(reader, start=2):
        missing = [one for one in COLUMNS if not (row.get(one) or "").strip()]
        if row["table"] not in keys:
            wrong.append(_("Line %(line)d: there is no table “%(name)s”") % {"line": number, "name": row["table"]})
        elif missing:
            said = {"line": number, "columns": ", ".join(missing)}
            wrong.append(_("Line %(line)d: nothing stands at %(columns)s") % said)
        elif None in row:
            wrong.append(_("Line %(line)d: it has more columns than the first line") % {"line": number})
        else:
            named = {one: row[one].strip() for one in LANGUAGES}
            tables.setdefault(row["table"], []).append({keys[row["table"]]: row["code"].strip(), **named})
    if wrong:
        raise ValidationError(wrong)
    return tables


def _page(pages: Pages, keys: Mapping[str, str]) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    @officer(Role.KEEPER)
    def from_text(request: HttpRequest) -> HttpResponse:
        form = TextForm(_sent(request), keys=keys)
        return form_page(request, pages, form, "committee/enter_text.html")

    return from_text


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was typed; an uploaded file takes the place of the text, and is there again when the form is shown."""
    if request.method != "POST":
        return None
    data, upload = request.POST.copy(), request.FILES.get("upload")
    if upload is not None and (upload.size or 0) <= MOST_BYTES:
        data["text"] = upload.read().decode("utf-8-sig", errors="replace")
    return data


def _csv(pages: Pages, entries: Callable[[Book], Iterable[tuple[str, str, Names]]]) -> View:
    @require_safe
    @officer(Role.KEEPER)
    def names_csv(request: HttpRequest) -> HttpResponse:
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for table, code, named in entries(books.in_force()):
            writer.writerow([table, code, *(named.in_(one) for one in LANGUAGES)])
        headers = {"Content-Disposition": f'attachment; filename="{pages.chapter.value}.csv"'}
        return HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)

    return names_csv


def _activities(book: Book) -> Iterator[tuple[str, str, Names]]:
    known = book.activities.on(today())
    yield from (("subtype", code, one.names) for code, one in known.there.items())
    yield from (("speciality", one.code, one.names) for one in known.practiced.values())


def _requirements(book: Book) -> Iterator[tuple[str, str, Names]]:
    known = book.requirements.on(today())
    yield from (("requirement", key, one.names) for key, one in known.points.items() if key not in known.ended)


def _offices(book: Book) -> Iterator[tuple[str, str, Names]]:
    known = book.offices.on(today())
    yield from (("office", code, one.names) for code, one in known.open.items())
    yield from (("region", code, one.names) for code, one in known.served.items())
    yield from (("access", code, one) for code, one in known.access.items() if code not in known.ended)


activities_from_text = _page(activities.PAGES, {"subtype": "code", "speciality": "code"})
requirements_from_text = _page(requirements.PAGES, {"requirement": "key"})
offices_from_text = _page(offices.PAGES, {"office": "code", "region": "code", "access": "code"})
"""Several names of a list are entered."""

activities_csv = _csv(activities.PAGES, _activities)
requirements_csv = _csv(requirements.PAGES, _requirements)
offices_csv = _csv(offices.PAGES, _offices)
"""The names in force today are taken away."""
