"""A certificate judged by itself, and the mathematics of a signature without path or status."""

from datetime import datetime

from ruqsat.eds import alone
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.reports import Report
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import SubIndication, Verdict
from tests.eds.gost import OLD
from tests.eds.gost_pki import gost_pki
from tests.eds.pki import AT, DAY, FROM, HOUR, IIN, Holder, crl, pki, signed
from tests.eds.sent import DATA, impostor, other_root, person
from tests.eds.signing import spoiled


def judged(holder: Holder, *, evidence: Evidence | None = None, at: datetime = AT) -> Report:
    known = pki().good(holder) if evidence is None else evidence
    return alone.certificate(holder.read, among=(), trust=pki().trust, evidence=known, at=at)


def test_a_certificate_with_a_path_and_a_good_status_passes_whatever_it_is_for() -> None:
    """RFC 5280, 6."""
    for holder in (pki().sign, pki().auth, pki().seal, pki().tsa):
        report = judged(holder)
        assert (report.verdict, report.reason) == (Verdict.PASSED, None)
    (signer,) = judged(pki().sign).signers
    assert (signer.iin, len(signer.chain), signer.signing_time) == (IIN, 3, None)
    assert judged(pki().root, evidence=Evidence()).verdict is Verdict.PASSED
    assert judged(pki().issuing, evidence=Evidence()).verdict is Verdict.PASSED


def test_a_certificate_fails_or_stays_open_as_a_signature_by_it_would() -> None:
    revoked = Evidence(crls=(crl(pki().issuing, pki().sign),))
    assert judged(pki().sign, evidence=revoked).sub_indication is SubIndication.REVOKED
    assert judged(person(valid=(FROM, AT - HOUR))).sub_indication is SubIndication.EXPIRED
    assert judged(person(issuer=other_root())).sub_indication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND
    assert judged(pki().sign, evidence=Evidence()).verdict is Verdict.INDETERMINATE
    assert judged(pki().root, at=datetime.max.replace(tzinfo=AT.tzinfo)).sub_indication is SubIndication.EXPIRED


def test_the_mathematics_of_a_signature_needs_neither_path_nor_time() -> None:
    old = gost_pki(OLD)
    for holder in (pki().sign, person(issuer=other_root(), valid=(FROM, FROM + DAY)), old.sign):
        report = alone.mathematics_of_cms(signed(DATA, holder), data=DATA, at=AT)
        assert (report.verdict, report.reason) == (Verdict.PASSED, None)
        assert (report.signers[0].chain, report.signers[0].revocation) == ((), None)
    for wrong, expected in (
        (spoiled(signed(DATA, pki().sign)), SubIndication.SIG_CRYPTO_FAILURE),
        (signed(DATA + b" ", pki().sign), SubIndication.HASH_FAILURE),
        (signed(DATA, pki().sign, digest="sha1"), SubIndication.CRYPTO_CONSTRAINTS_FAILURE),
        (signed(DATA, pki().sign, embed=()), SubIndication.NO_SIGNING_CERTIFICATE_FOUND),
        (signed(DATA, embed=(pki().sign,)), SubIndication.FORMAT_FAILURE),
        (b"nothing", SubIndication.FORMAT_FAILURE),
    ):
        assert alone.mathematics_of_cms(wrong, data=DATA, at=AT).sub_indication is expected


def test_the_mathematics_of_a_certificate_is_its_key_and_its_issuers_signature() -> None:
    def mathematics(holder: Holder, *issuers: Holder) -> SubIndication | None:
        known = [each.read for each in issuers]
        return alone.mathematics_of_certificate(holder.read, issuers=known, at=AT).sub_indication

    assert mathematics(pki().sign, pki().issuing) is None
    assert mathematics(pki().root) is None
    assert mathematics(pki().sign) is SubIndication.NO_CERTIFICATE_CHAIN_FOUND
    assert mathematics(pki().sign, impostor()) is SubIndication.SIG_CRYPTO_FAILURE
    assert TrustStore(roots=()).has_pinned(pki().root.read) is False
