"""A person's signature: what passes, and why everything else does not."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from cryptography import x509

from ruqsat.eds import cms
from ruqsat.eds.cms import Purpose
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.signed_data import MOST, MOST_SIGNERS
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import Indication, SubIndication, Verdict
from tests.eds.pki import (
    AT,
    AUTH_USAGE,
    CLIENT_AUTH,
    DAY,
    EMAIL_PROTECTION,
    FROM,
    HOUR,
    IIN,
    INDIVIDUAL,
    UNTIL,
    Holder,
    crl,
    key,
    naming,
    pki,
    signed,
    token_over,
)
from tests.eds.sent import (
    DATA,
    ROLES,
    Sent,
    along_with_its_root,
    altered,
    answer,
    by,
    by_issuer_of,
    changed_signature,
    impostor,
    judged,
    other_root,
    person,
    responder,
    two,
    without_attributes,
)
from tests.eds.signing import spoiled


def test_a_right_signature_passes_and_says_who_signed() -> None:
    report = judged(Sent(cms=signed(DATA, pki().sign)))
    assert (report.verdict, report.indication, report.reason) == (Verdict.PASSED, Indication.TOTAL_PASSED, None)
    (signer,) = report.signers
    assert (signer.last, signer.first, signer.patronymic) == ("СЫНАҚОВ", "ҮЛГІ", "МЫСАЛҰЛЫ")
    assert (signer.iin, signer.bin, signer.roles) == (IIN, "", (INDIVIDUAL,))
    assert (signer.algorithm, signer.signing_time) == ("RSA, SHA-256", AT)
    assert signer.chain == (pki().sign.der, pki().issuing.der, pki().root.der)


PASSING: dict[str, Callable[[], Sent]] = {
    "detached": lambda: Sent(cms=signed(DATA, pki().sign)),
    "attached, the data shown beside": lambda: Sent(cms=signed(DATA, pki().sign, attached=True)),
    "attached, nothing beside": lambda: Sent(cms=signed(DATA, pki().sign, attached=True), data=None),
    "SHA-384": lambda: Sent(cms=signed(DATA, pki().sign, digest="sha384")),
    "the signer named by key identifier": lambda: Sent(cms=signed(DATA, pki().sign, by_key_identifier=True)),
    "the signing certificate named": lambda: Sent(cms=signed(DATA, pki().sign, more=(naming(pki().sign.der),))),
    "not revoked by the list": lambda: by(pki().sign, Evidence(crls=(crl(pki().issuing, pki().auth),))),
    "the key to sign in with": lambda: Sent(
        cms=signed(DATA, pki().auth), evidence=pki().good(pki().auth), purpose=Purpose.AUTHENTICATE
    ),
    "revoked only afterwards": lambda: by(pki().sign, answer(revoked_at=AT + HOUR, at=AT + DAY, gathered=AT + DAY)),
    "asked a day later": lambda: by(pki().sign, answer(at=AT + DAY, gathered=AT + DAY)),
}


@pytest.mark.parametrize("case", PASSING)
def test_it_passes(case: str) -> None:
    report = judged(PASSING[case]())
    assert (report.verdict, report.reason) == (Verdict.PASSED, None)


Failing = tuple[SubIndication, Callable[[], Sent]]
S = SubIndication
FAILING: dict[str, Failing] = {
    "not a CMS": (S.FORMAT_FAILURE, lambda: Sent(cms=b"not a signature")),
    "something behind the CMS": (S.FORMAT_FAILURE, lambda: Sent(cms=signed(DATA, pki().sign) + b"\0")),
    "more certificates than are looked at": (
        S.FORMAT_FAILURE,
        lambda: Sent(cms=signed(DATA, pki().sign, embed=(pki().sign, *[person() for _ in range(MOST)]))),
    ),
    "more signers than are looked at": (
        S.FORMAT_FAILURE,
        lambda: Sent(cms=signed(DATA, *[pki().sign] * (MOST_SIGNERS + 1), embed=(pki().sign,))),
    ),
    "no signer": (S.FORMAT_FAILURE, lambda: Sent(cms=signed(DATA, embed=(pki().sign,)))),
    "an altered byte of the data": (S.HASH_FAILURE, lambda: Sent(cms=signed(DATA, pki().sign), data=DATA + b" ")),
    "somebody else's data": (S.HASH_FAILURE, lambda: Sent(cms=signed(b"another act", pki().sign))),
    "other data enclosed": (S.HASH_FAILURE, lambda: Sent(cms=signed(b"another act", pki().sign, attached=True))),
    "enclosed data altered": (
        S.HASH_FAILURE,
        lambda: Sent(cms=altered(signed(DATA, pki().sign, attached=True), b"received", b"Received"), data=None),
    ),
    "no data at all": (S.SIGNED_DATA_NOT_FOUND, lambda: Sent(cms=signed(DATA, pki().sign), data=None)),
    "an altered signature": (S.SIG_CRYPTO_FAILURE, lambda: Sent(cms=changed_signature())),
    "altered signed attributes": (
        S.SIG_CRYPTO_FAILURE,
        lambda: Sent(cms=altered(signed(DATA, pki().sign), b"261123090000Z", b"261123090001Z")),
    ),
    "signed with another key": (
        S.SIG_CRYPTO_FAILURE,
        lambda: by(Holder(key=key("other"), certificate=pki().sign.certificate)),
    ),
    "another certificate named": (
        S.NO_SIGNING_CERTIFICATE_FOUND,
        lambda: Sent(cms=signed(DATA, pki().sign, more=(naming(pki().auth.der),))),
    ),
    "no certificate embedded": (S.NO_SIGNING_CERTIFICATE_FOUND, lambda: Sent(cms=signed(DATA, pki().sign, embed=()))),
    "another certificate embedded": (
        S.NO_SIGNING_CERTIFICATE_FOUND,
        lambda: Sent(cms=signed(DATA, pki().sign, embed=(pki().auth,))),
    ),
    "no signing time": (
        S.SIG_CONSTRAINTS_FAILURE,
        lambda: Sent(cms=signed(DATA, pki().sign, leave_out=("signing_time",))),
    ),
    "no digest": (
        S.SIG_CONSTRAINTS_FAILURE,
        lambda: Sent(cms=signed(DATA, pki().sign, leave_out=("message_digest",))),
    ),
    "no content type": (
        S.SIG_CONSTRAINTS_FAILURE,
        lambda: Sent(cms=signed(DATA, pki().sign, leave_out=("content_type",))),
    ),
    "no signed attributes": (S.SIG_CONSTRAINTS_FAILURE, lambda: Sent(cms=without_attributes())),
    "a time stamp in place of a signature": (S.FORMAT_FAILURE, lambda: Sent(cms=token_over(DATA))),
    "SHA-1": (S.CRYPTO_CONSTRAINTS_FAILURE, lambda: Sent(cms=signed(DATA, pki().sign, digest="sha1"))),
    "MD5": (S.CRYPTO_CONSTRAINTS_FAILURE, lambda: Sent(cms=signed(DATA, pki().sign, digest="md5"))),
    "a key of 1024 bits": (S.CRYPTO_CONSTRAINTS_FAILURE, lambda: by(person(own=key("weak", 1024)))),
    "expired": (S.EXPIRED, lambda: by(person(valid=(FROM, AT - HOUR)))),
    "not yet valid": (S.NOT_YET_VALID, lambda: by(person(valid=(AT + HOUR, UNTIL)))),
    "the key to sign in with": (
        S.CHAIN_CONSTRAINTS_FAILURE,
        lambda: Sent(cms=signed(DATA, pki().auth), evidence=pki().good(pki().auth)),
    ),
    "the key for signing, to sign in": (
        S.CHAIN_CONSTRAINTS_FAILURE,
        lambda: Sent(cms=signed(DATA, pki().sign), purpose=Purpose.AUTHENTICATE),
    ),
    "a certificate without purpose": (S.CHAIN_CONSTRAINTS_FAILURE, lambda: by(person(extended=()))),
    "a purpose, but no key usage for it": (
        S.CHAIN_CONSTRAINTS_FAILURE,
        lambda: by(person(key_usage=AUTH_USAGE, extended=(*ROLES, CLIENT_AUTH))),
    ),
    "the OCSP responder's key": (S.CHAIN_CONSTRAINTS_FAILURE, lambda: by(pki().responder)),
    "a foreign root": (S.NO_CERTIFICATE_CHAIN_FOUND, lambda: by(person(issuer=other_root()))),
    "a foreign root that comes along": (
        S.NO_CERTIFICATE_CHAIN_FOUND,
        lambda: along_with_its_root(person(issuer=other_root())),
    ),
    "an authority of the same name": (S.NO_CERTIFICATE_CHAIN_FOUND, lambda: by(person(issuer=impostor()))),
    "issued by another person": (S.CHAIN_CONSTRAINTS_FAILURE, lambda: by_issuer_of(pki().sign)),
    "revoked, by OCSP": (S.REVOKED, lambda: by(pki().sign, answer(revoked_at=AT - DAY))),
    "revoked at that very moment": (S.REVOKED, lambda: by(pki().sign, answer(revoked_at=AT))),
    "revoked, by the list": (S.REVOKED, lambda: by(pki().sign, Evidence(crls=(crl(pki().issuing, pki().sign),)))),
    "revoked by an old list, good by OCSP": (
        S.REVOKED,
        lambda: by(pki().sign, answer().with_more(Evidence(crls=(crl(pki().issuing, pki().sign, at=AT - 9 * DAY),)))),
    ),
    "the second of two without a known root": (S.NO_CERTIFICATE_CHAIN_FOUND, lambda: two(person(issuer=other_root()))),
}


@pytest.mark.parametrize("case", FAILING)
def test_it_fails(case: str) -> None:
    expected, sent = FAILING[case]
    report = judged(sent())
    assert (report.verdict, report.sub_indication) == (Verdict.FAILED, expected)
    assert str(report.reason).endswith(".")


OPEN: dict[str, Callable[[], Sent]] = {
    "no evidence": lambda: by(pki().sign, Evidence()),
    "evidence about somebody else": lambda: by(pki().sign, pki().good(pki().auth)),
    "not known to the authority": lambda: by(pki().sign, answer(unknown=True)),
    "on hold since 1970, as the Authority says of what it does not know": lambda: by(
        pki().sign,
        answer(revoked_at=datetime(1970, 1, 1, tzinfo=UTC), reason=x509.ReasonFlags.certificate_hold),
    ),
    "on hold in the list": lambda: by(
        pki().sign,
        Evidence(crls=(crl(pki().issuing, pki().sign, reason=x509.ReasonFlags.certificate_hold),)),
    ),
    "an OCSP answer of two hours ago": lambda: by(pki().sign, answer(at=AT - 2 * HOUR)),
    "an OCSP answer past its next update": lambda: by(pki().sign, answer(at=AT - DAY, until=AT - HOUR)),
    "an OCSP answer of tomorrow": lambda: by(pki().sign, answer(at=AT + DAY)),
    "a list past its next update": lambda: by(pki().sign, Evidence(crls=(crl(pki().issuing, at=AT - 2 * DAY),))),
    "a list of another authority": lambda: by(pki().sign, Evidence(crls=(crl(pki().root),))),
    "a list signed by another key": lambda: by(pki().sign, Evidence(crls=(crl(impostor()),))),
    "a part of a list": lambda: by(
        pki().sign, Evidence(crls=(crl(pki().issuing, extensions=((x509.DeltaCRLIndicator(1), True),)),))
    ),
    "a responder without authority": lambda: by(
        pki().sign, answer(responder=responder(pki().issuing, extended=(EMAIL_PROTECTION,)))
    ),
    "a responder of another authority": lambda: by(pki().sign, answer(responder=responder(other_root()))),
    "a responder of the root": lambda: by(pki().sign, answer(responder=responder(pki().root))),
    "an altered OCSP answer": lambda: by(pki().sign, Evidence(ocsp=(spoiled(answer().ocsp[0]),))),
    "no OCSP answer at all": lambda: by(pki().sign, Evidence(ocsp=(b"nothing",), crls=(b"nothing",))),
}


@pytest.mark.parametrize("case", OPEN)
def test_it_stays_open_while_the_status_is_not_known(case: str) -> None:
    report = judged(OPEN[case]())
    assert (report.verdict, report.sub_indication) == (Verdict.INDETERMINATE, SubIndication.TRY_LATER)
    assert report.signers[0].iin == IIN


def test_two_signers_are_both_judged() -> None:
    report = judged(two(person()))
    assert report.verdict is Verdict.PASSED
    assert [signer.verdict for signer in report.signers] == [Verdict.PASSED, Verdict.PASSED]


def test_a_failed_signer_weighs_more_than_an_open_one() -> None:
    report = judged(Sent(cms=signed(DATA, pki().sign, person(valid=(FROM, AT - HOUR))), evidence=Evidence()))
    # DER sorts the signers, so that the order is not the one of signing.
    assert {signer.verdict for signer in report.signers} == {Verdict.INDETERMINATE, Verdict.FAILED}
    assert report.sub_indication is SubIndication.EXPIRED


def test_an_authority_that_is_not_configured_must_not_be_revoked_either() -> None:
    trust = TrustStore(roots=(pki().root.read,))
    der = signed(DATA, pki().sign, embed=(pki().sign, pki().issuing))
    good = pki().good(pki().sign)
    wanted = cms.needs(der, trust=trust, at=AT)
    assert [need.certificate for need in wanted] == [pki().sign.read, pki().issuing.read]
    assert [need.crl_name for need in wanted] == ["issuing.crl", "root.crl"]
    assert judged(Sent(cms=der, trust=trust, evidence=good)).sub_indication is SubIndication.TRY_LATER
    listed = good.with_more(Evidence(crls=(crl(pki().root),)))
    assert judged(Sent(cms=der, trust=trust, evidence=listed)).verdict is Verdict.PASSED
    revoked = good.with_more(Evidence(crls=(crl(pki().root, pki().issuing),)))
    assert judged(Sent(cms=der, trust=trust, evidence=revoked)).sub_indication is SubIndication.REVOKED_CA_NO_POE


def test_what_has_to_be_asked_is_only_what_can_matter() -> None:
    assert [need.certificate for need in cms.needs(signed(DATA, pki().sign), trust=pki().trust, at=AT)] == [
        pki().sign.read
    ]
    assert cms.needs(signed(DATA, person(issuer=other_root())), trust=pki().trust, at=AT) == ()
    assert cms.needs(b"nothing", trust=pki().trust, at=AT) == ()


def test_a_kept_signature_is_judged_again_from_stored_bytes_with_the_same_report() -> None:
    der, evidence = signed(DATA, pki().sign), pki().good(pki().sign)
    first = cms.verify(der, data=DATA, trust=pki().trust, evidence=evidence, at=AT, purpose=Purpose.SIGN)
    stored = json.loads(json.dumps({"evidence": evidence.to_json(), "report": first.to_json()}))
    again = cms.reverify(der, DATA, Evidence.from_json(stored["evidence"]), pki().trust, AT, purpose=Purpose.SIGN)
    assert again == first
    assert again.to_json() == stored["report"]


def test_no_altered_byte_is_an_unexpected_error_or_passes_unless_it_is_not_signed() -> None:
    der = signed(DATA, pki().sign)
    attributes = der.index(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03")
    for place in range(0, len(der), 7):
        broken = bytearray(der)
        broken[place] ^= 0x41
        report = judged(Sent(cms=bytes(broken)))
        assert report.verdict in Verdict
        if place >= attributes:
            assert report.verdict is not Verdict.PASSED
