"""Signatures by GOST and ECDSA judged whole: certificate, path, status; GOST 34.310-2004 only at a proven past time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from ruqsat.eds import cms
from ruqsat.eds.cms import Purpose, Report
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.families.gost import IN_USE_UNTIL_2004
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import SubIndication, Verdict
from tests.eds.certifying import (
    AT,
    DAY,
    FROM,
    HOUR,
    IIN,
)
from tests.eds.elliptic import EcHolder, elliptic
from tests.eds.gost import LONG, OLD, SHORT, Kind, answer_signed
from tests.eds.gost_pki import GostPki, gost_pki
from tests.eds.pki import pki
from tests.eds.sent import DATA, altered
from tests.eds.signing import naming, signed, spoiled

BEFORE = datetime(2022, 9, 1, 9, 0, tzinfo=UTC)


def judged(authority: GostPki, der: bytes, *, data: bytes | None = DATA, evidence: Evidence | None = None) -> Report:
    return cms.verify(
        der,
        data=data,
        trust=authority.trust,
        evidence=authority.good(authority.sign) if evidence is None else evidence,
        at=AT,
        purpose=Purpose.SIGN,
    )


@pytest.mark.parametrize(("kind", "name"), [(LONG, "GOST 34.10-2015, 512 bits"), (SHORT, "GOST 34.10-2015, 256 bits")])
def test_a_gost_signature_passes_and_says_who_signed(kind: Kind, name: str) -> None:
    authority = gost_pki(kind)
    for attached in (True, False):
        report = judged(authority, signed(DATA, authority.sign, attached=attached))
        assert (report.verdict, report.reason) == (Verdict.PASSED, None)
        (signer,) = report.signers
        assert (signer.iin, signer.algorithm, signer.signing_time) == (IIN, name, AT)
        assert signer.chain == (authority.sign.der, authority.issuing.der, authority.root.der)


S = SubIndication
FAILING: dict[str, tuple[SubIndication, Callable[[GostPki], tuple[bytes, Evidence | None]]]] = {
    "other data": (S.HASH_FAILURE, lambda its: (signed(DATA + b" ", its.sign), None)),
    "an altered signature": (S.SIG_CRYPTO_FAILURE, lambda its: (spoiled(signed(DATA, its.sign)), None)),
    "altered attributes": (
        S.SIG_CRYPTO_FAILURE,
        lambda its: (altered(signed(DATA, its.sign), b"261123090000Z", b"261123090001Z"), None),
    ),
    "another certificate named": (
        S.NO_SIGNING_CERTIFICATE_FOUND,
        lambda its: (signed(DATA, its.sign, more=(naming(its.tsa.der),)), None),
    ),
    "a digest of another family": (
        S.CRYPTO_CONSTRAINTS_FAILURE,
        lambda its: (
            altered(
                signed(DATA, its.sign),
                b"\x06\x08\x2a\x83\x0e\x03\x0a\x01\x03\x03",
                b"\x06\x08\x2a\x83\x0e\x03\x0a\x01\x03\x02",
            ),
            None,
        ),
    ),
    "revoked, by OCSP": (
        S.REVOKED,
        lambda its: (signed(DATA, its.sign), Evidence(ocsp=(its.answer(its.sign, at=AT, revoked_at=AT - DAY),))),
    ),
    "revoked, by the list": (
        S.REVOKED,
        lambda its: (signed(DATA, its.sign), Evidence(crls=(its.listed(its.sign),))),
    ),
    "expired": (S.EXPIRED, lambda its: (signed(DATA, its.person(valid=(FROM, AT - HOUR))), None)),
    "issued by another key": (
        S.NO_CERTIFICATE_CHAIN_FOUND,
        lambda its: (signed(DATA, replace(its, issuing=replace(its.issuing, own=its.tsa.own)).person()), None),
    ),
}


@pytest.mark.parametrize("case", FAILING)
def test_a_gost_signature_fails(case: str) -> None:
    expected, made = FAILING[case]
    der, evidence = made(gost_pki())
    report = judged(gost_pki(), der, evidence=evidence)
    assert (report.verdict, report.sub_indication) == (Verdict.FAILED, expected)


def test_a_gost_status_that_is_not_rightly_signed_or_on_hold_leaves_it_open() -> None:
    its = gost_pki()
    der, answer = signed(DATA, its.sign), its.answer(its.sign, at=AT)
    stranger = replace(its.responder, own=its.sign.own)
    for evidence in (
        Evidence(ocsp=(answer_signed(answer, stranger),)),
        Evidence(ocsp=(altered(answer, its.responder.own.info[-64:], its.sign.own.info[-64:]),)),
        Evidence(crls=(spoiled(its.listed()),)),
        Evidence(),
    ):
        assert judged(its, der, evidence=evidence).sub_indication is SubIndication.TRY_LATER
    assert judged(its, der, evidence=Evidence(crls=(its.listed(),))).verdict is Verdict.PASSED


def test_gost_2004_passes_at_a_proven_past_time_and_is_refused_for_new_documents() -> None:
    """Issue of GOST 34.310-2004 ended; who received such a document then judges it as of then."""
    authority = gost_pki(OLD)
    der = signed(DATA, authority.sign, at=BEFORE)

    def at(moment: datetime) -> Report:
        evidence = authority.good(authority.sign, at=moment)
        return cms.verify(der, data=DATA, trust=authority.trust, evidence=evidence, at=moment, purpose=Purpose.SIGN)

    for moment in (BEFORE, IN_USE_UNTIL_2004):
        assert (at(moment).verdict, at(moment).reason) == (Verdict.PASSED, None)
    for moment in (IN_USE_UNTIL_2004 + HOUR, AT):
        report = at(moment)
        assert (report.verdict, report.sub_indication) == (
            Verdict.FAILED,
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
        )


def test_a_new_key_certified_by_gost_2004_after_its_time_is_refused() -> None:
    """Of the path, what is pinned is trusted by its pin; what is not must be signed by an algorithm in use."""
    old = gost_pki(OLD)
    person = replace(gost_pki(LONG), issuing=old.issuing).person()
    report = judged(old, signed(DATA, person), evidence=old.good(person))
    assert report.sub_indication is SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE


def by_elliptic(holder: EcHolder, der: bytes | None = None) -> Report:
    return cms.verify(
        der or signed(DATA, holder),
        data=DATA,
        trust=pki().trust,
        evidence=pki().good(holder),
        at=AT,
        purpose=Purpose.SIGN,
    )


def test_an_ecdsa_signature_passes_over_the_two_curves() -> None:
    for curve in (ec.SECP256R1(), ec.SECP384R1()):
        report = by_elliptic(elliptic(curve))
        assert (report.verdict, report.reason) == (Verdict.PASSED, None)
        assert report.signers[0].algorithm == "ECDSA, SHA-256"


def test_an_ecdsa_signature_fails_when_altered_by_sha_1_or_over_another_curve() -> None:
    holder = elliptic(ec.SECP256R1())
    assert by_elliptic(holder, spoiled(signed(DATA, holder))).sub_indication is SubIndication.SIG_CRYPTO_FAILURE
    weak = elliptic(ec.SECP256R1(), hashes.SHA1())  # noqa: S303 # weak on purpose: to be refused
    for refused in (weak, elliptic(ec.SECP521R1()), elliptic(ec.SECP256K1())):
        assert by_elliptic(refused).sub_indication is SubIndication.CRYPTO_CONSTRAINTS_FAILURE


def test_signers_of_different_families_are_each_judged_by_their_own() -> None:
    """Two signers, RSA and GOST, as the Authority's own example has them."""
    its = gost_pki()
    trust = TrustStore(
        roots=pki().trust.roots + its.trust.roots, intermediates=pki().trust.intermediates + its.trust.intermediates
    )
    der = signed(DATA, pki().sign, its.sign)
    evidence = pki().good(pki().sign).with_more(its.good(its.sign))
    report = cms.verify(der, data=DATA, trust=trust, evidence=evidence, at=AT, purpose=Purpose.SIGN)
    assert (report.verdict, report.reason) == (Verdict.PASSED, None)
    assert {each.algorithm for each in report.signers} == {"RSA, SHA-256", "GOST 34.10-2015, 512 bits"}
    half = cms.verify(der, data=DATA, trust=pki().trust, evidence=evidence, at=AT, purpose=Purpose.SIGN)
    assert sorted(each.verdict.value for each in half.signers) == ["failed", "passed"]
    assert half.sub_indication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND
