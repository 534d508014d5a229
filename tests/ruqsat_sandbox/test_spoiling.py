"""What a fault does to bytes: only what it says, and nothing else."""

import json
from base64 import b64decode, b64encode

import httpx
import pytest
from asn1crypto import crl

from ruqsat_sandbox import spoiling
from ruqsat_sandbox.spoiling import Answered
from tests.ruqsat_sandbox.asking import sign_at_once

NOTICE = json.dumps({"order": "8d8ac610-566d-4ef0-9c22-186b2a5ed793", "amount": 41000}).encode()


def answered(body: bytes) -> Answered:
    return Answered(status=200, headers={}, body=body)


def test_of_a_soap_answer_one_letter_of_the_signature_s_value_changes() -> None:
    body = b"<s:Envelope><ds:SignatureValue>\nQUJD</ds:SignatureValue><a>QUJD</a></s:Envelope>"
    spoiled = spoiling.wrongly_signed(answered(body)).body
    assert spoiled == body.replace(b"\nQUJD", b"\nAUJD")


def test_of_a_revocation_list_the_signature_changes_and_nothing_else(world: httpx.Client) -> None:
    body = world.get("/pki/crl/issuing.crl").content
    spoiled = spoiling.wrongly_signed(answered(body)).body
    right, wrong = crl.CertificateList.load(body), crl.CertificateList.load(spoiled)
    assert right["tbs_cert_list"].dump() == wrong["tbs_cert_list"].dump()
    assert right["signature"].native != wrong["signature"].native


@pytest.mark.parametrize("body", [b"{}", b'{"a": 1}', b"", b"\x30\x00", b"<html>"])
def test_what_carries_no_signature_is_damaged(body: bytes) -> None:
    assert spoiling.wrongly_signed(answered(body)) == spoiling.damaged(answered(body))


def test_a_notice_told_wrongly() -> None:
    def sign(said: bytes) -> str:
        return f"signed {len(said)}"

    other = b'{"order": "another"}'

    def told(kind: str) -> list[tuple[bytes, str]]:
        return spoiling.notices(kind, NOTICE, sign=sign, earlier=other)

    right = (NOTICE, sign(NOTICE))
    assert told("none") == [right]
    assert told("duplicate") == [right, right]
    assert told("other_answer") == [(other, sign(other))]
    assert json.loads(told("wrong_amount")[0][0])["amount"] == 40999
    assert told("bad_signature") == [(NOTICE, "A" + sign(NOTICE)[1:])]


def test_amounts_are_found_however_they_are_written() -> None:
    assert spoiling.less(b'{"amount": 10, "due":"7", "amounts": 3}') == b'{"amount": 9, "due":"6", "amounts": 3}'


@pytest.mark.parametrize("kind", sorted(spoiling.OF_REPLIES))
def test_a_reply_of_the_signing_program(world: httpx.Client, kind: str) -> None:
    reply = json.dumps({"status": True, "body": {"result": [b64encode(b"signature").decode()]}})
    said = spoiling.replies(kind, reply, earlier='{"earlier": 1}')
    assert said == [reply, reply] if kind == "duplicate" else said != [reply]
    if kind == "bad_signature":
        assert b64decode(json.loads(said[0])["body"]["result"][0]) == b"signaturd"


def test_the_signing_program_signs_wrongly_from_the_next_conversation_on(world: httpx.Client) -> None:
    iin = world.get("/api/people").json()[0]["iin"]
    world.post("/api/faults", json={"system": "signer", "kind": "bad_signature"}).raise_for_status()
    wrong = sign_at_once(world, iin)
    world.post("/api/faults", json={"system": "signer", "kind": "none"}).raise_for_status()
    right = sign_at_once(world, iin)
    assert len(wrong) == len(right)
