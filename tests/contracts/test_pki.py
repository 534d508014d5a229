"""RFC 6960, RFC 5280, RFC 3161: client and sandbox both speak to each other as these say over HTTP."""

import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from asn1crypto import core, tsp
from asn1crypto import ocsp as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp as built

from ruqsat.eds import ocsp, timestamps
from ruqsat.eds.evidence import RevocationNeed
from ruqsat.gateways import pki as gateway
from ruqsat.gateways.answers import Unavailable
from tests.eds.pki import pki
from tests.gateways.replay import Asked, replaying
from tests.ruqsat_sandbox.asking import doctor, sign_at_once, signer_certificate
from tests.ruqsat_sandbox.conftest import sandbox

AGREED: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "pki.toml").read_text())
NONCE = bytes.fromhex(AGREED["status"]["nonce"])
STAMP = AGREED["stamp"]


def asked(which: str, ask: str, body: bytes = b"") -> tuple[bytes | Unavailable, Asked]:
    """What the client makes of the bytes of an answer, and what it asked."""
    method, path = ask.split(" ", 1)
    with replaying() as world:
        headers = {"Content-Type": AGREED[which]["answer_type"]}
        world.will_answer(method, path, b"the answer in DER", headers=headers)
        authority = gateway.connect(f"{world.url}/pki")
        match which:
            case "status":
                came = authority.ocsp(body)
            case "stamp":
                came = authority.time_stamp(body)
            case _:
                came = authority.crl(path.rpartition("/")[2])
        (question,) = world.asked
    return came, question


def test_the_client_asks_for_a_status_as_agreed() -> None:
    """RFC 6960, 4.1, A.1; RFC 8954: named by digests of the issuer's name and key, with a nonce of its own."""
    need = RevocationNeed(certificate=pki().sign.read, issuer=pki().issuing.read)
    came, question = asked("status", AGREED["status"]["ask"], ocsp.request(need, nonce=NONCE))
    assert came == b"the answer in DER"
    assert question.headers["Content-Type"] == AGREED["status"]["content_type"]
    request = asn1.OCSPRequest.load(question.body, strict=True)["tbs_request"]
    (one,) = request["request_list"]
    issuer = x509.load_der_x509_certificate(pki().issuing.read.der)
    certificate = x509.load_der_x509_certificate(pki().sign.read.der)
    assert one["req_cert"]["hash_algorithm"]["algorithm"].native == AGREED["status"]["names_by"]
    assert one["req_cert"]["issuer_name_hash"].native == sha256(issuer.subject.public_bytes()).digest()
    assert one["req_cert"]["serial_number"].native == certificate.serial_number
    bits = issuer.public_key().public_bytes(Encoding.DER, PublicFormat.PKCS1)
    assert one["req_cert"]["issuer_key_hash"].native == sha256(bits).digest()
    assert request["request_extensions"][0]["extn_value"].parsed.native == NONCE


def test_the_client_asks_for_a_list_as_agreed() -> None:
    came, question = asked("list", AGREED["list"]["ask"].replace("{list}", "nca_rsa_2022.crl"))
    assert (came, question.body) == (b"the answer in DER", b"")


def test_the_client_asks_for_a_stamp_as_agreed() -> None:
    """RFC 3161, 2.4.1, 3.4."""
    nonce = int(STAMP["nonce"], 16)
    request = timestamps.request(bytes.fromhex(STAMP["digest"]), nonce=nonce)
    came, question = asked("stamp", STAMP["ask"], request)
    assert came == b"the answer in DER"
    assert question.headers["Content-Type"] == STAMP["content_type"]
    # By hand: SEQUENCE { version, SEQUENCE { SEQUENCE { algorithm, … }, imprint }, nonce, certReq }
    version, imprint, said_nonce, certificates = core.SequenceOf.load(question.body, spec=core.Any)
    assert version.parse(core.Integer).native == STAMP["version"]
    algorithm, digest = core.SequenceOf.load(imprint.dump(), spec=core.Any)
    assert (
        core.SequenceOf.load(algorithm.dump(), spec=core.Any)[0].parse(core.ObjectIdentifier).native
        == (STAMP["digest_algorithm"])
    )
    assert digest.parse(core.OctetString).native.hex() == STAMP["digest"]
    assert said_nonce.parse(core.Integer).native == nonce
    assert certificates.parse(core.Boolean).native is STAMP["certificates"]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with (
        sandbox(tmp_path_factory.mktemp("pki")) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=20) as client,
    ):
        yield client


def answered(world: httpx.Client, which: str, content: bytes = b"", **words: str) -> bytes:
    """The bytes of the sandbox's answer, of the type that was agreed."""
    method, path = AGREED[which]["ask"].format(**words).split(" ", 1)
    headers = {"Content-Type": AGREED[which]["content_type"]} if content else {}
    answer = world.request(method, path, content=content, headers=headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, AGREED[which]["answer_type"])
    return answer.content


def issuer_of(world: httpx.Client) -> x509.Certificate:
    return x509.load_pem_x509_certificate(world.get("/api/pki/trust").json()["intermediates"][0].encode())


def test_the_sandbox_states_a_status_as_agreed(world: httpx.Client) -> None:
    certificate = signer_certificate(sign_at_once(world, doctor(world)["iin"]))
    builder = built.OCSPRequestBuilder().add_certificate(certificate, issuer_of(world), hashes.SHA256())
    request = builder.add_extension(x509.OCSPNonce(NONCE), critical=False).build()
    response = built.load_der_ocsp_response(answered(world, "status", request.public_bytes(Encoding.DER)))
    assert response.response_status is built.OCSPResponseStatus.SUCCESSFUL
    assert response.serial_number == certificate.serial_number
    assert response.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce == NONCE
    malformed = built.load_der_ocsp_response(answered(world, "status", b"no request"))
    assert malformed.response_status.name.lower() == AGREED["refused"]["status"]


def test_the_sandbox_has_the_list_that_its_certificates_name(world: httpx.Client) -> None:
    certificate = signer_certificate(sign_at_once(world, doctor(world)["iin"]))
    points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    (named,) = [name.value for point in points for name in point.full_name or ()]
    crl = x509.load_der_x509_crl(answered(world, "list", list=named.rpartition("/")[2]))
    assert crl.issuer == certificate.issuer == issuer_of(world).subject
    assert crl.get_revoked_certificate_by_serial_number(certificate.serial_number) is None


def test_the_sandbox_stamps_as_agreed(world: httpx.Client) -> None:
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes.fromhex(STAMP["digest"])}
    query = tsp.TimeStampReq(
        {"version": "v1", "message_imprint": imprint, "nonce": int(STAMP["nonce"], 16), "cert_req": True}
    )
    answer = tsp.TimeStampResp.load(answered(world, "stamp", query.dump()))
    signed = answer["time_stamp_token"]["content"]
    info = signed["encap_content_info"]["content"].parsed
    assert answer["status"]["status"].native == "granted"
    assert info["message_imprint"]["hashed_message"].native.hex() == STAMP["digest"]
    assert info["nonce"].native == int(STAMP["nonce"], 16)
    assert bool(signed["certificates"].native) is STAMP["certificates"]
    (refused,) = core.SequenceOf.load(answered(world, "stamp", b"no request"), spec=tsp.PKIStatusInfo)
    assert (refused["status"].native, refused["fail_info"].native) == (
        AGREED["refused"]["stamp_status"],
        {AGREED["refused"]["stamp_failure"]},
    )
