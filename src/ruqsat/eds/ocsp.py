"""RFC 6960: asking for a certificate's status, and judging the answer."""

from hashlib import sha1, sha256, sha384, sha512
from types import MappingProxyType

from asn1crypto import core
from asn1crypto.ocsp import BasicOCSPResponse, ResponseData
from asn1crypto.ocsp import OCSPResponse as WholeAnswer
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ExtensionNotFound, OCSPNonce, ReasonFlags, ocsp
from cryptography.x509.ocsp import OCSPCertStatus, OCSPResponse, OCSPResponseStatus, OCSPSingleResponse

from ruqsat.eds import algorithms, paths
from ruqsat.eds.certificates import MALFORMED, OCSP_SIGNING, Certificate
from ruqsat.eds.der import as_it_came
from ruqsat.eds.evidence import RevocationNeed
from ruqsat.eds.statuses import Condition, Status
from ruqsat.eds.verdicts import NotBorneOut

NONCE = "1.3.6.1.5.5.7.48.1.2"
MEDIA_TYPE = "application/ocsp-request"

# RFC 6960, 4.1.1: the digest only finds the certificate; the answer's own signature is what is trusted.
_NAMING_DIGESTS = MappingProxyType({"sha1": sha1, "sha256": sha256, "sha384": sha384, "sha512": sha512})


def request(need: RevocationNeed, *, nonce: bytes) -> bytes:
    """
    RFC 6960, 4.1, RFC 8954: a request in DER, the certificate named by SHA-256, with a *nonce* of 1 to 32 bytes.
    """
    builder = ocsp.OCSPRequestBuilder().add_certificate_by_hash(
        sha256(need.issuer.subject_der).digest(),
        sha256(need.issuer.key_bits).digest(),
        need.certificate.serial,
        SHA256(),
    )
    return builder.add_extension(OCSPNonce(nonce), critical=False).build().public_bytes(Encoding.DER)


def answers(answer: bytes, *, nonce: bytes) -> bool:
    """
    RFC 6960, 4.4.1: whether *answer* is successful and, where it carries a nonce, carries ours.

    An authority may leave the nonce out (it may have made its answers beforehand); a foreign one is a replay.
    """
    response = _successful(answer)
    if response is None:
        return False
    try:
        return response.extensions.get_extension_for_class(OCSPNonce).value.nonce == nonce
    except ExtensionNotFound:
        return True
    except ValueError:
        return False


def statuses(answer: bytes, need: RevocationNeed) -> tuple[Status, ...]:
    """What *answer* says of the certificate; nothing where it is not about it, not signed rightly, or unreadable."""
    response = _successful(answer)
    if response is None:
        return ()
    try:
        about = [single for single in response.responses if _is_about(single, need)]
        if not about or not _is_understood(response) or not _is_authorized(response, _enclosed(answer), need):
            return ()
        return tuple(_status(single) for single in about)
    except (*MALFORMED, UnsupportedAlgorithm, NotBorneOut):
        return ()


def _successful(answer: bytes) -> OCSPResponse | None:
    try:
        response = ocsp.load_der_ocsp_response(answer)
    except (ValueError, UnsupportedAlgorithm):
        return None
    return response if response.response_status is OCSPResponseStatus.SUCCESSFUL else None


def _is_about(single: OCSPSingleResponse, need: RevocationNeed) -> bool:
    digest = _NAMING_DIGESTS.get(single.hash_algorithm.name)
    return (
        digest is not None
        and single.serial_number == need.certificate.serial
        and single.issuer_name_hash == digest(need.issuer.subject_der).digest()
        and single.issuer_key_hash == digest(need.issuer.key_bits).digest()
    )


def _is_understood(response: OCSPResponse) -> bool:
    """RFC 6960, 4.4, RFC 5280, 4.2: no critical extension but the nonce, of the answer or of what it is about."""
    said = ResponseData.load(response.tbs_response_bytes)
    lists = [said["response_extensions"], *[single["single_extensions"] for single in said["responses"]]]
    carried = [each for listed in lists if not isinstance(listed, core.Void) for each in listed]
    return not any(each["critical"].native and each["extn_id"].dotted != NONCE for each in carried)


def _is_authorized(response: OCSPResponse, enclosed: tuple[Certificate, ...], need: RevocationNeed) -> bool:
    """RFC 6960, 4.2.2.2: signed by the issuer itself, or by whom the same issuer certified for OCSP signing."""
    delegated = (each for each in enclosed if _is_delegate(each, response, need))
    return any(
        _is_named(response, responder) and _signed(response, responder) for responder in (need.issuer, *delegated)
    )


def _is_delegate(responder: Certificate, response: OCSPResponse, need: RevocationNeed) -> bool:
    return (
        OCSP_SIGNING in responder.extended_key_usage
        and (not responder.key_usage or "digital_signature" in responder.key_usage)
        and not responder.critical_unknown
        and responder.is_valid_at(response.produced_at_utc)
        and paths.is_issued_by(responder, need.issuer)
    )


def _enclosed(answer: bytes) -> tuple[Certificate, ...]:
    # Not `response.certificates`: reading names as long as the Authority's, that library warns.
    basic = BasicOCSPResponse.load(bytes(WholeAnswer.load(answer)["response_bytes"]["response"]))
    if isinstance(basic["certs"], core.Void):
        return ()
    return tuple(Certificate.read(as_it_came(each)) for each in basic["certs"])


def _is_named(response: OCSPResponse, responder: Certificate) -> bool:
    named = ResponseData.load(response.tbs_response_bytes)["responder_id"]
    if named.name == "by_key":
        return bool(named.chosen.native == sha1(responder.key_bits, usedforsecurity=False).digest())
    return bool(as_it_came(named.chosen) == responder.subject_der)


def _signed(response: OCSPResponse, responder: Certificate) -> bool:
    return algorithms.verifies(
        responder.public_key,
        algorithm=response.signature_algorithm_oid.dotted_string,
        message=response.tbs_response_bytes,
        signature=response.signature,
    )


def _status(single: OCSPSingleResponse) -> Status:
    return Status(
        condition=_condition(single),
        said_at=single.this_update_utc,
        next_at=single.next_update_utc,
        revoked_at=single.revocation_time_utc,
    )


def _condition(single: OCSPSingleResponse) -> Condition:
    if single.certificate_status is OCSPCertStatus.GOOD:
        return Condition.GOOD
    if single.certificate_status is OCSPCertStatus.UNKNOWN:
        return Condition.UNKNOWN
    return Condition.ON_HOLD if single.revocation_reason is ReasonFlags.certificate_hold else Condition.REVOKED
