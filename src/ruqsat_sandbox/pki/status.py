"""RFC 6960 and RFC 5280: whether a certificate is revoked, by OCSP and by revocation list."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import new as new_hash

from asn1crypto import core, ocsp
from cryptography import x509

from ruqsat_sandbox.pki import der, keys
from ruqsat_sandbox.pki.authority import Authority, Issued, KeyPair
from ruqsat_sandbox.pki.der import frozen
from ruqsat_sandbox.pki.lines import LINES

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
        lines = {_line_of(each, authority) for each in wanted}
    except (ValueError, TypeError):
        return _failed("malformed_request")
    if not wanted:
        return _failed("malformed_request")
    line = LINES.get(lines.pop()) if len(lines) == 1 else None
    if line is None:
        return _failed("unauthorized")
    issuer = authority.issuing(line)
    singles = [_single(each, authority.entry(each["serial_number"].native, by=issuer), at) for each in wanted]
    return _signed(singles, nonce, authority.ocsp(line), at)


def revocation_list(issuer: KeyPair, entries: Iterable[Issued], *, at: datetime) -> bytes:
    """RFC 5280, 5: the list of *issuer*, from *at* for a day."""
    above = x509.AuthorityKeyIdentifier(keys.identifier_of(issuer.key.public), None, None)
    number = x509.CRLNumber(int(at.timestamp()))
    revoked = [_revoked_entry(each) for each in entries if each.revoked_at is not None]
    content = der.sequence(
        der.integer(1),
        issuer.key.signature_algorithm,
        issuer.certificate.subject.public_bytes(),
        der.moment(at),
        der.moment(at + NEXT_LIST_AFTER),
        der.sequence(*revoked) if revoked else b"",
        der.explicit(0, der.sequence(_extension(number), _extension(above))),
    )
    return der.signed(content, by=issuer.key)


def _revoked_entry(entry: Issued) -> bytes:
    reason = b""
    if entry.reason and entry.reason != "unspecified":
        reason = der.sequence(_extension(x509.CRLReason(_REASONS[entry.reason])))
    since = datetime.fromisoformat(entry.revoked_at or "")
    return der.sequence(der.integer(entry.serial), der.moment(since), reason)


def _extension(extension: x509.ExtensionType) -> bytes:
    return der.extension(extension.oid.dotted_string, extension.public_bytes())


def _line_of(asked: ocsp.CertId, authority: Authority) -> str:
    """The name of the line that issued what is asked about; "" when none of ours did."""
    named = bytes(asked["issuer_name_hash"].native)
    algorithm = asked["hash_algorithm"]["algorithm"].native
    if algorithm not in {"sha1", "sha256", "sha384", "sha512"}:
        return ""
    for line in LINES.values():
        if named == new_hash(algorithm, line.subject.public_bytes()).digest():
            key = new_hash(algorithm, keys.bits_of(authority.issuing(line).key.public)).digest()
            return line.name if asked["issuer_key_hash"].native == key else ""
    return ""


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
    extensions = [{"extn_id": "nonce", "critical": False, "extn_value": each["extn_value"].parsed} for each in nonce]
    extensions.append({"extn_id": "extended_revoke", "critical": False, "extn_value": core.Null()})
    # The form in which the National Certification Authority names its responder: by name.
    data = der.sequence(
        der.explicit(1, responder.certificate.subject.public_bytes()),
        core.GeneralizedTime(at.replace(microsecond=0)).dump(),
        der.sequence(*(each.dump() for each in singles)),
        der.explicit(1, ocsp.ResponseDataExtensions(extensions).dump()),
    )
    basic = der.sequence(
        data,
        responder.key.signature_algorithm,
        der.bits(responder.key.sign(data)),
        der.explicit(0, der.sequence(responder.der)),
    )
    response_bytes = {"response_type": "basic_ocsp_response", "response": core.ParsableOctetString(basic)}
    return bytes(ocsp.OCSPResponse({"response_status": "successful", "response_bytes": response_bytes}).dump())


def _failed(status: str) -> bytes:
    return bytes(ocsp.OCSPResponse({"response_status": status}).dump())
