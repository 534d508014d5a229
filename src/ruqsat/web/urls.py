"""Rules 2(3), List 2: one portal for everything that the service needs; the addresses of all pages, by audience."""

from importlib.util import find_spec

from django.urls import include, path

_AUDIENCES = (
    ("", "ruqsat.web.public.urls"),
    ("", "ruqsat.web.portal.urls"),
    ("desk/payments/", "ruqsat.web.treasury.urls"),
    ("desk/", "ruqsat.web.desk.urls"),
    ("approvals/", "ruqsat.web.approvals.urls"),
    ("inspector/", "ruqsat.web.inspector.urls"),
    ("committee/", "ruqsat.web.committee.urls"),
    ("operations/", "ruqsat.web.operations.urls"),
)


def _written(module: str) -> bool:
    package = module.rpartition(".")[0]
    return find_spec(package) is not None and find_spec(module) is not None


urlpatterns = [path(prefix, include(module)) for prefix, module in _AUDIENCES if _written(module)]
