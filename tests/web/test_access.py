"""Every address of the service, asked by those who have no business there: none is open by oversight."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ruqsat.documents.models import Blob
from ruqsat.licenses.models import License
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import FACILITY, window_of
from tests.world import PETR

OPEN = {
    "alive",
    "healthz",
    "readyz",
    "start",
    "rules",
    "rule",
    "list",
    "need",
    "fee",
    "terms",
    "working-days",
    "offices",
    "check",
    "check-file",
    "check-number",
    "register",
    "sign-in",
    "phone",  # a ticket of the page, as those below it ask for its session or for the secret of the code
    "phone-state",
    "phone-code",
    "phone-asks",
    "phone-documents",
    "sign-out",
    "language",
    "portal:linked",  # the link with the code shows who answers
    "portal:payments-callback",  # the gateway signs what it sends
}
OF_ANYBODY_SIGNED_IN = {"portal:account", "portal:begin", "portal:ledger"}
REGION_71 = {"officer": "890214399571", "inspector": "950701399611", "head": "751122499651", "approver": "860417499695"}
SECTION = "name"


def addresses(patterns: list[URLPattern | URLResolver], spaces: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address by its name."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, f"{spaces}{one.namespace}:" if one.namespace else spaces)
        else:
            yield f"{spaces}{one.name}", one


EVERY = dict(addresses(get_resolver().url_patterns))
GUARDED = sorted(EVERY.keys() - OPEN)


def paths(name: str, road: Road | None = None) -> list[str]:
    """The address *name*, filled with what is really there: once for each document of the case, where it names one."""
    visit = next(iter(road.look().standing.visits)) if road else uuid4()
    documents = [one.sha256 for one in Blob.objects.filter(file_id=road.case)] if road else ["0" * 64]
    known = {
        "id": road.case if road else uuid4(),
        "case": road.case if road else uuid4(),
        "visit": visit,
        "act": uuid4(),
        "facility": FACILITY,
        "finding": uuid4(),
        "section": SECTION,
        "proves": "diploma",
        "about": "applicant",
        "attachment": 1,
        "appointment": 1,
        "undone": 1,
        "task": "tell_applicant",
        "place": "S1",
        "kind": "specialists",
        "ending": "csv",
        "service": "annex",
        "number": License.objects.get().number if road else "26000001",
        "chapter": "mci",
        "change": uuid4(),
        "statement": uuid4(),
        "line": uuid4(),
        "payment": uuid4(),
        "message": uuid4(),
    }
    wanted = EVERY[name].pattern.converters
    if "sha256" not in wanted:
        return [reverse(name, kwargs={key: known[key] for key in wanted})]
    rest = {key: known[key] for key in wanted if key != "sha256"}
    return [reverse(name, kwargs=rest | {"sha256": sha256}) for sha256 in documents]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", GUARDED)
def test_whoever_is_not_signed_in_signs_in_first(name: str, method: str) -> None:
    (path,) = paths(name)
    answer = getattr(Client(), method)(path)
    assert answer.status_code == 405 or answer.headers.get("Location", "").startswith("/sign-in/")


def test_somebody_elses_case_is_nobodys_business(stand: Stand) -> None:
    """Another applicant; officer, inspector, head and approver of another region: every page, every document."""
    road = stand("issued")
    seen = []
    for who in (PETR, *REGION_71.values()):
        window = window_of(who)
        for name in GUARDED:
            if name in OF_ANYBODY_SIGNED_IN or not EVERY[name].pattern.converters:
                continue
            for path in paths(name, road):
                answers = [window.get(path), window.post(path)]
                seen += [(who, path) for answer in answers if answer.status_code not in {403, 404, 405}]
    assert seen == []
