"""
SyncChannel of the e-government gateway, version 10: one signed SOAP message out, one signed SOAP message back.

What is inside is another's business: `ruqsat.gateways.inquiries`. An answer is believed when the gateway signed it,
and when it says that it was successful and names the message that it answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from cryptography import x509
from lxml import etree

from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.exchange import Reply, UnexpectedShape, exchange, parsed
from ruqsat.gateways.hardened import only, read_xml, said, text_of
from ruqsat.gateways.wsse import SOAP, WSU, Signer, sign, signed_body

TYPES = "http://bip.bee.kz/SyncChannel/v10/Types"
SUCCESS = frozenset({"SCSS001", "Success", "SUCCESS"})
OURS = frozenset({"SCSE001", "SCSE002", "SCSE003", "SCSE004", "SCSE005"})
"""The gateway refuses the message: sender or password, signature, service, message id, form. All of them are ours."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """
    Our end of the channel and theirs: the address, who we are there, what we sign with, and the certificates under
    which the gateway signs.
    """

    url: str
    sender: str
    password: str = field(repr=False)
    signer: Signer
    gateway: tuple[x509.Certificate, ...]


@dataclass(frozen=True, kw_only=True)
class Message:
    """
    A question: the service by its ``serviceId``, the payload that it understands, what else the envelope says of it.

    The same ``id`` again is the same question, and has the same session.
    """

    id: UUID
    service: str
    payload: Any
    properties: Mapping[str, str]
    at: datetime | None

    @property
    def session(self) -> str:
        """The session that the answer must name too."""
        return f"{{{uuid5(self.id, 'session')}}}"


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """An answer to the question asked: its payload's root, by the gateway's clock when. ``raw``: all that came."""

    payload: Any
    answered_at: datetime
    raw: bytes = field(repr=False)


def send(message: Message, *, over: Line) -> Delivered | Unavailable:
    """
    Ask, and give what was answered.

    ``Unavailable`` is whatever else came: no answer in time, one that is not signed by the gateway, one to another
    question, one that says that it failed, or that it refuses ours. ``raw`` holds it.
    """
    reply = exchange(
        "POST",
        over.url,
        expect={200},
        content=sign(_envelope(message, over), by=over.signer),
        headers={"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'},
    )
    return parsed(reply, lambda came: _delivered(came, message, over))


def _envelope(message: Message, line: Line) -> Any:
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soapenv": SOAP})
    etree.SubElement(envelope, f"{{{SOAP}}}Header")
    body = etree.SubElement(envelope, f"{{{SOAP}}}Body", nsmap={"wsu": WSU})
    body.set(f"{{{WSU}}}Id", f"id-{uuid5(message.id, 'question')}")
    request = etree.SubElement(etree.SubElement(body, f"{{{TYPES}}}SendMessage", nsmap={"typ": TYPES}), "request")
    info = etree.SubElement(request, "requestInfo")
    put(info, "messageId", str(message.id))
    put(info, "serviceId", message.service)
    if message.at is not None:
        put(info, "messageDate", message.at.isoformat(timespec="milliseconds"))
    sender = etree.SubElement(info, "sender")
    put(sender, "senderId", line.sender)
    put(sender, "password", line.password)
    for key, value in message.properties.items():
        properties = etree.SubElement(info, "properties")
        put(properties, "key", key)
        put(properties, "value", value)
    put(info, "sessionId", message.session)
    data = etree.SubElement(request, "requestData")
    put(data, "data", etree.tostring(message.payload, encoding="unicode"))  # escaped when the envelope is written
    return envelope


def put(parent: Any, name: str, text: str) -> None:
    """
    One more element that says *text*.

    :raises ValueError: if *text* holds what XML cannot, such as a null character.
    """
    etree.SubElement(parent, name).text = text


def _delivered(reply: Reply, message: Message, line: Line) -> Delivered | Unavailable:
    body = signed_body(read_xml(reply.body), by=line.gateway)
    response = only(only(body, f"{{{TYPES}}}SendMessageResponse"), "response")
    info = only(response, "responseInfo")
    answers = (said(info, "correlationId").lower(), said(info, "sessionId"))
    if answers != (str(message.id), message.session):
        raise UnexpectedShape("It is the answer to another question.")
    said(info, "messageId")
    status = only(info, "status")
    code = said(status, "code")
    if code in OURS:
        return Unavailable(
            why=f"The gateway refuses our message, {code}: {_message(status)}", raw=reply.body, ours=True
        )
    if code not in SUCCESS:
        raise UnexpectedShape(f"The gateway says {code}: {_message(status)}")
    payload = text_of(only(only(response, "responseData"), "data"))
    return Delivered(
        payload=read_xml(payload.encode()),
        answered_at=_instant(said(info, "responseDate")),
        raw=reply.body,
    )


def _message(status: Any) -> str:
    found = status.find("message")
    return "" if found is None else text_of(found)


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise UnexpectedShape(f"responseDate is not an instant: {text}") from error
    if instant.tzinfo is None:
        raise UnexpectedShape(f"responseDate does not say its offset from UTC: {text}")
    return instant
