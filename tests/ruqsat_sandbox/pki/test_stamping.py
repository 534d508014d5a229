"""RFC 3161: time stamps by the sandbox's clock, verified with `cryptography`."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import httpx
import pytest
from asn1crypto import core, tsp
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.ruqsat_sandbox.asking import verify_signer


def _query(algorithm: str = "sha256", hashed: bytes = sha256(b"x").digest(), **more: Any) -> bytes:
    imprint = {"hash_algorithm": {"algorithm": algorithm}, "hashed_message": hashed}
    return bytes(tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, **more}).dump())


def _answer(world: httpx.Client, query: bytes) -> Any:
    answer = world.post("/pki/tsp", content=query, headers={"Content-Type": "application/timestamp-query"})
    assert answer.headers["Content-Type"] == "application/timestamp-reply"
    return tsp.TimeStampResp.load(answer.content)


def test_a_stamp_says_the_imprint_the_nonce_and_the_sandboxs_time(world: httpx.Client) -> None:
    world.post("/api/clock", json={"seconds": 3600}).raise_for_status()
    now = datetime.fromisoformat(world.get("/api/clock").json()["now"])
    answer = _answer(world, _query(nonce=12345678901234567890, cert_req=True))
    token = answer["time_stamp_token"]
    info = token["content"]["encap_content_info"]["content"].parsed

    assert answer["status"]["status"].native == "granted"
    assert info["message_imprint"]["hashed_message"].native == sha256(b"x").digest()
    assert info["nonce"].native == 12345678901234567890
    assert abs(info["gen_time"].native - now) < timedelta(seconds=10)
    assert info["policy"].native == "1.2.398.3.3.2.6.2"
    assert token["content"]["version"].native == "v3"


def test_the_stamp_is_signed_under_a_certificate_for_stamping_alone(world: httpx.Client) -> None:
    token = _answer(world, _query(cert_req=True))["time_stamp_token"]
    content = token["content"]["encap_content_info"]["content"].contents
    certificate = verify_signer(token.dump(), content)
    issuing = x509.load_pem_x509_certificate(world.get("/api/pki/trust").json()["intermediates"][0].encode())
    uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    certificate.verify_directly_issued_by(issuing)
    assert uses.critical
    assert list(uses.value) == [ExtendedKeyUsageOID.TIME_STAMPING]


def test_without_certificates_asked_for_none_travel(world: httpx.Client) -> None:
    token = _answer(world, _query())["time_stamp_token"]
    assert not token["content"]["certificates"].native


@pytest.mark.parametrize(
    ("query", "failure"),
    [
        (b"nonsense", "bad_data_format"),
        (_query("sha1", b"1" * 20), "bad_alg"),
        (_query("sha256", b"short"), "bad_data_format"),
        (_query(req_policy="1.2.3.4"), "unaccepted_policy"),
    ],
    ids=["nonsense", "sha1", "short", "policy"],
)
def test_what_cannot_be_stamped_is_rejected_with_its_reason(world: httpx.Client, query: bytes, failure: str) -> None:
    answer = world.post("/pki/tsp", content=query).content
    (status,) = core.SequenceOf.load(answer, spec=tsp.PKIStatusInfo)
    assert status["status"].native == "rejection"
    assert status["fail_info"].native == {failure}


def test_when_the_stamper_is_out_of_order_it_says_503(world: httpx.Client) -> None:
    world.post("/api/faults", json={"system": "tsp", "kind": "unavailable"}).raise_for_status()
    broken = world.post("/pki/tsp", content=_query()).status_code
    world.post("/api/faults", json={"system": "tsp", "kind": "none"}).raise_for_status()
    assert broken == 503
    assert world.post("/pki/tsp", content=_query()).status_code == 200
