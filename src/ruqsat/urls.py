"""The root of all addresses."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from ruqsat.web.health import healthz, readyz


def alive(request: HttpRequest) -> HttpResponse:
    """Whether this process answers and its database does: for supervisors and load balancers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("alive", alive, name="alive"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("ruqsat.web.urls")),
]

handler400 = "ruqsat.web.errors.bad_request"
handler403 = "ruqsat.web.errors.forbidden"
handler404 = "ruqsat.web.errors.not_found"
handler500 = "ruqsat.web.errors.broken"
