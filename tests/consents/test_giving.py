"""Rules 8: consent by a one-time code; without the right code nothing is on file."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from ruqsat.consents import giving
from ruqsat.consents.models import Consent, Pending
from ruqsat.gateways import registers
from ruqsat.journal.read import acts_of, proof_of
from ruqsat.law.acts import ConsentGiven, ConsentWithdrawn
from tests.consents.ground import AT, DATA, IIN, OWNER, UNTIL, Service, consented, put_on_file, requested

pytestmark = pytest.mark.django_db


def confirm(service: Service, pending: UUID, code: str = "123456") -> Consent:
    return giving.confirm(pending, code=code, at=AT, by=OWNER, registers=service.client, record=put_on_file)


def test_the_right_code_puts_the_consent_on_file_with_the_answer_as_its_proof(service: Service) -> None:
    file = uuid4()
    pending = requested(service, file)
    given = service.will_confirm(pending.id)
    assert confirm(service, pending.id, " 123456 ").id == given
    (filed,) = acts_of(file)
    assert filed.act == ConsentGiven(
        happened_at=AT,
        consent=given,
        owner="applicant",
        data=DATA,
        purpose="Issue of a license",
        valid_until=UNTIL,
        phone_masked="+7 70* *** ** 01",
    )
    assert filed.by == OWNER
    assert str(given).encode() in proof_of(filed.id)
    assert service.world.asked[-1].body == b'{"code": "123456"}'


def test_the_file_does_not_open_before_the_consent_is_given(service: Service) -> None:
    file = uuid4()
    requested(service, file)
    assert acts_of(file) == []


def test_the_token_and_the_owner_do_not_lie_in_the_clear(service: Service) -> None:
    consent = consented(service, uuid4(), owner=IIN)
    stored = Consent.objects.values().get(id=consent.id)
    pending = Pending.objects.values().get()
    assert b"opens-it" not in bytes(stored["token_encrypted"])
    assert IIN not in str(stored)
    assert IIN not in str(pending)
    assert giving.token_of(consent) == "opens-it"


def test_a_wrong_code_leaves_nothing_and_can_be_put_right(service: Service) -> None:
    file = uuid4()
    pending = requested(service, file)
    service.will_not_confirm(pending.id, status=422, said={"error": "wrong_code", "tries_left": 2})
    with pytest.raises(giving.CodeWrong, match="Tries left: 2") as wrong:
        confirm(service, pending.id, "000000")
    assert wrong.value.tries_left == 2
    assert acts_of(file) == []
    service.will_confirm(pending.id)
    assert confirm(service, pending.id).file_id == file


def test_a_code_whose_time_is_over_cannot_be_used_again(service: Service) -> None:
    pending = requested(service, uuid4())
    service.will_not_confirm(pending.id, status=410, said={"error": "expired"})
    with pytest.raises(giving.CodeOver):
        confirm(service, pending.id)
    service.will_confirm(pending.id)
    with pytest.raises(giving.NoSuchRequest):
        confirm(service, pending.id)


def test_a_code_is_used_once(service: Service) -> None:
    file = uuid4()
    pending = requested(service, file)
    service.will_confirm(pending.id)
    confirm(service, pending.id)
    with pytest.raises(giving.NoSuchRequest):
        confirm(service, pending.id)
    assert len(acts_of(file)) == 1


def test_a_service_that_is_down_is_said_to_be_and_the_code_stays_good(service: Service) -> None:
    pending = requested(service, uuid4())
    service.will_not_confirm(pending.id, status=503, said={})
    with pytest.raises(giving.ConsentService, match="does not answer now"):
        confirm(service, pending.id)
    service.will_confirm(pending.id)
    assert confirm(service, pending.id)


def test_who_has_no_registered_phone_is_told_what_to_do(service: Service) -> None:
    service.world.will_answer("POST", "/registers/consent", b'{"error":"no_phone"}', status=404)
    with pytest.raises(giving.NoPhoneRegistered, match="1414"):
        giving.request(
            uuid4(),
            owner="applicant",
            iin=IIN,
            office="KZ-75",
            purpose="Issue of a license",
            data=DATA,
            language="kk",
            at=AT,
            registers=registers.connect(service.world.url),
        )
    assert not Pending.objects.exists()


def test_a_consent_lives_for_its_owner_its_inquiries_and_its_time(service: Service) -> None:
    file = uuid4()
    consent = consented(service, file)

    def live(*, owner: str = "applicant", inquiry: str = "identity", days: int = 0) -> Consent | None:
        return giving.live_consent(file, owner=owner, inquiry=inquiry, at=AT + timedelta(days=days))

    assert live() == consent
    assert live(inquiry="higher_education") == consent
    assert live(inquiry="real_estate") is None
    assert live(owner=IIN) is None
    assert live(days=-1) is None
    assert live(days=89) == consent
    assert live(days=90) is None
    assert giving.live_consent(uuid4(), owner="applicant", inquiry="identity", at=AT) is None


def test_a_consent_taken_back_lives_no_more_and_that_is_on_file(service: Service) -> None:
    file = uuid4()
    consent = consented(service, file)
    giving.withdraw(file, consent.id, at=AT, by=OWNER, record=put_on_file)
    assert giving.live_consent(file, owner="applicant", inquiry="identity", at=AT) is None
    assert acts_of(file)[-1].act == ConsentWithdrawn(happened_at=AT, consent=consent.id)
    with pytest.raises(giving.NoSuchConsent):
        giving.withdraw(file, consent.id, at=AT, by=OWNER, record=put_on_file)
    with pytest.raises(giving.NoSuchConsent):
        giving.withdraw(uuid4(), consent.id, at=AT, by=OWNER, record=put_on_file)
