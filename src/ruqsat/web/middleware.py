"""What every request and answer of the pages passes through."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from ruqsat import instance_clock
from ruqsat.people.middleware import knowing_person

Respond = Callable[[HttpRequest], HttpResponse]


def person_of_request(get_response: Respond) -> Respond:
    """Each request knows its person and the posts the person holds today, on this instance's clock."""
    return knowing_person(get_response, clock=instance_clock.now)


class PlainPages:
    """A wrong method is answered with a page that says what to do, not with nothing."""

    def __init__(self, get_response: Respond) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the page into an empty 405; its ``Allow`` header stays."""
        response = self._respond(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = render(request, "405.html").content
        return response
