"""The chapter of appointments: who holds which post, by which order, from which day to which (Rules 20)."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruqsat.cases.models import OpenDuty
from ruqsat.keeping import books
from ruqsat.keeping.changing import Follow
from ruqsat.law import list_change
from ruqsat.law.acts import Role
from ruqsat.law.appointment_changed import HEADS, AppointmentChanged
from ruqsat.law.book import Book, Chapter
from ruqsat.law.book_change import Tables
from ruqsat.people import appointing, persons
from ruqsat.people.models import Appointment, Person
from ruqsat.people.positions import POSITIONS
from ruqsat.web.committee.chapter import Pages, Preview, Shown, Told, Way
from ruqsat.web.committee.entering import form_page
from ruqsat.web.committee.listed import Entry, listed, today, touched
from ruqsat.web.forms import ChoiceField, DayField, GovukForm, IinField
from ruqsat.web.frame import full_name
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest
from ruqsat.web.reference import name_of
from ruqsat.web.templatetags.ruqsat_text import day, names, reader_language

_ORDER = gettext_lazy("Its number and day, like № 17 of 2026-11-26.")


class AppointmentForm(GovukForm):
    """Rules 20: a person, by the IIN, is appointed to a post of an office by an order."""

    iin = IinField(
        label=gettext_lazy("IIN"),
        help_text=gettext_lazy("Of somebody who has signed in here. The record keeps no IIN."),
    )
    office = ChoiceField(label=gettext_lazy("Office"), widget=forms.Select)
    post = ChoiceField(label=gettext_lazy("Post"))
    since = DayField(label=gettext_lazy("From which day"))
    until = DayField(label=gettext_lazy("To which day, if it has an end"), required=False)
    order = forms.CharField(
        label=gettext_lazy("Order of appointment"),
        help_text=_ORDER,
        max_length=120,
        error_messages={"required": gettext_lazy("Name the order")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = list_change.last_of(books.in_force().offices).open.values()
        choices = [("", _("Choose an office")), *((one.code, names(one.short)) for one in offices)]
        self.offer("office", choices)
        posts = [(f"{role.value} {kind}".strip(), names(named)) for (role, kind), named in POSITIONS.items()]
        labels = [(code, _post(code, text)) for code, text in posts]
        self.offer("post", labels)

    def clean_iin(self) -> Person:
        """
        The person with this IIN.

        :raises ValidationError: when nobody by it is known here.
        """
        person = persons.by_iin(self.cleaned_data["iin"])
        if person is None:
            raise ValidationError(
                _("Nobody with this IIN has signed in here. Ask them to sign in once, then enter it.")
            )
        return person

    def tables(self) -> Tables:
        """The change in the form of `appointment_changed`; the person by the pseudonymous id."""
        given = self.cleaned_data
        role, _space, kind = given["post"].partition(" ")
        until = {"until": given["until"]} if given["until"] else {}
        head = {"person": str(given["iin"].id), "office": given["office"], "role": role, "kind": kind}
        return {**head, "since": given["since"], "order": given["order"], **until}


class DismissalForm(GovukForm):
    """Rules 20: the last day of an appointment that is there, and the order it rests on."""

    until = DayField(label=gettext_lazy("Last day in the post"))
    order = forms.CharField(
        label=gettext_lazy("Order of dismissal"),
        help_text=_ORDER,
        max_length=120,
        error_messages={"required": gettext_lazy("Name the order")},
    )

    def __init__(self, *args: Any, row: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row

    def tables(self) -> Tables:
        """The change in the form of `appointment_changed`."""
        given, row = self.cleaned_data, self.row
        head = {"person": str(row.person_id), "office": row.office_id, "role": row.role, "kind": row.kind}
        return {**head, "since": row.since, "until": given["until"], "order": given["order"], "ends": True}


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.KEEPER)
def enter(request: OfficerRequest) -> HttpResponse:
    """A person is appointed."""
    form = AppointmentForm(request.POST or None)
    return form_page(request, PAGES, form, "committee/enter_entry.html", {"heading": PAGES.ways[0].text})


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.KEEPER)
def end(request: OfficerRequest, appointment: int) -> HttpResponse:
    """An appointment gets its last day."""
    row = _open(today()).filter(id=appointment).first()
    if row is None:
        raise Http404(str(appointment))
    form = DismissalForm(request.POST or None, row=row)
    heading = _("End the appointment: %(person)s, %(post)s") % {"person": full_name(row.person), "post": _held(row)}
    return form_page(request, PAGES, form, "committee/enter_entry.html", {"heading": heading})


def _open(on: date) -> QuerySet[Appointment]:
    lasting = Q(until__isnull=True) | Q(until__gte=on)
    return Appointment.objects.filter(lasting).select_related("person", "office").order_by("office_id", "role", "id")


def _stands(request: HttpRequest, book: Book) -> Shown:
    known = book.offices.on(today()).offices
    entries = [
        Entry(
            code=row.office_id,
            names=known[row.office_id].short if row.office_id in known else None,
            said=[full_name(row.person), _held(row), _days(row.since, row.until), row.order_number],
            url=change_url_of(row),
            act=_("End"),
        )
        for row in _open(today())
    ]
    return listed(request, entries, timeline=book.offices)


def change_url_of(row: Appointment) -> str:
    """The page on which the appointment is ended."""
    return reverse("committee:end-appointment", args=[row.id])


def _post(code: str, text: str) -> str:
    return _("%(post)s (approving body)") % {"post": text} if code.startswith("approving_head") else text


def _held(row: Appointment) -> str:
    return names(POSITIONS[Role(row.role), row.kind])


def _days(since: date, until: date | None) -> str:
    first = day(since)
    return (
        _("%(since)s to %(until)s") % {"since": first, "until": day(until)}
        if until
        else _("from %(since)s") % {"since": first}
    )


def _told(change: AppointmentChanged, before: Book) -> list[Told]:
    person = Person.objects.filter(id=change.person).first()
    kind = change.kind if change.role in HEADS else ""
    post = names(POSITIONS[change.role, kind]) if (change.role, kind) in POSITIONS else change.role.value
    office = name_of(change.office, language=reader_language())
    what = ", ".join((full_name(person) if person else "–", post, office))
    if change.ends:
        return [Told(what=what, before=_days(change.since, None), after=_days(change.since, change.until))]
    return [Told(what=what, before=_("not appointed"), after=_days(change.since, change.until))]


def _preview(request: HttpRequest, change: AppointmentChanged, before: Book, after: Book, at: datetime) -> Preview:
    """What the person still has to do in that office."""
    mine = OpenDuty.objects.filter(assignee=change.person, office=change.office)
    lines: dict[str, int | str] = {_("Visits and tasks of this person in open cases"): mine.count()}
    if change.ends and change.until:
        lines[_("Of these, visits after the last day")] = mine.filter(starts_at__date__gt=change.until).count()
    return Preview(shown=touched(lines), faults=appointing.faults(change))


def _follow(at: datetime) -> Follow:
    return appointing.follow


def _tables(book: Book) -> Tables:
    rows = [
        {
            "person": str(row.person_id),
            **{"office": row.office_id, "role": row.role, "kind": row.kind, "since": row.since},
            **({"until": row.until} if row.until else {}),
            "order": row.order_number,
        }
        for row in _open(today())
    ]
    return {"appointment": rows}


PAGES = Pages(
    chapter=Chapter.APPOINTMENTS,
    title=gettext_lazy("Appointments"),
    about=gettext_lazy("Who holds which post in which office, by which order, from which day."),
    ways=(Way(url="committee:enter-appointment", text=gettext_lazy("Appoint a person")),),
    stands=_stands,
    told=_told,
    preview=_preview,
    follow=_follow,
    tables=_tables,
)
