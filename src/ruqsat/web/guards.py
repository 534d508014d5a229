"""Who may open a page. The law decides what may be done; these only keep each audience to its own pages."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ruqsat import instance_clock
from ruqsat.law.acts import Role
from ruqsat.law.local_time import local
from ruqsat.people.appointments import last_ended
from ruqsat.people.operators import is_operator
from ruqsat.web.public.account import sign_in_first
from ruqsat.web.resending import page_of_form, sent_in
from ruqsat.web.templatetags.ruqsat_text import day, reference_text

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Only for somebody signed in; others sign in first and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "person", None) is None:
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    return guarded


def officer(*roles: Role) -> Callable[[View], View]:
    """Only for somebody who today holds one of *roles* in any office."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if getattr(request, "person", None) is None:
                return to_sign_in(request)
            if not seats(request, *roles):
                raise PermissionDenied(_why_not(request, roles))
            return view(request, *args, **kwargs)

        return guarded

    return guard


def operator(view: View) -> View:
    """Only for those whom the set-up names as looking after the system; they decide on no case by that."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = getattr(request, "person", None)
        if person is None:
            return to_sign_in(request)
        if not is_operator(person):
            raise PermissionDenied(_("This page is for those who look after the system, and you are not named as one."))
        return view(request, *args, **kwargs)

    return guarded


def _why_not(request: HttpRequest, roles: Sequence[Role]) -> str:
    """Rules 20: an appointment that ended while a page was open is told with its last day; nothing was recorded."""
    ended = last_ended(getattr(request, "person", None), roles, before=local(instance_clock.now()).date())
    if ended is None or ended.until is None:
        return _("This page is for those who work in the office, and you hold no such post today.")
    return _(
        "Your appointment ended on %(day)s, so you cannot act in this post any more. Nothing was recorded."
        " Somebody who holds the post today acts. See %(clause)s."
    ) % {"day": day(ended.until), "clause": reference_text("Rules 20")}


def seats(request: HttpRequest, *roles: Role) -> Sequence[Any]:
    """The appointments to one of *roles* that the signed-in person holds today."""
    return [held for held in getattr(request, "appointments", ()) if Role(held.role) in roles]


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """
    To the sign-in page, and from there back to what was asked for.

    A form that was sent is kept in that page, and is offered to be sent again as soon as its sender is signed in.
    """
    sent = sent_in(request)
    if sent is not None and not sent.is_bare:
        return sign_in_first(request, sent, back=page_of_form(request))
    here = page_of_form(request) if request.method == "POST" else request.get_full_path()
    query = f"?{urlencode({'next': here})}" if here else ""
    return redirect(reverse("sign-in") + query)
