"""RFC 6960: asking for a certificate's status, and judging the answer."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha1, sha256, sha384, sha512
from types import MappingProxyType

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ExtensionNotFound, OCSPNonce, ReasonFlags, ocsp
from cryptography.x509.ocsp import OCSPCertStatus, OCSPResponse, OCSPResponseStatus, OCSPSingleResponse

from ruqsat.eds import algorithms, paths
from ruqsat.eds.certificates import MALFORMED, OCSP_SIGNING, Certificate
from ruqsat.eds.der import SEQUENCE, Part, contents_of, extensions, octets, only, optional, parts
from ruqsat.eds.evidence import RevocationNeed
from ruqsat.eds.statuses import Condition, Status
from ruqsat.eds.verdicts import NotBorneOut

NONCE = "1.3.6.1.5.5.7.48.1.2"
MEDIA_TYPE = "application/ocsp-request"
_VERSION, _BY_NAME, _BY_KEY, _NEXT_UPDATE, _EXTENSIONS, _CERTIFICATES = 0xA0, 0xA1, 0xA2, 0xA0, 0xA1, 0xA0

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
    return _statuses(answer, serial=need.certificate.serial, issuer=need.issuer)


@lru_cache(maxsize=256)
def _statuses(answer: bytes, *, serial: int, issuer: Certificate) -> tuple[Status, ...]:
    """Remembered: an answer is looked at when it comes, and again when it is judged by. Whether it is fresh is not."""
    response = _successful(answer)
    if response is None:
        return ()
    try:
        about = [single for single in response.responses if _is_about(single, serial, issuer)]
        if not about:
            return ()
        said = _Said.read(response.tbs_response_bytes)
        if not said.is_understood or not _is_authorized(response, said.responder, _enclosed(answer), issuer):
            return ()
        return tuple(_status(single) for single in about)
    except (*MALFORMED, UnsupportedAlgorithm, NotBorneOut):
        return ()


@lru_cache(maxsize=256)
def _successful(answer: bytes) -> OCSPResponse | None:
    try:
        response = ocsp.load_der_ocsp_response(answer)
    except (ValueError, UnsupportedAlgorithm):
        return None
    return response if response.response_status is OCSPResponseStatus.SUCCESSFUL else None


def _is_about(single: OCSPSingleResponse, serial: int, issuer: Certificate) -> bool:
    digest = _NAMING_DIGESTS.get(single.hash_algorithm.name)
    return (
        digest is not None
        and single.serial_number == serial
        and single.issuer_name_hash == digest(issuer.subject_der).digest()
        and single.issuer_key_hash == digest(issuer.key_bits).digest()
    )


@dataclass(frozen=True, kw_only=True)
class _Said:
    """RFC 6960, 4.2.1: of a ResponseData, who answers (ResponderID), and whether all that is critical is understood."""

    responder: Part
    is_understood: bool

    @classmethod
    def read(cls, der: bytes) -> "_Said":
        fields = parts(contents_of(only(der), SEQUENCE))
        if fields[0][0] == _VERSION:
            del fields[0]
        responder, _produced_at, singles, *more = fields
        listed = optional(more, _EXTENSIONS)
        for single in parts(contents_of(singles, SEQUENCE)):
            _certificate, _status, _this_update, *rest = parts(contents_of(single, SEQUENCE))
            listed += optional(rest, _NEXT_UPDATE, _EXTENSIONS)[1:]
        return cls(responder=responder, is_understood=all(_is_understood(each) for each in listed if each))


def _is_understood(tagged: Part) -> bool:
    """RFC 6960, 4.4, RFC 5280, 4.2: no critical extension but the nonce, of the answer or of what it is about."""
    _, critical = extensions(only(tagged[1]))
    return critical <= {NONCE}


def _is_authorized(
    response: OCSPResponse, responder: Part, enclosed: tuple[Certificate, ...], issuer: Certificate
) -> bool:
    """RFC 6960, 4.2.2.2: signed by the issuer itself, or by whom the same issuer certified for OCSP signing."""
    delegated = (each for each in enclosed if _is_delegate(each, response, issuer))
    return any(_is_named(responder, each) and _signed(response, each) for each in (issuer, *delegated))


def _is_delegate(responder: Certificate, response: OCSPResponse, issuer: Certificate) -> bool:
    return (
        OCSP_SIGNING in responder.extended_key_usage
        and (not responder.key_usage or "digital_signature" in responder.key_usage)
        and not responder.critical_unknown
        and responder.is_valid_at(response.produced_at_utc)
        and paths.is_issued_by(responder, issuer)
    )


def _enclosed(answer: bytes) -> tuple[Certificate, ...]:
    # Not `response.certificates`: reading names as long as the Authority's, that library warns.
    _status, tagged = parts(contents_of(only(answer), SEQUENCE))
    _kind, basic = parts(contents_of(only(tagged[1]), SEQUENCE))
    _said, _algorithm, _signature, *more = parts(contents_of(only(octets(basic)), SEQUENCE))
    (listed,) = optional(more, _CERTIFICATES)
    found = parts(contents_of(only(listed[1]), SEQUENCE)) if listed else ()
    return tuple(Certificate.read(each[2]) for each in found)


def _is_named(named: Part, responder: Certificate) -> bool:
    stated = only(named[1])
    if named[0] == _BY_KEY:
        return octets(stated) == sha1(responder.key_bits, usedforsecurity=False).digest()
    return named[0] == _BY_NAME and stated[2] == responder.subject_der


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
