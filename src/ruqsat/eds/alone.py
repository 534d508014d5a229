"""A certificate judged by itself; and the mathematics of a signature or a certificate, without path or status."""

from collections.abc import Iterable
from datetime import datetime

from ruqsat.eds import algorithms, certification, paths, signatures, signed_data
from ruqsat.eds.certificates import Certificate
from ruqsat.eds.cms import content_of
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.reports import Report, SignerReport, report_of, weigh
from ruqsat.eds.revocation import NotRevoked
from ruqsat.eds.signed_data import SignedData, Signer
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from ruqsat.law.saying import say


def certificate(
    judged: Certificate, *, among: Iterable[Certificate], trust: TrustStore, evidence: Evidence, at: datetime
) -> Report:
    """
    RFC 5280, 6: the path to a configured root, validity and status of one certificate at *at*, whatever it is for.
    """
    chain: tuple[Certificate, ...] = ()
    status: NotRevoked | None = None
    problem: NotBorneOut | None = None
    try:
        algorithms.check_key(judged.public_key)
        if judged in trust.roots:
            chain = (judged,)
            paths.check_validity(judged, at=at)
        else:
            chain = certification.chain(judged, among=among, trust=trust, at=at)
            status = certification.check_not_revoked(chain, trust=trust, evidence=evidence, at=at)
    except NotBorneOut as found:
        problem = found
    return weigh((_of_certificate(judged, chain, status, problem),), at=at)


def mathematics_of_cms(cms: bytes, *, data: bytes | None, at: datetime) -> Report:
    """RFC 5652, 5.6: whether each signature is right by the certificate it names; nothing vouches for whose that is."""
    try:
        signed = signed_data.read(cms)
        content = content_of(signed, data)
    except NotBorneOut as problem:
        return Report(at=at, sub_indication=problem.sub_indication, reason=problem.why)
    if not signed.signers:
        why = say("There is no signature in what was sent.")
        return Report(at=at, sub_indication=SubIndication.FORMAT_FAILURE, reason=why)
    return weigh(tuple(mathematics_of_signer(signed, signer, content) for signer in signed.signers), at=at)


def mathematics_of_signer(signed: SignedData, signer: Signer, content: bytes) -> SignerReport:
    """RFC 5652, 5.6: one signature, as `mathematics_of_cms`."""
    own: Certificate | None = None
    problem: NotBorneOut | None = None
    try:
        own = signed.certificate_of(signer)
        signatures.check_signature(signer, own, content=content, content_type=signed.content_type)
    except NotBorneOut as found:
        problem = found
    row = algorithms.SIGNATURES.get(signer.algorithm)
    name = row.name if row else signer.algorithm
    return report_of(own, problem=problem, algorithm=name, signing_time=signer.signing_time)


def mathematics_of_certificate(judged: Certificate, *, issuers: Iterable[Certificate], at: datetime) -> Report:
    """Whether the key can exist and is strong enough, and one of *issuers*, or the key itself, signed it rightly."""
    problem: NotBorneOut | None = None
    try:
        algorithms.check_key(judged.public_key)
        _check_issued(judged, (*issuers, judged))
    except NotBorneOut as found:
        problem = found
    return weigh((_of_certificate(judged, (), None, problem),), at=at)


def _check_issued(judged: Certificate, issuers: Iterable[Certificate]) -> None:
    makers = [each for each in issuers if each.subject_der == judged.issuer_der]
    if not makers:
        raise NotBorneOut(
            SubIndication.NO_CERTIFICATE_CHAIN_FOUND,
            say("The certificate was not issued by a certification authority that is recognized here."),
        )
    if not any(paths.is_issued_by(judged, maker) for maker in makers):
        raise NotBorneOut(
            SubIndication.SIG_CRYPTO_FAILURE, say("The certificate was not signed with the key of its issuer.")
        )


def _of_certificate(
    judged: Certificate,
    chain: tuple[Certificate, ...],
    status: NotRevoked | None,
    problem: NotBorneOut | None,
) -> SignerReport:
    row = algorithms.SIGNATURES.get(judged.signature_algorithm)
    name = row.name if row else judged.signature_algorithm
    return report_of(judged, chain=chain, status=status, problem=problem, algorithm=name)
