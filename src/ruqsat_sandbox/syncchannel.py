"""SyncChannel of the e-government gateway: what a message asks, and the answer as a message."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5
from xml.sax.saxutils import escape

from lxml import etree

from ruqsat_sandbox.pki.authority import KeyPair
from ruqsat_sandbox.wsse import SOAP, signed

TYPES = "http://bip.bee.kz/SyncChannel/v10/Types"
SUCCESS = ("SCSS001", "Message has been processed successfully")
SENDER = ("SCSE001", "The sender is not known, or its password is wrong")
SIGNATURE = ("SCSE002", "The signature of the message does not hold")
SERVICE = ("SCSE003", "There is no such service")
QUESTION = ("SCSE004", "Another question was asked under this messageId")
FORM = ("SCSE005", "The message is not what was agreed")
_REQUEST = f"{{{SOAP}}}Body/{{{TYPES}}}SendMessage/request"


class NotAMessage(ValueError):
    """What came is no message of SyncChannel; the text says why."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """What came: who sent it, to which service, what is asked."""

    id: UUID
    session: str
    service: str
    sender: str
    password: str
    basis: str
    payload: Any


def read_xml(body: bytes) -> Any:
    """
    The root of the document.

    :raises NotAMessage: if it is no XML, or brings a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise NotAMessage(f"It is no XML: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise NotAMessage("It brings a document type.")
    return root


def message_in(envelope: Any) -> Message:
    """
    The message in *envelope*, whose signature was looked at before.

    :raises NotAMessage: if something is missing or misshapen.
    """
    info = f"{_REQUEST}/requestInfo"
    properties = {_text(each, "key"): _text(each, "value") for each in envelope.findall(f"{info}/properties")}
    try:
        id = UUID(_text(envelope, f"{info}/messageId"))
    except ValueError as error:
        raise NotAMessage("The messageId is no UUID.") from error
    return Message(
        id=id,
        session=_text(envelope, f"{info}/sessionId"),
        service=_text(envelope, f"{info}/serviceId"),
        sender=_text(envelope, f"{info}/sender/senderId"),
        password=_text(envelope, f"{info}/sender/password"),
        basis=properties.get("basis", ""),
        payload=read_xml(_text(envelope, f"{_REQUEST}/requestData/data").encode()),
    )


def answer(message: Message, payload: str, *, at: str, by: KeyPair, status: tuple[str, str] = SUCCESS) -> bytes:
    """The answer to *message*; made twice, it is the same to the byte."""
    id = uuid5(message.id, "answer")
    code, words = status
    content = (
        f'<typ:SendMessageResponse xmlns:typ="{TYPES}"><response><responseInfo><messageId>{id}</messageId>'
        f"<correlationId>{message.id}</correlationId><responseDate>{at}</responseDate>"
        f"<status><code>{code}</code><message>{words}</message></status>"
        f"<sessionId>{escape(message.session)}</sessionId></responseInfo>"
        f"<responseData><data>{escape(payload)}</data></responseData></response></typ:SendMessageResponse>"
    )
    return signed(content, id=f"id-{id}", by=by)


def fault(words: str) -> bytes:
    """SOAP 1.1, 4.4: what came was no message that could be answered."""
    inside = f"<faultcode>soapenv:Client</faultcode><faultstring>{escape(words)}</faultstring>"
    body = f"<soapenv:Body><soapenv:Fault>{inside}</soapenv:Fault></soapenv:Body>"
    return f'<soapenv:Envelope xmlns:soapenv="{SOAP}">{body}</soapenv:Envelope>'.encode()


def _text(element: Any, path: str) -> str:
    found = element.findall(path)
    if len(found) != 1 or len(found[0]):
        raise NotAMessage(f"It must say {path.rpartition('}')[2]} once.")
    return (found[0].text or "").strip()
