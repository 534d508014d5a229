"""Rules 5: the payment gateway of the portal (PGEG), over HTTP."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.exchange import (
    Reply,
    UnexpectedShape,
    exchange,
    exchange_json,
    fields_of,
    instant_in,
    parsed,
    text_in,
    uuid_in,
    whole_number_in,
)


@dataclass(frozen=True, kw_only=True)
class Invoice:
    """What is to be paid: amount in tenge, by whom, for what, on which budget code."""

    order: UUID
    amount: int
    payer_iin: str
    purpose: str
    budget_code: str
    return_url: str
    callback_url: str


@dataclass(frozen=True, kw_only=True)
class PayPage:
    """Where the payer pays."""

    url: str


@dataclass(frozen=True, kw_only=True)
class Paid:
    """The bank has the money: amount in tenge. ``raw`` are the bytes as they came, kept as proof."""

    order: UUID
    amount: int
    reference: str
    paid_at: datetime
    raw: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class NotPaid:
    """The gateway knows the order, and it is not paid: ``status`` in the gateway's word."""

    order: UUID
    status: str


@dataclass(frozen=True, kw_only=True)
class UnknownOrder:
    """The gateway knows no such order."""


class Payments(Protocol):
    """What the payment gateway does for the provider."""

    def open(self, invoice: Invoice) -> PayPage | Unavailable:
        """Have the invoice paid. The same order opened again is the same invoice."""

    def status(self, order: UUID) -> Paid | NotPaid | UnknownOrder | Unavailable:
        """How the order stands."""

    def public_key(self) -> bytes | Unavailable:
        """The public key (PEM) under which the gateway signs its notices."""


@dataclass(frozen=True)
class HttpPayments:
    """The payment gateway over HTTP at ``url``."""

    url: str

    def open(self, invoice: Invoice) -> PayPage | Unavailable:
        """Rules 5: payment through the payment gateway of the portal."""
        payload: dict[str, object] = {
            "order": str(invoice.order),
            "amount": invoice.amount,
            "payer_iin": invoice.payer_iin,
            "purpose": invoice.purpose,
            "budget_code": invoice.budget_code,
            "return_url": invoice.return_url,
            "callback_url": invoice.callback_url,
        }
        reply = exchange_json("POST", f"{self.url}/payments/orders", expect={200, 201}, payload=payload)
        return parsed(reply, _pay_page)

    def status(self, order: UUID) -> Paid | NotPaid | UnknownOrder | Unavailable:
        """Rules 8(5): whether the fee was paid."""
        reply = exchange_json("GET", f"{self.url}/payments/orders/{order}", expect={200, 404})
        return parsed(reply, _status)

    def public_key(self) -> bytes | Unavailable:
        """The gateway's public key, to be pinned at set-up."""
        reply = exchange("GET", f"{self.url}/api/payments/key", expect={200})
        return parsed(reply, _public_key)


def connect(url: str) -> Payments:
    """The payment gateway at *url*, as settings name it."""
    return HttpPayments(url.rstrip("/"))


def read_notice(body: bytes) -> Paid:
    """
    What the gateway's notice of payment says.

    :raises UnexpectedShape: if it does not say all of it, or says anything but "paid".
    """
    said = _order(body)
    if isinstance(said, NotPaid):
        raise UnexpectedShape(f"The notice does not say that the order is paid: {said.status}")
    return said


def _pay_page(reply: Reply) -> PayPage:
    url = text_in(fields_of(reply.body), "pay_url")
    if not url.startswith(("https://", "http://")):
        raise UnexpectedShape("The payment page's address is not a web address.")
    return PayPage(url=url)


def _status(reply: Reply) -> Paid | NotPaid | UnknownOrder:
    if reply.status == 404:
        return UnknownOrder()
    return _order(reply.body)


def _order(body: bytes) -> Paid | NotPaid:
    members = fields_of(body)
    order, status = uuid_in(members, "order"), text_in(members, "status")
    if status != "paid":
        return NotPaid(order=order, status=status)
    return Paid(
        order=order,
        amount=whole_number_in(members, "amount"),
        reference=text_in(members, "reference"),
        paid_at=instant_in(members, "paid_at"),
        raw=body,
    )


def _public_key(reply: Reply) -> bytes:
    if not reply.body.lstrip().startswith(b"-----BEGIN PUBLIC KEY-----"):
        raise UnexpectedShape("The gateway's key is not a public key in PEM.")
    return reply.body
