"""Pages for when something cannot be done: plain words, what to do next, whether the answers were saved."""

import sys
from collections.abc import Sequence

import psycopg
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from ruqsat.web.resending import sent_in

AGAIN_AFTER = 15  # seconds, for browsers and programs that ask again by themselves
UNREACHABLE = ("08", "53", "57P", "58")
"""Classes of SQLSTATE: connection, resources, the operator's intervention, the machine below."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the page belongs to somebody else; the exception's text, when it has one, says why."""
    return render(request, "403.html", {"why": str(exception or "")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was open for too long, or came from another site."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "404.html", status=404)


def conflict(request: HttpRequest, *, changes: Sequence[str] = (), kept: str = "", back: str = "") -> HttpResponse:
    """409: the case moved on while the officer looked; what changed, and what was typed, kept."""
    return render(request, "409.html", {"changes": changes, "kept": kept, "back": back}, status=409)


def broken(request: HttpRequest) -> HttpResponse:
    """500: something broke on our side; 503 when it is the database that cannot be reached."""
    if is_unreachable(sys.exc_info()[1]):
        return unreachable(request)
    return render(request, "500.html", status=500)


def is_unreachable(error: BaseException | None) -> bool:
    """Whether *error* says that the database is not there, rather than that it did not like what it was asked."""
    while error is not None:
        if isinstance(error, psycopg.InterfaceError):
            return True
        if isinstance(error, psycopg.OperationalError):
            return error.sqlstate is None or error.sqlstate.startswith(UNREACHABLE)
        error = error.__cause__  # Django and the queue wrap what the driver said
    return False


def unreachable(request: HttpRequest) -> HttpResponse:
    """
    503: the database cannot be reached. What was sent is in the page, to be sent again.

    Needs neither database nor session, and not what middleware finds out: any of it may be what failed.
    """
    language = translation.get_language_from_request(request)
    others = [code for code, _name in settings.LANGUAGES if code != language]
    with translation.override(language):
        page = render_to_string("503.html", {"sent": sent_in(request), "others": others})
    headers = {"Retry-After": str(AGAIN_AFTER), "Cache-Control": "no-store", "Content-Language": language}
    return HttpResponse(page, status=503, headers=headers)
