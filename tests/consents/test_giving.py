"""Rules 8: consent by a one-time code; without the right code nothing is on file."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from ruqsat.consents import giving, resting
from ruqsat.consents.models import Consent, Pending
from ruqsat.journal.read import acts_of, proof_of
from ruqsat.law.acts import ConsentGiven, ConsentRefused, ConsentWithdrawn
from ruqsat.law.consent_terms import WISHED_FOR
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
    assert service.world.asked[-1].body == b'{"code": "123456", "answer": "1"}'


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
    assert resting.token_of(consent) == "opens-it"


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
    service.will_have_no_phone()
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
            registers=service.client,
        )
    assert not Pending.objects.exists()


def test_a_consent_lives_for_its_owner_its_inquiries_and_its_time(service: Service) -> None:
    file = uuid4()
    consent = consented(service, file)

    def live(*, owner: str = "applicant", inquiry: str = "identity", days: int = 0) -> Consent | None:
        return resting.held(file, owner=owner, inquiry=inquiry, at=AT + timedelta(days=days))

    assert live() == consent
    assert live(inquiry="higher_education") == consent
    assert live(inquiry="real_estate") is None
    assert live(owner=IIN) is None
    assert live(days=-1) is None
    assert live(days=89) == consent
    assert live(days=90) is None
    assert resting.held(uuid4(), owner="applicant", inquiry="identity", at=AT) is None


def test_a_consent_taken_back_lives_no_more_and_that_is_on_file(service: Service) -> None:
    file = uuid4()
    consent = consented(service, file)
    giving.withdraw(file, consent.id, at=AT, by=OWNER, record=put_on_file)
    assert resting.held(file, owner="applicant", inquiry="identity", at=AT) is None
    assert acts_of(file)[-1].act == ConsentWithdrawn(happened_at=AT, consent=consent.id)
    with pytest.raises(giving.NoSuchConsent):
        giving.withdraw(file, consent.id, at=AT, by=OWNER, record=put_on_file)
    with pytest.raises(giving.NoSuchConsent):
        giving.withdraw(uuid4(), consent.id, at=AT, by=OWNER, record=put_on_file)


def test_of_two_codes_under_way_only_the_newest_counts(service: Service) -> None:
    """Rules 8: a new request ends the one before; of another person, or in another file, it ends none."""
    file, other = uuid4(), uuid4()
    first, elsewhere = requested(service, file), requested(service, other)
    second = requested(service, file)
    for one in (first, second, elsewhere):
        service.will_confirm(one.id)
    with pytest.raises(giving.NoSuchRequest):
        confirm(service, first.id)
    assert confirm(service, second.id).file_id == file
    assert confirm(service, elsewhere.id).file_id == other


def test_the_fifth_wrong_try_ends_the_request_whatever_the_service_counts(service: Service) -> None:
    pending = requested(service, uuid4())
    service.will_not_confirm(pending.id, status=422, said={"error": "wrong_code", "tries_left": 9})
    for left in (4, 3, 2, 1):
        with pytest.raises(giving.CodeWrong, match=f"Tries left: {left}"):
            confirm(service, pending.id, "000000")
    with pytest.raises(giving.CodeOver):
        confirm(service, pending.id, "000000")
    service.will_confirm(pending.id)
    with pytest.raises(giving.NoSuchRequest):
        confirm(service, pending.id)


def test_after_ten_minutes_no_code_is_passed_on(service: Service) -> None:
    pending = requested(service, uuid4())
    service.will_confirm(pending.id)
    asked = len(service.world.asked)
    late = AT + timedelta(minutes=10)
    with pytest.raises(giving.CodeOver):
        giving.confirm(pending.id, code="123456", at=late, by=OWNER, registers=service.client, record=put_on_file)
    assert len(service.world.asked) == asked


def test_a_withdrawal_ends_the_codes_under_way(service: Service) -> None:
    """Rules 8: a code asked for before the consent was taken back does not bring it back."""
    file = uuid4()
    consent = consented(service, file)
    pending = requested(service, file)
    giving.withdraw(file, consent.id, at=AT, by=OWNER, record=put_on_file)
    service.will_confirm(pending.id)
    with pytest.raises(giving.NoSuchRequest):
        confirm(service, pending.id)


def test_the_owner_refuses_with_the_code(service: Service) -> None:
    """List 9(8): the service's answer is its proof, and the code is used up."""
    file = uuid4()
    pending = requested(service, file)
    service.will_deny(pending.id)
    giving.deny(pending.id, code="123456", at=AT, by=OWNER, registers=service.client, record=put_on_file)
    (filed,) = acts_of(file)
    assert filed.act == ConsentRefused(happened_at=AT, owner="applicant")
    assert b"refused" in proof_of(filed.id)
    assert service.world.asked[-1].body == b'{"code": "123456", "answer": "0"}'
    with pytest.raises(giving.NoSuchRequest):
        confirm(service, pending.id)


def test_the_answer_that_came_first_by_sms_stands(service: Service) -> None:
    """Rules 8: yes by SMS and no by code, or the other way round: the service says what it took."""
    file = uuid4()
    said_yes, said_no = requested(service, file, owner=IIN), requested(service, uuid4())
    service.will_confirm(said_yes.id)
    with pytest.raises(giving.AnsweredOtherwise):
        giving.deny(said_yes.id, code="1", at=AT, by=OWNER, registers=service.client, record=put_on_file)
    assert isinstance(acts_of(file)[0].act, ConsentGiven)
    service.will_deny(said_no.id)
    with pytest.raises(giving.AnsweredOtherwise):
        confirm(service, said_no.id)
    assert isinstance(acts_of(said_no.file_id)[0].act, ConsentRefused)


@pytest.mark.parametrize(("minutes", "holds"), [(5, 5), (10, 10), (60 * 24, 10)])
def test_a_code_holds_ten_minutes_and_less_where_the_service_says_so(
    service: Service, minutes: int, holds: int
) -> None:
    """Rules 8: whatever the service says."""
    pending = requested(service, uuid4(), minutes=minutes)
    assert pending.expires_at == AT + timedelta(minutes=holds)


@pytest.mark.parametrize(("days", "holds"), [(1, 1), (90, 90), (3650, 90)])
def test_a_consent_holds_no_longer_than_its_owner_was_asked_for(service: Service, days: int, holds: int) -> None:
    """Rules 8: and less where the service says so, on file as in the ledger."""
    file = uuid4()
    pending = requested(service, file)
    assert pending.until == AT + WISHED_FOR
    service.will_confirm(pending.id, until=AT + timedelta(days=days))
    consent = giving.confirm(pending.id, code="1", at=AT, by=OWNER, registers=service.client, record=put_on_file)
    (filed,) = acts_of(file)
    assert isinstance(filed.act, ConsentGiven)
    assert consent.valid_until == filed.act.valid_until == AT + timedelta(days=holds)
