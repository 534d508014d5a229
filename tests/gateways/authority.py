"""The certification authority of the tests over real HTTP: it answers at the moment that it is told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import ocsp
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.ocsp import OCSPResponseBuilder, OCSPResponseStatus

from tests.eds.certifying import AT, FROM, OCSP_SIGNING, Holder, certify, key, named, usage
from tests.eds.pki import ocsp_answer, pki, time_stamp


@dataclass
class Authority:
    """Its address; ``now`` on its clock, who makes its time stamps and answers for it, and what it was asked."""

    tsa: Holder
    responder: Holder
    now: datetime = AT
    url: str = ""
    asked: list[str] = field(default_factory=list)
    silent: bool = False

    def answer(self, path: str, request: bytes) -> bytes | None:
        self.asked.append(path)
        if self.silent:
            return None
        if path == "/tsp":
            return time_stamp(request, at=self.now, by=self.tsa)
        return self._status(request) if path == "/ocsp" else None

    def _status(self, request: bytes) -> bytes | None:
        asked = ocsp.OCSPRequest.load(request)["tbs_request"]
        serial = asked["request_list"][0]["req_cert"]["serial_number"].native
        nonce = asked["request_extensions"][0]["extn_value"].parsed.native
        known = (pki().seal, pki().tsa, self.tsa)
        holder = next((each for each in known if each.read.serial == serial), None)
        if holder is None:
            unknown = OCSPResponseBuilder.build_unsuccessful(OCSPResponseStatus.UNAUTHORIZED)
            return unknown.public_bytes(Encoding.DER)
        return ocsp_answer(holder, pki().issuing, by=self.responder, at=self.now, nonce=nonce)


@contextmanager
def answering(tsa: Holder) -> Iterator[Authority]:
    """The authority, for as long as the block lasts; its responder is in office until its time stamper goes."""
    responder = certify(
        named(cn="OCSP RESPONDER 2", c="KZ"),
        key("ocsp-2"),
        pki().issuing,
        key_usage=usage("digital_signature"),
        extended=(OCSP_SIGNING,),
        valid=(FROM, tsa.read.not_after),  # the library writes its own clock into an answer, too
    )
    authority = Authority(tsa=tsa, responder=responder)

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            said = authority.answer(self.path, self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            self.send_response(404 if said is None else 200)
            self.send_header("Content-Length", str(len(said or b"")))
            self.end_headers()
            self.wfile.write(said or b"")

        def log_message(self, format: str, *args: object) -> None:
            """Tests read `asked`, not a log."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        authority.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield authority
        finally:
            server.shutdown()
            thread.join()
