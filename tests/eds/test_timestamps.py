"""Time stamps: asked for, read, judged."""

from collections.abc import Callable
from hashlib import sha256

import pytest

from ruqsat.eds import timestamps
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.timestamps import NoTimeStamp
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from tests.eds.pki import (
    AT,
    DAY,
    EMAIL_PROTECTION,
    FROM,
    HOUR,
    TIME_STAMPING,
    Holder,
    certify,
    key,
    named,
    ocsp_answer,
    pki,
    refused_time_stamp,
    signed,
    time_stamp,
    token_over,
    usage,
)
from tests.eds.signing import spoiled

DATA = b"what existed"
REQUEST = timestamps.request(sha256(DATA).digest(), nonce=20261123)


def authority(*extended: str) -> Holder:
    return certify(
        named(cn="TSA", c="KZ"),
        key("tsa"),
        pki().issuing,
        key_usage=usage("digital_signature"),
        extended=extended,
    )


def test_a_stamp_asked_for_is_a_stamp_over_these_data() -> None:
    token = timestamps.token_of(time_stamp(REQUEST), request=REQUEST)
    stamp = timestamps.verify(token, data=DATA, trust=pki().trust, evidence=pki().good(pki().tsa), at=AT)
    assert (stamp.moment, stamp.policy, stamp.authority) == (AT, "1.2.398.3.3.2.6.2", "СЕРВИС МЕТКИ ВРЕМЕНИ")
    assert stamp.to_json()["moment"] == "2026-11-23T09:00:00+00:00"
    assert [need.certificate for need in timestamps.needs(token, trust=pki().trust, at=AT)] == [pki().tsa.read]


@pytest.mark.parametrize(
    ("case", "answer"),
    [
        ("refused", refused_time_stamp),
        ("another request", lambda: time_stamp(REQUEST, nonce=1)),
        ("other data", lambda: time_stamp(timestamps.request(sha256(b"other").digest(), nonce=20261123))),
        ("no answer", lambda: b"nothing"),
    ],
)
def test_what_does_not_answer_the_request_is_no_time_stamp(case: str, answer: Callable[[], bytes]) -> None:
    with pytest.raises(NoTimeStamp) as caught:
        timestamps.token_of(answer(), request=REQUEST)
    assert str(caught.value), case


S = SubIndication
FAILING: dict[str, tuple[SubIndication, Callable[[], bytes]]] = {
    "over other data": (S.HASH_FAILURE, lambda: token_over(b"other data")),
    "of a later moment": (S.TIMESTAMP_ORDER_FAILURE, lambda: token_over(DATA, at=AT + HOUR)),
    "by a person": (S.CHAIN_CONSTRAINTS_FAILURE, lambda: token_over(DATA, by=pki().sign)),
    "by an authority that does other things too": (
        S.CHAIN_CONSTRAINTS_FAILURE,
        lambda: token_over(DATA, by=authority(TIME_STAMPING, EMAIL_PROTECTION)),
    ),
    "a signature that is no stamp": (S.FORMAT_FAILURE, lambda: signed(DATA, pki().tsa, attached=True)),
    "not readable": (S.FORMAT_FAILURE, lambda: b"nothing"),
    "altered": (S.SIG_CRYPTO_FAILURE, lambda: spoiled(token_over(DATA))),
}


@pytest.mark.parametrize("case", FAILING)
def test_it_is_not_borne_out(case: str) -> None:
    expected, token = FAILING[case]
    with pytest.raises(NotBorneOut) as caught:
        timestamps.verify(token(), data=DATA, trust=pki().trust, evidence=pki().good(pki().tsa), at=AT)
    assert caught.value.sub_indication is expected


def judged(*, trust: TrustStore | None = None, evidence: Evidence | None = None) -> SubIndication | None:
    try:
        timestamps.verify(
            token_over(DATA),
            data=DATA,
            trust=trust or pki().trust,
            evidence=pki().good(pki().tsa) if evidence is None else evidence,
            at=AT + DAY,
        )
    except NotBorneOut as problem:
        return problem.sub_indication
    return None


def test_the_authority_must_lead_to_a_root_of_the_trust_that_is_passed_in() -> None:
    other = certify(
        named(cn="БӨТЕН", c="KZ"),
        key("other"),
        None,
        key_usage=usage("key_cert_sign"),
        authority=True,
        valid=(FROM, AT + 9 * DAY),
    )
    assert judged() is None
    assert judged(trust=TrustStore(roots=(other.read,))) is SubIndication.NO_CERTIFICATE_CHAIN_FOUND


def test_the_authority_must_not_be_revoked() -> None:
    revoked = ocsp_answer(pki().tsa, pki().issuing, by=pki().responder, revoked_at=AT + HOUR)
    assert judged(evidence=Evidence()) is SubIndication.TRY_LATER
    assert judged(evidence=Evidence(ocsp=(revoked,))) is SubIndication.REVOKED


def test_what_a_token_is_over_is_told_without_judging_whose_it_is() -> None:
    token = token_over(b"data", by=authority(EMAIL_PROTECTION))
    timestamps.check_over(token, data=b"data")
    with pytest.raises(NotBorneOut) as refused:
        timestamps.check_over(token, data=b"other data")
    assert refused.value.sub_indication is SubIndication.HASH_FAILURE
    with pytest.raises(NotBorneOut) as unreadable:
        timestamps.check_over(signed(b"data", pki().sign, attached=True), data=b"data")
    assert unreadable.value.sub_indication is SubIndication.FORMAT_FAILURE
