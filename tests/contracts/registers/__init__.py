"""What was agreed with the gateway of the registers, read from the files beside."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
QUESTION = (HERE / "question.xml").read_text(encoding="utf-8").strip()
ANSWER = (HERE / "answer.xml").read_text(encoding="utf-8").strip()
CODES: Mapping[str, Mapping[str, Mapping[str, str]]] = tomllib.loads((HERE / "codes.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, kw_only=True)
class Written:
    """One of the thirteen inquiries, with an example of what is asked, of the answer, and of what the law reads."""

    inquiry: str
    service: str
    source: str
    basis: str
    asked: Mapping[str, str]
    record: str
    value: Mapping[str, str]


def _read() -> dict[str, Written]:
    tables: dict[str, Any] = tomllib.loads((HERE / "inquiries.toml").read_text(encoding="utf-8"))
    return {inquiry: Written(inquiry=inquiry, **table) for inquiry, table in tables.items()}


INQUIRIES: Mapping[str, Written] = _read()


def question_payload(asked: Mapping[str, str], *, message_id: UUID, at: datetime, token: str | None) -> str:
    """The payload of a question: a document of its own."""
    numbers = "".join(_element(name, value) for name, value in asked.items())
    head = _element("messageId", str(message_id)) + _element("messageDate", at.isoformat())
    tail = _element("token", token) if token is not None else ""
    return f"<request>{head}{_element('senderCode', 'ruqsat')}{numbers}{tail}</request>"


def answer_payload(
    asked: Mapping[str, str], *, message_id: object, at: datetime, code: str = "00000", record: str = ""
) -> str:
    """The payload of an answer: a document of its own; without a *record* it says only its *code*."""
    numbers = "".join(_element(name, value) for name, value in asked.items())
    result = f"<messageResult><code>{code}</code><nameRu>-</nameRu><nameKz>-</nameKz></messageResult>"
    head = _element("messageId", str(message_id)) + _element("messageDate", at.isoformat())
    return f"<response>{head}{result}<asked>{numbers}</asked>{record}</response>"


def question(payload: str, *, service: str, basis: str, message_id: UUID, at: datetime, **more: str) -> str:
    """The envelope of a question, not signed yet; *more* replaces what the sandbox of these tests expects."""
    parts = {
        "body_id": f"id-{uuid5(message_id, 'question')}",
        "message_id": str(message_id),
        "session_id": f"{{{uuid5(message_id, 'session')}}}",
        "message_date": at.isoformat(),
        "sender": "ruqsat",
        "password": "sandbox",
        "service": service,
        "basis": basis,
        "payload": escape(payload),
    }
    return QUESTION.format(**(parts | more))


def answer(
    payload: str,
    *,
    message_id: str,
    session_id: str,
    at: datetime,
    code: str = "SCSS001",
    message: str = "Message has been processed successfully",
) -> str:
    """The envelope of an answer, not signed yet."""
    of = uuid5(UUID(message_id), "answer")
    return ANSWER.format(
        body_id=f"id-{of}",
        response_id=str(of),
        message_id=message_id,
        session_id=session_id,
        response_date=at.isoformat(),
        code=code,
        message=escape(message),
        payload=escape(payload),
    )


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"
