"""A person's signature with a time stamp: judged at the moment of the stamp."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from asn1crypto import cms as asn1

from ruqsat.eds import cms
from ruqsat.eds.cms import Purpose, Report
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import SubIndication, Verdict
from tests.eds.certifying import AT, CLIENT_AUTH, DAY, EMAIL_PROTECTION, FROM, HOUR, INDIVIDUAL, Holder
from tests.eds.gost import OLD
from tests.eds.gost_pki import gost_pki
from tests.eds.pki import ocsp_answer, pki, token_over
from tests.eds.sent import DATA, other_root, person
from tests.eds.signing import signature_in, signed, spoiled, stamped

EARLIER = AT - DAY


def with_stamp(holder: Holder, *, at: datetime = EARLIER, by: Holder | None = None) -> bytes:
    der = signed(DATA, holder, at=at)
    return stamped(der, token_over(signature_in(der), at=at, by=by))


def judged(
    der: bytes, evidence: Evidence, *, trust: TrustStore | None = None, purpose: Purpose = Purpose.SIGN
) -> Report:
    return cms.verify(der, data=DATA, trust=trust or pki().trust, evidence=evidence, at=AT, purpose=purpose)


def revoked(holder: Holder, at: datetime) -> Evidence:
    answer = ocsp_answer(holder, pki().issuing, by=pki().responder, at=AT, revoked_at=at)
    return Evidence(ocsp=(answer,), gathered_at=AT)


def expired() -> Holder:
    return person(valid=(FROM, AT - HOUR))


def test_a_certificate_that_expired_since_the_stamp_passes_and_the_stamp_is_told() -> None:
    """ETSI EN 319 102-1, 5.5."""
    holder = expired()
    report = judged(with_stamp(holder), pki().good(holder, pki().tsa))
    assert (report.verdict, report.reason) == (Verdict.PASSED, None)
    stamp = report.signers[0].time_stamp
    assert stamp is not None
    assert (stamp.moment, stamp.authority) == (EARLIER, "СЕРВИС МЕТКИ ВРЕМЕНИ")
    told = report.signers[0].to_json()["time_stamp"]
    assert isinstance(told, dict)
    assert told["moment"] == EARLIER.isoformat()


def test_a_certificate_revoked_after_the_stamp_passes_and_one_revoked_before_it_fails() -> None:
    holder = pki().sign
    der = with_stamp(holder)
    for revoked_at, verdict in ((EARLIER + HOUR, Verdict.PASSED), (EARLIER - HOUR, Verdict.FAILED)):
        evidence = pki().good(pki().tsa).with_more(revoked(holder, revoked_at))
        assert judged(der, evidence).verdict is verdict


def test_without_a_stamp_the_same_certificates_fail() -> None:
    holder = expired()
    assert judged(signed(DATA, holder), pki().good(holder)).sub_indication is SubIndication.EXPIRED
    evidence = revoked(pki().sign, EARLIER + HOUR)
    assert judged(signed(DATA, pki().sign), evidence).sub_indication is SubIndication.REVOKED


NO_PROOF: dict[str, Callable[[bytes], bytes]] = {
    "over another signature": lambda _: token_over(b"another signature", at=EARLIER),
    "altered": lambda signature: spoiled(token_over(signature, at=EARLIER)),
    "of tomorrow": lambda signature: token_over(signature, at=AT + DAY),
    "by who is no time-stamping authority": lambda signature: token_over(signature, at=EARLIER, by=pki().seal),
    "no time stamp": lambda _: b"\x30\x00",
}


@pytest.mark.parametrize("case", NO_PROOF)
def test_a_stamp_that_proves_nothing_does_neither_harm_nor_good(case: str) -> None:
    for holder, verdict in ((pki().sign, Verdict.PASSED), (expired(), Verdict.FAILED)):
        der = signed(DATA, holder)
        der = stamped(der, NO_PROOF[case](signature_in(der)))
        report = judged(der, pki().good(holder, pki().tsa, pki().seal))
        assert report.verdict is verdict
        assert report.signers[0].time_stamp is None
        assert str(report.signers[0].time_stamp_reason).endswith(".")


def test_while_the_stamps_own_status_is_open_an_expired_certificate_is_open_too() -> None:
    holder = expired()
    der = with_stamp(holder)
    report = judged(der, pki().good(holder))
    assert (report.verdict, report.sub_indication) == (Verdict.INDETERMINATE, SubIndication.TRY_LATER)
    asked = [need.certificate for need in cms.needs(der, trust=pki().trust, at=AT)]
    assert asked == [holder.read, pki().tsa.read]
    assert judged(with_stamp(pki().sign), pki().good(pki().sign)).verdict is Verdict.PASSED


def test_the_earliest_of_several_stamps_counts() -> None:
    der = signed(DATA, pki().sign)
    tokens = [token_over(signature_in(der), at=moment) for moment in (AT - HOUR, EARLIER, AT - 2 * HOUR)]
    report = judged(stamped(der, *tokens), pki().good(pki().sign, pki().tsa))
    stamp = report.signers[0].time_stamp
    assert stamp is not None
    assert stamp.moment == EARLIER


@pytest.mark.parametrize(
    ("purpose", "extended"),
    [(Purpose.AUTHENTICATE, CLIENT_AUTH), (Purpose.AUTHENTICATE_BY_SIGNING_KEY, EMAIL_PROTECTION)],
)
def test_who_signs_in_does_so_now_whatever_stamps_come_along(purpose: Purpose, extended: str) -> None:
    holder = person(valid=(FROM, AT - HOUR), extended=(extended, INDIVIDUAL))
    report = judged(with_stamp(holder), pki().good(holder, pki().tsa), purpose=purpose)
    assert report.sub_indication is SubIndication.EXPIRED


def test_stamps_on_a_signature_that_is_not_right_are_not_looked_at() -> None:
    """Anybody can put some on; each costs its time."""
    der = signed(DATA, pki().sign)
    wrong = der.replace(signature_in(der), signature_in(der)[:-1] + bytes([signature_in(der)[-1] ^ 1]))
    report = judged(stamped(wrong, token_over(signature_in(wrong), at=EARLIER)), pki().good(pki().sign, pki().tsa))
    assert report.sub_indication is SubIndication.SIG_CRYPTO_FAILURE
    assert (report.signers[0].time_stamp, report.signers[0].time_stamp_reason) == (None, None)


@pytest.mark.parametrize(("size", "sub_indication"), [(2_048, "SIG_CRYPTO_FAILURE"), (2_049, "FORMAT_FAILURE")])
def test_a_signature_longer_than_that_of_any_key_is_not_looked_at(size: int, sub_indication: str) -> None:
    whole = asn1.ContentInfo.load(signed(DATA, pki().sign))
    whole["content"]["signer_infos"][0]["signature"] = bytes(size)
    assert judged(whole.dump(force=True), pki().good(pki().sign)).sub_indication == sub_indication


def test_a_stamp_by_a_foreign_authority_proves_nothing() -> None:
    holder = expired()
    stranger = person(issuer=other_root(), extended=("1.3.6.1.5.5.7.3.8",))
    report = judged(with_stamp(holder, by=stranger), pki().good(holder, stranger))
    assert report.sub_indication is SubIndication.EXPIRED


def test_a_stamp_by_gost_proves_the_moment_and_brings_gost_2004_back_to_its_time() -> None:
    new, old = gost_pki(), gost_pki(OLD)
    before = datetime(2022, 9, 1, 9, 0, tzinfo=UTC)
    trust = TrustStore(roots=(new.root.read, old.root.read), intermediates=(new.issuing.read, old.issuing.read))
    der = signed(DATA, old.sign, at=before)
    evidence = old.good(old.sign).with_more(new.good(new.tsa))
    report = judged(stamped(der, token_over(signature_in(der), at=before, by=new.tsa)), evidence, trust=trust)
    assert (report.verdict, report.reason) == (Verdict.PASSED, None)
    assert report.signers[0].algorithm == "GOST 34.310-2004"
    by_old = judged(stamped(der, token_over(signature_in(der), at=before, by=old.tsa)), evidence, trust=trust)
    assert by_old.sub_indication is SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE
    assert judged(der, evidence, trust=trust).sub_indication is SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE
