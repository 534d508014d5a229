"""RFC 5280, 5 and 6.3: certificate revocation lists. Only whole lists, made by the issuer itself."""

from asn1crypto.crl import TbsCertList
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509 import ObjectIdentifier, ReasonFlags
from cryptography.x509.oid import ExtensionOID

from ruqsat.eds import algorithms
from ruqsat.eds.certificates import MALFORMED
from ruqsat.eds.der import as_it_came
from ruqsat.eds.evidence import RevocationNeed
from ruqsat.eds.statuses import Condition, Status
from ruqsat.eds.verdicts import NotBorneOut

_UNDERSTOOD = frozenset({ExtensionOID.CRL_NUMBER, ExtensionOID.AUTHORITY_KEY_IDENTIFIER})


def statuses(listed: bytes, need: RevocationNeed) -> tuple[Status, ...]:
    """What the list says of the certificate; nothing where it is another issuer's, not signed rightly, or partial."""
    try:
        found = x509.load_der_x509_crl(listed)
        if not (_is_of(found, need) and _is_whole(found)):
            return ()
        return (_status(found, need),)
    except (*MALFORMED, UnsupportedAlgorithm, NotBorneOut):
        return ()


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
    return as_it_came(TbsCertList.load(found.tbs_certlist_bytes)["issuer"])


def _is_whole(found: x509.CertificateRevocationList) -> bool:
    """RFC 5280, 5.2: no delta, no part of a list, no critical extension that is not understood."""
    return not any(_limits(extension.oid, extension.critical) for extension in found.extensions)


def _limits(oid: ObjectIdentifier, critical: bool) -> bool:
    if oid in (ExtensionOID.DELTA_CRL_INDICATOR, ExtensionOID.ISSUING_DISTRIBUTION_POINT):
        return True
    return critical and oid not in _UNDERSTOOD


def _status(found: x509.CertificateRevocationList, need: RevocationNeed) -> Status:
    entry = found.get_revoked_certificate_by_serial_number(need.certificate.serial)
    if entry is None:
        return Status(condition=Condition.GOOD, said_at=found.last_update_utc, next_at=found.next_update_utc)
    return Status(
        condition=_condition(entry),
        said_at=found.last_update_utc,
        next_at=found.next_update_utc,
        revoked_at=entry.revocation_date_utc,
    )


def _condition(entry: x509.RevokedCertificate) -> Condition:
    try:
        reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except x509.ExtensionNotFound:
        return Condition.REVOKED
    return Condition.ON_HOLD if reason is ReasonFlags.certificate_hold else Condition.REVOKED
