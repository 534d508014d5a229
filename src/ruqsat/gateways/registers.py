"""
Rules 8: the digital document service, and the registers behind the e-government gateway.

Consent is asked for over HTTP with JSON: no description of that service is public, so the port is our own. The
registers are asked over SyncChannel (`ruqsat.gateways.syncchannel`), each in its words (`ruqsat.gateways.inquiries`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID, uuid4

from ruqsat.gateways import inquiries, syncchannel
from ruqsat.gateways.answers import Came, Unavailable
from ruqsat.gateways.basis import OnConsent, RestsOn
from ruqsat.gateways.credentials import CredentialsMissing, credentials
from ruqsat.gateways.exchange import (
    Reply,
    UnexpectedShape,
    exchange_json,
    fields_of,
    instant_in,
    of_this_question,
    parsed,
    text_in,
    uuid_in,
    whole_number_in,
)
from ruqsat.gateways.wires import ServicesUnusable, past_the_gateway, wires

Shape = TypeVar("Shape")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """About whom or what a register is asked: a person, an organization, premises by address, an order of the fee."""

    iin: str = ""
    bin: str = ""
    address: str = ""
    order: str = ""

    def named(self) -> dict[str, str]:
        """The names that are known, each on one line."""
        known = {"iin": self.iin, "bin": self.bin, "address": self.address, "order": self.order}
        return {name: " ".join(value.split()) for name, value in known.items() if value.strip()}


@dataclass(frozen=True, kw_only=True)
class ConsentRequested:
    """
    A one-time code went to the phone registered on the portal. ``raw`` are the bytes as they came.

    ``number`` is the request's short one, with which the owner can answer by SMS; empty where that is not offered.
    """

    request: UUID
    phone_masked: str
    expires_at: datetime
    number: str = ""
    raw: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ConsentConfirmed:
    """The owner gave the right code. ``token`` opens the registers until ``valid_until``."""

    consent: UUID
    token: str = field(repr=False)
    valid_until: datetime
    raw: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class NoPhone:
    """No phone number of this person is registered on the portal."""


@dataclass(frozen=True, kw_only=True)
class WrongCode:
    """The code was not the one that was sent."""

    tries_left: int


@dataclass(frozen=True, kw_only=True)
class RequestOver:
    """The code's time ran out, or it was tried too often: a new one must be asked for."""


class Said(StrEnum):
    """What the owner answers, as it stands in an SMS to 1414: one for yes, nought for no."""

    YES = "1"
    NO = "0"


@dataclass(frozen=True, kw_only=True)
class ConsentDenied:
    """The owner answered, and refused."""

    raw: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ConsentAwaited:
    """The owner has not answered yet."""


@dataclass(frozen=True, kw_only=True)
class ConsentEnded:
    """The service knows that the consent was taken back: its token opens nothing from then on."""

    raw: bytes = field(repr=False)


CameOfRequest = ConsentConfirmed | ConsentDenied | ConsentAwaited | RequestOver | Unavailable


class Registers(Protocol):
    """What the digital document service does for the provider."""

    @property
    def past(self) -> Collection[str]:
        """The sources that are asked past the gateway: what comes of them says nothing of it."""

    def request_consent(
        self, *, iin: str, office: str, purpose: str, data: Sequence[str], language: str, until: datetime, link: str
    ) -> ConsentRequested | NoPhone | Unavailable:
        """Send a code to the owner's registered phone, with the *link* where to type it; it is to hold *until* then."""

    def confirm_consent(
        self, request: UUID, *, code: str, said: Said = Said.YES
    ) -> ConsentConfirmed | ConsentDenied | WrongCode | RequestOver | Unavailable:
        """Pass on what the owner said, and the code that shows who says it."""

    def ask(
        self, inquiry: str, *, about: Subject, basis: RestsOn, message_id: UUID, at: datetime | None = None
    ) -> Came:
        """One inquiry on its basis, asked *at* that moment. The same ``message_id`` again is the same question."""

    def consent_state(self, request: UUID) -> CameOfRequest:
        """What came of a request: the owner may have answered by SMS, or our own question's answer was lost."""

    def withdraw_consent(self, consent: UUID) -> ConsentEnded | Unavailable:
        """Tell that the owner took the consent back. Told again, it is the same."""


