"""A payment gateway of one's own: a key that is pinned, notices signed with it, a file on which facts are put."""

import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from ruqsat.gateways import payments
from ruqsat.gateways.payments import Payments
from ruqsat.law.acts import Actor, Role
from ruqsat.law.application import Service
from ruqsat.payments import orders, pinning, telling
from ruqsat.payments.models import Order
from ruqsat.payments.settling import Files
from tests.consents.ground import put_on_file
from tests.gateways.replay import Replay

FILES = Files(record=put_on_file, ended=lambda file: False)

AT = datetime(2026, 3, 18, 10, 0, tzinfo=UTC)
IIN = "900101399016"
SYSTEM = Actor(person=None, role=Role.SYSTEM)


def pem_of(key: RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def new_key(bits: int = 2048) -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=bits)


@dataclass(frozen=True, kw_only=True)
class Gateway:
    """The gateway: what it replays, and its key."""

    world: Replay
    key: RSAPrivateKey

    @property
    def client(self) -> Payments:
        return payments.connect(self.world.url)

    def notice(self, about: Order, **other: object) -> bytes:
        """What the notice of a whole payment says, or of another one."""
        said = {
            "order": str(about.id),
            "amount": about.amount,
            "status": "paid",
            "means": "pgeg",
            "reference": "PG-1",
            "paid_at": AT.isoformat(),
        }
        return json.dumps(said | other).encode()

    def leads(self, about: Order, pay_url: str) -> None:
        """Asked to open an order, it leads to the page where this one is paid."""
        answer = json.dumps({"order": str(about.id), "pay_url": pay_url}).encode()
        self.world.will_answer("POST", "/payments/orders", answer)

    def signed(self, body: bytes) -> str:
        return b64encode(self.key.sign(body, PKCS1v15(), hashes.SHA256())).decode()

    def tells(self, body: bytes) -> Order:
        """The notice arrives, signed."""
        return telling.callback(body, signature=self.signed(body), at=AT, by=SYSTEM, files=FILES)


def gateway_with(world: Replay, monkeypatch: pytest.MonkeyPatch, var: Path) -> Gateway:
    """A gateway whose key is pinned in *var*."""
    monkeypatch.setattr(settings, "VAR", var)
    gateway = Gateway(world=world, key=new_key())
    world.will_answer("GET", "/api/payments/key", pem_of(gateway.key))
    pinning.pin(gateway.client, var=var)
    return gateway


def opened(file: UUID | None = None, *, at: datetime = AT) -> Order:
    """An order of the fee for a license."""
    return orders.open_order(file or uuid4(), service=Service.ISSUE, payer=IIN, at=at)
