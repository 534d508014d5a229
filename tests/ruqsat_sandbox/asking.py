"""What several tests ask of the sandbox."""

import asyncio
import json
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any

import aiohttp
import httpx
from asn1crypto import cms, tsp  # noqa: F401 # tsp teaches cms the attributes of RFC 3161 and RFC 5035
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

SIGNING = "1.3.6.1.5.5.7.3.4"
AUTHENTICATING = "1.3.6.1.5.5.7.3.2"


def doctor(world: httpx.Client) -> dict[str, Any]:
    """The first of the people: the smooth case."""
    person: dict[str, Any] = world.get("/api/people").json()[0]
    return person


def basics(
    data: bytes, *, signing: dict[str, Any] | None = None, signer: dict[str, Any] | None = None
) -> dict[str, Any]:
    """A request to sign as `ncalayer-js-client` sends it: detached, without a time stamp unless said otherwise."""
    parameters = {"decode": True, "encapsulate": False, "digested": False, **(signing or {})}
    return {
        "module": "kz.gov.pki.knca.basics",
        "method": "sign",
        "args": {
            "allowedStorages": None,
            "format": "cms",
            "data": b64encode(data).decode(),
            "signingParams": parameters,
            "signerParams": {"extKeyUsageOids": [SIGNING], **(signer or {})},
            "locale": "kk",
        },
    }


def converse(world: httpx.Client, *requests: dict[str, Any], path: str = "/ncalayer", seconds: float = 20) -> list[Any]:
    """The greeting and the reply to each request, on one connection; each is awaited for so many seconds."""

    async def talk() -> list[Any]:
        url = f"{world.base_url}{path}".replace("http://", "ws://").replace("//ncalayer", "/ncalayer")
        patience = aiohttp.ClientWSTimeout(ws_receive=seconds, ws_close=seconds)
        async with (
            asyncio.timeout(2 * seconds),
            aiohttp.ClientSession() as session,
            session.ws_connect(url, timeout=patience) as socket,
        ):
            heard = [await socket.receive_json()]
            for request in requests:
                await socket.send_str(json.dumps(request))
                heard.append(await socket.receive_json())
            return heard

    return asyncio.run(talk())


def sign_at_once(world: httpx.Client, iin: str, data: bytes = b"statement", **more: Any) -> bytes:
    """The CMS of the person over *data*."""
    world.post("/api/signer", json={"iin": iin, "mode": "sign"}).raise_for_status()
    reply = converse(world, basics(data, **more))[1]
    return b64decode(reply["body"]["result"][0])


def sign_elsewhere(world: httpx.Client, iin: str, data: bytes = b"statement", *, key: str = "rsa") -> bytes:
    """The CMS of the person over *data*, made on the person's own computer with a key of the kind *key*."""
    reply = converse(world, basics(data), path=f"/ncalayer?iin={iin}&key={key}")[1]
    return b64decode(reply["body"]["result"][0])


def signer_certificate(signature: bytes) -> x509.Certificate:
    """The certificate that the only signer of a CMS names."""
    data = cms.ContentInfo.load(signature)["content"]
    wanted = data["signer_infos"][0]["sid"].chosen["serial_number"].native
    found = [each.chosen for each in data["certificates"] if each.chosen.serial_number == wanted]
    return x509.load_der_x509_certificate(found[0].dump())


def verify_signer(signature: bytes, content: bytes) -> x509.Certificate:
    """
    RFC 5652, 5.6, by hand: the signature holds over the attributes, and they name the content and the certificate.

    :raises InvalidSignature: when the signature does not hold.
    """
    signer = cms.ContentInfo.load(signature)["content"]["signer_infos"][0]
    attributes = {each["type"].native: each["values"][0] for each in signer["signed_attrs"]}
    certificate = signer_certificate(signature)
    key = certificate.public_key()
    assert isinstance(key, RSAPublicKey)
    signed = b"\x31" + signer["signed_attrs"].dump()[1:]
    key.verify(signer["signature"].native, signed, padding.PKCS1v15(), hashes.SHA256())
    assert attributes["message_digest"].native == sha256(content).digest()
    reference = attributes["signing_certificate_v2"]["certs"][0]
    assert reference["cert_hash"].native == certificate.fingerprint(hashes.SHA256())
    return certificate


def newest_code(world: httpx.Client, phone: str) -> str:
    """The six digits of the newest message on a phone."""
    text: str = world.get(f"/api/phone/{phone}").json()[0]["text"]
    return text[:6]


def consent(world: httpx.Client, person: dict[str, Any], *data: str) -> dict[str, str]:
    """The person's consent to *data*, given with the code: its token, its id, until when."""
    asked = {"iin": person["iin"], "office": "KZ-75", "purpose": "a license", "data": list(data)}
    request = world.post("/registers/consent", json=asked).json()["request"]
    answer = world.post(f"/registers/consent/{request}/confirm", json={"code": newest_code(world, person["phone"])})
    answer.raise_for_status()
    given: dict[str, str] = answer.json()
    return given
