"""Windows in which officers are signed in, on a case that stands at a milestone."""

import base64
from uuid import UUID

from django.test import Client

from ruqsat.people.sessions import PERSON
from tests.walking import Road
from tests.world import person

FACILITY = "F1"


def window_of(iin: str, language: str = "en") -> Client:
    """A window in which the person with this IIN is signed in."""
    client = Client(headers={"accept-language": language}, raise_request_exception=True)
    session = client.session
    somebody = person(iin)
    somebody.language = language
    somebody.save(update_fields=["language"])
    session[PERSON] = str(somebody.id)
    session.save()
    return client


def case_page(road: Road, page: str = "") -> str:
    """The address of a page of the case at the desk."""
    return f"/desk/cases/{road.case}/{page}"


def signed(road: Road, window: Client, page: str, iin: str) -> dict[str, str]:
    """What the signing panel of *page* sends once the person signed what it shows."""
    shown = window.get(page).context["prepared"]
    cms = road.world.sign(shown.statement, iin)
    return {"cms": base64.b64encode(cms).decode(), "prepared": str(shown.id)}


def last_of(address: str) -> UUID:
    """The id that an address ends with."""
    return UUID(address.rstrip("/").rpartition("/")[2])
