"""Rules 8, List 9(8): consent after filing: of the owner alone, while the case is open, and the registers are owed."""

from uuid import uuid4

import pytest
from django.conf import settings

from ruqsat.cases.actions import consenting_later
from ruqsat.cases.case_file import NotPermittedError
from ruqsat.consents.giving import NoSuchRequest
from ruqsat.consents.models import Pending
from ruqsat.gateways import registers
from ruqsat.gateways.registers import Registers
from ruqsat.law.merits import consented
from tests.milestones import Stand
from tests.walking import Road
from tests.world import AIZHAN, PETR, PHONE, person


def without_consent(stand: Stand) -> Road:
    road = stand("known")
    road.fill()
    road.receive()
    road.register()
    return road


def gateway() -> Registers:
    return registers.connect(settings.GATEWAYS)


def ask(road: Road, iin: str = AIZHAN) -> Pending:
    return consenting_later.ask_for_consent(
        road.case, by=person(iin), purpose="License", language="kk", at=road.now, registers=gateway()
    )


def test_it_covers_what_rests_on_the_applicants_consent_and_the_registers_are_owed(stand: Stand) -> None:
    road = without_consent(stand)
    pending = ask(road)
    assert set(pending.data) >= {"identity", "premises_title", "specialist_certificate"}
    assert "ban" not in pending.data  # rests on the statute
    assert consenting_later.pending_of(road.case, by=person(AIZHAN), at=road.now) == pending
    code = road.world.code_on(PHONE)
    consenting_later.give_consent(
        road.case, by=person(AIZHAN), pending=pending.id, code=code, at=road.now, registers=gateway()
    )
    assert consented(road.look().standing)
    assert "ask_registers" in road.owed()
    assert consenting_later.pending_of(road.case, by=person(AIZHAN), at=road.now) is None


def test_nobody_else_is_sent_a_code_or_gives_it(stand: Stand) -> None:
    road = without_consent(stand)
    pending = ask(road)
    with pytest.raises(consenting_later.NotTheOwnerError):
        ask(road, PETR)
    with pytest.raises(consenting_later.NotTheOwnerError):
        consenting_later.give_consent(
            road.case, by=person(PETR), pending=pending.id, code="000000", at=road.now, registers=gateway()
        )
    assert not consented(road.look().standing)


def test_a_code_of_another_request_is_not_taken(stand: Stand) -> None:
    road = without_consent(stand)
    with pytest.raises(NoSuchRequest):
        consenting_later.give_consent(
            road.case, by=person(AIZHAN), pending=uuid4(), code="000000", at=road.now, registers=gateway()
        )


def test_once_the_case_is_decided_no_code_is_sent(stand: Stand) -> None:
    road = stand("issued")
    with pytest.raises(NotPermittedError):
        ask(road)
