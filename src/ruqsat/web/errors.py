"""Pages for when something cannot be done: plain words, what to do next, whether the answers were saved."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


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
    """500: something broke on our side."""
    return render(request, "500.html", status=500)


def closed(request: HttpRequest, *, until: str = "") -> HttpResponse:
    """503: closed for a short time; *until* in words."""
    return render(request, "503.html", {"until": until}, status=503)
