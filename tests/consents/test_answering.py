"""Rules 8: what the owner answered by SMS, or what got lost on the way to us, goes on file once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ruqsat.consents import answering, giving, withdrawals
from ruqsat.consents.answering import Came
from ruqsat.consents.models import Consent, Pending
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.registers import ConsentConfirmed, ConsentDenied, Gateway, RequestOver, Said, WrongCode
from ruqsat.journal.read import acts_of, proof_of
from ruqsat.law.acts import ConsentGiven, ConsentRefused, Filed
from tests.consents.ground import AT, OWNER, UNTIL, Service, put_on_file, requested

pytestmark = pytest.mark.django_db


def look_up(service: Service, pending: UUID) -> Came:
    return answering.look_up(pending, at=AT, by=OWNER, registers=service.client, record=put_on_file)


def rest(service: Service) -> dict[str, Any]:
    return {"by": OWNER, "registers": service.client, "record": put_on_file}


def said_yes(consent: UUID) -> dict[str, object]:
    given = {"token": "opens-it", "consent": str(consent), "valid_until": UNTIL.isoformat()}
    return {"state": "given", "means": "sms", **given}


def test_a_yes_by_sms_is_the_same_consent_as_by_code(service: Service) -> None:
    """Rules 8: a short message as a response to the notification."""
    file, consent = uuid4(), uuid4()
    pending = requested(service, file)
    service.came_of(pending.id, {"state": "waiting"})
    assert look_up(service, pending.id) is Came.WAITING
    assert acts_of(file) == []
    service.came_of(pending.id, said_yes(consent))
    assert look_up(service, pending.id) is Came.GIVEN
    (filed,) = acts_of(file)
    assert isinstance(filed.act, ConsentGiven)
    assert (filed.act.consent, Consent.objects.get().id) == (consent, consent)
    assert b'"means": "sms"' in proof_of(filed.id)
    with pytest.raises(giving.NoSuchRequest):
        look_up(service, pending.id)


def test_a_no_by_sms_is_a_refusal(service: Service) -> None:
    """List 9(8)."""
    file = uuid4()
    pending = requested(service, file)
    service.came_of(pending.id, {"state": "refused", "means": "sms", "answered_at": AT.isoformat()})
    assert look_up(service, pending.id) is Came.REFUSED
    assert [filed.act for filed in acts_of(file)] == [ConsentRefused(happened_at=AT, owner="applicant")]
    assert not Consent.objects.exists()


def test_a_confirmation_whose_answer_got_lost_is_found_once(service: Service) -> None:
    """Rules 8: the code was right, the answer never came; neither asking nor typing it again makes two of it."""
    file, consent = uuid4(), uuid4()
    pending = requested(service, file)
    service.will_not_confirm(pending.id, status=503, said={})
    with pytest.raises(giving.ConsentService):
        giving.confirm(pending.id, code="123456", at=AT, by=OWNER, registers=service.client, record=put_on_file)
    service.came_of(pending.id, said_yes(consent))
    assert look_up(service, pending.id) is Came.GIVEN
    service.will_confirm(pending.id)
    with pytest.raises(giving.NoSuchRequest):
        giving.confirm(pending.id, code="123456", at=AT, by=OWNER, registers=service.client, record=put_on_file)
    assert len(acts_of(file)) == Consent.objects.count() == 1


@pytest.mark.parametrize(("said", "status"), [({"state": "over"}, 200), ({"error": "unknown"}, 404)])
def test_a_request_that_is_over_is_asked_about_no_more(service: Service, said: dict[str, object], status: int) -> None:
    pending = requested(service, uuid4())
    service.came_of(pending.id, said, status=status)
    assert look_up(service, pending.id) is Came.OVER
    assert answering.under_way(at=AT + timedelta(minutes=1)) == []


@pytest.mark.parametrize("said", [{"state": "perhaps"}, {"state": "given"}, {}])
def test_an_answer_that_says_nothing_moves_nothing(service: Service, said: dict[str, object]) -> None:
    pending = requested(service, uuid4())
    service.came_of(pending.id, said)
    with pytest.raises(giving.ConsentService):
        look_up(service, pending.id)
    assert Pending.objects.get().over_at is None


def test_each_request_is_asked_about_in_its_turn_and_not_for_ever(service: Service) -> None:
    first, second = requested(service, uuid4()), requested(service, uuid4(), at=AT + timedelta(seconds=1))
    assert answering.under_way(at=AT + timedelta(seconds=2)) == [first.id, second.id]
    service.came_of(first.id, {"state": "waiting"})
    look_up(service, first.id)
    assert answering.under_way(at=AT + timedelta(seconds=2)) == [second.id]
    assert answering.under_way(at=AT + timedelta(minutes=1)) == [second.id, first.id]
    for pending in (first, second):
        service.came_of(pending.id, {"state": "waiting"})
        answering.look_up(pending.id, at=AT + timedelta(minutes=70, seconds=1), **rest(service))
    assert answering.under_way(at=AT + timedelta(hours=2)) == []


def test_an_answer_that_came_while_the_service_was_away_is_on_file_when_it_is_back(service: Service) -> None:
    """List 9(8): a no by SMS at the eighth minute, the service away from then for an hour, or for a day."""
    file = uuid4()
    pending = requested(service, file)
    for minutes in (8, 9, 11, 30, 65, 24 * 60):
        at = AT + timedelta(minutes=minutes)
        assert answering.under_way(at=at) == [pending.id]
        service.came_of(pending.id, {}, status=503)
        with pytest.raises(giving.ConsentService):
            answering.look_up(pending.id, at=at, by=OWNER, registers=service.client, record=put_on_file)
        assert answering.under_way(at=at) == [], "not again in the same moment"
    service.came_of(pending.id, {"state": "refused", "means": "sms", "answered_at": AT.isoformat()})
    later = AT + timedelta(days=2)
    came = answering.look_up(pending.id, at=later, by=OWNER, registers=service.client, record=put_on_file)
    assert came is Came.REFUSED
    assert [type(filed.act) for filed in acts_of(file)] == [ConsentRefused]
    assert answering.under_way(at=later + timedelta(minutes=1)) == []


@pytest.mark.parametrize(
    ("holds", "asked"),
    [
        pytest.param(10.02, 10.01, id="the service counts from a second later"),
        pytest.param(15, 12, id="the service gives fifteen minutes"),
        pytest.param(10, 40, id="its clock is behind"),
    ],
)
def test_that_it_is_awaited_still_is_no_last_word_while_the_code_may_hold_there(
    service: Service, holds: float, asked: float
) -> None:
    """Rules 8: the owner answers "1" when our ten minutes are over; the consent is taken, and not left lying there."""
    file, consent = uuid4(), uuid4()
    pending = requested(service, file, minutes=holds)
    at = AT + timedelta(minutes=asked)
    service.came_of(pending.id, {"state": "waiting"})
    assert answering.look_up(pending.id, at=at, **rest(service)) is Came.WAITING
    assert answering.under_way(at=at + timedelta(minutes=1)) == [pending.id]
    service.came_of(pending.id, said_yes(consent))
    assert answering.look_up(pending.id, at=at + timedelta(minutes=1), **rest(service)) is Came.GIVEN
    assert Consent.objects.get().id == consent
    assert answering.under_way(at=at + timedelta(hours=2)) == []


def test_a_yes_to_a_replaced_request_whose_code_holds_longer_there_is_taken_back(service: Service) -> None:
    """Rules 8: it was awaited when our ten minutes were over, and came after that."""
    replaced = requested(service, uuid4(), minutes=15)
    Pending.objects.update(over_at=AT)
    service.came_of(replaced.id, {"state": "waiting"})
    answering.look_up(replaced.id, at=AT + timedelta(minutes=10), **rest(service))
    later, consent = AT + timedelta(minutes=14), uuid4()
    assert answering.under_way(at=later) == [replaced.id]
    service.came_of(replaced.id, said_yes(consent))
    with pytest.raises(giving.NoSuchRequest):
        answering.look_up(replaced.id, at=later, **rest(service))
    assert withdrawals.untold(at=later) == [consent]


def test_a_service_that_says_nothing_final_is_asked_until_its_own_code_is_over_and_an_hour(service: Service) -> None:
    """Rules 8: as often as before while the code holds here, and once a minute after that."""
    pending = requested(service, uuid4(), minutes=15)
    service.came_of(pending.id, {"state": "waiting"})
    for minutes in (9, 10, 15, 74.9):
        answering.look_up(pending.id, at=AT + timedelta(minutes=minutes), **rest(service))
        pause = timedelta(seconds=10) if minutes < 10 else timedelta(minutes=1)
        assert answering.under_way(at=AT + timedelta(minutes=minutes) + pause * 0.9) == []
        assert answering.under_way(at=AT + timedelta(minutes=minutes) + pause) == [pending.id]
    answering.look_up(pending.id, at=AT + timedelta(minutes=75), **rest(service))
    assert answering.under_way(at=AT + timedelta(days=1)) == []


def test_a_service_whose_code_never_ends_is_asked_no_longer_than_the_consent_could_hold(service: Service) -> None:
    pending = requested(service, uuid4(), minutes=60 * 24 * 3650)
    service.came_of(pending.id, {"state": "waiting"})
    answering.look_up(pending.id, at=UNTIL, **rest(service))
    assert answering.under_way(at=UNTIL + timedelta(minutes=1)) == [pending.id]
    answering.look_up(pending.id, at=UNTIL + timedelta(hours=1), **rest(service))
    assert answering.under_way(at=UNTIL + timedelta(days=1)) == []


def test_a_request_at_which_the_service_always_fails_keeps_no_other_waiting(service: Service) -> None:
    """Rules 8: who was tried in vain stands behind who was not."""
    first, second = requested(service, uuid4()), requested(service, uuid4(), at=AT + timedelta(seconds=1))
    service.came_of(first.id, {}, status=500)
    later = AT + timedelta(minutes=1)
    with pytest.raises(giving.ConsentService):
        answering.look_up(first.id, at=later, by=OWNER, registers=service.client, record=put_on_file)
    assert answering.under_way(at=later + timedelta(minutes=1)) == [second.id, first.id]


def test_what_was_answered_and_could_not_be_put_on_file_is_asked_about_again(service: Service) -> None:
    """Rules 8: a process may die between the answer and the file."""
    pending = requested(service, uuid4())
    service.came_of(pending.id, {"state": "refused", "means": "sms", "answered_at": AT.isoformat()})
    later = pending.expires_at

    def breaks(*_: object, **__: object) -> Sequence[Filed]:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        answering.look_up(pending.id, at=later, by=OWNER, registers=service.client, record=breaks)
    assert answering.under_way(at=later + timedelta(minutes=1)) == [pending.id]


def test_a_consent_that_has_run_out_when_it_is_heard_of_bears_nothing(service: Service) -> None:
    """Rules 8: a token of minutes, and an outage of an hour."""
    file = uuid4()
    pending = requested(service, file)
    ran_out = {**said_yes(uuid4()), "valid_until": (AT + timedelta(minutes=20)).isoformat()}
    service.came_of(pending.id, ran_out)
    later = AT + timedelta(hours=1)
    with pytest.raises(giving.NoSuchRequest):
        answering.look_up(pending.id, at=later, by=OWNER, registers=service.client, record=put_on_file)
    assert (acts_of(file), Consent.objects.count()) == ([], 0)
    assert answering.under_way(at=later + timedelta(minutes=1)) == []


def test_requests_of_before_are_not_read_in_each_sweep() -> None:
    """However many there were: an index holds those only that are asked about."""
    with CaptureQueriesContext(connection) as asked, connection.cursor() as cursor:
        answering.under_way(at=AT)
    due = next(each["sql"] for each in asked.captured_queries if "look_until" in each["sql"])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {due}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "pending_consent_looked_after" in plan


@dataclass(frozen=True)
class LookedUpMeanwhile(Gateway):
    """The service's client, beside whom the system looks the request up just before the page hears the answer."""

    service: Service

    def confirm_consent(
        self, request: UUID, *, code: str, said: Said = Said.YES
    ) -> ConsentConfirmed | ConsentDenied | WrongCode | RequestOver | Unavailable:
        came = super().confirm_consent(request, code=code, said=said)
        look_up(self.service, request)
        return came


