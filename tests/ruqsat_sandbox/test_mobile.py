"""The phone: it reads a code, shows what is to be signed, signs those very bytes and sends them back."""

import json
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest
from asn1crypto import cms

from tests.ruqsat_sandbox import gost
from tests.ruqsat_sandbox.asking import doctor

TEXT = "Мәлімдеме".encode()


class Portal(BaseHTTPRequestHandler):
    """A page that asks for a signature: API 1 at ``/asks``, API 2 at ``/documents`` with a token."""

    taken: dict[str, Any]
    method = "CMS_SIGN_ONLY"
    authorization = "Bearer"

    def do_GET(self) -> None:
        host = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined] # an HTTPServer has it
        if self.path == "/asks":
            document = {"uri": f"{host}/documents", "auth_type": self.authorization, "auth_token": "token"}
            organisation = {"nameKz": "Комитет", "nameRu": "Комитет", "nameEn": "Committee", "bin": ""}
            self._say(
                {"description": "Sign", "expiry_date": "soon", "organisation": organisation, "document": document}
            )
        elif self.headers["Authorization"] == "Bearer token":
            content = {"mime": "@file/txt", "data": b64encode(TEXT).decode()}
            names = {"id": 1, "nameKz": "Мәлімдеме", "nameRu": "Заявление", "nameEn": "Statement", "meta": []}
            self._say({"signMethod": self.method, "documentsToSign": [{**names, "document": {"file": content}}]})
        else:
            self._say({"message": "Who are you?"}, status=401)

    def do_PUT(self) -> None:
        assert self.headers["Authorization"] == "Bearer token"
        type(self).taken = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._say({})

    def _say(self, said: dict[str, Any], *, status: int = 200) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@contextmanager
def portal(**manner: str) -> Iterator[tuple[str, type[Portal]]]:
    kind = type("SuchPortal", (Portal,), {"taken": {}, **manner})
    server = HTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", kind
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def made(kind: type[Portal]) -> cms.SignedData:
    (document,) = kind.taken["documentsToSign"]
    return cms.ContentInfo.load(b64decode(document["document"]["file"]["data"]))["content"]


@pytest.mark.parametrize(("method", "attached"), [("CMS_SIGN_ONLY", None), ("CMS_WITH_DATA", TEXT)])
def test_a_code_is_scanned_shown_and_its_bytes_signed_with_a_gost_key(
    world: httpx.Client, method: str, attached: bytes | None
) -> None:
    with portal(method=method) as (address, kind):
        code = f"mobileSign:{address}/asks"
        answer = world.post("/api/mobile", json={"code": code, "iin": doctor(world)["iin"]})
    assert answer.json()["documents"] == [{"name": "Мәлімдеме", "text": TEXT.decode()}]
    signer = made(kind)["signer_infos"][0]
    attributes = {each["type"].native: each["values"][0].native for each in signer["signed_attrs"]}
    assert attributes["message_digest"] == gost.streebog_512(TEXT)
    assert signer["signature_algorithm"]["algorithm"].dotted == gost.SIGNATURE
    assert made(kind)["encap_content_info"]["content"].native == attached


def test_a_link_opens_the_screen_and_one_signs_what_stands_there_once(world: httpx.Client) -> None:
    with portal() as (address, kind):
        page = world.get("/mobile/", params={"link": f"{address}/asks"}).text
        assert TEXT.decode() in page
        number = page.partition('name="number" value="')[2].partition('"')[0]
        sent = {"number": number, "key": f"{doctor(world)['iin']}/"}
        assert "Signed and sent" in world.post("/mobile/sign", data=sent).text
        assert world.post("/mobile/sign", data=sent).status_code == 422
    assert made(kind)["signer_infos"]


@pytest.mark.parametrize(
    ("code", "manner", "told"),
    [
        ("mobileSign:https://example.kz/asks", {}, "this machine only"),
        ("mobileSign:{address}/elsewhere", {}, "Who are you?"),
        ("mobileSign:{address}/asks", {"authorization": "Eds"}, "does not know the authorization"),
        ("mobileSign:{address}/asks", {"method": "XML"}, "does not sign by the method"),
        ("mobileSign:http://127.0.0.1:9/asks", {}, "does not answer"),
    ],
)
def test_what_the_phone_does_not_understand_it_says(
    world: httpx.Client, code: str, manner: dict[str, str], told: str
) -> None:
    with portal(**manner) as (address, _):
        answer = world.post("/api/mobile", json={"code": code.format(address=address), "iin": doctor(world)["iin"]})
    assert (answer.status_code, answer.json()["error"]) == (422, "not_signed")
    assert told in answer.json()["message"]


def test_who_works_for_nobody_has_no_key_of_an_organization(world: httpx.Client) -> None:
    with portal() as (address, _):
        asked = {"code": f"{address}/asks", "iin": doctor(world)["iin"], "for": "organization"}
        answer = world.post("/api/mobile", json=asked)
    assert "There is no such key" in answer.json()["message"]
