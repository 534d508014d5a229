"""
WS-Security on the gateway's side: one signature over the Body by its wsu:Id, exclusive C14N, RSA with SHA-256.

`lxml` makes the canonical bytes, `cryptography` digests and signs: other code than the client's, on purpose.
"""

import binascii
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from lxml import etree

from ruqsat_sandbox.pki.authority import KeyPair

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
DS = "http://www.w3.org/2000/09/xmldsig#"
_OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss"
WSU = f"{_OASIS}-wssecurity-utility-1.0.xsd"
WSSE = f"{_OASIS}-wssecurity-secext-1.0.xsd"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_NAMES = {"s": SOAP, "ds": DS, "wsse": WSSE, "wsu": WSU}
_SIGNATURE = "s:Header/wsse:Security/ds:Signature"
_CERTIFICATE = "ds:KeyInfo/wsse:SecurityTokenReference/wsse:KeyIdentifier"
_SIGNED_INFO = (
    f'<ds:SignedInfo xmlns:ds="{DS}"><ds:CanonicalizationMethod Algorithm="{EXCLUSIVE}"></ds:CanonicalizationMethod>'
    f'<ds:SignatureMethod Algorithm="{RSA_SHA256}"></ds:SignatureMethod><ds:Reference URI="#%s"><ds:Transforms>'
    f'<ds:Transform Algorithm="{EXCLUSIVE}"></ds:Transform></ds:Transforms>'
    f'<ds:DigestMethod Algorithm="{SHA256}"></ds:DigestMethod><ds:DigestValue>%s</ds:DigestValue></ds:Reference>'
    "</ds:SignedInfo>"
)
"""As exclusive C14N has it, so that these are the very bytes to sign."""
_SECURITY = (
    f'<wsse:Security xmlns:wsse="{WSSE}" soapenv:mustUnderstand="1"><ds:Signature xmlns:ds="{DS}">%s'
    "<ds:SignatureValue>%s</ds:SignatureValue><ds:KeyInfo><wsse:SecurityTokenReference><wsse:KeyIdentifier "
    f'EncodingType="{_OASIS}-soap-message-security-1.0#Base64Binary" '
    f'ValueType="{_OASIS}-x509-token-profile-1.0#X509v3">%s</wsse:KeyIdentifier></wsse:SecurityTokenReference>'
    "</ds:KeyInfo></ds:Signature></wsse:Security>"
)


class NotSigned(ValueError):
    """The message is not signed as agreed; the text says what is wrong."""


def signed(content: str, *, id: str, by: KeyPair) -> bytes:
    """A SOAP envelope around *content*, the children of its Body, with the signature in its Header."""
    declared = f'xmlns:soapenv="{SOAP}" xmlns:wsu="{WSU}" wsu:Id="{id}"'
    body = canonical(etree.fromstring(f"<soapenv:Body {declared}>{content}</soapenv:Body>"))
    info = _SIGNED_INFO % (id, b64encode(sha256(body).digest()).decode())
    value, certificate = (b64encode(each).decode() for each in (by.key.sign(info.encode()), by.der))
    header = f"<soapenv:Header>{_SECURITY % (info, value, certificate)}</soapenv:Header>"
    return f'<soapenv:Envelope xmlns:soapenv="{SOAP}">{header}{body.decode()}</soapenv:Envelope>'.encode()


def signer_of(envelope: Any) -> x509.Certificate:
    """
    The certificate that the signature over the Body of *envelope* brings. Whether to believe it is not said.

    :raises NotSigned: if the signature does not hold, or is over something else.
    """
    signature, info, reference = (_only(envelope, path) for path in _PLACES)
    body = _only(envelope, "s:Body")
    if len(list(envelope.iter(f"{{{DS}}}Reference"))) != 1 or len(list(envelope)) != 2:
        raise NotSigned("One signature over one reference is agreed.")
    if not body.get(f"{{{WSU}}}Id") or reference.get("URI") != f"#{body.get(f'{{{WSU}}}Id')}":
        raise NotSigned("The signature is not over the Body.")
    if [each.get("Algorithm") for each in info.iter() if each.get("Algorithm")] != _ALGORITHMS:
        raise NotSigned("The algorithms are not those that are agreed.")
    if _decoded(_only(reference, "ds:DigestValue")) != sha256(canonical(body)).digest():
        raise NotSigned("The digest is not that of the Body.")
    certificate = _certificate(_only(signature, _CERTIFICATE))
    key = certificate.public_key()
    if not isinstance(key, RSAPublicKey):
        raise NotSigned("The key is not an RSA key.")
    try:
        value = _decoded(_only(signature, "ds:SignatureValue"))
        key.verify(value, canonical(info), padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature as error:
        raise NotSigned("The signature does not hold.") from error
    return certificate


_PLACES = (_SIGNATURE, f"{_SIGNATURE}/ds:SignedInfo", f"{_SIGNATURE}/ds:SignedInfo/ds:Reference")
_ALGORITHMS = [EXCLUSIVE, RSA_SHA256, EXCLUSIVE, SHA256]


def canonical(element: Any) -> bytes:
    """Exclusive C14N without comments."""
    return bytes(etree.tostring(element, method="c14n", exclusive=True, with_comments=False))


def _only(element: Any, path: str) -> Any:
    found = element.findall(path, namespaces=_NAMES)
    if len(found) != 1:
        raise NotSigned(f"The message has {len(found)} times {path}, where one is agreed.")
    return found[0]


def _decoded(element: Any) -> bytes:
    try:
        return b64decode("".join((element.text or "").split()), validate=True)
    except binascii.Error as error:
        raise NotSigned("The signature is not in base64.") from error


def _certificate(identifier: Any) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(_decoded(identifier))
    except ValueError as error:
        raise NotSigned("The KeyIdentifier is no certificate.") from error
