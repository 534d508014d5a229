"""RFC 2986: a key for an office's seal, and the request to certify it."""

from base64 import encodebytes

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from ruqsat.eds.der import BIT_STRING, INTEGER, SEQUENCE, written
from ruqsat.eds.seal_keys import CannotSign, FileKey, SealKey

SEAL_KEY_BITS = 3072
MOST_BYTES = 64  # RFC 5280, A.1: ub-common-name, ub-organization-name; the library counts bytes, not letters

_NO_ATTRIBUTES = written(0xA0)
_RSA_SHA256 = bytes.fromhex("300d06092a864886f70d01010b0500")


def key_and_request(*, office: str, organization: str, bin_: str, password: bytes | None = None) -> tuple[bytes, bytes]:
    """
    A new RSA key (PKCS#8 PEM, encrypted where a *password* is given) and the request to certify it (PEM).
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=SEAL_KEY_BITS)
    encryption = BestAvailableEncryption(password) if password else NoEncryption()
    return (
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption),
        request_of(FileKey(key=key), office=office, organization=organization, bin_=bin_),
    )


def request_of(key: SealKey, *, office: str, organization: str, bin_: str) -> bytes:
    """
    RFC 2986, 4: the request to certify *key* (PEM), signed with it wherever it lies.

    The subject follows the Authority's form for an organization: O is its name, OU is ``BIN`` and twelve digits.

    :raises CannotSign: if the key makes no signature, or a wrong one.
    """
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, _shortened(office)),
            x509.NameAttribute(NameOID.COUNTRY_NAME, "KZ"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _shortened(organization)),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, f"BIN{bin_}"),
        ]
    )
    asked = written(SEQUENCE, written(INTEGER, b"\x00"), subject.public_bytes(), key.public_key, _NO_ATTRIBUTES)
    signature = written(BIT_STRING, b"\x00", key.sign(asked))
    der = written(SEQUENCE, asked, _RSA_SHA256, signature)
    if not x509.load_der_x509_csr(der).is_signature_valid:
        raise CannotSign("The key makes signatures that are not right.")
    return b"-----BEGIN CERTIFICATE REQUEST-----\n" + encodebytes(der) + b"-----END CERTIFICATE REQUEST-----\n"


def _shortened(name: str) -> str:
    """The name cut to what a request may carry; the authority that certifies knows the office's full name."""
    return name.encode()[:MOST_BYTES].decode(errors="ignore").strip()
