"""
The phone with eGov mobile: reads the code of a page, shows what is to be signed, signs it with a GOST key and sends it.

It goes the way of the service NITEC-S-5096: API 1 names the documents' address, API 2 gives them and takes them signed.
"""

import binascii
import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import aiohttp

from ruqsat_sandbox.loopback import is_local_address
from ruqsat_sandbox.people import Person
from ruqsat_sandbox.pki.certificates import Purpose
from ruqsat_sandbox.pki.keys import Family
from ruqsat_sandbox.pki.signed_data import ToSign, sign
from ruqsat_sandbox.world import World

PREFIX = "mobileSign:"
TIME_OUT = aiohttp.ClientTimeout(total=10)
METHODS = {"CMS_SIGN_ONLY": False, "CMS_WITH_DATA": True}
MOST_KEPT = 50


class PhoneRefused(ValueError):
    """The phone cannot go on; the message says why, as its screen would."""


@dataclass(frozen=True, kw_only=True)
class Scanned:
    """What the phone shows: who asks, until when, and the documents as they came."""

    description: str
    organisation: str
    until: str
    uri: str
    token: str
    asked: dict[str, Any]
    documents: tuple[tuple[str, bytes], ...]


class Phone:
    """What was scanned and not signed yet; nothing of it outlives the process."""

    def __init__(self) -> None:
        self._scanned: dict[str, Scanned] = {}

    def keep(self, scanned: Scanned) -> str:
        """Keep what is on the screen; the number under which it is."""
        while len(self._scanned) >= MOST_KEPT:
            del self._scanned[next(iter(self._scanned))]
        number = secrets.token_hex(8)
        self._scanned[number] = scanned
        return number

    def take(self, number: str) -> Scanned:
        """
        What is on the screen; it is not there any more afterwards.

        :raises PhoneRefused: when it is not.
        """
        found = self._scanned.pop(number, None)
        if found is None:
            raise PhoneRefused("This is not on the screen any more: scan the code again.")
        return found


async def scan(code: str) -> Scanned:
    """
    Read a code, or the address that a link opened with, and fetch what it leads to.

    :raises PhoneRefused: when it leads nowhere, or to something that the phone does not understand.
    """
    first = await _fetched("GET", unquote(code.strip()).removeprefix(PREFIX))
    try:
        document = first["document"]
        uri, method, token = str(document["uri"]), str(document["auth_type"]), str(document.get("auth_token", ""))
        organisation = first["organisation"]
        shown = (str(first["description"]), str(organisation["nameKz"]), str(first["expiry_date"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise PhoneRefused(f"The first address does not say what it should: {error!r}.") from error
    if method not in {"None", "Bearer"}:
        raise PhoneRefused(f"The phone does not know the authorization {method}.")
    asked = await _fetched("GET", uri, token=token)
    description, name, until = shown
    return Scanned(
        description=description,
        organisation=name,
        until=until,
        uri=uri,
        token=token,
        asked=asked,
        documents=_documents(asked),
    )


async def sign_scanned(scanned: Scanned, *, person: Person | None, for_organization: bool, world: World) -> None:
    """
    Sign with the person's GOST key the very bytes that were on the screen, and send them back.

    :raises PhoneRefused: when the person has no such key, or the page does not take what was signed.
    """
    if person is None or (for_organization and person.organization is None):
        raise PhoneRefused("There is no such key on this phone.")
    pair = world.authority.personal(
        person, Purpose.SIGN, for_organization=for_organization, at=world.now(), family=Family.GOST
    )
    attached = METHODS[scanned.asked["signMethod"]]
    embed = (pair.der, world.authority.issuing(world.authority.line_of(pair)).der)
    answer = json.loads(json.dumps(scanned.asked))
    for entry, (_, content) in zip(answer["documentsToSign"], scanned.documents, strict=True):
        what = ToSign(digest=pair.key.digest(content), attached=content if attached else None)
        made = sign(what, by=pair, embed=embed, at=world.clock.now())
        entry["document"]["file"]["data"] = b64encode(made).decode()
    await _fetched("PUT", scanned.uri, token=scanned.token, body=answer)


def _documents(asked: dict[str, Any]) -> tuple[tuple[str, bytes], ...]:
    try:
        if asked["signMethod"] not in METHODS:
            raise PhoneRefused(f"The phone does not sign by the method {asked['signMethod']}.")
        found = tuple(
            (str(each["nameKz"]), b64decode(each["document"]["file"]["data"], validate=True))
            for each in asked["documentsToSign"]
        )
    except (KeyError, TypeError, binascii.Error) as error:
        raise PhoneRefused(f"The documents cannot be read: {error!r}.") from error
    if not found:
        raise PhoneRefused("There is nothing to sign.")
    return found


async def _fetched(method: str, address: str, *, token: str = "", body: object = None) -> dict[str, Any]:
    if not is_local_address(address):
        raise PhoneRefused("The sandbox's phone goes to addresses of this machine only.")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        async with (
            aiohttp.ClientSession(timeout=TIME_OUT, trust_env=False) as session,
            session.request(method, address, headers=headers, json=body, allow_redirects=False) as answer,
        ):
            text, status = await answer.text(), answer.status
    except (TimeoutError, aiohttp.ClientError) as error:
        raise PhoneRefused(f"The page does not answer: {error}.") from error
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    if status != 200:
        why = said.get("message") if isinstance(said, dict) else None
        raise PhoneRefused(str(why or f"The page answers {status}."))
    if not isinstance(said, dict):
        raise PhoneRefused("The page does not answer with an object.")
    return said
