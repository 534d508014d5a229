"""ETSI EN 319 102-1, 5.2.6: a certificate judged as a whole: path, validity, revocation along the path."""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

from ruqsat.eds import algorithms, paths, revocation
from ruqsat.eds.certificates import Certificate
from ruqsat.eds.evidence import Evidence, RevocationNeed
from ruqsat.eds.revocation import NotRevoked
from ruqsat.eds.trust import TrustStore


def chain(
    certificate: Certificate, *, among: Iterable[Certificate], trust: TrustStore, at: datetime
) -> tuple[Certificate, ...]:
    """
    The path to a configured root, every certificate on it valid at *at* and signed by an algorithm in use then.

    Configured authorities are trusted by their pins, whatever algorithm they were signed by.

    :raises NotBorneOut: if there is none.
    """
    found = paths.path_to_root(certificate, trust=trust, among=among, at=at)
    paths.check_validity(certificate, at=at)
    for each in found:
        if not trust.has_pinned(each):
            algorithms.check_in_use(each.signature_algorithm, at=at)
    return found


def check_not_revoked(
    path: tuple[Certificate, ...],
    *,
    trust: TrustStore,
    evidence: Evidence,
    at: datetime,
    known_at: datetime | None = None,
) -> NotRevoked:
    """
    No certificate of the path below the root was revoked at *at*; what is said of the first is returned.

    With *known_at*, a revocation of the time between counts too.

    :raises NotBorneOut: with REVOKED, REVOKED_CA_NO_POE or TRY_LATER.
    """
    found = [
        revocation.judge(
            need, evidence=evidence, at=at, known_at=known_at or at, is_pinned=trust.has_pinned(need.certificate)
        )
        for need in links(path)
    ]
    return found[0]


def needs(
    certificate: Certificate, *, among: Iterable[Certificate], trust: TrustStore, at: datetime
) -> tuple[RevocationNeed, ...]:
    """
    Whose status has to be asked for: the certificate's, and that of authorities which are not configured here.

    :raises NotBorneOut: if there is no path to a configured root.
    """
    path = paths.path_to_root(certificate, trust=trust, among=among, at=at)
    return tuple(need for need in links(path) if not trust.has_pinned(need.certificate))


def links(path: tuple[Certificate, ...]) -> tuple[RevocationNeed, ...]:
    """Each certificate of the path with its issuer."""
    return tuple(RevocationNeed(certificate=certificate, issuer=issuer) for certificate, issuer in pairwise(path))
