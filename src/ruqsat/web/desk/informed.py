"""Rules 21-1: an office is told of a change of the Rules on its work list, until somebody there takes note of it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruqsat import instance_clock
from ruqsat.keeping import books, publishing
from ruqsat.keeping.models import Information
from ruqsat.law import book_changes
from ruqsat.law.acts import Role
from ruqsat.law.book import Chapter
from ruqsat.law.edition_amended import EditionAmended
from ruqsat.web.committee.edition_told import told
from ruqsat.web.guards import officer, seats


@dataclass(frozen=True, kw_only=True)
class News:
    """A change of the Rules of which an office has not taken note yet."""

    change: UUID
    order: str
    since: date


def news(request: HttpRequest) -> list[News]:
    """What the offices of the signed-in officer have not taken note of, the earliest first."""
    offices = {seat.office_id for seat in seats(request, Role.OFFICER, Role.HEAD)}
    rows = Information.objects.filter(recipient__in=offices, received_at=None).select_related("change")
    found = {row.change_id: row.change for row in rows.order_by("sent_at")}
    return [News(change=change.id, order=change.basis, since=change.since) for change in found.values()]


@require_http_methods(["GET", "HEAD", "POST"])
@officer(Role.OFFICER, Role.HEAD)
def information(request: HttpRequest, change: UUID) -> HttpResponse:
    """What an order replaces; whoever has read it takes note for the office."""
    offices = {seat.office_id for seat in seats(request, Role.OFFICER, Role.HEAD)}
    rows = list(Information.objects.filter(change=change, recipient__in=offices).select_related("change"))
    if not rows:
        raise Http404(str(change))
    if request.method == "POST":
        at = instance_clock.now()
        for row in rows:
            publishing.received(row.change, to=row.recipient, received_at=at, at=at)
        messages.success(request, _("Noted: your office has received the information."))
        return redirect("desk:worklist")
    order = book_changes.read_text(Chapter.EDITIONS, rows[0].change.tables)
    assert isinstance(order, EditionAmended)  # noqa: S101 -- information is sent of changes of this chapter alone
    before = books.after((rows[0].change.place or 1) - 1)
    context = {"order": order, "told": told(order, before), "noted": all(row.received_at for row in rows)}
    return render(request, "desk/information.html", context)
