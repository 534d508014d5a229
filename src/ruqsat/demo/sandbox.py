"""The sandbox as the people of the stories use it: they move in, read their phones, sign, pay, lose their keys."""

import asyncio
import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
import httpx

from ruqsat.running import CannotRun

SIGNING = "1.3.6.1.5.5.7.3.4"
PATIENCE = 20.0  # seconds


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """Somebody who lives in the sandbox. ``premises``: what a newcomer rents, by part of the address."""

    iin: str
    last: str
    first: str
    patronymic: str
    phone: str
    email: str
    language: str
    premises: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Last name, first name, patronymic."""
        return " ".join(filter(None, (self.last, self.first, self.patronymic)))


class Sandbox:
    """The sandbox at *url*; to be closed."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._client = httpx.Client(base_url=self.url, trust_env=False, timeout=PATIENCE)

    def close(self) -> None:
        """Leave."""
        self._client.close()

    def moves_in(self, wishes: dict[str, str]) -> Neighbour:
        """A doctor of that character, who has no license."""
        return _neighbour(self._ask("POST", "/api/people", wishes))

    def known(self, iin: str) -> Neighbour:
        """Somebody whom the sandbox had from the beginning."""
        return next(_neighbour(said) for said in self._ask("GET", "/api/people") if said["iin"] == iin)

    def code(self, phone: str) -> str:
        """The six digits that open the newest message on a phone."""
        text: str = self._ask("GET", f"/api/phone/{phone}")[0]["text"]
        return text[:6]

    def sign(self, iin: str, statement: bytes) -> bytes:
        """The CMS over *statement* that the signing program on that person's computer makes."""
        return asyncio.run(_signed(self.url, iin, statement))

    def pay(self, page: str) -> None:
        """Press “Pay” on the payment gateway's page."""
        answer = self._client.post(page, data={"decision": "pay"})
        if answer.status_code not in {302, 303}:
            raise CannotRun(f"The sandbox's bank did not take a payment: it answered {answer.status_code}.")

    def revoke(self, iin: str, *, reason: str) -> None:
        """The authority revokes, or for ``certificate_hold`` suspends, what it has certified of a person."""
        self._ask("POST", "/api/pki/revoke", {"iin": iin, "reason": reason})

    def renew(self, iin: str) -> None:
        """The person gets new keys."""
        self._ask("POST", "/api/pki/renew", {"iin": iin})

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        try:
            answer = self._client.request(method, path, json=body)
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise CannotRun(f"The sandbox did not answer {path} as it should: {error}.") from error
        return answer.json()


def _neighbour(said: dict[str, Any]) -> Neighbour:
    names = ("iin", "last", "first", "patronymic", "phone", "email", "language")
    return Neighbour(**{name: said[name] for name in names}, premises=said.get("premises", {}))


async def _signed(url: str, iin: str, statement: bytes) -> bytes:
    """As NCALayer's client asks for it: a detached CMS, made with a key for signing."""
    request = {
        "module": "kz.gov.pki.knca.basics",
        "method": "sign",
        "args": {
            "allowedStorages": None,
            "format": "cms",
            "data": b64encode(statement).decode(),
            "signingParams": {"decode": True, "encapsulate": False, "digested": False},
            "signerParams": {"extKeyUsageOids": [SIGNING]},
            "locale": "kk",
        },
    }
    program = f"{url.replace('http://', 'ws://', 1)}/ncalayer?{urlencode({'iin': iin})}"
    async with (
        asyncio.timeout(PATIENCE),
        aiohttp.ClientSession() as session,
        session.ws_connect(program) as socket,
    ):
        await socket.receive_json()  # the greeting
        await socket.send_str(json.dumps(request))
        reply = await socket.receive_json()
    signatures = reply.get("body", {}).get("result")
    if not signatures:
        raise CannotRun(f"The sandbox's signing program did not sign for {iin}: {reply}.")
    return b64decode(signatures[0])
