"""Rules 5: a bank's statement of the account, as CSV or ISO 20022 camt.053: read whole, or refused with its reason."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ruqsat.law.saying import Saying

MOST_BYTES = 5_000_000
MOST_LINES = 20_000


class Direction(StrEnum):
    """Onto the account, or off it."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, kw_only=True)
class StatementLine:
    """
    One movement: in tiyn, by whom, with what in the purpose of the payment.

    ``reference`` is the bank's own and names the movement on the account; ``others`` are those of the payer and of the
    payment gateway. ``payer`` is an IIN or BIN, empty where the bank does not say it.
    """

    place: int
    reference: str
    others: tuple[str, ...]
    booked_on: date
    tiyn: int
    direction: Direction
    payer: str
    payer_name: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class ReadStatement:
    """A statement: of which account, under which name, for which days; when it was written, where it says so."""

    form: str
    account: str
    name: str
    first_on: date
    last_on: date
    written_at: datetime | None
    lines: tuple[StatementLine, ...]


class NotAStatement(Exception):
    """The file cannot be taken for a statement; ``saying`` is the reason, for people."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(saying.text)
        self.saying = saying
