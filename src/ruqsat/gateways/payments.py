"""Rules 5: the payment gateway of the portal (PGEG), over HTTP."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
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
    of_this_question,
    parsed,
    text_in,
    uuid_in,
    whole_number_in,
)


@dataclass(frozen=True, kw_only=True)
class Invoice:
    """
    What is to be paid: amount in tenge, by whom (IIN or BIN), for what.

    ``number`` is what the payer names at a bank; ``budget_code`` is the KBK, ``purpose_code`` the KNP, ``tax_body`` the
    KNO.
    """

    order: UUID
    number: str
    amount: int
    payer: str
    purpose: str
    budget_code: str
    purpose_code: str
    tax_body: str
    return_url: str
    callback_url: str


@dataclass(frozen=True, kw_only=True)
class PayPage:
    """Where the payer pays."""

    url: str


class Means(StrEnum):
    """Rules 5: through the payment gateway of the portal, or at a bank."""

    PGEG = "pgeg"
    BANK = "bank"


@dataclass(frozen=True, kw_only=True)
class Paid:
    """The bank has money for an order: amount in tenge. ``raw`` are the bytes as they came, kept as proof."""

    order: UUID
    amount: int
    means: Means
    reference: str
    paid_at: datetime
    raw: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class OrderState:
    """How an order stands: ``status`` in the gateway's word, and what was paid for it."""

    order: UUID
    status: str
    payments: tuple[Paid, ...]


@dataclass(frozen=True, kw_only=True)
class UnknownOrder:
    """The gateway knows no such order."""


@dataclass(frozen=True, kw_only=True)
class UnknownReceipt:
    """No bank has told the gateway of such a receipt for the order."""


class Payments(Protocol):
    """What the payment gateway does for the provider."""

    def open(self, invoice: Invoice) -> PayPage | Unavailable:
        """Have the invoice paid. The order is the idempotency key: opened again it is the same invoice."""

    def status(self, order: UUID) -> OrderState | UnknownOrder | Unavailable:
        """How the order stands."""

    def receipt(self, *, order: UUID, number: str, receipt: str) -> Paid | UnknownReceipt | Unavailable:
        """Whether a bank took money for the order under this receipt."""

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
            "number": invoice.number,
            "amount": invoice.amount,
            "payer": invoice.payer,
            "purpose": invoice.purpose,
            "budget_code": invoice.budget_code,
            "purpose_code": invoice.purpose_code,
            "tax_body": invoice.tax_body,
            "return_url": invoice.return_url,
            "callback_url": invoice.callback_url,
        }
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Idempotency-Key": str(invoice.order),
        }
        content = json.dumps(payload, ensure_ascii=False).encode()
        url = f"{self.url}/payments/orders"
        reply = exchange("POST", url, expect={200, 201}, content=content, headers=headers)
        return parsed(reply, lambda found: _pay_page(found, order=invoice.order))

    def status(self, order: UUID) -> OrderState | UnknownOrder | Unavailable:
        """Rules 8(5): whether the fee was paid."""
        reply = exchange_json("GET", f"{self.url}/payments/orders/{order}", expect={200, 404})
        return parsed(reply, _status)

    def receipt(self, *, order: UUID, number: str, receipt: str) -> Paid | UnknownReceipt | Unavailable:
        """Rules 5: what was paid at a bank, by the number of its receipt."""
        asked = {"order": str(order), "number": number, "receipt": receipt}
        reply = exchange_json("POST", f"{self.url}/payments/receipts", expect={200, 404}, payload=asked)
        return parsed(reply, _receipt)

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
    members = fields_of(body)
    if text_in(members, "status") != "paid":
        raise UnexpectedShape("The notice does not say that anything was paid.")
    return _paid(members, order=uuid_in(members, "order"), raw=body)


def _pay_page(reply: Reply, *, order: UUID) -> PayPage:
    """The page is kept and led to from then on: one of another's order would be that for ever."""
    members = fields_of(reply.body)
    of_this_question(members, order, name="order")
    url = text_in(members, "pay_url")
    if not url.startswith(("https://", "http://")):
        raise UnexpectedShape("The payment page's address is not a web address.")
    return PayPage(url=url)


def _status(reply: Reply) -> OrderState | UnknownOrder:
    members = fields_of(reply.body)
    if reply.status == 404:
        _says_unknown(members)
        return UnknownOrder()
    order, status = uuid_in(members, "order"), text_in(members, "status")
    return OrderState(order=order, status=status, payments=_payments(members, order=order, raw=reply.body))


def _receipt(reply: Reply) -> Paid | UnknownReceipt:
    members = fields_of(reply.body)
    if reply.status == 404:
        _says_unknown(members)
        return UnknownReceipt()
    return _paid(members, order=uuid_in(members, "order"), raw=reply.body)


def _says_unknown(members: dict[str, object]) -> None:
    """Only the gateway itself knows what it does not know: a web server has a 404 of its own."""
    if members.get("error") != "unknown":
        raise UnexpectedShape("The refusal is not “unknown”: perhaps it is not the payment gateway's.")


def _payments(members: dict[str, object], *, order: UUID, raw: bytes) -> tuple[Paid, ...]:
    """Each payment where the gateway lists them; one, of the whole, where it only says that the order is paid."""
    if "payments" not in members:
        return (_paid(members, order=order, raw=raw),) if members["status"] == "paid" else ()
    listed = members["payments"]
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise UnexpectedShape("“payments” is not a list of payments.")
    return tuple(_paid(each, order=order, raw=raw) for each in listed)


def _paid(members: dict[str, object], *, order: UUID, raw: bytes) -> Paid:
    means = members.get("means", Means.PGEG.value)
    if means not in set(Means):
        raise UnexpectedShape(f"“{means}” is no means of payment.")
    return Paid(
        order=order,
        amount=whole_number_in(members, "amount"),
        means=Means(str(means)),
        reference=text_in(members, "reference"),
        paid_at=instant_in(members, "paid_at"),
        raw=raw,
    )


def _public_key(reply: Reply) -> bytes:
    if not reply.body.lstrip().startswith(b"-----BEGIN PUBLIC KEY-----"):
        raise UnexpectedShape("The gateway's key is not a public key in PEM.")
    return reply.body
