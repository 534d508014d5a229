"""The conversation that `ncalayer-js-client` holds, message for message, and what it is given."""

import asyncio
import json
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any

import aiohttp
import httpx
import pytest
from asn1crypto import cms

from tests.ruqsat_sandbox.asking import (
    AUTHENTICATING,
    SIGNING,
    basics,
    converse,
    doctor,
    sign_at_once,
    signer_certificate,
    verify_signer,
)

INDIVIDUAL = "1.2.398.3.3.4.1.1"
STATEMENT = "Қазақстан: statement".encode()


def _url(world: httpx.Client) -> str:
    return str(world.base_url.copy_with(scheme="ws")).rstrip("/") + "/ncalayer"


def _common(method: str, *arguments: object) -> dict[str, Any]:
    return {"module": "kz.gov.pki.knca.commonUtils", "method": method, "args": list(arguments)}


def _put_in(world: httpx.Client, iin: str, mode: str = "sign") -> None:
    world.post("/api/signer", json={"iin": iin, "mode": mode}).raise_for_status()


def test_the_program_greets_with_its_version_and_knows_no_kaztoken(world: httpx.Client) -> None:
    greeting, reply = converse(world, {"module": "kz.digiflow.mobile.extensions", "method": "getVersion"})
    assert greeting == {"result": {"version": "1.4"}}
    assert reply["status"] is False


def test_a_detached_signature_holds_over_the_statement(world: httpx.Client) -> None:
    signature = sign_at_once(world, doctor(world)["iin"], STATEMENT)
    data = cms.ContentInfo.load(signature)["content"]
    certificate = verify_signer(signature, STATEMENT)
    assert data["version"].native == "v1"
    assert data["encap_content_info"]["content"].native is None
    assert data["signer_infos"][0]["unsigned_attrs"].native is None
    assert certificate == signer_certificate(signature)


def test_an_attached_signature_carries_the_statement(world: httpx.Client) -> None:
    signature = sign_at_once(world, doctor(world)["iin"], STATEMENT, signing={"encapsulate": True})
    content = cms.ContentInfo.load(signature)["content"]["encap_content_info"]["content"]
    assert content.native == STATEMENT
    verify_signer(signature, STATEMENT)


def test_with_a_tsa_profile_the_signature_value_is_time_stamped(world: httpx.Client) -> None:
    signature = sign_at_once(world, doctor(world)["iin"], STATEMENT, signing={"tsaProfile": {}})
    signer = cms.ContentInfo.load(signature)["content"]["signer_infos"][0]
    (attribute,) = signer["unsigned_attrs"]
    info = attribute["values"][0]["content"]["encap_content_info"]["content"].parsed
    imprint = info["message_imprint"]["hashed_message"].native
    assert attribute["type"].native == "signature_time_stamp_token"
    assert imprint == sha256(signer["signature"].native).digest()
    verify_signer(signature, STATEMENT)


def test_a_hash_is_signed_as_if_it_were_the_document(world: httpx.Client) -> None:
    signature = sign_at_once(world, doctor(world)["iin"], sha256(STATEMENT).digest(), signing={"digested": True})
    verify_signer(signature, STATEMENT)
    assert cms.ContentInfo.load(signature)["content"]["encap_content_info"]["content"].native is None


def test_several_documents_get_a_signature_each(world: httpx.Client) -> None:
    _put_in(world, doctor(world)["iin"])
    request = basics(b"")
    request["args"]["data"] = [b64encode(each).decode() for each in (b"one", b"two")]
    result = converse(world, request)[1]["body"]["result"]
    for signature, document in zip(result, (b"one", b"two"), strict=True):
        verify_signer(b64decode(signature), document)


def test_for_authentication_the_other_certificate_signs(world: httpx.Client) -> None:
    iin = doctor(world)["iin"]
    for_signing = signer_certificate(sign_at_once(world, iin))
    signature = sign_at_once(world, iin, b"challenge", signer={"extKeyUsageOids": [AUTHENTICATING]})
    assert verify_signer(signature, b"challenge") != for_signing


