"""Signatures, right and wrong, as they are sent to be judged."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import cms as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from ruqsat.eds import cms
from ruqsat.eds.cms import Purpose, Report
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.trust import TrustStore
from tests.eds.pki import (
    AT,
    EMAIL_PROTECTION,
    INDIVIDUAL,
    OCSP_SIGNING,
    PERSON,
    Holder,
    certify,
    key,
    named,
    ocsp_answer,
    pki,
    signed,
    usage,
)

DATA = '{"kind":"received","текст":"өтініш"}'.encode()
ROLES = (EMAIL_PROTECTION, INDIVIDUAL)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What is presented to be judged."""

    cms: bytes
    data: bytes | None = DATA
    evidence: Evidence | None = None
    trust: TrustStore | None = None
    purpose: Purpose = Purpose.SIGN


def judged(sent: Sent) -> Report:
    return cms.verify(
        sent.cms,
        data=sent.data,
        trust=sent.trust or pki().trust,
        evidence=pki().good(pki().sign) if sent.evidence is None else sent.evidence,
        at=AT,
        purpose=sent.purpose,
    )


def by(holder: Holder, evidence: Evidence | None = None) -> Sent:
    return Sent(cms=signed(DATA, holder), evidence=evidence if evidence is not None else pki().good(holder))


def other_root() -> Holder:
    return certify(
        named(cn="БӨТЕН ОРТАЛЫҚ", c="KZ"),
        key("other"),
        None,
        key_usage=usage("key_cert_sign", "crl_sign"),
        authority=True,
    )


def impostor() -> Holder:
    """An authority of the right name with a key of its own."""
    return certify(
        pki().issuing.certificate.subject,
        key("other"),
        None,
        key_usage=usage("key_cert_sign", "crl_sign"),
        authority=True,
    )


def person(**changes: Any) -> Holder:
    arguments: dict[str, Any] = {"extended": ROLES} | changes
    return certify(PERSON, arguments.pop("own", key("sign")), arguments.pop("issuer", pki().issuing), **arguments)


def responder(issuer: Holder, *, extended: tuple[str, ...] = (OCSP_SIGNING,)) -> Holder:
    return certify(named(cn="OCSP", c="KZ"), key("other ocsp"), issuer, extended=extended)


def altered(der: bytes, was: bytes, now: bytes) -> bytes:
    assert was in der
    return der.replace(was, now)


def changed_signature() -> bytes:
    der = bytearray(signed(DATA, pki().sign))
    der[-1] ^= 1
    return bytes(der)


def two(second: Holder) -> Sent:
    return Sent(cms=signed(DATA, pki().sign, second), evidence=pki().good(pki().sign, second))


def along_with_its_root(holder: Holder) -> Sent:
    return Sent(cms=signed(DATA, holder, embed=(holder, other_root())), evidence=pki().good(holder))


def by_issuer_of(issuer: Holder) -> Sent:
    holder = certify(PERSON, key("below"), issuer, extended=ROLES)
    return Sent(cms=signed(DATA, holder, embed=(holder, issuer)), evidence=pki().good(pki().sign))


def without_attributes() -> bytes:
    whole = asn1.ContentInfo.load(signed(DATA, pki().sign))
    info = whole["content"]["signer_infos"][0]
    info["signed_attrs"] = None
    info["signature"] = pki().sign.key.sign(DATA, PKCS1v15(), SHA256())
    return bytes(whole.dump(force=True))


def answer(
    *,
    at: datetime = AT,
    gathered: datetime | None = None,
    until: datetime | None = None,
    revoked_at: datetime | None = None,
    reason: x509.ReasonFlags | None = None,
    unknown: bool = False,
    responder: Holder | None = None,
) -> Evidence:
    """One OCSP answer about the person's certificate."""
    der = ocsp_answer(
        pki().sign,
        pki().issuing,
        by=responder or pki().responder,
        at=at,
        until=until,
        revoked_at=revoked_at,
        reason=reason,
        unknown=unknown,
    )
    return Evidence(ocsp=(der,), gathered_at=gathered)
