"""
WS-Security as the gateway of the registers wants it: one signature over the Body of a SOAP envelope by its wsu:Id.

Exclusive C14N, RSA with SHA-256; the signer's certificate stands in a KeyIdentifier. What came is read only out of the
bytes that the signature covers, so that nothing can be wrapped around them.
"""

from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureConstructionMethod, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.signer import XMLSigner
from signxml.verifier import SignatureConfiguration, VerifyResult, XMLVerifier

from ruqsat.gateways.exchange import UnexpectedShape
from ruqsat.gateways.hardened import only, text_of

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
DS = "http://www.w3.org/2000/09/xmldsig#"
_OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss"
WSU = f"{_OASIS}-wssecurity-utility-1.0.xsd"
WSSE = f"{_OASIS}-wssecurity-secext-1.0.xsd"
_X509V3 = f"{_OASIS}-x509-token-profile-1.0#X509v3"
_BASE64 = f"{_OASIS}-soap-message-security-1.0#Base64Binary"

_EXCLUSIVE = CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0
_EXPECTED = SignatureConfiguration(
    location=f"./{{{SOAP}}}Header/{{{WSSE}}}Security/",
    expect_references=1,
    signature_methods=frozenset({SignatureMethod.RSA_SHA256}),
    digest_algorithms=frozenset({DigestAlgorithm.SHA256}),
)


class SignatureWrong(UnexpectedShape):
    """The message is not signed by whom it should be, or its signature does not cover what it should."""


@dataclass(frozen=True, kw_only=True)
class Signer:
    """A key and its certificate."""

    key: RSAPrivateKey = field(repr=False)
    certificate: x509.Certificate

    @cached_property
    def encoded(self) -> str:
        """The certificate in base64."""
        return b64encode(self.certificate.public_bytes(Encoding.DER)).decode()

    def key_info(self) -> Any:
        """How a signature names the certificate: it holds it."""
        info = etree.Element(f"{{{DS}}}KeyInfo", nsmap={"ds": DS})
        reference = etree.SubElement(info, f"{{{WSSE}}}SecurityTokenReference", nsmap={"wsse": WSSE})
        identifier = etree.SubElement(reference, f"{{{WSSE}}}KeyIdentifier")
        identifier.set("EncodingType", _BASE64)
        identifier.set("ValueType", _X509V3)
        identifier.text = self.encoded
        return info


def sign(envelope: Any, *, by: Signer) -> bytes:
    """*envelope*, whose Body has a wsu:Id, with its signature in the Header; the bytes to send."""
    body_id = only(envelope, f"{{{SOAP}}}Body").get(f"{{{WSU}}}Id")
    signer = XMLSigner(
        method=SignatureConstructionMethod.detached,
        signature_algorithm=SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=_EXCLUSIVE,
    )
    signature = signer.sign(envelope, key=by.key, reference_uri=f"#{body_id}", key_info=by.key_info())
    security = etree.SubElement(only(envelope, f"{{{SOAP}}}Header"), f"{{{WSSE}}}Security", nsmap={"wsse": WSSE})
    security.set(f"{{{SOAP}}}mustUnderstand", "1")
    security.append(signature)
    return bytes(etree.tostring(envelope, encoding="utf-8", xml_declaration=True))


def signed_body(envelope: Any, *, by: Sequence[x509.Certificate]) -> Any:
    """
    The Body of *envelope* as its signature covers it, and nothing else of the message.

    :param by: the certificates of the one party that may have signed: two while it changes its key.
    :raises SignatureWrong: if the signature does not hold, is somebody else's, or is over something else.
    """
    _check_form(envelope)
    *others, last = by
    for certificate in others:
        with suppress(SignatureWrong):
            return _verified(envelope, certificate)
    return _verified(envelope, last)


def _verified(envelope: Any, certificate: x509.Certificate) -> Any:
    try:
        result = XMLVerifier().verify(envelope, x509_cert=certificate, expect_config=_EXPECTED)
    except (SignXMLException, InvalidSignature, etree.LxmlError, ValueError) as error:
        raise SignatureWrong(f"The signature does not hold: {type(error).__name__}: {error}") from error
    if not isinstance(result, VerifyResult) or result.signed_xml is None:
        raise SignatureWrong("The signature covers no element.")
    if result.signed_xml.tag != f"{{{SOAP}}}Body":
        raise SignatureWrong("The signature does not cover the Body.")
    return result.signed_xml


def _check_form(envelope: Any) -> None:
    """Header and Body, one signature in the one Security, over the Body and by the algorithms agreed."""
    if [each.tag for each in (envelope, *envelope)] != [f"{{{SOAP}}}{name}" for name in ("Envelope", "Header", "Body")]:
        raise SignatureWrong("It is no SOAP envelope of a Header and a Body.")
    header, body = envelope
    signature = only(only(header, f"{{{WSSE}}}Security"), f"{{{DS}}}Signature")
    if len(list(envelope.iter(f"{{{DS}}}Signature"))) != 1:
        raise SignatureWrong("The message has several signatures, where one is agreed.")
    info = only(signature, f"{{{DS}}}SignedInfo")
    reference = only(info, f"{{{DS}}}Reference")
    methods = [only(info, f"{{{DS}}}CanonicalizationMethod"), *only(reference, f"{{{DS}}}Transforms")]
    if [each.get("Algorithm") for each in methods] != [_EXCLUSIVE.value] * 2 or any(len(each) for each in methods):
        raise SignatureWrong("The signature is over other bytes than exclusive C14N makes of the Body.")
    named = body.get(f"{{{WSU}}}Id", "")
    if not named or reference.get("URI") != f"#{named}" or envelope.xpath("count(//@*[. = $id])", id=named) != 1:
        raise SignatureWrong("The signature does not name the Body, or not the Body alone.")
    if not all(text_of(each) for each in (_value(signature), only(reference, f"{{{DS}}}DigestValue"))):
        raise SignatureWrong("The signature is empty.")


def _value(signature: Any) -> Any:
    return only(signature, f"{{{DS}}}SignatureValue")
