"""
Rules 8: the thirteen inquiries as they go over the wire: the payload asked, the answer read.

Under which service each is asked: `ruqsat.gateways.wires`.

An answer is read field by field, each of its kind; one that lacks what it must have, or has it in another form, is no
answer. What is read is what the law reads: texts, days as ISO 8601 has them, numbers in digits.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from lxml import etree

from ruqsat.gateways.answers import Answer, Came, NothingOnRecord, NotOpened, Unavailable
from ruqsat.gateways.exchange import UnexpectedShape
from ruqsat.gateways.hardened import only, said, text_of
from ruqsat.gateways.kinds import Field
from ruqsat.gateways.syncchannel import Delivered, put
from ruqsat.gateways.wires import WIRES, Wire

FOUND, NONE, NO_CONSENT, ASKED_WRONGLY = "00000", "00001", "00002", "00003"


class NoConsentThere(Exception):
    """Rules 8: the register says that no consent of the owner of the data is in force."""


class AskedWrongly(Exception):
    """The register says that the question is not made as it should be."""


def question(asked: Mapping[str, str], *, id: UUID, at: datetime | None, sender: str, token: str | None) -> Any:
    """
    What a register is asked: about whom or what, and by which consent.

    :raises ValueError: if a number or an address holds what XML cannot.
    """
    request = etree.Element("request")
    put(request, "messageId", str(id))
    if at is not None:
        put(request, "messageDate", at.isoformat(timespec="milliseconds"))
    put(request, "senderCode", sender)
    for name, value in asked.items():
        put(request, name, value)
    if token is not None:
        put(request, "token", token)
    return request


def answer(response: Any, wire: Wire, *, asked: Mapping[str, str], id: UUID) -> dict[str, str] | None:
    """
    What the register answers, as the law reads it; ``None``: it says that it has nothing.

    :raises NoConsentThere, AskedWrongly: if it says that instead.
    :raises UnexpectedShape: if it says none of these, or answers another question.
    """
    if response.tag != "response":
        raise UnexpectedShape(f"The payload is “{response.tag}”, where a response is agreed.")
    about = {each.tag: text_of(each) for each in only(response, "asked")}
    if said(response, "messageId").lower() != str(id) or about != {name: each.strip() for name, each in asked.items()}:
        raise UnexpectedShape("It is the answer to another question: it is about somebody or something else.")
    result = only(response, "messageResult")
    code = said(result, "code")
    records = response.findall(wire.record)
    if code == NONE and not records:
        return None
    if code == NO_CONSENT and not records:
        raise NoConsentThere
    if code == ASKED_WRONGLY and not records:
        raise AskedWrongly(f"The register refuses our question, {code}: {_said_of(result)}")
    if code != FOUND:
        raise UnexpectedShape(f"The register says {code}: {_said_of(result)}")
    return _read(only(response, wire.record), wire, asked)


def read(came: Delivered, wire: Wire, *, asked: Mapping[str, str], id: UUID, on_consent: bool) -> Came:
    """
    What the register says in the answer that the gateway signed.

    That no consent is in force is no answer where the law asks without one: our right to ask is not known there.
    """
    try:
        data = answer(came.payload, wire, asked=asked, id=id)
    except NoConsentThere:
        if on_consent:
            return NotOpened(source=wire.source, answered_at=came.answered_at, raw=came.raw)
        why = f"{wire.source}: what is asked on the statute is refused for want of a consent, {NO_CONSENT}."
        return Unavailable(why=why, raw=came.raw, ours=True)
    except AskedWrongly as error:
        return Unavailable(why=f"{wire.source}: {error}", raw=came.raw, ours=True)
    except UnexpectedShape as error:
        return Unavailable(why=f"{wire.source}: {error}", raw=came.raw)
    if data is None:
        return NothingOnRecord(source=wire.source, answered_at=came.answered_at, raw=came.raw)
    return Answer(source=wire.source, answered_at=came.answered_at, data=data, raw=came.raw)


def _read(record: Any, wire: Wire, asked: Mapping[str, str]) -> dict[str, str]:
    of = record.find("iin")
    if of is not None and asked.get("iin") not in {None, text_of(of)}:
        raise UnexpectedShape("The record is that of another person.")
    data = {}
    for field in wire.fields:
        value = _value(record, field)
        if value is not None:
            data[field.name] = value
    return data


def _value(record: Any, field: Field) -> str | None:
    found = record.findall(field.path)
    if len(found) > 1:
        raise UnexpectedShape(f"The record has {len(found)} times {field.path}, where one is agreed.")
    written = text_of(found[0]) if found else ""
    if not written:
        if field.must_be:
            raise UnexpectedShape(f"The record does not say {field.path}.")
        return written if found else None
    try:
        return field.read(written)
    except (ValueError, KeyError, ArithmeticError) as error:
        raise UnexpectedShape(f"The record says {field.path} in another form than agreed.") from error


def _said_of(result: Any) -> str:
    found = result.find("nameRu")
    return "" if found is None else text_of(found)


__all__ = ["FOUND", "NONE", "WIRES", "Wire", "answer", "question"]
