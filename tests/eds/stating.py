"""What an authority states of a certificate: OCSP answers and revocation lists."""

from collections.abc import Iterable
from datetime import datetime

from asn1crypto import ocsp as asn1_ocsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from tests.eds.certifying import AT, DAY, Holder


def ocsp_answer(
    holder: Holder,
    issuer: Holder,
    *,
    by: Holder,
    at: datetime = AT,
    until: datetime | None = None,
    revoked_at: datetime | None = None,
    reason: x509.ReasonFlags | None = None,
    nonce: bytes | None = None,
    unknown: bool = False,
    extensions: Iterable[tuple[x509.ExtensionType, bool]] = (),
) -> bytes:
    """An OCSP answer signed *by* a responder, whose certificate comes with it."""
    status = ocsp.OCSPCertStatus.GOOD
    if unknown:
        status = ocsp.OCSPCertStatus.UNKNOWN
    elif revoked_at is not None:
        status = ocsp.OCSPCertStatus.REVOKED
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            holder.certificate,
            issuer.certificate,
            hashes.SHA256(),
            cert_status=status,
            this_update=at,
            next_update=until,
            revocation_time=revoked_at,
            revocation_reason=reason,
        )
        .responder_id(ocsp.OCSPResponderEncoding.NAME, by.certificate)
        .certificates([by.certificate])
    )
    if nonce is not None:
        builder = builder.add_extension(x509.OCSPNonce(nonce), critical=False)
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return _produced(builder.sign(by.key, hashes.SHA256()).public_bytes(Encoding.DER), at=at, by=by)


def _produced(answer: bytes, *, at: datetime, by: Holder) -> bytes:
    """The same answer as of *at*: the library dates it by the real clock, by which our authorities end one day."""
    whole = asn1_ocsp.OCSPResponse.load(answer)
    said = whole["response_bytes"]["response"].parsed
    said["tbs_response_data"]["produced_at"] = at
    said["signature"] = by.signature(said["tbs_response_data"].dump())
    return bytes(whole.dump(force=True))


def crl(
    issuer: Holder,
    *revoked: Holder,
    at: datetime = AT,
    revoked_at: datetime = AT - DAY,
    reason: x509.ReasonFlags | None = None,
    extensions: Iterable[tuple[x509.ExtensionType, bool]] = (),
) -> bytes:
    """A revocation list of *issuer*, good for a day."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(at)
        .next_update(at + DAY)
    )
    for holder in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(holder.certificate.serial_number)
        entry = entry.revocation_date(revoked_at)
        if reason is not None:
            entry = entry.add_extension(x509.CRLReason(reason), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.DER)
