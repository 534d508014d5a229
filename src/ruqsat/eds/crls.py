"""RFC 5280, 5 and 6.3: certificate revocation lists made by the issuer itself: whole ones, and deltas upon them."""

from collections.abc import Iterable
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509 import ExtensionNotFound, InvalidVersion, ObjectIdentifier, ReasonFlags
from cryptography.x509.oid import ExtensionOID

from ruqsat.eds import algorithms
from ruqsat.eds.certificates import MALFORMED
from ruqsat.eds.der import INTEGER, SEQUENCE, contents_of, only, parts
from ruqsat.eds.evidence import RevocationNeed
from ruqsat.eds.statuses import Condition, Status
from ruqsat.eds.verdicts import NotBorneOut

_UNDERSTOOD = frozenset(
    {ExtensionOID.CRL_NUMBER, ExtensionOID.AUTHORITY_KEY_IDENTIFIER, ExtensionOID.DELTA_CRL_INDICATOR}
)
_ISSUER = 2  # RFC 5280, 5.1.2: after the version, which may be left out, and the algorithm


@dataclass(frozen=True, kw_only=True)
class _List:
    """
    What one list says of the certificate. ``number`` is its own, ``base`` that of the whole list a delta goes upon.

    ``entry`` is empty where the list does not name the certificate.
    """

    status: Status
    number: int | None
    base: int | None
    entry: x509.RevokedCertificate | None


def statuses(listed: bytes, need: RevocationNeed) -> tuple[Status, ...]:
    """What the list says of the certificate; nothing where it is another issuer's, not signed rightly, or partial."""
    return all_statuses((listed,), need)


def all_statuses(lists: Iterable[bytes], need: RevocationNeed) -> tuple[Status, ...]:
    """
    RFC 5280, 6.3.3: what the lists say of the certificate, each whole one by itself and with each delta upon it.

    A delta without its whole list is heard only where it says *revoked*.
    """
    found = [each for each in (_read(listed, need) for listed in lists) if each is not None]
    wholes, deltas = [each for each in found if each.base is None], [each for each in found if each.base is not None]
    together = [_upon(whole, delta) for delta in deltas for whole in wholes if _continues(delta, whole)]
    alone = [delta.status for delta in deltas if delta.status.condition is Condition.REVOKED]
    return (*[whole.status for whole in wholes], *together, *alone)


def _continues(delta: _List, whole: _List) -> bool:
    """RFC 5280, 5.2.4: the whole list is of the delta's base number or later, and the delta is the later of the two."""
    if whole.number is None or delta.number is None or delta.base is None:
        return False
    return delta.base <= whole.number < delta.number


def _upon(whole: _List, delta: _List) -> Status:
    """RFC 5280, 6.3.3(i), (j): the delta's word, or the whole list's where the delta has none; as of the delta."""
    if delta.entry is not None:
        return delta.status
    return Status(
        condition=whole.status.condition,
        said_at=delta.status.said_at,
        next_at=delta.status.next_at,
        revoked_at=whole.status.revoked_at,
    )


def _read(listed: bytes, need: RevocationNeed) -> _List | None:
    try:
        found = x509.load_der_x509_crl(listed)
        if not (_is_of(found, need) and _is_understood(found)):
            return None
        entry = found.get_revoked_certificate_by_serial_number(need.certificate.serial)
        return _List(status=_status(found, entry), number=_number(found), base=_base(found), entry=entry)
    except (*MALFORMED, UnsupportedAlgorithm, InvalidVersion, NotBorneOut):
        return None


def _is_of(found: x509.CertificateRevocationList, need: RevocationNeed) -> bool:
    """RFC 5280, 6.3.3(b), (f), (g): the issuer's name, its right to sign lists, its signature."""
    return (
        _issuer(found) == need.issuer.subject_der
        and "crl_sign" in need.issuer.key_usage
        and algorithms.verifies(
            need.issuer.public_key,
            algorithm=found.signature_algorithm_oid.dotted_string,
            message=found.tbs_certlist_bytes,
            signature=found.signature,
        )
    )


def _issuer(found: x509.CertificateRevocationList) -> bytes:
    # Not `found.issuer`: reading names as long as the Authority's, that library warns.
    fields = parts(contents_of(only(found.tbs_certlist_bytes), SEQUENCE))
    return fields[_ISSUER if fields[0][0] == INTEGER else _ISSUER - 1][2]


def _is_understood(found: x509.CertificateRevocationList) -> bool:
    """RFC 5280, 5.2: no part of a list, no critical extension that is not understood."""
    return not any(_limits(extension.oid, extension.critical) for extension in found.extensions)


def _limits(oid: ObjectIdentifier, critical: bool) -> bool:
    return oid == ExtensionOID.ISSUING_DISTRIBUTION_POINT or (critical and oid not in _UNDERSTOOD)


def _number(found: x509.CertificateRevocationList) -> int | None:
    try:
        return found.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
    except ExtensionNotFound:
        return None


def _base(found: x509.CertificateRevocationList) -> int | None:
    try:
        return found.extensions.get_extension_for_class(x509.DeltaCRLIndicator).value.crl_number
    except ExtensionNotFound:
        return None


def _status(found: x509.CertificateRevocationList, entry: x509.RevokedCertificate | None) -> Status:
    condition = Condition.GOOD if entry is None else _condition(entry)
    return Status(
        condition=condition,
        said_at=found.last_update_utc,
        next_at=found.next_update_utc,
        revoked_at=None if entry is None or condition is Condition.GOOD else entry.revocation_date_utc,
    )


def _condition(entry: x509.RevokedCertificate) -> Condition:
    try:
        reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except ExtensionNotFound:
        return Condition.REVOKED
    if reason is ReasonFlags.remove_from_crl:
        return Condition.GOOD
    return Condition.ON_HOLD if reason is ReasonFlags.certificate_hold else Condition.REVOKED