def test_an_employee_signs_as_an_individual_where_that_is_asked(world: httpx.Client) -> None:
    officer = next(each for each in world.get("/api/people").json() if each["roles"])
    signature = sign_at_once(world, officer["iin"], signer={"extKeyUsageOids": [SIGNING, INDIVIDUAL]})
    subject = signer_certificate(signature).subject.rfc4514_string()
    assert f"IIN{officer['iin']}" in subject
    assert "BIN" not in subject


@pytest.mark.parametrize(
    "signer",
    [
        {"iin": "000000000000"},
        {"bin": "100240999122"},
        {"serialNumber": "abc"},
        {"extKeyUsageOids": [SIGNING, "1.2.398.3.3.4.1.2.1"]},
        {"chain": [b64encode(b"another authority").decode()]},
    ],
    ids=["iin", "bin", "serial", "usage", "chain"],
)
def test_a_key_that_does_not_fit_is_an_error_in_the_programs_form(world: httpx.Client, signer: dict[str, Any]) -> None:
    _put_in(world, doctor(world)["iin"])
    reply = converse(world, basics(STATEMENT, signer=signer))[1]
    assert reply["status"] is False
    assert reply["code"] == "CERTIFICATE_NOT_FOUND"
    assert reply["message"]
    assert reply["details"]


@pytest.mark.parametrize(
    "change", [{"format": "xml"}, {"data": "not base64!"}, {"data": None}, {"allowedStorages": ["AKKaztokenStore"]}]
)
def test_a_request_that_is_not_understood_is_an_error(world: httpx.Client, change: dict[str, Any]) -> None:
    request = basics(STATEMENT)
    request["args"].update(change)
    reply = converse(world, request)[1]
    assert (reply["status"], reply["code"]) == (False, "BAD_REQUEST")


def test_what_is_no_json_is_an_error_too_and_the_conversation_goes_on(world: httpx.Client) -> None:
    async def talk() -> list[Any]:
        async with aiohttp.ClientSession() as session, session.ws_connect(_url(world)) as socket:
            await socket.receive_json()
            await socket.send_str("hello")
            first = await socket.receive_json()
            await socket.send_str(json.dumps(basics(STATEMENT)))
            return [first, await socket.receive_json()]

    _put_in(world, doctor(world)["iin"])
    first, second = asyncio.run(talk())
    assert first["status"] is False
    assert second["status"] is True


def test_the_next_request_is_canceled_and_the_one_after_is_signed(world: httpx.Client) -> None:
    _put_in(world, doctor(world)["iin"], "cancel")
    _, first, second = converse(world, basics(STATEMENT), basics(STATEMENT))
    assert first == {"status": True, "body": {}}
    assert second["body"]["result"]


def test_the_older_module_signs_cancels_and_lists(world: httpx.Client) -> None:
    data = b64encode(STATEMENT).decode()
    _put_in(world, doctor(world)["iin"])
    _, tokens, signed, stamped = converse(
        world,
        _common("getActiveTokens"),
        _common("createCAdESFromBase64", "PKCS12", "SIGNATURE", data, False),
        _common("createCMSSignatureFromBase64", "PKCS12", "SIGNATURE", data, True),
    )
    _put_in(world, doctor(world)["iin"], "cancel")
    canceled = converse(world, _common("createCAdESFromBase64", "PKCS12", "SIGNATURE", data, False))[1]
    assert tokens == {"code": "200", "responseObject": []}
    verify_signer(b64decode(signed["responseObject"]), STATEMENT)
    assert cms.ContentInfo.load(b64decode(stamped["responseObject"]))["content"]["signer_infos"][0]["unsigned_attrs"]
    assert canceled == {"code": "500", "message": "action.canceled"}