def test_who_types_the_code_while_the_system_looks_it_up_has_consented(service: Service) -> None:
    """Rules 8: one consent on file, and no error for who gave it."""
    file = uuid4()
    pending = requested(service, file)
    consent = service.will_confirm(pending.id)
    service.came_of(pending.id, said_yes(consent))
    client = LookedUpMeanwhile(url=service.world.url, said={}, service=service)
    given = giving.confirm(pending.id, code="123456", at=AT, by=OWNER, registers=client, record=put_on_file)
    assert given.id == consent
    assert len(acts_of(file)) == Consent.objects.count() == 1


def test_a_yes_to_a_request_that_was_replaced_is_taken_back_at_the_service(service: Service) -> None:
    """Rules 8: by SMS, when its code is over it is asked about once; it bears nothing, and does not stay in force."""
    file, consent = uuid4(), uuid4()
    replaced = requested(service, file)
    newest = requested(service, file, at=AT + timedelta(seconds=1))
    Pending.objects.filter(id=newest.id).update(over_at=AT, look_until=None)
    assert answering.under_way(at=AT + timedelta(minutes=1)) == []
    later = AT + timedelta(minutes=11)
    assert answering.under_way(at=later) == [replaced.id]
    service.came_of(replaced.id, said_yes(consent))
    with pytest.raises(giving.NoSuchRequest):
        answering.look_up(replaced.id, at=later, by=OWNER, registers=service.client, record=put_on_file)
    assert not Consent.objects.exists()
    assert withdrawals.untold(at=later) == [consent]
    assert answering.under_way(at=later + timedelta(minutes=1)) == []


