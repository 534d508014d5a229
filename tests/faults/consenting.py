"""
Rules 8: what twenty have to do with the digital document service: some ask for a code, some have one, some take back.

Codes are asked for and typed on the pages, withdrawals are told by the sweep, which also asks what came of requests.
"""

import re

from django.conf import settings

from ruqsat.consents.models import Consent, Pending
from ruqsat.gateways import registers
from tests.broken.processes import Processes
from tests.faults.crowd import Crowd, OwnRoad
from tests.world import person

Moved = frozenset[tuple[object, ...]]
TAKEN = {302, 303}
SAID = {*TAKEN, 422, 503}
"""What a page answers to a form: on to the next one, or the same with what was in the way."""


def _third(crowd: Crowd, number: int) -> list[OwnRoad]:
    return crowd.roads()[number::3]


def codes_and_consents(crowd: Crowd, processes: Processes) -> None:
    """A third has its codes, and another has consented."""
    gateway = registers.connect(settings.GATEWAYS)
    for road in _third(crowd, 1):
        road.ask_for_code(gateway)
    for road in _third(crowd, 2):
        road.consent()


def all_say_something(crowd: Crowd, processes: Processes) -> None:
    """One third asks for a code and types it if it comes, one types the code it has, one takes its consent back."""
    for road in _third(crowd, 0):
        _consents(road, processes)
    for road in _third(crowd, 1):
        _types(road, processes)
    for road in _third(crowd, 2):
        _posts(road, processes, step="withdraw")


def all_say_it_again(crowd: Crowd, processes: Processes) -> None:
    """Whoever wanted to consent and has not asks for a new code, a quarter of an hour later."""
    crowd.world.later(minutes=15)
    for road in [*_third(crowd, 0), *_third(crowd, 1)]:
        if not _live(road):
            _consents(road, processes)


def moved(crowd: Crowd) -> Moved:
    """Requests that are under way here, consents on file, and withdrawals that count as told."""
    asked = Pending.objects.values_list("file_id", "id")
    given = Consent.objects.values_list("file_id", "id")
    told = Consent.objects.exclude(withdrawn_at=None).filter(tell_at=None).values_list("file_id", "id")
    named = (("asked", asked), ("given", given), ("told", told))
    return frozenset((file, what, id) for what, rows in named for file, id in rows)


def all_done(crowd: Crowd) -> bool:
    """Two thirds have consented, and of the last the service knows that it takes its consent back."""
    want = [*_third(crowd, 0), *_third(crowd, 1)]
    told = {each[0] for each in moved(crowd) if each[1] == "told"}
    return all(_live(road) for road in want) and told >= {road.case for road in _third(crowd, 2)}


def _live(road: OwnRoad) -> bool:
    return Consent.objects.filter(file_id=road.case, withdrawn_at=None).exists()


def _consents(road: OwnRoad, processes: Processes) -> None:
    if _posts(road, processes, step="choose", choice="registers") in TAKEN:
        _types(road, processes)


def _types(road: OwnRoad, processes: Processes) -> None:
    came = road.world.messages_on(person(road.applicant).phone)
    code = re.search(r"\b\d{6}\b", came[0]["text"]) if came else None
    if code is not None:
        _posts(road, processes, step="confirm", code=code[0])


def _posts(road: OwnRoad, processes: Processes, **said: str) -> int:
    status = processes.window(road.applicant).post(f"/applications/{road.case}/consent/", said).status_code
    assert status in SAID, (said, status)
    return status
