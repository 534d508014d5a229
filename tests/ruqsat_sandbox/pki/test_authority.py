"""The chain that an instance pins, the certificates below it, the seals of offices."""

from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from tests.ruqsat_sandbox.asking import doctor, sign_at_once, signer_certificate


def _chain(world: httpx.Client) -> tuple[x509.Certificate, x509.Certificate]:
    trust = world.get("/api/pki/trust").json()
    return (
        x509.load_pem_x509_certificate(trust["roots"][0].encode()),
        x509.load_pem_x509_certificate(trust["intermediates"][0].encode()),
    )


def _request(name: str, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> str:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    asked = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, hashes.SHA256())
    return asked.public_bytes(serialization.Encoding.PEM).decode()


def test_the_root_signs_itself_and_the_issuing_authority(world: httpx.Client, var: Path) -> None:
    root, issuing = _chain(world)
    root.verify_directly_issued_by(root)
    issuing.verify_directly_issued_by(root)
    assert issuing.extensions.get_extension_for_class(x509.BasicConstraints).value == x509.BasicConstraints(True, 0)
    assert x509.load_pem_x509_certificate((var / "sandbox/pki/root.pem").read_bytes()) == root
    assert x509.load_pem_x509_certificate((var / "sandbox/pki/issuing.pem").read_bytes()) == issuing


def test_a_doctors_certificate_follows_the_national_conventions(world: httpx.Client) -> None:
    person = doctor(world)
    certificate = signer_certificate(sign_at_once(world, person["iin"]))
    subject = {each.oid: each.value for each in certificate.subject}
    uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    certificate.verify_directly_issued_by(_chain(world)[1])
    assert subject[NameOID.SERIAL_NUMBER] == f"IIN{person['iin']}"
    assert subject[NameOID.GIVEN_NAME] == person["patronymic"].upper()
    assert subject[NameOID.SURNAME] == person["last"].upper()
    assert {use.dotted_string for use in uses} == {"1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.1"}
    assert (usage.digital_signature, usage.content_commitment, usage.key_encipherment) == (True, True, False)
    assert certificate.not_valid_before_utc < datetime(2026, 1, 1, tzinfo=UTC) < certificate.not_valid_after_utc


@pytest.mark.parametrize(
    ("role", "oid"), [("officer", "1.2.398.3.3.4.1.2.5"), ("head", "1.2.398.3.3.4.1.2.1")], ids=["employee", "head"]
)
def test_an_officers_certificate_names_the_office_and_the_role(world: httpx.Client, role: str, oid: str) -> None:
    people = world.get("/api/people").json()
    person = next(each for each in people if any(each_role["role"] == role for each_role in each["roles"]))
    certificate = signer_certificate(sign_at_once(world, person["iin"]))
    subject = {each.oid: each.value for each in certificate.subject}
    uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert subject[NameOID.ORGANIZATIONAL_UNIT_NAME] == f"BIN{person['bin']}"
    assert subject[NameOID.ORGANIZATION_NAME] == person["organization"]
    assert {use.dotted_string for use in uses} == {"1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2", oid}


def test_an_office_gets_a_certificate_for_the_key_of_its_seal(world: httpx.Client) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    answer = world.post("/pki/seal", json={"office": "KZ-75", "csr": _request("anything", key)}).json()
    leaf, issuing = (x509.load_pem_x509_certificate(each.encode()) for each in answer["chain"])
    usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    leaf.verify_directly_issued_by(issuing)
    assert leaf.public_key() == key.public_key()
    assert leaf.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)[0].value == "BIN100240999122"
    assert (usage.digital_signature, usage.content_commitment) == (True, True)
    assert answer["certificate"] == answer["chain"][0]


def test_a_seal_for_a_key_of_another_kind_is_refused(world: httpx.Client) -> None:
    csr = _request("anything", ec.generate_private_key(ec.SECP256R1()))
    answer = world.post("/pki/seal", json={"office": "KZ-75", "csr": csr})
    assert answer.status_code == 422
    assert answer.json()["error"] == "csr"
