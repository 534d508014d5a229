"""RFC 5280: the path from a certificate to a configured root. Strict: what is not understood is refused."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache

from ruqsat.eds import algorithms
from ruqsat.eds.certificates import Certificate
from ruqsat.eds.trust import TrustStore
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from ruqsat.law.saying import say

LONGEST_PATH = 5
MOST_CHECKS = 20
"""
Signatures of issuers checked in one search: a submitted set of authorities that issued one another would keep it busy
for years. A true path needs one for each of its links.
"""


def path_to_root(
    certificate: Certificate, *, trust: TrustStore, among: Iterable[Certificate], at: datetime
) -> tuple[Certificate, ...]:
    """
    RFC 5280, 6.1: the certificate, its issuers, the root last; every issuer an authority valid at *at*.

    Candidates are the configured certificates and *among*, those that came with the signature; the path must end at a
    configured root all the same. The validity of *certificate* itself is for the caller to judge (`check_validity`).

    :raises NotBorneOut: if there is no such path.
    """
    _check_critical(certificate)
    candidates = [*trust.roots, *trust.intermediates, *among]
    problems: list[NotBorneOut] = []
    path = _extend((certificate,), trust, candidates, at, problems, checks=iter(range(MOST_CHECKS)))
    if path is not None:
        return path
    if problems:
        raise problems[0]
    raise NotBorneOut(
        SubIndication.NO_CERTIFICATE_CHAIN_FOUND,
        say("The certificate was not issued by a certification authority that is recognized here."),
    )


def check_validity(certificate: Certificate, *, at: datetime) -> None:
    """
    RFC 5280, 6.1.3(a)(2): the certificate is inside its period of validity.

    :raises NotBorneOut: with EXPIRED or NOT_YET_VALID.
    """
    if at > certificate.not_after:
        raise NotBorneOut(SubIndication.EXPIRED, say("The certificate had expired when the signature was received."))
    if at < certificate.not_before:
        raise NotBorneOut(
            SubIndication.NOT_YET_VALID, say("The certificate was not yet valid when the signature was received.")
        )


def is_issued_by(certificate: Certificate, issuer: Certificate) -> bool:
    """
    Whether *issuer* made *certificate*: the same name in DER, and a right signature.

    :raises NotBorneOut: if the signature uses an algorithm or a key that is not accepted.
    """
    return certificate.issuer_der == issuer.subject_der and _is_signed(
        certificate.signed_part, certificate.signature_algorithm, certificate.signature, issuer.public_key
    )


@lru_cache(maxsize=512)
def _is_signed(part: bytes, algorithm: str, signature: bytes, public_key: bytes) -> bool:
    """Remembered: the same authorities stand above every certificate, and the same person signs again."""
    return algorithms.verifies(public_key, algorithm=algorithm, message=part, signature=signature)


def _extend(
    path: tuple[Certificate, ...],
    trust: TrustStore,
    candidates: list[Certificate],
    at: datetime,
    problems: list[NotBorneOut],
    *,
    checks: Iterator[int],
) -> tuple[Certificate, ...] | None:
    if len(path) >= LONGEST_PATH:
        return None
    for issuer in _issuers(path, candidates, at, problems, checks=checks):
        if issuer in trust.roots:
            return (*path, issuer)
        longer = _extend((*path, issuer), trust, candidates, at, problems, checks=checks)
        if longer is not None:
            return longer
    return None


def _issuers(
    path: tuple[Certificate, ...],
    candidates: list[Certificate],
    at: datetime,
    problems: list[NotBorneOut],
    *,
    checks: Iterator[int],
) -> Iterator[Certificate]:
    last = path[-1]
    for issuer in candidates:
        if issuer in path or issuer.subject_der != last.issuer_der:
            continue
        if next(checks, None) is None:
            return
        try:
            if is_issued_by(last, issuer):
                _check_authority(issuer, below=len(path) - 1, at=at)
                yield issuer
        except NotBorneOut as problem:
            problems.append(problem)


def _check_authority(issuer: Certificate, *, below: int, at: datetime) -> None:
    """RFC 5280, 6.1.4(k)-(n): an authority by its basic constraints and key usage, long enough, valid at the time."""
    _check_critical(issuer)
    if not issuer.is_authority or "key_cert_sign" not in issuer.key_usage:
        raise NotBorneOut(
            SubIndication.CHAIN_CONSTRAINTS_FAILURE,
            say("The certificate was issued by somebody who is not a certification authority."),
        )
    if issuer.path_length is not None and below > issuer.path_length:
        raise NotBorneOut(
            SubIndication.CHAIN_CONSTRAINTS_FAILURE,
            say("The certificate was issued under a certification authority that may not have others below it."),
        )
    if not issuer.is_valid_at(at):
        raise NotBorneOut(
            SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE,
            say("The certification authority's own certificate was not valid when the signature was received."),
        )


def _check_critical(certificate: Certificate) -> None:
    if certificate.critical_unknown:
        raise NotBorneOut(
            SubIndication.CHAIN_CONSTRAINTS_FAILURE,
            say("The certificate carries a critical condition that is not understood here."),
        )
