"""The sandbox as people use it: a doctor moves in, reads her phone, signs with her key; the clock is moved on."""

import asyncio
import json
import re
from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import aiohttp
import httpx

from ruqsat.smoke.browser import Browser, directive
from ruqsat.smoke.page import Form, Page
from ruqsat.smoke.steps import FailedError, wait_for

SIGNING_PATIENCE = 20.0  # seconds
_USAGES = {"sign": "1.3.6.1.5.5.7.3.4", "sign-in": "1.3.6.1.5.5.7.3.2"}
_CODE = re.compile(r"\b\d{6}\b")


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of the sandbox. ``premises``: what a newcomer rents, by part of the address."""

    iin: str
    name: str
    last: str
    phone: str
    email: str
    premises: dict[str, str]


class Sandbox:
    """The sandbox at *url*; to be closed."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._client = httpx.Client(base_url=self.url, trust_env=False, timeout=30.0)

    def close(self) -> None:
        """Leave."""
        self._client.close()

    def moves_in(self) -> Person:
        """A doctor who has no license yet."""
        return _person(self._ask("POST", "/api/people"))

    def holder_of(self, role: str, *, office: str) -> Person:
        """
        Who is appointed to *role* in *office*; the first, where there are several.

        :raises FailedError: when nobody is.
        """
        for said in self._ask("GET", "/api/people"):
            if any((post["office"], post["role"]) == (office, role) for post in said["roles"]):
                return _person(said)
        raise FailedError(f"somebody appointed as {role} of {office}", f"nobody at {self.url}/api/people")

    def messages(self, phone: str) -> list[str]:
        """The texts that came to a phone, the newest first."""
        return [said["text"] for said in self._ask("GET", f"/api/phone/{phone}")]

    def code(self, phone: str, *, after: int) -> str:
        """
        The six digits of the newest message on a phone that had *after* messages before.

        :raises FailedError: when none comes.
        """

        def look() -> str | None:
            came = self.messages(phone)
            found = _CODE.search(came[0]) if len(came) > after else None
            return found.group() if found else None

        return wait_for("a code on the phone", look, seen=lambda: f"messages: {self.messages(phone)[:2]}")

    def now(self) -> datetime:
        """The moment by its clock."""
        return datetime.fromisoformat(self._ask("GET", "/api/clock")["now"])

    def move_to(self, moment: datetime) -> None:
        """Move the clock forward to *moment*; one that has passed is no move."""
        seconds = int((moment - self.now()) / timedelta(seconds=1)) + 1
        if seconds > 0:
            self._ask("POST", "/api/clock", {"seconds": seconds})

    def sign(self, browser: Browser, page: Page, *, by: Person) -> Page:
        """
        Sign on a page with a signing panel, as its script does, and send its form; the page that comes.

        :raises FailedError: when the panel lacks something, the page's policy keeps a browser from the signing
            program, the program does not sign, or the service does not take the signature.
        """
        form = page.signing_form()
        program = form.element["data-program"]
        allowed = directive(page.headers.get("content-security-policy", ""), "connect-src")
        if allowed and program not in allowed:
            raise FailedError(f"connect-src of {page.path} to allow {program}", " ".join(allowed))
        cms = asyncio.run(_signed(program, _request(form), by=by, origin=browser.url))
        return browser.submit(form, {"cms": cms}, press=None)

    def _ask(self, method: str, path: str, payload: object = None) -> Any:
        answer = self._client.request(method, path, json=payload)
        if not answer.is_success:
            raise FailedError(
                f"{method} {path} of the sandbox to succeed", f"{answer.status_code}: {answer.text[:200]}"
            )
        return answer.json()


def _person(said: dict[str, Any]) -> Person:
    return Person(
        iin=said["iin"],
        name=" ".join(filter(None, (said["last"], said["first"], said["patronymic"]))),
        last=said["last"],
        phone=said["phone"],
        email=said["email"],
        premises=said.get("premises", {}),
    )


def _request(form: Form) -> dict[str, Any]:
    """What `ncalayer-js-client` sends for the panel of web/static/web/signing.js."""
    panel = form.element
    usage = _USAGES.get(panel["data-purpose"])
    if usage is None or not panel["data-statement"]:
        raise FailedError("a statement and a purpose in the signing panel", form.page.said())
    signer: dict[str, Any] = {"extKeyUsageOids": [usage]}
    if panel["data-iin"]:
        signer["iin"] = panel["data-iin"]
    if panel["data-any-authority"]:
        signer["chain"] = []
    return {
        "module": "kz.gov.pki.knca.basics",
        "method": "sign",
        "args": {
            "allowedStorages": None,
            "format": "cms",
            "data": panel["data-statement"],
            "signingParams": {"decode": True, "encapsulate": False, "digested": False},
            "signerParams": signer,
            "locale": panel["data-locale"],
        },
    }


async def _signed(program: str, request: dict[str, Any], *, by: Person, origin: str) -> str:
    """Base64 of the signature that the program on the person's own computer makes."""
    address = f"{program}?{urlencode({'iin': by.iin})}"
    wanted = f"the signing program at {urlsplit(program).netloc} to sign for {by.iin}"
    try:
        async with (
            asyncio.timeout(SIGNING_PATIENCE),
            aiohttp.ClientSession() as session,
            session.ws_connect(address, origin=origin) as socket,
        ):
            await socket.receive_json()  # the greeting
            await socket.send_str(json.dumps(request))
            reply = await socket.receive_json()
    except (aiohttp.ClientError, TimeoutError, TypeError, ValueError) as error:
        raise FailedError(wanted, f"{type(error).__name__}: {error}".strip(": ")) from error
    signatures = reply.get("body", {}).get("result") if reply.get("status") else None
    if not signatures:
        raise FailedError(wanted, reply.get("message") or json.dumps(reply))
    b64decode(signatures[0], validate=True)
    return str(signatures[0])
