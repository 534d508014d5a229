"""
The CMS of a seal (RFC 5652, ETSI EN 319 142-1, 6.3), written out in DER.

A seal's signature has one form and some twenty fields; a general ASN.1 library takes longer to put them together than
the key takes to sign. What is written here is read, in verification, by that library.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256

from ruqsat.eds.certificates import Certificate
from ruqsat.eds.seal_keys import SealKey

_SEQUENCE, _SET, _INTEGER, _OCTETS = 0x30, 0x31, 0x02, 0x04
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_DATA = bytes.fromhex("06092a864886f70d010701")
_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_ALGORITHM_PROTECTION = bytes.fromhex("06092a864886f70d010934")  # RFC 6211
_SIGNING_CERTIFICATE_V2 = bytes.fromhex("060b2a864886f70d010910022f")  # RFC 5035
_SIGNATURE_TIME_STAMP = bytes.fromhex("060b2a864886f70d010910020e")  # RFC 3161, appendix A
_SHA256 = bytes.fromhex("300d06096086480165030402010500")
_RSA_SHA256 = bytes.fromhex("300d06092a864886f70d01010b0500")


def sealed_digest(
    digest: bytes,
    *,
    certificate: Certificate,
    chain: Iterable[Certificate],
    key: SealKey,
    stamp: Callable[[bytes], bytes] | None,
) -> bytes:
    """
    SignedData, detached, of one signer over the SHA-256 *digest* of the document.

    The signing time is not among the attributes: a seal on a PDF states it in the PDF.

    :param stamp: gives the time-stamp token over the signature that it is given; None for a signature without.
    :raises ruqsat.eds.seal_keys.CannotSign: if the key makes no signature; *stamp*'s own errors pass.
    """
    stated = b"".join(sorted(_stated(digest, certificate)))
    signature = key.sign(_der(_SET, stated))
    unsigned = _der(0xA1, _attribute(_SIGNATURE_TIME_STAMP, stamp(signature))) if stamp else b""
    signer = _der(
        _SEQUENCE,
        _number(1),
        _der(_SEQUENCE, certificate.issuer_der, _number(certificate.serial)),
        _SHA256,
        _der(0xA0, stated),
        _RSA_SHA256,
        _der(_OCTETS, signature),
        unsigned,
    )
    enclosed = sorted({each.der for each in (certificate, *chain)})
    signed = _der(
        _SEQUENCE, _number(1), _der(_SET, _SHA256), _der(_SEQUENCE, _DATA), _der(0xA0, *enclosed), _der(_SET, signer)
    )
    return _der(_SEQUENCE, _SIGNED_DATA, _der(0xA0, signed))


def _stated(digest: bytes, certificate: Certificate) -> tuple[bytes, ...]:
    issuer = _der(_SEQUENCE, _der(_SEQUENCE, _der(0xA4, certificate.issuer_der)), _number(certificate.serial))
    named = _der(_SEQUENCE, _der(_OCTETS, sha256(certificate.der).digest()), issuer)  # SHA-256 goes without saying
    return (
        _attribute(_CONTENT_TYPE, _DATA),
        _attribute(_MESSAGE_DIGEST, _der(_OCTETS, digest)),
        _attribute(_SIGNING_CERTIFICATE_V2, _der(_SEQUENCE, _der(_SEQUENCE, named))),
        _attribute(_ALGORITHM_PROTECTION, _der(_SEQUENCE, _SHA256, b"\xa1" + _RSA_SHA256[1:])),
    )


def _attribute(kind: bytes, value: bytes) -> bytes:
    return _der(_SEQUENCE, kind, _der(_SET, value))


def _number(value: int) -> bytes:
    return _der(_INTEGER, value.to_bytes(value.bit_length() // 8 + 1))


def _der(tag: int, *content: bytes) -> bytes:
    """X.690, 8.1, 10.1: tag, length in as few bytes as it needs, content."""
    inside = b"".join(content)
    size = len(inside)
    if size < 0x80:
        return bytes((tag, size)) + inside
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(length))) + length + inside