@dataclass(frozen=True)
class Gateway:
    """
    The digital document service at ``url``, and the registers as *said* in settings.

    Of *said*, ``url`` is the gateway's address for messages; who we are there: `ruqsat.gateways.credentials`.
    """

    url: str
    said: Mapping[str, str]

    @property
    def past(self) -> Collection[str]:
        """Rules 8: as the file of the services gives some an address of their own."""
        return past_the_gateway(self.said)

    def request_consent(
        self, *, iin: str, office: str, purpose: str, data: Sequence[str], language: str, until: datetime, link: str
    ) -> ConsentRequested | NoPhone | Unavailable:
        """Rules 8: ask the owner of the data through the phone number registered on the portal."""
        id = uuid4()
        payload = {"id": str(id), "iin": iin, "office": office, "purpose": purpose, "data": list(data)}
        payload |= {"owner_language": language, "until": until.astimezone(UTC).isoformat()}
        payload |= {"link": link} if link else {}
        reply = exchange_json("POST", f"{self.url}/registers/consent", expect={200, 404}, payload=payload)
        return parsed(reply, lambda came: _requested(came, id))

    def confirm_consent(
        self, request: UUID, *, code: str, said: Said = Said.YES
    ) -> ConsentConfirmed | ConsentDenied | WrongCode | RequestOver | Unavailable:
        """Rules 8: the one-time password comes back through the owner."""
        url = f"{self.url}/registers/consent/{request}/confirm"
        reply = exchange_json("POST", url, expect={200, 410, 422}, payload={"code": code, "answer": said.value})
        return parsed(reply, lambda came: _confirmed(came, request))

    def ask(
        self, inquiry: str, *, about: Subject, basis: RestsOn, message_id: UUID, at: datetime | None = None
    ) -> Came:
        """Rules 8(1)–8(12) and its last part: one inquiry to one register."""
        asked = about.named()
        token = basis.token if isinstance(basis, OnConsent) else None
        rests_on = {"basis": "consent" if isinstance(basis, OnConsent) else "statute"}
        try:
            wire = wires(self.said)[inquiry]
            line = _line(self.said, at=wire.address)
            payload = inquiries.question(asked, id=message_id, at=at, sender=line.sender, token=token)
        except (CredentialsMissing, ServicesUnusable) as error:
            return Unavailable(why=str(error), reached=False, asked=False)
        except ValueError as error:
            return Unavailable(why=f"What is asked about cannot be written in XML: {error}", reached=False, asked=False)
        message = syncchannel.Message(id=message_id, service=wire.service, payload=payload, properties=rests_on, at=at)
        came = syncchannel.send(message, over=line)
        if isinstance(came, Unavailable):
            return came
        return inquiries.read(came, wire, asked=asked, id=message_id, on_consent=token is not None)

    def consent_state(self, request: UUID) -> CameOfRequest:
        """Rules 8: the owner may have answered by a short message to 1414."""
        reply = exchange_json("GET", f"{self.url}/registers/consent/{request}", expect={200, 404})
        return parsed(reply, lambda came: _came(came, request))

    def withdraw_consent(self, consent: UUID) -> ConsentEnded | Unavailable:
        """Rules 8: the owner took the consent back; of one that the service does not know nothing is open either."""
        url = f"{self.url}/registers/consent/{consent}/withdraw"
        reply = exchange_json("POST", url, expect={200, 404}, payload={})
        return parsed(reply, lambda came: _ended(came, consent))


def connect(outside: Mapping[str, Mapping[str, str]]) -> Registers:
    """The registers, and the service that asks for consent, as settings name them among the systems outside."""
    return Gateway(url=outside["consents"]["url"].rstrip("/"), said=outside["registers"])


def _line(gateway: Mapping[str, str], *, at: str) -> syncchannel.Line:
    """
    :raises CredentialsMissing: if the settings do not say enough, or name files that are of no use.
    """
    if not gateway.get("url"):
        raise CredentialsMissing("The settings of the registers do not name: url.")
    ours = credentials(gateway)
    return syncchannel.Line(
        url=at or gateway["url"], sender=ours.sender, password=ours.password, signer=ours.signer, gateway=ours.gateway
    )


def _requested(reply: Reply, id: UUID) -> ConsentRequested | NoPhone:
    """What the service says names the request that it is about: somebody else's answer is none of this owner's."""
    members = fields_of(reply.body)
    of_this_question(members, id, name="request")
    if reply.status == 404:
        return _when(members, NoPhone(), "no_phone")
    return ConsentRequested(
        request=id,
        phone_masked=text_in(members, "phone_masked"),
        expires_at=instant_in(members, "expires_at"),
        number=text_in(members, "number") if "number" in members else "",
        raw=reply.body,
    )


def _confirmed(reply: Reply, request: UUID) -> ConsentConfirmed | ConsentDenied | WrongCode | RequestOver:
    members = fields_of(reply.body)
    of_this_question(members, request, name="request")
    if reply.status == 410:
        return _when(members, RequestOver(), "expired", "too_many", "withdrawn")
    if reply.status == 422:
        return _when(members, WrongCode(tries_left=whole_number_in(members, "tries_left")), "wrong_code")
    return _answered(members, reply.body)


def _came(reply: Reply, request: UUID) -> ConsentConfirmed | ConsentDenied | ConsentAwaited | RequestOver:
    members = fields_of(reply.body)
    of_this_question(members, request, name="request")
    if reply.status == 404:
        return _when(members, RequestOver(), "unknown")
    match members.get("state"):
        case "waiting":
            return ConsentAwaited()
        case "over":
            return RequestOver()
    return _answered(members, reply.body)


def _answered(members: Mapping[str, object], raw: bytes) -> ConsentConfirmed | ConsentDenied:
    match members.get("state"):
        case "refused":
            return ConsentDenied(raw=raw)
        case "given":
            return ConsentConfirmed(
                consent=uuid_in(members, "consent"),
                token=text_in(members, "token"),
                valid_until=instant_in(members, "valid_until"),
                raw=raw,
            )
    raise UnexpectedShape("A request for consent is given, refused, waiting or over.")


def _ended(reply: Reply, consent: UUID) -> ConsentEnded:
    members = fields_of(reply.body)
    of_this_question(members, consent, name="consent")
    if reply.status == 404:
        return _when(members, ConsentEnded(raw=reply.body), "unknown")
    instant_in(members, "withdrawn_at")
    return ConsentEnded(raw=reply.body)


def _when(members: Mapping[str, object], meaning: Shape, *errors: str) -> Shape:
    if members.get("error") not in errors:
        raise UnexpectedShape(f"The refusal is not “{'” or “'.join(errors)}”.")
    return meaning
