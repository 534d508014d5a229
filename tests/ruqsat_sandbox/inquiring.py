"""Asking the sandbox's registers as the contract has it: signed by hand, read out of what the gateway signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from uuid import UUID, uuid4

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from lxml import etree

from tests.contracts import registers as contract
from tests.contracts.registers import fields
from tests.contracts.wsse import Party, party, signed, verified_body

PATH = "/registers/sync-channel"
SENDER = "tests"
AT = datetime(2026, 3, 18, 10, 0, tzinfo=UTC)
_OUTCOMES = {"00000": "value", "00001": "none"}


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What the gateway said (``status``), and within it the register (``code``): one of them is at fault, or none."""

    status: str
    code: str
    data: Mapping[str, str] | None
    answered_at: str
    names: tuple[str, str]
    body: bytes

    @property
    def value(self) -> Mapping[str, str]:
        """The data, which must be there."""
        assert self.data is not None, self.outcome
        return self.data

    @property
    def outcome(self) -> str:
        """ "value", "none", or the code that says what is wrong."""
        return _OUTCOMES.get(self.code, self.code) if self.code else self.status


def ask(
    world: httpx.Client,
    inquiry: str,
    about: Mapping[str, str],
    token: str | None = None,
    *,
    basis: str = "consent",
    message_id: UUID | None = None,
    **more: str,
) -> Heard:
    """The answer to one inquiry; *more* replaces parts of the envelope."""
    id = message_id or uuid4()
    payload = contract.question_payload(about, message_id=id, at=AT, token=token)
    service = contract.INQUIRIES[inquiry].service
    parts = {"service": service, "basis": basis, "sender": SENDER, **more}
    envelope = contract.question(payload, message_id=id, at=AT, **parts)
    return heard(world, signed(envelope, by=sender(str(world.base_url))), inquiry=inquiry)


def heard(world: httpx.Client, message: bytes, *, inquiry: str) -> Heard:
    """What the gateway answers to *message*; its answer is signed by it, or an assertion fails."""
    answer = world.post(PATH, content=message, headers={"Content-Type": "text/xml; charset=utf-8"})
    assert answer.status_code == 200, answer.text
    body, certificate = verified_body(answer.content)
    assert certificate == gateway_of(str(world.base_url))
    (response,) = body.findall("{http://bip.bee.kz/SyncChannel/v10/Types}SendMessageResponse/response")
    assert [each.tag for each in response] == ["responseInfo", "responseData"]
    info, text = response[0], response.findtext("responseData/data")
    payload = etree.fromstring(text) if text else None
    code = "" if payload is None else payload.findtext("messageResult/code")
    record = payload.find(fields.element(inquiry)) if code == "00000" and payload is not None else None
    return Heard(
        status=info.findtext("status/code"),
        code=code,
        data=None if record is None else fields.read(inquiry, record),
        answered_at=info.findtext("responseDate"),
        names=(info.findtext("correlationId"), info.findtext("sessionId")),
        body=answer.content,
    )


@cache
def sender(address: str) -> Party:
    """Who asks: the tests' key, with the certificate that the sandbox at *address* gave it."""
    key = party(SENDER).key
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SENDER)])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    wish = {"sender": SENDER, "csr": request.public_bytes(Encoding.PEM).decode()}
    answer = httpx.post(f"{address}/api/registers/senders", json=wish, trust_env=False, timeout=20)
    return Party(key=key, certificate=x509.load_pem_x509_certificate(answer.json()["certificate"].encode()))


@cache
def gateway_of(address: str) -> x509.Certificate:
    """The certificate of the gateway at *address*."""
    answer = httpx.get(f"{address}/api/registers/gateway", trust_env=False, timeout=20)
    return x509.load_pem_x509_certificate(answer.json()["certificate"].encode())
