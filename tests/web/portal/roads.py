"""Applicants on the roads of a refusal: at the pages, with their own key, the office's side by its actions."""

import base64

from django.test import Client

from ruqsat.cases.actions import withdrawing
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import window_of
from tests.world import AIZHAN, person


def refused_by_the_body(stand: Stand) -> Road:
    """Rules 11, Rules 12: the approving body has said no, and a refusal is intended for that."""
    road = stand("complete")
    road.request_approval()
    road.answer_approval(approved=False)
    road.announce("List 9(4)")
    return road


def without_anything(stand: Stand) -> Road:
    """Filed and registered, unpaid, without consent: documents are missing."""
    road = stand("known")
    road.fill()
    road.receive()
    road.register()
    return road


def filed_unpaid(stand: Stand) -> Road:
    """Filed and registered with consent, and unpaid."""
    road = stand("known")
    road.fill()
    road.consent()
    road.receive()
    road.register()
    return road


def examined_after_all(road: Road) -> None:
    """Rules 9: the two days pass, so the documents are taken as complete, whatever is missing."""
    road.world.later(days=6)
    road.find_complete()


def withdraw(road: Road) -> None:
    """Rules 6: the applicant takes it back."""
    by = person(road.applicant)
    prepared = withdrawing.prepare_withdrawal(road.case, reason="", by=by, at=road.now)
    withdrawing.withdraw(prepared.id, cms=road.world.sign(prepared.statement, road.applicant), by=by, at=road.now)


def window(language: str = "en") -> Client:
    """The applicant's window."""
    return window_of(AIZHAN, language)


def page(road: Road, name: str = "") -> str:
    """The address of a page of the case."""
    return f"/applications/{road.case}/{name}"


def shown(road: Road, name: str = "", language: str = "en") -> str:
    """What a page of the case says."""
    answer = window(language).get(page(road, name))
    assert answer.status_code == 200, (answer.status_code, answer.headers)
    return answer.content.decode()


def signed(road: Road, client: Client, address: str, iin: str = AIZHAN) -> dict[str, str]:
    """What the signing panel at *address* sends once it was signed."""
    prepared = client.get(address).context["prepared"]
    cms = road.world.sign(prepared.statement, iin)
    return {"cms": base64.b64encode(cms).decode(), "prepared": str(prepared.id)}
