"""RFC 5280, 6.1.3(a)(3): whether a certificate was revoked at a moment, judged from the evidence in hand alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ruqsat.eds import crls, ocsp
from ruqsat.eds.evidence import Evidence, RevocationNeed
from ruqsat.eds.statuses import CLOCKS_MAY_DIFFER, Condition, Status
from ruqsat.eds.verdicts import NotBorneOut, SubIndication
from ruqsat.law.saying import say

# An answer that names no next update was made for the moment; the Authority's OCSP makes such.
FRESH_FOR = timedelta(hours=1)


class Source(StrEnum):
    """Where a status came from. Pinned: an authority's certificate, trusted by configuration."""

    OCSP = "ocsp"
    CRL = "crl"
    PINNED = "pinned"


@dataclass(frozen=True, kw_only=True)
class NotRevoked:
    """The certificate was not revoked at the moment judged; ``said_at`` is the answer's own time."""

    source: Source
    said_at: datetime | None


def judge(
    need: RevocationNeed, *, evidence: Evidence, at: datetime, known_at: datetime, is_pinned: bool = False
) -> NotRevoked:
    """
    RFC 6960, RFC 5280: the certificate was not revoked at *at*.

    A revocation that stands by *known_at* counts whatever the age of the answer. Otherwise the newest answer that was
    fresh at *at* decides: *good* is the only good one; unknown, on hold (as the Authority answers for what it does not
    know), and no answer at all leave the matter open. A pinned certificate needs no answer, but a revocation counts.

    :raises NotBorneOut: with REVOKED, REVOKED_CA_NO_POE or TRY_LATER.
    """
    statuses = _statuses(need, evidence)
    if any(_stands(status, known_at) for _, status in statuses):
        raise _revoked(need)
    if is_pinned:
        return NotRevoked(source=Source.PINNED, said_at=None)
    latest = evidence.gathered_at or known_at
    usable = [(source, status) for source, status in statuses if _is_fresh(status, at=at, latest=max(known_at, latest))]
    if not usable:
        raise NotBorneOut(
            SubIndication.TRY_LATER,
            say("Whether the certificate is revoked could not be found out yet. It will be asked again."),
        )
    source, last = max(usable, key=lambda pair: pair[1].said_at)
    if not _is_good(last, at):
        raise NotBorneOut(
            SubIndication.TRY_LATER,
            say("The certification authority does not confirm the certificate yet. It will be asked again."),
        )
    return NotRevoked(source=source, said_at=last.said_at)


def _statuses(need: RevocationNeed, evidence: Evidence) -> list[tuple[Source, Status]]:
    found: list[tuple[Source, Status]] = []
    for answer in evidence.ocsp:
        found += [(Source.OCSP, status) for status in ocsp.statuses(answer, need)]
    return found + [(Source.CRL, status) for status in crls.all_statuses(evidence.crls, need)]


def _stands(status: Status, at: datetime) -> bool:
    return status.condition is Condition.REVOKED and status.revoked_at is not None and status.revoked_at <= at


def _is_good(status: Status, at: datetime) -> bool:
    if status.condition is Condition.REVOKED:
        return status.revoked_at is not None and status.revoked_at > at
    return status.condition is Condition.GOOD


def _is_fresh(status: Status, *, at: datetime, latest: datetime) -> bool:
    if status.said_at > latest + CLOCKS_MAY_DIFFER:
        return False
    until = status.next_at if status.next_at is not None else status.said_at + FRESH_FOR
    return until >= at


def _revoked(need: RevocationNeed) -> NotBorneOut:
    if need.certificate.is_authority:
        return NotBorneOut(
            SubIndication.REVOKED_CA_NO_POE, say("The certificate of the certification authority was revoked.")
        )
    return NotBorneOut(SubIndication.REVOKED, say("The certificate was revoked before the signature was received."))
