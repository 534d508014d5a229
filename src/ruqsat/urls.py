"""The root of all addresses."""

from importlib.util import find_spec

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def alive(request: HttpRequest) -> HttpResponse:
    """Whether this process answers and its database does: for supervisors and load balancers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("alive", alive, name="alive"),
    *(path("", include(module)) for module in ("ruqsat.web.urls",) if find_spec(module)),
]
