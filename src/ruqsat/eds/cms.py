"""A person's CMS signature over what was shown: judged from the bytes, the trust and the evidence passed in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from ruqsat.eds import algorithms, certification, signatures, signed_data, timestamps
from ruqsat.eds.certificates import CLIENT_AUTH, EMAIL_PROTECTION, Certificate
from ruqsat.eds.evidence import Evidence, RevocationNeed
from ruqsat.eds.reports import Report, SignerReport, report_of, weigh
from ruqsat.eds.revocation import NotRevoked
from ruqsat.eds.signed_data import SignedData, Signer
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from ruqsat.law.saying import Saying, say

__all__ = ["Purpose", "Report", "SignerReport", "judge_signer", "needs", "reverify", "verify"]


class Purpose(StrEnum):
    """What a certificate is used for: to sign acts, to sign in (by either of a person's keys), to seal documents."""

    SIGN = "sign"
    AUTHENTICATE = "authenticate"
    AUTHENTICATE_BY_SIGNING_KEY = "authenticate by signing key"
    SEAL = "seal"


_DEMANDS: Mapping[Purpose, tuple[str, str]] = MappingProxyType(
    {
        Purpose.SIGN: ("non_repudiation", EMAIL_PROTECTION),
        Purpose.AUTHENTICATE: ("digital_signature", CLIENT_AUTH),
        Purpose.AUTHENTICATE_BY_SIGNING_KEY: ("non_repudiation", EMAIL_PROTECTION),
        Purpose.SEAL: ("non_repudiation", EMAIL_PROTECTION),
    }
)

_SIGNING_IN = frozenset({Purpose.AUTHENTICATE, Purpose.AUTHENTICATE_BY_SIGNING_KEY})
_TO_SIGN = say("The certificate is not one for signing: choose the key for signing, not the one to sign in.")


def verify(
    cms: bytes, *, data: bytes | None, trust: TrustStore, evidence: Evidence, at: datetime, purpose: Purpose
) -> Report:
    """
    ETSI EN 319 102-1, 5.3: judge the signature *cms* over *data* as of *at*, the moment it was received.

    Where a signature to an act carries a time stamp that is borne out, its moment is the one judged
    (ETSI EN 319 102-1, 5.5). Who signs in does so now, whatever stamps come along.

    *data* are the bytes shown; with None the content enclosed is what was signed. Every signer must pass. Evidence may
    be of later than *at* (`Evidence.gathered_at`): a later answer says more about that moment, not less. Nothing is
    fetched; the same arguments give the same report, so a kept signature is judged again by calling this again.
    """
    try:
        signed = signed_data.read(cms)
        content = content_of(signed, data)
    except NotBorneOut as problem:
        return _whole(problem, at)
    if not signed.signers:
        return _whole(NotBorneOut(SubIndication.FORMAT_FAILURE, say("There is no signature in what was sent.")), at)
    judge = judge_signer if purpose in _SIGNING_IN else _judge_stamped
    judged = tuple(
        judge(signed, signer, content, trust=trust, evidence=evidence, at=at, purpose=purpose)
        for signer in signed.signers
    )
    return weigh(judged, at=at)


def reverify(
    cms: bytes, data: bytes | None, evidence: Evidence, trust: TrustStore, at: datetime, *, purpose: Purpose
) -> Report:
    """Judge a kept signature again from stored bytes alone: the same verdict as the first time."""
    return verify(cms, data=data, trust=trust, evidence=evidence, at=at, purpose=purpose)


def needs(cms: bytes, *, trust: TrustStore, at: datetime) -> tuple[RevocationNeed, ...]:
    """Which certificates' status has to be asked for before *cms* can be judged; none where it cannot pass anyway."""
    try:
        signed = signed_data.read(cms)
    except NotBorneOut:
        return ()
    found: list[RevocationNeed] = []
    for signer in signed.signers:
        try:
            certificate = signed.certificate_of(signer)
            found += certification.needs(certificate, among=signed.certificates, trust=trust, at=at)
            found += [need for token in signer.time_stamps for need in timestamps.needs(token, trust=trust, at=at)]
        except NotBorneOut:
            continue
    return tuple(dict.fromkeys(found))


def judge_signer(
    signed: SignedData,
    signer: Signer,
    content: bytes,
    *,
    trust: TrustStore,
    evidence: Evidence,
    at: datetime,
    purpose: Purpose,
) -> SignerReport:
    """ETSI EN 319 102-1, 5.3.4: one signer; whatever can be said of the certificate is said even where it fails."""
    certificate: Certificate | None = None
    chain: tuple[Certificate, ...] = ()
    status: NotRevoked | None = None
    problem: NotBorneOut | None = None
    try:
        certificate = signed.certificate_of(signer)
        signatures.check_signature(signer, certificate, content=content, content_type=signed.content_type)
        algorithms.check_in_use(signer.algorithm, at=at)
        _check_stated(signer, purpose)
        _check_purpose(certificate, purpose)
        chain = certification.chain(certificate, among=signed.certificates, trust=trust, at=at)
        status = certification.check_not_revoked(chain, trust=trust, evidence=evidence, at=at)
    except NotBorneOut as found:
        problem = found
    return _report(signer, certificate, chain, status, problem)


def _judge_stamped(
    signed: SignedData,
    signer: Signer,
    content: bytes,
    *,
    trust: TrustStore,
    evidence: Evidence,
    at: datetime,
    purpose: Purpose,
) -> SignerReport:
    """ETSI EN 319 102-1, 5.5: one signer, judged at the moment of its earliest time stamp where one is borne out."""
    if not signer.time_stamps:
        return judge_signer(signed, signer, content, trust=trust, evidence=evidence, at=at, purpose=purpose)
    looked_at = signer.time_stamps if _is_right(signed, signer, content) else ()
    stamp, problem = timestamps.earliest(looked_at, data=signer.signature, trust=trust, evidence=evidence, at=at)
    report = judge_signer(
        signed,
        signer,
        content,
        trust=trust,
        evidence=replace(evidence, gathered_at=evidence.gathered_at or at),
        at=min(stamp.moment, at) if stamp else at,
        purpose=purpose,
    )
    report = replace(report, time_stamp=stamp, time_stamp_reason=problem.why if problem and not stamp else None)
    if problem and problem.sub_indication is SubIndication.TRY_LATER and report.sub_indication in _CURED_BY_TIME_STAMP:
        return replace(report, sub_indication=problem.sub_indication, reason=problem.why)
    return report


def _is_right(signed: SignedData, signer: Signer, content: bytes) -> bool:
    """Whether stamps are worth their time: anybody can put some on a signature that no certificate bears out."""
    try:
        certificate = signed.certificate_of(signer)
        signatures.check_signature(signer, certificate, content=content, content_type=signed.content_type)
    except NotBorneOut:
        return False
    return True


# What a signature of an earlier moment may not have had against it.
_CURED_BY_TIME_STAMP = frozenset(
    {
        SubIndication.EXPIRED,
        SubIndication.REVOKED,
        SubIndication.REVOKED_CA_NO_POE,
        SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE,
        SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
    }
)


def content_of(signed: SignedData, data: bytes | None) -> bytes:
    """
    What was signed: *data*, the bytes shown, or else the content enclosed; where both are there, they are the same.

    :raises NotBorneOut: with FORMAT_FAILURE, SIGNED_DATA_NOT_FOUND or HASH_FAILURE.
    """
    if signed.content_type != signed_data.DATA:
        raise NotBorneOut(SubIndication.FORMAT_FAILURE, say("The signature is over content of another kind."))
    if data is None and signed.content is None:
        raise NotBorneOut(
            SubIndication.SIGNED_DATA_NOT_FOUND, say("The data that were signed do not come with the signature.")
        )
    if data is not None and signed.content is not None and data != signed.content:
        raise NotBorneOut(SubIndication.HASH_FAILURE, say("The signature is over other data than was shown."))
    return data if data is not None else signed.content or b""


def _check_stated(signer: Signer, purpose: Purpose) -> None:
    """A person states the signing time; a seal (ETSI EN 319 142-1, 6.3) its certificate, and the time in the PDF."""
    if purpose is Purpose.SEAL:
        signatures.check_stated(signer, signed_data.SIGNING_CERTIFICATE_V2)
    else:
        signatures.check_stated(signer, signed_data.SIGNING_TIME)


def _check_purpose(certificate: Certificate, purpose: Purpose) -> None:
    """Facts of the Authority: emailProtection and non-repudiation sign, clientAuth authenticates."""
    key_usage, extended = _DEMANDS[purpose]
    if key_usage not in certificate.key_usage or extended not in certificate.extended_key_usage:
        raise NotBorneOut(SubIndication.CHAIN_CONSTRAINTS_FAILURE, _OTHER_PURPOSE[purpose])


_OTHER_PURPOSE: Mapping[Purpose, Saying] = MappingProxyType(
    {
        Purpose.SIGN: _TO_SIGN,
        Purpose.AUTHENTICATE_BY_SIGNING_KEY: _TO_SIGN,
        Purpose.AUTHENTICATE: say("The certificate is not one to sign in with: choose the key for authentication."),
        Purpose.SEAL: say("The certificate is not one for sealing documents."),
    }
)


def _report(
    signer: Signer,
    certificate: Certificate | None,
    chain: tuple[Certificate, ...],
    status: NotRevoked | None,
    problem: NotBorneOut | None,
) -> SignerReport:
    row = algorithms.SIGNATURES.get(signer.algorithm)
    return report_of(
        certificate,
        chain=chain,
        status=status,
        problem=problem,
        algorithm=row.name if row else signer.algorithm,
        signing_time=signer.signing_time,
    )


def _whole(problem: NotBorneOut, at: datetime) -> Report:
    return Report(at=at, sub_indication=problem.sub_indication, reason=problem.why)
