"""A change is entered: looked at as often as wanted while nothing is recorded, then proposed to the second person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ruqsat import instance_clock
from ruqsat.keeping import books, changing
from ruqsat.keeping.changing import ChangeRefusedError
from ruqsat.law import book_changes
from ruqsat.law.acts import Actor, Role
from ruqsat.law.book import Book
from ruqsat.law.book_change import Change, NotAChange, Tables
from ruqsat.law.local_time import local
from ruqsat.law.saying import Saying
from ruqsat.web.committee.chapter import Pages, Preview, Told
from ruqsat.web.guards import seats
from ruqsat.web.officers import actor_of
from ruqsat.web.templatetags.ruqsat_text import said


class EntryForm(Protocol):
    """A form that says a change in the tables of its chapter, once it is valid."""

    def is_valid(self) -> bool: ...
    def tables(self) -> Tables: ...
    def add_error(self, field: str | None, error: Any) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A change as it would stand in the book: why it may not, line by line what it says, and what it does."""

    faults: tuple[Saying, ...]
    told: Sequence[Told]
    preview: Preview | None


def keeper(request: HttpRequest) -> Actor:
    """The capacity in which the signed-in keeper acts."""
    return actor_of(seats(request, Role.KEEPER)[0])


def look_at(request: HttpRequest, pages: Pages, change: Change, *, before: Book, at: datetime) -> Looked:
    """*change* judged and previewed against the book before it; one that may not stand is not previewed."""
    told = pages.told(change, before)
    faults = book_changes.faults(change, before, on=local(at).date())
    if faults:
        return Looked(faults=faults, told=told, preview=None)
    after = book_changes.amended([change], book=before)
    preview = pages.preview(request, change, before, after, at)
    return Looked(faults=tuple(preview.faults), told=told, preview=preview)


def form_page(
    request: HttpRequest, pages: Pages, form: EntryForm, template: str, context: dict[str, object] | None = None
) -> HttpResponse:
    """
    The page of a form that says a change: it is looked at first, and proposed (``do=propose``) as it was looked at.

    What was typed otherwise since then is looked at again. Whatever is answered, what was typed stays in the form.
    The template extends ``committee/enter.html``.
    """
    at = instance_clock.now()
    looked = None
    sent = request.method == "POST"
    if sent and form.is_valid():
        if request.POST.get("do") == "propose" and request.POST.get("seen") == mark_of(form):
            if answer := propose(request, pages, form, at=at):
                return answer
        else:
            looked = _looked(request, pages, form, at=at)
    seen = mark_of(form) if looked and not looked.faults else ""
    values = {"form": form, "pages": pages, "looked": looked, "seen": seen, **(context or {})}
    return render(request, template, values, status=422 if sent and not seen else 200)


def mark_of(form: EntryForm) -> str:
    """What tells one change from another, whoever typed it: that which is proposed is that which was looked at."""
    return sha256(book_changes.text_of(form.tables()).encode()).hexdigest()


def propose(request: HttpRequest, pages: Pages, form: EntryForm, *, at: datetime) -> HttpResponse | None:
    """Propose what *form* says, and go to the page of the change; ``None`` with the reasons in the form."""
    looked = _looked(request, pages, form, at=at)
    if looked is None or looked.faults:
        return None
    try:
        change = changing.propose(pages.chapter, form.tables(), by=keeper(request), at=at)
    except ChangeRefusedError as error:
        _say_faults(form, error.faults)
        return None
    messages.success(request, _("The change is proposed. It stands once another person has confirmed it."))
    return redirect("committee:change", change)


def _looked(request: HttpRequest, pages: Pages, form: EntryForm, *, at: datetime) -> Looked | None:
    try:
        change = book_changes.read(pages.chapter, form.tables())
    except NotAChange as error:
        form.add_error(None, said(error.saying))
        return None
    looked = look_at(request, pages, change, before=books.in_force(), at=at)
    _say_faults(form, looked.faults)
    return looked


def _say_faults(form: EntryForm, faults: Sequence[Saying]) -> None:
    if faults:
        form.add_error(None, ValidationError([said(fault) for fault in faults]))
