"""Keys and certificates for tests, formed as the National Certification Authority forms them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ruqsat.eds.certificates import Certificate

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FROM, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IIN, BIN = "900101399016", "990240990013"

INDIVIDUAL, LEGAL_ENTITY, INFORMATION_SYSTEM = "1.2.398.3.3.4.1.1", "1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.6"
EMAIL_PROTECTION, CLIENT_AUTH = "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2"
OCSP_SIGNING, TIME_STAMPING = "1.3.6.1.5.5.7.3.9", "1.3.6.1.5.5.7.3.8"


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A key and its certificate."""

    key: RSAPrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def signature_algorithm(self) -> str:
        """What the holder signs by, as asn1crypto names it."""
        return f"{self.digest_algorithm}_rsa"

    @property
    def digest_algorithm(self) -> str:
        return "sha256"

    def digested(self, data: bytes) -> bytes:
        return sha256(data).digest()

    def signature(self, message: bytes) -> bytes:
        return self.key.sign(message, PKCS1v15(), hashes.SHA256())

    @property
    def read(self) -> Certificate:
        return Certificate.read(self.der)


@cache
def key(name: str, bits: int = 2048) -> RSAPrivateKey:
    """One key for each name in a run."""
    return generate_private_key(public_exponent=65537, key_size=bits)


def named(**parts: str) -> x509.Name:
    oids = {
        "cn": NameOID.COMMON_NAME,
        "sn": NameOID.SURNAME,
        "number": NameOID.SERIAL_NUMBER,
        "c": NameOID.COUNTRY_NAME,
        "gn": NameOID.GIVEN_NAME,
        "o": NameOID.ORGANIZATION_NAME,
        "ou": NameOID.ORGANIZATIONAL_UNIT_NAME,
    }
    return x509.Name([x509.NameAttribute(oids[part], value) for part, value in parts.items()])


PERSON = named(cn="СЫНАҚОВ ҮЛГІ", sn="СЫНАҚОВ", number=f"IIN{IIN}", c="KZ", gn="МЫСАЛҰЛЫ")
OFFICE = named(cn="Сынақ департаменті", number=f"BIN{BIN}", c="KZ", o="Сынақ департаменті", ou=f"BIN{BIN}")


def usage(*kinds: str) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{kind: kind in kinds for kind in every})


AUTHORITY_USAGE = usage("key_cert_sign", "crl_sign")
SIGN_USAGE = usage("digital_signature", "content_commitment")
AUTH_USAGE = usage("digital_signature", "key_encipherment")


def certify(
    subject: x509.Name,
    own: RSAPrivateKey,
    issuer: Holder | None,
    *,
    key_usage: x509.KeyUsage | None = SIGN_USAGE,
    extended: Sequence[str] = (),
    authority: bool = False,
    path_length: int | None = None,
    valid: tuple[datetime, datetime] = (FROM, UNTIL),
    crl_name: str = "issuing.crl",
    extensions: Iterable[tuple[x509.ExtensionType, bool]] = (),
    public_key: EllipticCurvePublicKey | None = None,
) -> Holder:
    """A certificate; without *issuer* a self-signed one. *public_key* stands in it in place of *own*'s."""
    certified = public_key or own.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(certified)
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(certified), critical=False)
    )
    if key_usage is not None:
        builder = builder.add_extension(key_usage, critical=True)
    if authority:
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
    if extended:
        uses = x509.ExtendedKeyUsage([x509.ObjectIdentifier(use) for use in extended])
        builder = builder.add_extension(uses, critical=ExtendedKeyUsageOID.TIME_STAMPING in uses)
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(f"http://crl.example/{crl_name}")], None, None, None)
    builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return Holder(key=own, certificate=builder.sign(issuer.key if issuer else own, hashes.SHA256()))
