"""The gateway of the registers as the contract has it, on a real HTTP server, with the contract's own signatures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from tests.contracts import registers as contract
from tests.contracts.registers import fields
from tests.contracts.wsse import SOAP, party, signed, verified_body
from tests.gateways.replay import Replay, Written

PATH = "/registers/sync-channel"
AT = datetime(2026, 3, 18, 10, 0, tzinfo=UTC)
TYPES = "http://bip.bee.kz/SyncChannel/v10/Types"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the gateway was asked; its signature was looked at."""

    inquiry: str
    message_id: str
    session: str
    message_date: str | None
    sender: str
    password: str
    properties: Mapping[str, str]
    asked: Mapping[str, str]
    token: str | None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a question will be answered: what is inside, and what is done to the message before it goes."""

    record: str = ""
    code: str = "00000"
    at: datetime = AT
    status: str = "SCSS001"
    down: bool = False
    signer: str = "gateway"
    asked: Mapping[str, str] | None = None
    correlation: str | None = None
    session: str | None = None
    payload: str | None = None
    spoil: Callable[[bytes], bytes] = lambda message: message


@dataclass
class PlayedGateway:
    """What was asked so far, and what will be answered, by inquiry."""

    settings: Mapping[str, Mapping[str, str]]
    plans: dict[str, Plan] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    @classmethod
    def on(cls, world: Replay, *, folder: Path) -> "PlayedGateway":
        """A gateway on the server of *world*; a client's keys and the pinned certificate are in *folder*."""
        ours = party("ruqsat")
        (folder / "sender.key").write_bytes(ours.key_pem)
        (folder / "sender.pem").write_bytes(ours.certificate_pem)
        (folder / "gateway.pem").write_bytes(party("gateway").certificate_pem)
        settings = {
            "url": f"{world.url}{PATH}",
            "sender_id": "ruqsat",
            "password": "sandbox",
            "key_file": str(folder / "sender.key"),
            "certificate_file": str(folder / "sender.pem"),
            "gateway_certificate_file": str(folder / "gateway.pem"),
        }
        gateway = cls(settings={"registers": settings, "consents": {"url": world.url}})
        world.will_answer_by("POST", PATH, gateway.answer)
        return gateway

    def will(self, inquiry: str, **plan: Any) -> None:
        """From now on answer so; without a plan with the contract's example."""
        self.plans[inquiry] = replace(Plan(record=contract.INQUIRIES[inquiry].record), **plan)

    def will_say(self, inquiry: str, data: Mapping[str, str] | None, *, at: datetime = AT) -> None:
        """From now on answer with the contract's example, in which *data* are other; None: nothing on record."""
        if data is None:
            self.will(inquiry, record="", code="00001", at=at)
        else:
            self.will(inquiry, record=fields.changed(inquiry, data), at=at)

    def will_be_down(self, inquiry: str) -> None:
        """From now on the gateway cannot reach this register."""
        self.will(inquiry, down=True)

    def answer(self, message: bytes) -> Written:
        """Look at the question as the contract has it, and answer as planned."""
        question = question_in(message)
        self.questions.append(question)
        plan = self.plans.get(question.inquiry, Plan(down=True))
        if plan.down:
            return Written(body=b"", status=503)
        payload = plan.payload
        if payload is None:
            asked = question.asked if plan.asked is None else plan.asked
            payload = contract.answer_payload(
                asked, message_id=question.message_id, at=plan.at, code=plan.code, record=plan.record
            )
        envelope = contract.answer(
            payload,
            message_id=plan.correlation or question.message_id,
            session_id=plan.session or question.session,
            at=plan.at,
            code=plan.status,
        )
        return Written(body=plan.spoil(signed(envelope, by=party(plan.signer))))


def question_in(message: bytes) -> Question:
    """What *message* asks; it is signed by us and formed as agreed, or an assertion fails."""
    body, certificate = verified_body(message)
    assert certificate == party("ruqsat").certificate
    (request,) = body.findall(f"{{{TYPES}}}SendMessage/request")
    assert body.tag == f"{{{SOAP}}}Body"
    assert [each.tag for each in request] == ["requestInfo", "requestData"]
    info, data = request
    payload = etree.fromstring(data.findtext("data"))
    (inquiry,) = [each.inquiry for each in contract.INQUIRIES.values() if each.service == info.findtext("serviceId")]
    known = {each.tag: each.text or "" for each in payload}
    assert payload.tag == "request"
    assert known.pop("messageId") == info.findtext("messageId")
    assert known.pop("senderCode") == "ruqsat"
    known.pop("messageDate", None)
    return Question(
        inquiry=inquiry,
        message_id=info.findtext("messageId"),
        session=info.findtext("sessionId"),
        message_date=info.findtext("messageDate"),
        sender=info.findtext("sender/senderId"),
        password=info.findtext("sender/password"),
        properties={each.findtext("key"): each.findtext("value") for each in info.findall("properties")},
        token=known.pop("token", None),
        asked=known,
    )
