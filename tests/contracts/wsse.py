"""
WS-Security by hand, as the contract has it: one signature over the Body by its wsu:Id.

Written with neither side's code: digests and signatures by `cryptography`, canonical bytes by `lxml`.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from lxml import etree

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
DS = "http://www.w3.org/2000/09/xmldsig#"
_OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss"
WSU = f"{_OASIS}-wssecurity-utility-1.0.xsd"
WSSE = f"{_OASIS}-wssecurity-secext-1.0.xsd"
X509V3 = f"{_OASIS}-x509-token-profile-1.0#X509v3"
BASE64 = f"{_OASIS}-soap-message-security-1.0#Base64Binary"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"

_SECURITY = (
    f'<wsse:Security xmlns:wsse="{WSSE}" xmlns:soapenv="{SOAP}" soapenv:mustUnderstand="1">'
    f'<ds:Signature xmlns:ds="{DS}"><ds:SignedInfo>'
    f'<ds:CanonicalizationMethod Algorithm="{EXCLUSIVE}"/><ds:SignatureMethod Algorithm="{RSA_SHA256}"/>'
    '<ds:Reference URI="#{of}"><ds:Transforms>'
    f'<ds:Transform Algorithm="{EXCLUSIVE}"/></ds:Transforms><ds:DigestMethod Algorithm="{SHA256}"/>'
    "<ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>"
    "<ds:SignatureValue>{signature}</ds:SignatureValue><ds:KeyInfo><wsse:SecurityTokenReference>"
    f'<wsse:KeyIdentifier EncodingType="{BASE64}" ValueType="{X509V3}">'
    "{certificate}</wsse:KeyIdentifier></wsse:SecurityTokenReference></ds:KeyInfo></ds:Signature></wsse:Security>"
)


@dataclass(frozen=True, kw_only=True)
class Party:
    """Somebody who signs: a key and a certificate that it gave itself."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def certificate_pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


@cache
def party(name: str) -> Party:
    """The party of that name, the same for as long as the tests run."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(datetime(2026, 1, 1, tzinfo=UTC)).not_valid_after(
        datetime(2036, 1, 1, tzinfo=UTC)
    )
    return Party(key=key, certificate=builder.sign(key, hashes.SHA256()))


def signed(envelope: str, *, by: Party) -> bytes:
    """The envelope with one signature over its Body in its Header."""
    root = etree.fromstring(envelope.encode())
    header, body = root[0], root[1]
    der = by.certificate.public_bytes(Encoding.DER)
    parts = {
        "of": body.get(f"{{{WSU}}}Id"),
        "digest": b64encode(sha256(canonical(body)).digest()).decode(),
        "certificate": b64encode(der).decode(),
    }
    header.append(etree.fromstring(_SECURITY.format(**parts, signature="").encode()))
    info = header[-1].find(f".//{{{DS}}}SignedInfo")
    value = header[-1].find(f".//{{{DS}}}SignatureValue")
    assert info is not None
    assert value is not None
    signature = by.key.sign(canonical(info), padding.PKCS1v15(), hashes.SHA256())
    value.text = b64encode(signature).decode()
    return bytes(etree.tostring(root))


def verified_body(message: bytes) -> tuple[Any, x509.Certificate]:
    """
    The Body of *message* and the certificate whose key signed it.

    :raises InvalidSignature: if the signature does not hold; whatever else is not as agreed fails an assertion.
    """
    root = etree.fromstring(message)
    header, body = root
    assert [each.tag for each in header] == [f"{{{WSSE}}}Security"]
    assert header[0].get(f"{{{SOAP}}}mustUnderstand") == "1"
    (signature,) = root.iter(f"{{{DS}}}Signature")
    (reference,) = root.iter(f"{{{DS}}}Reference")
    assert reference.get("URI") == f"#{body.get(f'{{{WSU}}}Id')}"
    assert [each.get("Algorithm") for each in root.iter(f"{{{DS}}}Transform")] == [EXCLUSIVE]
    assert _algorithms(signature) == (EXCLUSIVE, RSA_SHA256, SHA256)
    assert _text(signature, f".//{{{DS}}}DigestValue") == b64encode(sha256(canonical(body)).digest()).decode()
    identifier = signature.find(f"{{{DS}}}KeyInfo/{{{WSSE}}}SecurityTokenReference/{{{WSSE}}}KeyIdentifier")
    assert identifier is not None
    assert (identifier.get("EncodingType"), identifier.get("ValueType")) == (BASE64, X509V3)
    certificate = x509.load_der_x509_certificate(b64decode(identifier.text or ""))
    key = certificate.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    value = b64decode(_text(signature, f"{{{DS}}}SignatureValue"))
    info = signature.find(f"{{{DS}}}SignedInfo")
    key.verify(value, canonical(info), padding.PKCS1v15(), hashes.SHA256())
    return body, certificate


def canonical(element: Any) -> bytes:
    """Exclusive C14N, without comments."""
    return bytes(etree.tostring(element, method="c14n", exclusive=True, with_comments=False))


def _algorithms(signature: Any) -> tuple[str | None, ...]:
    names = ("CanonicalizationMethod", "SignatureMethod", "DigestMethod")
    found = [signature.find(f".//{{{DS}}}{name}") for name in names]
    return tuple(None if each is None else each.get("Algorithm") for each in found)


def _text(element: Any, path: str) -> str:
    found = element.find(path)
    assert found is not None
    return "".join((found.text or "").split())