@dataclass(frozen=True)
class ReplacedMeanwhile(Gateway):
    """The service's client, beside whom a new code is asked for before the page hears the answer."""

    service: Service

    def confirm_consent(
        self, request: UUID, *, code: str, said: Said = Said.YES
    ) -> ConsentConfirmed | ConsentDenied | WrongCode | RequestOver | Unavailable:
        came = super().confirm_consent(request, code=code, said=said)
        requested(self.service, Pending.objects.get(id=request).file_id)
        return came


def test_a_code_that_is_typed_while_a_new_one_is_asked_for_leaves_nothing_in_force(service: Service) -> None:
    """Rules 8: who typed it is told that it is over, and so is the service."""
    pending = requested(service, uuid4())
    consent = service.will_confirm(pending.id)
    client = ReplacedMeanwhile(url=service.world.url, said={}, service=service)
    with pytest.raises(giving.NoSuchRequest):
        giving.confirm(pending.id, code="123456", at=AT, by=OWNER, registers=client, record=put_on_file)
    assert withdrawals.untold(at=AT) == [consent]
    service.will_know_of_withdrawal(consent, status=503)
    with pytest.raises(giving.ConsentService):
        withdrawals.tell(consent, at=AT, registers=service.client)
    assert withdrawals.untold(at=AT) == []
    service.will_know_of_withdrawal(consent)
    assert withdrawals.untold(at=AT + timedelta(seconds=15)) == [consent]
    withdrawals.tell(consent, at=AT + timedelta(seconds=15), registers=service.client)
    assert withdrawals.untold(at=AT + timedelta(days=1)) == []
