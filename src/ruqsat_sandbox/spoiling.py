"""What a fault does to the bytes of an answer or of a notice, whatever they say."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import uuid4

from aiohttp import web
from asn1crypto import crl, ocsp, tsp

HUGE = 10 * 1024 * 1024
_UUID = re.compile(rb"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_AMOUNT = re.compile(rb'(?<=")((?:amount|due)"\s*:\s*"?)(\d+)')
_SIGNATURE_VALUE = re.compile(rb"(<(?:\w+:)?SignatureValue[^>]*>\s*)([A-Za-z0-9+/])")
_DELIVERED = re.compile(rb'("status"\s*:\s*)"delivered"')


@dataclass(frozen=True, kw_only=True)
class Answered:
    """An answer as it was or would be sent."""

    status: int
    headers: dict[str, str]
    body: bytes

    def response(self) -> web.Response:
        """As the server sends it."""
        return web.Response(status=self.status, headers=self.headers, body=self.body)


def damaged(answer: Answered) -> Answered:
    """The last byte changed: of a signed one the signature, of JSON the closing bracket."""
    if not answer.body:
        return answer
    return replace(answer, body=answer.body[:-1] + bytes([answer.body[-1] ^ 1]))


def enlarged(answer: Answered) -> Answered:
    """10 MB that may still be read as the right answer: blanks after text, zeros after everything else."""
    filling = b" " if answer.body[:1] in (b"{", b"[", b"<") else b"\0"
    return replace(answer, body=answer.body.ljust(HUGE, filling))


def short_by_a_tenge(answer: Answered) -> Answered:
    """Every amount one tenge less."""
    return replace(answer, body=less(answer.body))


def less(body: bytes) -> bytes:
    """*body* with every amount one tenge less."""
    return _AMOUNT.sub(lambda found: found[1] + str(int(found[2]) - 1).encode(), body)


def made_up(body: bytes) -> bytes:
    """An answer as if to another question: every id another one; without any, the bytes the other way round."""
    changed = _UUID.sub(lambda _: str(uuid4()).encode(), body)
    return changed if changed != body else body[::-1]


def earlier_state(body: bytes, *, turn: int) -> bytes:
    """Each second time, a message that was delivered is told as only sent."""
    return _DELIVERED.sub(rb'\1"sent"', body) if turn % 2 else body


def wrongly_signed(answer: Answered) -> Answered:
    """The signature's value changed, everything else as it was; an answer without one is damaged at its end."""
    if _SIGNATURE_VALUE.search(answer.body):
        return replace(answer, body=_SIGNATURE_VALUE.sub(_other_letter, answer.body, count=1))
    for signature in (_of_ocsp, _of_list, _of_stamp):
        try:
            value = signature(answer.body)
        except (ValueError, TypeError, KeyError):
            continue
        if value and value in answer.body:
            spoiled = value[:-1] + bytes([value[-1] ^ 1])
            return replace(answer, body=spoiled.join(answer.body.rsplit(value, 1)))
    return damaged(answer)


OF_REPLIES = frozenset({"wrong", "cut_off", "huge", "other_answer", "duplicate", "bad_signature"})
"""What befalls a message of a WebSocket, which the signing program sends itself."""


def replies(kind: str, text: str, *, earlier: str) -> list[str]:
    """What the signing program says instead of *text*; *earlier* is what it said before that, or empty."""
    said = {
        "wrong": [text[:-1] + chr(ord(text[-1]) ^ 1)],
        "cut_off": [text[: len(text) // 2]],
        "huge": [text.ljust(HUGE)],
        "other_answer": [earlier or text],
        "duplicate": [text, text],
    }
    return [_wrongly_signed_reply(text)] if kind == "bad_signature" else said.get(kind, [text])


def _wrongly_signed_reply(text: str) -> str:
    """A reply whose signatures are none: of each, a byte of the value is changed."""
    reply = json.loads(text)
    body = reply.get("body")
    if isinstance(body, dict) and isinstance(body.get("result"), list):
        body["result"] = [_other_signature(each) for each in body["result"]]
    if isinstance(reply.get("responseObject"), str):
        reply["responseObject"] = _other_signature(reply["responseObject"])
    return json.dumps(reply)


def notices(
    kind: str, notice: bytes, *, sign: Callable[[bytes], str], earlier: bytes | None
) -> list[tuple[bytes, str]]:
    """What is told instead of a signed notice of payment: pairs of a body and its signature, one after another."""
    if kind == "wrong_amount":
        short = less(notice)
        return [(short, sign(short))]
    signature = sign(notice)
    if kind == "bad_signature":
        return [(notice, ("A" if signature[0] != "A" else "B") + signature[1:])]
    if kind == "other_answer":
        other = earlier or made_up(notice)
        return [(other, sign(other))]
    return [(notice, signature)] * (2 if kind == "duplicate" else 1)


def _other_letter(found: re.Match[bytes]) -> bytes:
    return found[1] + (b"B" if found[2] == b"A" else b"A")


def _other_signature(text: str) -> str:
    try:
        cms = b64decode(text)
    except ValueError:
        return text
    return b64encode(cms[:-1] + bytes([cms[-1] ^ 1])).decode()


def _of_ocsp(body: bytes) -> bytes:
    return bytes(ocsp.OCSPResponse.load(body, strict=True).basic_ocsp_response["signature"].native)


def _of_list(body: bytes) -> bytes:
    return bytes(crl.CertificateList.load(body, strict=True)["signature"].native)


def _of_stamp(body: bytes) -> bytes:
    signed = tsp.TimeStampResp.load(body, strict=True)["time_stamp_token"]["content"]
    return bytes(signed["signer_infos"][0]["signature"].native)
