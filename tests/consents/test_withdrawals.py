"""Rules 8: the service learns that a consent was taken back, even if it is down for a while; with us it is at once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ruqsat.consents import giving, withdrawals
from ruqsat.consents.models import Consent
from ruqsat.consents.resting import held
from tests.consents.ground import AT, OWNER, Service, consented, put_on_file

pytestmark = pytest.mark.django_db


def taken_back(service: Service) -> Consent:
    consent = consented(service, uuid4())
    giving.withdraw(consent.file_id, consent.id, at=AT, by=OWNER, record=put_on_file)
    return consent


def test_the_service_is_told_once(service: Service) -> None:
    assert withdrawals.untold(at=AT) == []
    consent = taken_back(service)
    assert withdrawals.untold(at=AT) == [consent.id]
    service.will_know_of_withdrawal(consent.id)
    withdrawals.tell(consent.id, at=AT, registers=service.client)
    told = len(service.world.asked)
    withdrawals.tell(consent.id, at=AT, registers=service.client)
    assert len(service.world.asked) == told
    assert withdrawals.untold(at=AT + timedelta(days=1)) == []


def test_while_the_service_is_down_the_consent_bears_nothing_and_it_is_told_again(service: Service) -> None:
    consent = taken_back(service)
    service.will_know_of_withdrawal(consent.id, status=503)
    with pytest.raises(giving.ConsentService):
        withdrawals.tell(consent.id, at=AT, registers=service.client)
    assert held(consent.file_id, owner="applicant", inquiry="identity", at=AT) is None
    assert withdrawals.untold(at=AT + timedelta(seconds=14)) == []
    for later in (timedelta(seconds=15), timedelta(seconds=30), timedelta(days=2)):
        assert withdrawals.untold(at=AT + later) == [consent.id]
        with pytest.raises(giving.ConsentService):
            withdrawals.tell(consent.id, at=AT + later, registers=service.client)
    assert withdrawals.untold(at=AT + timedelta(days=2, minutes=10)) == [consent.id], "never given up"


def test_a_consent_in_force_is_not_told_of(service: Service) -> None:
    consent = consented(service, uuid4())
    asked = len(service.world.asked)
    withdrawals.tell(consent.id, at=AT, registers=service.client)
    assert len(service.world.asked) == asked
