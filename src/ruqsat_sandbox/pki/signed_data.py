"""RFC 5652: signed data, put together by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from asn1crypto import cms, core, x509

from ruqsat_sandbox.pki import der
from ruqsat_sandbox.pki.authority import KeyPair

DATA = "1.2.840.113549.1.7.1"
SIGNED_DATA = "1.2.840.113549.1.7.2"
TST_INFO = "1.2.840.113549.1.9.16.1.4"
_CONTENT_TYPE = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_SIGNING_TIME = "1.2.840.113549.1.9.5"
_SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
_TIME_STAMP_TOKEN = "1.2.840.113549.1.9.16.2.14"  # noqa: S105 # an object identifier, no secret

Stamp = Callable[[bytes], bytes]


@dataclass(frozen=True, kw_only=True)
class ToSign:
    """What is signed: its type, its digest by the key that signs, and its bytes when they travel inside (attached)."""

    digest: bytes
    content_type: str = DATA
    attached: bytes | None = None


def sign(what: ToSign, *, by: KeyPair, embed: tuple[bytes, ...], at: datetime, stamp: Stamp | None = None) -> bytes:
    """
    RFC 5652, 5.1 and 5.3: one signer; *embed* are the certificates (DER) that travel along.

    Signed attributes: content type, signing time *at*, message digest, and ESS signing certificate v2 (RFC 5035).
    With *stamp*, what it makes of the signature value becomes an unsigned attribute (RFC 3161, appendix A).
    """
    certificate = x509.Certificate.load(by.der)
    attributes = _attributes(what, certificate, at)
    # RFC 5652, 5.4: what is signed is the DER of the attributes with the tag of SET OF.
    signature = by.key.sign(attributes)
    unsigned = b""
    if stamp is not None:
        unsigned = der.implicit(1, der.set_of(_attribute(_TIME_STAMP_TOKEN, stamp(signature))))
    signer = der.sequence(
        der.integer(1),
        der.sequence(certificate.issuer.dump(), der.integer(certificate.serial_number)),
        by.key.digest_algorithm,
        der.implicit(0, attributes),
        by.key.signature_algorithm,
        der.octets(signature),
        unsigned,
    )
    return _content_info(what, signer, by.key.digest_algorithm, embed)


def _attributes(what: ToSign, certificate: x509.Certificate, at: datetime) -> bytes:
    return der.set_of(
        _attribute(_CONTENT_TYPE, der.oid(what.content_type)),
        _attribute(_SIGNING_TIME, cms.Time("utc_time", core.UTCTime(at.replace(microsecond=0))).dump()),
        _attribute(_MESSAGE_DIGEST, der.octets(what.digest)),
        _attribute(_SIGNING_CERTIFICATE_V2, _certificate_reference(certificate)),
    )


def _attribute(kind: str, value: bytes) -> bytes:
    return der.sequence(der.oid(kind), der.set_of(value))


def _certificate_reference(certificate: x509.Certificate) -> bytes:
    issuer = der.sequence(x509.GeneralName("directory_name", certificate.issuer).dump())
    issuer_serial = der.sequence(issuer, der.integer(certificate.serial_number))
    # RFC 5035, 4: SHA-256 is the default and therefore, in DER, not written.
    reference = der.sequence(der.octets(sha256(certificate.dump()).digest()), issuer_serial)
    return der.sequence(der.sequence(reference))


def _content_info(what: ToSign, signer: bytes, digest_algorithm: bytes, embed: tuple[bytes, ...]) -> bytes:
    content = b"" if what.attached is None else der.explicit(0, der.octets(what.attached))
    data = der.sequence(
        # RFC 5652, 5.1: version 1 for plain data, 3 for any other type of content.
        der.integer(1 if what.content_type == DATA else 3),
        der.set_of(digest_algorithm),
        der.sequence(der.oid(what.content_type), content),
        der.implicit(0, der.set_of(*embed)) if embed else b"",
        der.set_of(signer),
    )
    return der.sequence(der.oid(SIGNED_DATA), der.explicit(0, data))
