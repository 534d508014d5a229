"""The server as a whole: its pages, its door, its faults, its memory."""

import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from tests.ruqsat_sandbox.asking import doctor, sign_at_once, signer_certificate
from tests.ruqsat_sandbox.conftest import sandbox

PAGES = (
    "/",
    "/phone/",
    "/mailbox/",
    "/signer/",
    "/mobile/",
    "/bank/",
    "/registers/",
    "/authority/",
    "/monitoring/",
    "/clock/",
    "/faults/",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_says_that_it_is_a_sandbox_and_runs_no_script(world: httpx.Client, path: str) -> None:
    answer = world.get(path)
    assert answer.status_code == 200
    assert "Nobody and nothing here is real." in answer.text
    assert answer.text.count("<h1>") == 1
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_person_s_button_puts_the_key_into_the_program(world: httpx.Client) -> None:
    iin = world.get("/api/people").json()[3]["iin"]
    answer = world.post("/key", data={"iin": iin}, follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/#p{iin}")
    assert world.get("/api/signer").json()["iin"] == iin


def test_the_first_page_says_where_the_premises_are(world: httpx.Client) -> None:
    page = world.get("/").text
    assert "Premises: Алматы, Тәжірибе көшесі, 5" in page
    assert page.count("Premises: Алматы, Клиника көшесі, 100") == 1
    assert page.count("Premises: Астана, Филиал көшесі, 8") == 1


def test_the_program_s_page_sets_key_and_manner(world: httpx.Client) -> None:
    iin = doctor(world)["iin"]
    world.post("/signer/", data={"iin": iin, "mode": "ask"}, follow_redirects=False)
    state = world.get("/api/signer").json()
    page = world.get("/signer/").text
    world.post("/signer/", data={"mode": "sign"}, follow_redirects=False)
    assert (state["iin"], state["mode"]) == (iin, "ask")
    assert 'http-equiv="refresh"' in page
    assert world.get("/api/signer").json()["mode"] == "sign"


def test_certificates_are_revoked_and_renewed_on_their_page(world: httpx.Client) -> None:
    iin = world.get("/api/people").json()[2]["iin"]
    first = signer_certificate(sign_at_once(world, iin))
    world.post("/authority/", data={"holder": iin, "decision": "revoke"}, follow_redirects=False)
    assert "revoked" in world.get("/authority/").text
    assert world.post("/authority/", data={"holder": iin, "decision": "revoke"}).status_code == 422
    world.post("/authority/", data={"holder": iin, "decision": "renew"}, follow_redirects=False)
    assert signer_certificate(sign_at_once(world, iin)) != first


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}], ids=str
)
def test_nobody_from_elsewhere_presses_a_button(world: httpx.Client, headers: dict[str, str]) -> None:
    answer = world.post("/api/clock", json={"seconds": 5}, headers=headers)
    assert answer.status_code == 403
    assert world.post("/api/clock", json={"seconds": 1}, headers={"Origin": str(world.base_url)}).status_code == 200


@pytest.mark.parametrize(
    ("system", "path"),
    [
        ("ocsp", "/pki/ocsp"),
        ("crl", "/pki/crl/issuing.crl"),
        ("tsp", "/pki/tsp"),
        ("registers", "/registers/sync-channel"),
        ("consents", "/registers/consent"),
        ("consents", "/registers/consent/6f0c6f2e-4c1e-4b53-9a39-0d7a4f2a7c55/withdraw"),
        ("licenses", "/registers/licenses/26000001"),
        ("payments", "/payments/orders"),
        ("messages", "/messages/sms"),
        ("monitoring", "/monitoring/events"),
    ],
)
def test_a_system_out_of_order_says_so_and_works_again_when_mended(world: httpx.Client, system: str, path: str) -> None:
    method = "GET" if system == "crl" else "POST"
    world.post("/faults/", data={"system": system, "kind": "unavailable"}, follow_redirects=False)
    broken = world.request(method, path, content=b"{}")
    assert world.get("/api/faults").json()[system] == "unavailable"
    world.post("/api/faults", json={"system": system, "kind": "none"}).raise_for_status()
    assert (broken.status_code, broken.json()["error"]) == (503, "unavailable")
    assert world.request(method, path, content=b"{}").status_code != 503


def test_what_is_wrong_comes_damaged(world: httpx.Client) -> None:
    right = x509.load_der_x509_crl(world.get("/pki/crl/root.crl").content)
    world.post("/api/faults", json={"system": "crl", "kind": "wrong"}).raise_for_status()
    try:
        damaged = x509.load_der_x509_crl(world.get("/pki/crl/root.crl").content)
    finally:
        world.post("/api/faults", json={"system": "crl", "kind": "none"}).raise_for_status()
    root = x509.load_pem_x509_certificate(world.get("/api/pki/trust").json()["roots"][0].encode())
    key = root.public_key()
    assert isinstance(key, RSAPublicKey)
    assert right.is_signature_valid(key)
    assert not damaged.is_signature_valid(key)


def test_an_unknown_fault_is_refused(world: httpx.Client) -> None:
    assert world.post("/api/faults", json={"system": "sun", "kind": "none"}).status_code == 422
    assert world.post("/api/faults", json={"system": "ocsp", "kind": "on fire"}).status_code == 422


def test_everything_is_remembered_across_a_restart(tmp_path: Path) -> None:
    message = {"id": str(uuid4()), "to": "+77000000101", "text": "kept"}
    with sandbox(tmp_path) as address, httpx.Client(base_url=address, trust_env=False, timeout=20) as world:
        iin = world.get("/api/people").json()[7]["iin"]
        before = signer_certificate(sign_at_once(world, iin))
        trust = world.get("/api/pki/trust").json()
        world.post("/messages/sms", json=message).raise_for_status()
        world.post("/api/faults", json={"system": "crl", "kind": "slow"}).raise_for_status()
        world.post("/api/clock", json={"seconds": 77}).raise_for_status()
        key = world.get("/api/payments/key").content
    with sandbox(tmp_path) as address, httpx.Client(base_url=address, trust_env=False, timeout=20) as world:
        assert world.get("/api/signer").json()["iin"] == iin
        assert signer_certificate(sign_at_once(world, iin)) == before
        assert world.get("/api/pki/trust").json() == trust
        assert world.get("/api/phone/+77000000101").json()[0]["text"] == "kept"
        assert world.get("/api/faults").json()["crl"] == "slow"
        assert world.get("/api/clock").json()["offset_seconds"] == 77
        assert world.get("/api/payments/key").content == key


def test_the_command_serves_and_stops_when_told_to(tmp_path: Path, unused_port: int) -> None:
    command = [sys.executable, "-m", "ruqsat_sandbox", "--port", str(unused_port), "--var", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        said = running.stdout.readline()
        second = subprocess.run([*command[:-1], str(tmp_path / "other")], capture_output=True, text=True, check=False)
        people = httpx.get(f"http://127.0.0.1:{unused_port}/api/people", trust_env=False, timeout=20).json()
        running.terminate()
        running.wait(timeout=30)
        assert running.returncode == 0
    assert said == f"Sandbox: http://127.0.0.1:{unused_port}\n"
    assert len(people) == 21
    assert second.returncode == 1
    assert f"cannot use port {unused_port}" in second.stderr
    assert "Traceback" not in second.stderr


def test_the_command_listens_to_this_machine_only(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ruqsat_sandbox", "--host", "0.0.0.0", "--var", str(tmp_path)]  # noqa: S104 # refused
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert "not a loopback address" in answer.stderr
