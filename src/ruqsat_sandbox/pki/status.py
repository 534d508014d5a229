"""RFC 6960 and RFC 5280: whether a certificate is revoked, by OCSP and by revocation list."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import new as new_hash

from asn1crypto import algos, core, ocsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding

from ruqsat_sandbox.pki.authority import Authority, Issued, KeyPair
from ruqsat_sandbox.pki.der import frozen

NEXT_LIST_AFTER = timedelta(days=1)
NEVER_ISSUED = datetime(1970, 1, 1, tzinfo=UTC)
_REASONS = {
    "unspecified": x509.ReasonFlags.unspecified,
    "key_compromise": x509.ReasonFlags.key_compromise,
    "affiliation_changed": x509.ReasonFlags.affiliation_changed,
    "superseded": x509.ReasonFlags.superseded,
    "cessation_of_operation": x509.ReasonFlags.cessation_of_operation,
    "certificate_hold": x509.ReasonFlags.certificate_hold,
}


def answer(request: bytes, *, authority: Authority, at: datetime) -> bytes:
    """
    RFC 6960, 2.3, 4.2: the signed status of each certificate asked about.

    A certificate that was never issued is answered as the National Certification Authority does (RFC 6960, 2.2):
    revoked, on hold since 1970, with the extended-revoke extension. There is no next update.
    """
    try:
        asked = ocsp.OCSPRequest.load(request, strict=True)["tbs_request"]
        wanted = [each["req_cert"] for each in asked["request_list"]]
        nonce = [each for each in asked["request_extensions"] if each["extn_id"].native == "nonce"]
        ours = [_is_ours(each, authority.issuing) for each in wanted]
    except (ValueError, TypeError):
        return _failed("malformed_request")
    if not wanted:
        return _failed("malformed_request")
    if not all(ours):
        return _failed("unauthorized")
    singles = [_single(each, authority.entry(each["serial_number"].native), at) for each in wanted]
    return _signed(singles, nonce, authority.ocsp, at)


def revocation_list(issuer: KeyPair, entries: Iterable[Issued], *, at: datetime) -> bytes:
    """RFC 5280, 5: the list of *issuer*, from *at* for a day."""
    moment = at.replace(microsecond=0)
    identifier = issuer.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(moment)
        .next_update(moment + NEXT_LIST_AFTER)
        .add_extension(x509.CRLNumber(int(moment.timestamp())), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False)
    )
    for entry in entries:
        if entry.revoked_at is None:
            continue
        revoked = (
            x509.RevokedCertificateBuilder()
            .serial_number(entry.serial)
            .revocation_date(datetime.fromisoformat(entry.revoked_at))
        )
        if entry.reason and entry.reason != "unspecified":
            revoked = revoked.add_extension(x509.CRLReason(_REASONS[entry.reason]), critical=False)
        builder = builder.add_revoked_certificate(revoked.build())
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.DER)


def _is_ours(asked: ocsp.CertId, issuer: KeyPair) -> bool:
    algorithm = asked["hash_algorithm"]["algorithm"].native
    if algorithm not in {"sha1", "sha256", "sha384", "sha512"}:
        return False
    certificate = asn1_x509.Certificate.load(issuer.der)
    name = new_hash(algorithm, certificate.subject.dump()).digest()
    key = new_hash(algorithm, certificate.public_key["public_key"].contents[1:]).digest()
    return bool(asked["issuer_name_hash"].native == name and asked["issuer_key_hash"].native == key)


def _single(asked: ocsp.CertId, entry: Issued | None, at: datetime) -> ocsp.SingleResponse:
    if entry is None:
        status = _revoked(NEVER_ISSUED, "certificate_hold")
    elif entry.revoked_at is None:
        status = ocsp.CertStatus("good", core.Null())
    else:
        status = _revoked(datetime.fromisoformat(entry.revoked_at), entry.reason or "unspecified")
    this_update = core.GeneralizedTime(at.replace(microsecond=0))
    return frozen(ocsp.SingleResponse({"cert_id": asked, "cert_status": status, "this_update": this_update}))


def _revoked(since: datetime, reason: str) -> ocsp.CertStatus:
    information: dict[str, object] = {"revocation_time": core.GeneralizedTime(since.replace(microsecond=0))}
    if reason != "unspecified":
        information["revocation_reason"] = reason
    return ocsp.CertStatus("revoked", ocsp.RevokedInfo(information))


def _signed(
    singles: list[ocsp.SingleResponse], nonce: list[ocsp.TBSRequestExtension], responder: KeyPair, at: datetime
) -> bytes:
    certificate = asn1_x509.Certificate.load(responder.der)
    extensions = [{"extn_id": "nonce", "critical": False, "extn_value": each["extn_value"].parsed} for each in nonce]
    extensions.append({"extn_id": "extended_revoke", "critical": False, "extn_value": core.Null()})
    data = ocsp.ResponseData(
        {
            "responder_id": ocsp.ResponderId("by_name", certificate.subject),
            "produced_at": core.GeneralizedTime(at.replace(microsecond=0)),
            "responses": singles,
            "response_extensions": extensions,
        }
    )
    data = frozen(data)
    basic = ocsp.BasicOCSPResponse(
        {
            "tbs_response_data": data,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"}),
            "signature": responder.key.sign(data.dump(), padding.PKCS1v15(), hashes.SHA256()),
            "certs": [certificate],
        }
    )
    response_bytes = {"response_type": "basic_ocsp_response", "response": frozen(basic)}
    return bytes(ocsp.OCSPResponse({"response_status": "successful", "response_bytes": response_bytes}).dump())


def _failed(status: str) -> bytes:
    return bytes(ocsp.OCSPResponse({"response_status": status}).dump())
