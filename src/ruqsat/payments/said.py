"""What the bank said of a movement, kept encrypted: the bytes that prove it."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from ruqsat.gateways.statements import Direction, StatementLine
from ruqsat.journal.keys import instance_cipher
from ruqsat.payments.models import Line


def said_in(line: Line) -> StatementLine:
    """What the bank said, in the clear."""
    members: dict[str, Any] = json.loads(raw_of(line))["line"]
    members["booked_on"] = date.fromisoformat(members["booked_on"])
    members["direction"], members["others"] = Direction(members["direction"]), tuple(members["others"])
    return StatementLine(**members)


def raw_of(line: Line) -> bytes:
    """The bytes that prove a movement: what the bank said, and the digest of the file in which it first said it."""
    return instance_cipher().decrypt(bytes(line.said_encrypted), b"payments/line/" + line.id.bytes)


def sealed(line: Line, said: StatementLine, *, sha256: str) -> bytes:
    """What is kept of *said*, and of the file in which the bank said it first, encrypted for this line."""
    raw = {
        "account": line.account,
        "statement": sha256,
        "line": asdict(said) | {"booked_on": said.booked_on.isoformat()},
    }
    plain = json.dumps(raw, ensure_ascii=False, sort_keys=True).encode()
    return instance_cipher().encrypt(plain, b"payments/line/" + line.id.bytes)
