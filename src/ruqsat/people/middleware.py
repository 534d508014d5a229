"""Who asks: each request knows its person, the posts the person holds today, and the language the person chose."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from ruqsat.law.local_time import local
from ruqsat.people.appointments import held
from ruqsat.people.models import Appointment, Person
from ruqsat.people.sessions import person_in

Respond = Callable[[HttpRequest], HttpResponse]


class PersonRequest(HttpRequest):
    """
    A request as views see it.

    ``person`` is None for somebody not signed in; ``appointments`` are those in force today, fetched when looked at;
    ``language`` is the person's choice, empty when there is none.
    """

    person: Person | None
    appointments: Sequence[Appointment]
    language: str


def knowing_person(get_response: Respond, *, clock: Callable[[], datetime]) -> Respond:
    """
    The middleware, to stand after the session's; *clock* is the caller's, for this layer reads none.

    A request without a session's cookie costs nothing and varies by nothing.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        person = person_in(request.session) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        _tell(request, person, clock)
        return get_response(request)

    return respond


def _tell(request: HttpRequest, person: Person | None, clock: Callable[[], datetime]) -> None:
    def posts() -> tuple[Appointment, ...]:
        return tuple(held(person, on=local(clock()).date())) if person else ()

    known: dict[str, object] = {
        "person": person,
        "appointments": SimpleLazyObject(posts),
        "language": person.language if person else "",
    }
    vars(request).update(known)
