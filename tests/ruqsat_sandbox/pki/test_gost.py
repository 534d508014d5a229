"""GOST 34.10-2015: the identities that the authority issues, what they sign, and what is answered about them."""

import os
from base64 import b64decode
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from asn1crypto import cms, crl, ocsp, tsp  # noqa: F401 # tsp teaches cms the attributes of RFC 3161
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.ocsp import OCSPRequestBuilder

from tests.ruqsat_sandbox import gost
from tests.ruqsat_sandbox.asking import AUTHENTICATING, SIGNING, basics, converse, sign_elsewhere, signer_certificate

SHARED = Path(os.environ.get("RUQSAT_SHARED", Path(__file__).parents[4] / "shared"))


def _person(world: httpx.Client, story: str) -> dict[str, Any]:
    return next(each for each in world.get("/api/people").json() if story in each["story"])


def _signed(world: httpx.Client, story: str, data: bytes = b"statement") -> bytes:
    return sign_elsewhere(world, _person(world, story)["iin"], data, key="gost")


def _public(certificate: x509.Certificate) -> bytes:
    read = asn1.Certificate.load(certificate.public_bytes(Encoding.DER))
    return bytes(read["tbs_certificate"]["subject_public_key_info"].dump())


def _is_signed_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    assert certificate.signature_algorithm_oid.dotted_string == gost.SIGNATURE
    return gost.verifies(_public(issuer), certificate.tbs_certificate_bytes, certificate.signature)


def _authority(world: httpx.Client, name: str) -> x509.Certificate:
    return x509.load_der_x509_certificate(world.get(f"/pki/certificates/{name}.cer").content)


def test_the_order_of_bytes_is_that_of_the_national_certification_authority() -> None:
    folder = SHARED / "eds/nca-test"
    if not folder.exists() and "CI" not in os.environ:
        return  # counted where the other objects of the Authority are judged: tests/eds/test_authority_objects.py
    authority = x509.load_der_x509_certificate((folder / "nca_gost2015_test.cer").read_bytes())
    listed = crl.CertificateList.load((folder / "nca_gost2022_test.crl").read_bytes())
    assert gost.verifies(_public(authority), listed["tbs_cert_list"].dump(), listed["signature"].native)


def test_a_root_of_gost_stands_beside_that_of_rsa(world: httpx.Client) -> None:
    rsa, root = (x509.load_pem_x509_certificate(each.encode()) for each in world.get("/api/pki/trust").json()["roots"])
    rsa.verify_directly_issued_by(rsa)
    assert _is_signed_by(root, root)
    assert root == _authority(world, "root_gost")
    for name in ("issuing_gost", "state_gost"):
        assert _is_signed_by(_authority(world, name), root)


@pytest.mark.parametrize(
    ("story", "issuer", "roles"),
    [
        ("Start here", "issuing_gost", {"1.2.398.3.3.4.1.1"}),
        ("The head of the clinic", "issuing_gost", {"1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.1"}),
        ("power of attorney", "issuing_gost", {"1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.2"}),
        ("A cardiologist employed", "issuing_gost", {"1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.5"}),
        ("The approving body in Astana", "state_gost", {"1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.5"}),
    ],
    ids=["individual", "head", "signatory", "employee", "state-body"],
)
def test_every_role_has_a_certificate_of_its_own(world: httpx.Client, story: str, issuer: str, roles: set[str]) -> None:
    certificate = signer_certificate(_signed(world, story))
    uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert _is_signed_by(certificate, _authority(world, issuer))
    assert {use.dotted_string for use in uses} == {SIGNING, AUTHENTICATING, *roles}
    assert (usage.digital_signature, usage.content_commitment, usage.key_encipherment) == (True, True, True)


def test_a_signature_is_over_the_attributes_with_streebog(world: httpx.Client) -> None:
    made = _signed(world, "Start here", b"the statement")
    signer = cms.ContentInfo.load(made)["content"]["signer_infos"][0]
    attributes = {each["type"].native: each["values"] for each in signer["signed_attrs"]}
    message = b"\x31" + signer["signed_attrs"].dump()[1:]
    assert signer["digest_algorithm"]["algorithm"].dotted == gost.STREEBOG_512
    assert attributes["message_digest"][0].native == gost.streebog_512(b"the statement")
    assert gost.verifies(_public(signer_certificate(made)), message, signer["signature"].native)
    assert not gost.verifies(_public(signer_certificate(made)), message + b" ", signer["signature"].native)


def test_a_signature_is_stamped_by_the_gost_policy(world: httpx.Client) -> None:
    path = f"/ncalayer?iin={_person(world, 'Start here')['iin']}&key=gost"
    asked = basics(b"statement", signing={"tsaProfile": {}})
    made = converse(world, asked, path=path)[1]["body"]["result"][0]
    signer = cms.ContentInfo.load(b64decode(made))["content"]["signer_infos"][0]
    token = signer["unsigned_attrs"][0]["values"][0]["content"]
    info = token["encap_content_info"]["content"].parsed
    attributes = token["signer_infos"][0]["signed_attrs"]
    stamper = x509.load_der_x509_certificate(token["certificates"][0].chosen.dump())
    issuer = _authority(world, "issuing_gost")
    stamper = stamper if stamper != issuer else x509.load_der_x509_certificate(token["certificates"][1].chosen.dump())
    assert info["policy"].dotted == "1.2.398.3.3.2.6.4"
    assert info["message_imprint"]["hashed_message"].native == gost.streebog_512(signer["signature"].native)
    assert _is_signed_by(stamper, issuer)
    message = b"\x31" + attributes.dump()[1:]
    assert gost.verifies(_public(stamper), message, token["signer_infos"][0]["signature"].native)


def test_status_is_answered_and_listed_by_the_authority_that_issued(world: httpx.Client) -> None:
    iin = world.post("/api/people").json()["iin"]
    certificate = signer_certificate(sign_elsewhere(world, iin, key="gost"))
    assert _status(world, certificate).name == "good"
    world.post("/api/pki/revoke", json={"iin": iin}).raise_for_status()
    assert _status(world, certificate).name == "revoked"
    listed = crl.CertificateList.load(world.get("/pki/crl/issuing_gost.crl").content)
    serials = {each["user_certificate"].native for each in listed["tbs_cert_list"]["revoked_certificates"]}
    assert certificate.serial_number in serials
    assert gost.verifies(
        _public(_authority(world, "issuing_gost")), listed["tbs_cert_list"].dump(), listed["signature"].native
    )
    others = x509.load_der_x509_crl(world.get("/pki/crl/issuing.crl").content)
    assert others.get_revoked_certificate_by_serial_number(certificate.serial_number) is None


def _status(world: httpx.Client, certificate: x509.Certificate) -> ocsp.CertStatus:
    """The status by a responder of the same authority, its signature judged."""
    issuer = _authority(world, "issuing_gost")
    name = sha256(issuer.subject.public_bytes()).digest()
    key = sha256(gost.bits_of(_public(issuer))).digest()
    builder = OCSPRequestBuilder().add_certificate_by_hash(name, key, certificate.serial_number, hashes.SHA256())
    answer = world.post("/pki/ocsp", content=builder.build().public_bytes(Encoding.DER))
    basic = ocsp.OCSPResponse.load(answer.content)["response_bytes"]["response"].parsed
    responder = x509.load_der_x509_certificate(basic["certs"][0].dump())
    assert _is_signed_by(responder, issuer)
    assert gost.verifies(_public(responder), basic["tbs_response_data"].dump(), basic["signature"].native)
    return basic["tbs_response_data"]["responses"][0]["cert_status"]
