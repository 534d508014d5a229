"""Rules 8: the registers' written-down answers, each read as what it is."""

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest

from ruqsat.gateways import registers
from ruqsat.gateways.answers import Answer, NothingOnRecord, Unavailable
from ruqsat.gateways.basis import OnConsent, OnStatute
from tests.gateways.replay import replaying

IIN = "900101399016"
REQUEST = UUID("11111111-1111-4111-8111-111111111111")
ON_CONSENT = OnConsent(token="t", consent=REQUEST, until=datetime(2026, 6, 18, tzinfo=UTC))
VALUE = b"""{"outcome":"value","source":"State database of individuals","answered_at":"2026-03-18T10:00:00+00:00",
"data":{"last":"\xd0\xad\xd0\xba\xd1\x81\xd0\xbf\xd0\xb5\xd1\x80\xd0\xb8\xd0\xbc\xd0\xb5\xd0\xbd\xd1\x82\xd0\xbe\xd0\xb2"}}"""


def test_a_value_comes_with_its_source_its_time_and_its_bytes() -> None:
    with replaying() as world:
        world.will_answer("POST", "/registers/ask/identity", VALUE)
        answer = registers.connect(world.url).ask(
            "identity", about=registers.Subject(iin=IIN), basis=ON_CONSENT, message_id=REQUEST
        )
        asked = json.loads(world.asked[0].body)
    assert answer == Answer(
        source="State database of individuals",
        answered_at=datetime(2026, 3, 18, 10, tzinfo=UTC),
        data={"last": "Экспериментов"},
        raw=VALUE,
    )
    assert asked == {"about": {"iin": IIN}, "token": "t", "basis": "consent", "message_id": str(REQUEST)}


def test_nothing_on_record_is_an_answer_of_its_own() -> None:
    body = b'{"outcome":"none","source":"Register","answered_at":"2026-03-18T10:00:00Z"}'
    with replaying() as world:
        world.will_answer("POST", "/registers/ask/ban", body)
        answer = registers.connect(world.url).ask(
            "ban", about=registers.Subject(iin=IIN), basis=OnStatute(ref="Rules 8"), message_id=REQUEST
        )
    assert answer == NothingOnRecord(source="Register", answered_at=datetime(2026, 3, 18, 10, tzinfo=UTC), raw=body)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"false"),
        (200, b'{"outcome":"maybe","source":"Register","answered_at":"2026-03-18T10:00:00Z"}'),
        (200, b'{"outcome":"value","source":"Register","answered_at":"2026-03-18T10:00:00Z"}'),
        (200, b'{"outcome":"value","source":"Register","answered_at":"2026-03-18T10:00:00Z","data":{}}'),
        (200, b'{"outcome":"value","source":"Register","answered_at":"2026-03-18T10:00:00Z","data":{"a":1}}'),
        (200, b'{"outcome":"none","source":"Register","answered_at":"yesterday"}'),
        (403, b'{"error":"no_token"}'),
        (503, b""),
    ],
)
def test_whatever_else_comes_is_unavailable_and_never_no(status: int, body: bytes) -> None:
    with replaying() as world:
        world.will_answer("POST", "/registers/ask/ban", body, status=status)
        answer = registers.connect(world.url).ask(
            "ban", about=registers.Subject(iin=IIN), basis=OnStatute(ref="Rules 8"), message_id=REQUEST
        )
    assert isinstance(answer, Unavailable)
    assert answer.why
    assert answer.evidence()


def _request(body: bytes, status: int) -> object:
    with replaying() as world:
        world.will_answer("POST", "/registers/consent", body, status=status)
        return registers.connect(world.url).request_consent(
            iin=IIN, office="KZ-75", purpose="Issue of a license", data=["identity"], language="kk"
        )


def test_a_request_for_consent_says_which_phone_and_until_when() -> None:
    body = b'{"request":"%s","phone_masked":"+7 70* *** ** 01","expires_at":"2026-03-18T10:05:00Z"}'
    body = body % str(REQUEST).encode()
    assert _request(body, 200) == registers.ConsentRequested(
        request=REQUEST,
        phone_masked="+7 70* *** ** 01",
        expires_at=datetime(2026, 3, 18, 10, 5, tzinfo=UTC),
        raw=body,
    )


def test_a_person_without_a_registered_phone_is_told_apart_from_a_missing_page() -> None:
    assert _request(b'{"error":"no_phone"}', 404) == registers.NoPhone()
    assert isinstance(_request(b'{"error":"not_found"}', 404), Unavailable)


CONFIRMED = b'{"token":"abc","consent":"%s","valid_until":"2026-06-18T10:00:00Z"}' % str(REQUEST).encode()


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (422, b'{"error":"wrong_code","tries_left":2}', registers.WrongCode(tries_left=2)),
        (410, b'{"error":"expired"}', registers.RequestOver()),
        (
            200,
            CONFIRMED,
            registers.ConsentConfirmed(
                consent=REQUEST, token="abc", valid_until=datetime(2026, 6, 18, 10, tzinfo=UTC), raw=CONFIRMED
            ),
        ),
    ],
)
def test_a_code_is_right_wrong_or_over(status: int, body: bytes, expected: object) -> None:
    with replaying() as world:
        world.will_answer("POST", f"/registers/consent/{REQUEST}/confirm", body, status=status)
        assert registers.connect(world.url).confirm_consent(REQUEST, code="123456") == expected


def test_a_refusal_of_another_kind_is_not_a_wrong_code() -> None:
    with replaying() as world:
        world.will_answer("POST", f"/registers/consent/{REQUEST}/confirm", b'{"error":"busy"}', status=422)
        answer = registers.connect(world.url).confirm_consent(REQUEST, code="123456")
    assert isinstance(answer, Unavailable)