def _ask_first(world: httpx.Client, *, sign: bool) -> Any:
    """Send a request, then decide about it as a person on the page does."""

    async def talk() -> Any:
        async with aiohttp.ClientSession() as session, session.ws_connect(_url(world)) as socket:
            await socket.receive_json()
            await socket.send_str(json.dumps(basics(STATEMENT)))
            for _ in range(100):
                async with session.get(f"{world.base_url}/api/signer") as answer:
                    newest = (await answer.json())["requests"][0]
                if newest["waiting"]:
                    break
                await asyncio.sleep(0.05)
            url = f"{world.base_url}/signer/requests/{newest['id']}"
            async with session.post(url, data={"decision": "sign" if sign else "cancel"}, allow_redirects=False):
                return newest["preview"], await socket.receive_json(timeout=10)

    _put_in(world, doctor(world)["iin"], "ask")
    try:
        return asyncio.run(talk())
    finally:
        _put_in(world, doctor(world)["iin"])


def test_asking_first_shows_the_statement_and_signs_when_told_to(world: httpx.Client) -> None:
    preview, reply = _ask_first(world, sign=True)
    assert preview == STATEMENT.decode()
    assert reply["body"]["result"]


def test_asking_first_cancels_when_told_to(world: httpx.Client) -> None:
    _, reply = _ask_first(world, sign=False)
    assert reply == {"status": True, "body": {}}


def test_a_silent_program_does_not_answer_and_notices_that_the_page_left(world: httpx.Client) -> None:
    _put_in(world, doctor(world)["iin"], "silent")
    with pytest.raises(TimeoutError):
        asyncio.run(_wait_a_little(world))
    _put_in(world, doctor(world)["iin"])
    assert world.get("/api/signer").json()["requests"][0]["outcome"] == "the page left"


async def _wait_a_little(world: httpx.Client) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(_url(world)) as socket:
        await socket.receive_json()
        await socket.send_str(json.dumps(basics(STATEMENT)))
        await socket.receive_json(timeout=0.5)


def test_a_page_from_elsewhere_is_not_let_in(world: httpx.Client) -> None:
    async def connect(origin: str) -> int:
        async with aiohttp.ClientSession() as session:
            try:
                async with session.ws_connect(_url(world), origin=origin):
                    return 101
            except aiohttp.WSServerHandshakeError as error:
                return error.status

    assert asyncio.run(connect("https://evil.example")) == 403
    assert asyncio.run(connect("null")) == 403
    assert asyncio.run(connect("http://localhost:8000")) == 101


def test_without_time_stamps_a_stamped_signature_is_an_error(world: httpx.Client) -> None:
    _put_in(world, doctor(world)["iin"])
    world.post("/api/faults", json={"system": "tsp", "kind": "unavailable"}).raise_for_status()
    reply = converse(world, basics(STATEMENT, signing={"tsaProfile": {}}))[1]
    world.post("/api/faults", json={"system": "tsp", "kind": "none"}).raise_for_status()
    assert (reply["status"], reply["code"]) == (False, "TSP_ERROR")


def test_a_program_that_does_not_run_refuses_the_connection(world: httpx.Client) -> None:
    world.post("/api/faults", json={"system": "signer", "kind": "unavailable"}).raise_for_status()
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        converse(world)
    world.post("/api/faults", json={"system": "signer", "kind": "none"}).raise_for_status()
    assert refused.value.status == 503


def test_an_old_version_signs_through_the_old_module_alone(world: httpx.Client) -> None:
    world.post("/api/signer", json={"iin": doctor(world)["iin"], "mode": "old"}).raise_for_status()
    old = {
        "module": "kz.gov.pki.knca.commonUtils",
        "method": "createCAdESFromBase64",
        "args": ["PKCS12", "SIGNATURE", b64encode(b"statement").decode(), False],
    }
    _, new, reply = converse(world, basics(b"statement"), old)
    assert (new["status"], new["code"]) == (False, "MODULE_NOT_FOUND")
    assert reply["code"] == "200"
    assert b64decode(reply["responseObject"])


def test_another_program_on_the_port_greets_without_a_version(world: httpx.Client) -> None:
    world.post("/api/signer", json={"mode": "foreign"}).raise_for_status()
    assert "result" not in converse(world)[0]
    world.post("/api/signer", json={"mode": "sign"}).raise_for_status()
