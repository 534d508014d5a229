"""What every request and answer of the pages passes through."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.translation import gettext as _

from ruqsat import instance_clock
from ruqsat.keeping import at_hand, books
from ruqsat.law.lists import Lists
from ruqsat.law.local_time import local
from ruqsat.people.middleware import knowing_person

Respond = Callable[[HttpRequest], HttpResponse]

MEGABYTE = 1_000_000
MOST_BYTES = 250 * MEGABYTE
"""Of one request. Far above what any form takes: a file that is too large gets its form's own words."""
MOST_BYTES_OF_ANYBODY = 25 * MEGABYTE
"""Of a request of somebody not signed in."""


def person_of_request(get_response: Respond) -> Respond:
    """Each request knows its person and the posts the person holds today, on this instance's clock."""
    return knowing_person(get_response, clock=instance_clock.now)


def lists_of_today(get_response: Respond) -> Respond:
    """What a page names or offers of the reference lists is what they say today; they are asked for when needed."""

    def ask() -> Lists:
        return books.in_force().lists_on(local(instance_clock.now()).date())

    def respond(request: HttpRequest) -> HttpResponse:
        with at_hand.asking(ask):
            return get_response(request)

    return respond


def nothing_endless(get_response: Respond) -> Respond:
    """A request larger than may be sent is refused unread: its body would lie on our disk before any form saw it."""

    def respond(request: HttpRequest) -> HttpResponse:
        most = MOST_BYTES if getattr(request, "person", None) else MOST_BYTES_OF_ANYBODY
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdigit() and len(said) <= len(str(most)) and int(said) <= most:
            return get_response(request)
        why = _("The file must be smaller than %(limit)d MB") % {"limit": most // MEGABYTE}
        return render(request, "400.html", {"why": why}, status=413)

    return respond


def kept_nowhere(get_response: Respond) -> Respond:
    """Pages of somebody signed in stay in no cache: computers are shared, and "back" works after signing out."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if getattr(request, "person", None) is not None and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    return respond


class PlainPages:
    """A wrong method is answered with a page that says what to do, not with nothing."""

    def __init__(self, get_response: Respond) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the page into an empty 405; its ``Allow`` header stays."""
        response = self._respond(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            asked = request.method in {"GET", "HEAD"}
            response.content = render(request, "405.html", {"above": _above(request.path) if asked else ""}).content
        return response


def _above(path: str) -> str:
    """The nearest address above *path*: the page whose form is sent there."""
    parent = path.rstrip("/").rpartition("/")[0] + "/"
    while parent != "/" and not is_valid_path(parent):
        parent = parent.rstrip("/").rpartition("/")[0] + "/"
    return parent
