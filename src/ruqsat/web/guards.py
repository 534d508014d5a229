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

from ruqsat.law.acts import Role

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
                raise PermissionDenied(
                    _("This page is for those who work in the office, and you hold no such post today.")
                )
            return view(request, *args, **kwargs)

        return guarded

    return guard


def seats(request: HttpRequest, *roles: Role) -> Sequence[Any]:
    """The appointments to one of *roles* that the signed-in person holds today."""
    return [held for held in getattr(request, "appointments", ()) if Role(held.role) in roles]


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and from there back to what was asked for (a form that was sent: to its own page)."""
    here = request.get_full_path() if request.method in ("GET", "HEAD") else request.headers.get("Referer", "")
    query = f"?{urlencode({'next': here})}" if here.startswith("/") else ""
    return redirect(reverse("sign-in") + query)
