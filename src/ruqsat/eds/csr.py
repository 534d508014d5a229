"""RFC 2986: a key for an office's seal, and the request to certify it."""

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

SEAL_KEY_BITS = 3072
MOST_BYTES = 64  # RFC 5280, A.1: ub-common-name, ub-organization-name; the library counts bytes, not letters


def key_and_request(*, office: str, organization: str, bin_: str, password: bytes | None = None) -> tuple[bytes, bytes]:
    """
    A new RSA key (PKCS#8 PEM, encrypted where a *password* is given) and the request to certify it (PEM).

    The subject follows the Authority's form for an organization: O is its name, OU is ``BIN`` and twelve digits.
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=SEAL_KEY_BITS)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, _shortened(office)),
            x509.NameAttribute(NameOID.COUNTRY_NAME, "KZ"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _shortened(organization)),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, f"BIN{bin_}"),
        ]
    )
    request = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, hashes.SHA256())
    encryption = BestAvailableEncryption(password) if password else NoEncryption()
    return (
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption),
        request.public_bytes(Encoding.PEM),
    )


def _shortened(name: str) -> str:
    """The name cut to what a request may carry; the authority that certifies knows the office's full name."""
    return name.encode()[:MOST_BYTES].decode(errors="ignore").strip()
