"""
The CMS of a seal (RFC 5652, ETSI EN 319 142-1, 6.3), written out in DER.

A seal's signature has one form and some twenty fields; a general ASN.1 library takes longer to put them together than
the key takes to sign. What is written here is read, in verification, by that library.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256

from ruqsat.eds.certificates import Certificate
from ruqsat.eds.der import INTEGER, OCTET_STRING, SEQUENCE, SET, written
from ruqsat.eds.seal_keys import SealKey

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
    signature = key.sign(written(SET, stated))
    unsigned = written(0xA1, _attribute(_SIGNATURE_TIME_STAMP, stamp(signature))) if stamp else b""
    signer = written(
        SEQUENCE,
        _number(1),
        written(SEQUENCE, certificate.issuer_der, _number(certificate.serial)),
        _SHA256,
        written(0xA0, stated),
        _RSA_SHA256,
        written(OCTET_STRING, signature),
        unsigned,
    )
    enclosed = sorted({each.der for each in (certificate, *chain)})
    signed = written(
        SEQUENCE,
        _number(1),
        written(SET, _SHA256),
        written(SEQUENCE, _DATA),
        written(0xA0, *enclosed),
        written(SET, signer),
    )
    return written(SEQUENCE, _SIGNED_DATA, written(0xA0, signed))


def _stated(digest: bytes, certificate: Certificate) -> tuple[bytes, ...]:
    issuer = written(SEQUENCE, written(SEQUENCE, written(0xA4, certificate.issuer_der)), _number(certificate.serial))
    named = written(
        SEQUENCE, written(OCTET_STRING, sha256(certificate.der).digest()), issuer
    )  # SHA-256 goes without saying
    return (
        _attribute(_CONTENT_TYPE, _DATA),
        _attribute(_MESSAGE_DIGEST, written(OCTET_STRING, digest)),
        _attribute(_SIGNING_CERTIFICATE_V2, written(SEQUENCE, written(SEQUENCE, named))),
        _attribute(_ALGORITHM_PROTECTION, written(SEQUENCE, _SHA256, b"\xa1" + _RSA_SHA256[1:])),
    )


def _attribute(kind: bytes, value: bytes) -> bytes:
    return written(SEQUENCE, kind, written(SET, value))


def _number(value: int) -> bytes:
    return written(INTEGER, value.to_bytes(value.bit_length() // 8 + 1))
