"""Only what the gateway's one signature covers is read: nothing can be wrapped around it or put beside it."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureConstructionMethod, SignatureMethod
from signxml.signer import XMLSigner

from ruqsat.gateways.exchange import UnexpectedShape
from ruqsat.gateways.wsse import Signer, sign, signed_body
from tests.contracts.wsse import DS, RSA_SHA256, SOAP, WSSE, WSU, party, signed, verified_body

ENVELOPE = (
    f'<s:Envelope xmlns:s="{SOAP}"><s:Header/><s:Body xmlns:wsu="{WSU}" wsu:Id="id-1"><said>genuine</said></s:Body>'
    "</s:Envelope>"
)
EVIL = f'<s:Body xmlns:s="{SOAP}" xmlns:wsu="{WSU}" wsu:Id="%s"><said>evil</said></s:Body>'


def genuine() -> Any:
    """A message of the gateway."""
    return etree.fromstring(signed(ENVELOPE, by=party("gateway")))


def read(envelope: Any) -> str | None:
    """What is read out of it, as it would come over the wire."""
    came = etree.fromstring(etree.tostring(envelope))
    return str(signed_body(came, by=[party("gateway").certificate]).findtext("said"))


def test_what_is_signed_is_read() -> None:
    assert read(genuine()) == "genuine"


@pytest.mark.parametrize(
    "envelope",
    [
        ENVELOPE.replace("><", ">\n  <"),
        ENVELOPE.replace("<s:Envelope", '<s:Envelope xmlns:xsi="urn:a" xmlns:xsd="urn:b" xmlns="urn:c"'),
        ENVELOPE.replace("<said>", '<said xmlns:xsi="urn:a" xsi:type="xsd:string" xmlns:xsd="urn:b">'),
        ENVELOPE.replace("<s:Header/>", '<s:Header><Route xmlns="urn:d"/></s:Header>'),
    ],
    ids=["in lines", "with more names", "with types", "with more in the header"],
)
def test_what_others_programs_write_around_it_does_not_matter(envelope: str) -> None:
    message = etree.fromstring(signed(envelope, by=party("gateway")))
    header = message[0]
    header.insert(0, header[-1])
    body = signed_body(message, by=[party("gateway").certificate])
    assert [each.text for each in body.iter() if each.tag.endswith("said")] == ["genuine"]


def test_what_we_sign_is_what_was_agreed() -> None:
    ours = party("ruqsat")
    body, certificate = verified_body(
        sign(etree.fromstring(ENVELOPE), by=Signer(key=ours.key, certificate=ours.certificate))
    )
    assert (body.findtext("said"), certificate) == ("genuine", ours.certificate)


def test_while_the_gateway_changes_its_key_both_certificates_count_and_no_other() -> None:
    both = [party("gateway").certificate, party("gateway to be").certificate]
    for name in ("gateway", "gateway to be"):
        message = etree.fromstring(signed(ENVELOPE, by=party(name)))
        assert signed_body(message, by=both).findtext("said") == "genuine"
    with pytest.raises(UnexpectedShape):
        signed_body(of_a_stranger(None), by=both)


def evil_body_in_place_of_the_signed_one(envelope: Any, id: str) -> Any:
    """The signed Body goes into the Header, another one takes its place: the classic."""
    header, body = envelope
    envelope.remove(body)
    etree.SubElement(header, "Wrapper").append(body)
    envelope.append(etree.fromstring(EVIL % id))
    return envelope


def same_id(envelope: Any) -> Any:
    return evil_body_in_place_of_the_signed_one(envelope, "id-1")


def another_id(envelope: Any) -> Any:
    return evil_body_in_place_of_the_signed_one(envelope, "id-2")


def two_bodies(envelope: Any) -> Any:
    envelope.append(etree.fromstring(EVIL % "id-2"))
    return envelope


def evil_body_first(envelope: Any) -> Any:
    envelope.insert(1, etree.fromstring(EVIL % "id-2"))
    return envelope


def signed_body_within_the_signature(envelope: Any) -> Any:
    header, body = envelope
    envelope.remove(body)
    etree.SubElement(header[0][0], f"{{{DS}}}Object").append(body)
    envelope.append(etree.fromstring(EVIL % "id-2"))
    return envelope


def the_id_twice(envelope: Any) -> Any:
    etree.SubElement(envelope[0], "Other").set("ID", "id-1")
    return envelope


def second_security(envelope: Any) -> Any:
    envelope[0].append(deepcopy(envelope[0][0]))
    return envelope


def second_signature(envelope: Any) -> Any:
    envelope[0][0].append(deepcopy(envelope[0][0][0]))
    return envelope


def hidden_signature(envelope: Any) -> Any:
    etree.SubElement(envelope[0], "Other").append(deepcopy(envelope[0][0][0]))
    return envelope


def no_signature(envelope: Any) -> Any:
    envelope[0][0].remove(envelope[0][0][0])
    return envelope


def no_header(envelope: Any) -> Any:
    envelope.remove(envelope[0])
    return envelope


def changed(envelope: Any) -> Any:
    envelope[1][0].text = "evil"
    return envelope


def added(envelope: Any) -> Any:
    etree.SubElement(envelope[1], "said").text = "evil"
    return envelope


def set_in_the_signature(envelope: Any, name: str, attribute: str, value: str) -> Any:
    (element,) = envelope[0].iter(f"{{{DS}}}{name}")
    element.set(attribute, value)
    return envelope


def over_the_whole_document(envelope: Any) -> Any:
    return set_in_the_signature(envelope, "Reference", "URI", "")


def over_something_elsewhere(envelope: Any) -> Any:
    return set_in_the_signature(envelope, "Reference", "URI", "https://example.kz/")


def by_a_shared_secret(envelope: Any) -> Any:
    """With the certificate, which everybody has, as the secret."""
    algorithm = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"
    return set_in_the_signature(envelope, "SignatureMethod", "Algorithm", algorithm)


def by_an_old_digest(envelope: Any) -> Any:
    return set_in_the_signature(envelope, "DigestMethod", "Algorithm", "http://www.w3.org/2000/09/xmldsig#sha1")


def through_a_stylesheet(envelope: Any) -> Any:
    return set_in_the_signature(envelope, "Transform", "Algorithm", "http://www.w3.org/TR/1999/REC-xslt-19991116")


def by_other_canonical_bytes(envelope: Any) -> Any:
    algorithm = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
    return set_in_the_signature(envelope, "CanonicalizationMethod", "Algorithm", algorithm)


def without_a_value(envelope: Any) -> Any:
    (value,) = envelope[0].iter(f"{{{DS}}}SignatureValue")
    value.text = None
    return envelope


def of_a_stranger(_: Any) -> Any:
    return etree.fromstring(signed(ENVELOPE, by=party("stranger")))


def of_a_stranger_with_the_gateways_certificate(_: Any) -> Any:
    envelope = of_a_stranger(_)
    (identifier,) = envelope[0].iter(f"{{{WSSE}}}KeyIdentifier")
    (known,) = genuine()[0].iter(f"{{{WSSE}}}KeyIdentifier")
    identifier.text = known.text
    return envelope


def over_the_header(_: Any) -> Any:
    """The gateway itself signed something, but not a Body."""
    inside = f'<s:Envelope xmlns:s="{SOAP}"><s:Header/><said xmlns:wsu="{WSU}" wsu:Id="id-1">evil</said></s:Envelope>'
    return etree.fromstring(signed(inside, by=party("gateway")))


def signed_by_the_gateway_otherwise(
    *,
    method: SignatureMethod = SignatureMethod.RSA_SHA256,
    digest: DigestAlgorithm = DigestAlgorithm.SHA256,
    c14n: CanonicalizationMethod = CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    prefixes: list[str] | None = None,
) -> Any:
    envelope = etree.fromstring(ENVELOPE)
    signer = XMLSigner(SignatureConstructionMethod.detached, method, digest, c14n)
    signature = signer.sign(envelope, key=party("gateway").key, reference_uri="#id-1", inclusive_ns_prefixes=prefixes)
    etree.SubElement(envelope[0], f"{{{WSSE}}}Security").append(signature)
    return envelope


def test_the_gateways_own_signature_counts_by_the_algorithms_agreed_and_by_no_others() -> None:
    assert read(signed_by_the_gateway_otherwise()) == "genuine"
    for other in (
        signed_by_the_gateway_otherwise(method=SignatureMethod.RSA_SHA512),
        signed_by_the_gateway_otherwise(digest=DigestAlgorithm.SHA512),
        signed_by_the_gateway_otherwise(c14n=CanonicalizationMethod.CANONICAL_XML_1_0),
        signed_by_the_gateway_otherwise(prefixes=["s"]),
    ):
        with pytest.raises(UnexpectedShape):
            read(other)


@pytest.mark.parametrize(
    "attack",
    [
        same_id, another_id, two_bodies, evil_body_first, signed_body_within_the_signature, the_id_twice,
        second_security, second_signature, hidden_signature, no_signature, no_header, changed, added,
        over_the_whole_document, over_something_elsewhere, by_a_shared_secret, by_an_old_digest, through_a_stylesheet,
        by_other_canonical_bytes, without_a_value, of_a_stranger, of_a_stranger_with_the_gateways_certificate,
        over_the_header,
    ],
    ids=lambda each: each.__name__,
)  # fmt: skip
def test_no_trick_is_read(attack: Callable[[Any], Any]) -> None:
    with pytest.raises(UnexpectedShape):
        read(attack(genuine()))


def test_the_algorithms_of_the_contract_are_the_ones_tried() -> None:
    """Each trick changes one thing of a message that is otherwise right: RSA with SHA-256."""
    (method,) = genuine()[0].iter(f"{{{DS}}}SignatureMethod")
    assert method.get("Algorithm") == RSA_SHA256
