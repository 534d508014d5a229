"""Rules 5: statements of the bank: each movement is taken once, however many statements show it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from ruqsat.gateways.statements import Direction, NotAStatement, ReadStatement, StatementLine
from ruqsat.gateways.statements.parts import accounts_in
from ruqsat.gateways.statements.reading import read
from ruqsat.journal.keys import instance_cipher
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.acts import Actor
from ruqsat.law.local_time import local
from ruqsat.law.saying import Saying, say
from ruqsat.payments import corrections, ledger, matching, said
from ruqsat.payments.corrections import Fresh, Known
from ruqsat.payments.ledger import Move
from ruqsat.payments.models import Account, Kind, Line, Statement
from ruqsat.payments.settling import Files

log = structlog.get_logger()


class StatementRefused(RefusalError):
    """The file is no statement that can be taken; nothing of it was."""

    def __init__(self, why: Saying) -> None:
        super().__init__(why)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """
    What became of a statement: its lines by state, of those that it shows, and how many of them were new.

    Placing broke for ``broken`` movements of the account: they are on the ledger, and are placed later.
    """

    statement: Statement
    lines: Sequence[Line]
    fresh: int
    broken: int

    @property
    def is_known(self) -> bool:
        """Whether it said nothing that was not known."""
        return self.fresh == 0


def take(content: bytes, *, by: Actor, now: Callable[[], datetime], files: Files) -> Taken:
    """
    Take a statement: what came for an order is counted for it, what cannot be placed waits for a decision.

    The same file again, or another that shows the same movements, changes nothing a second time. Money is on the ledger
    before it is placed, so that a process that is killed between two movements loses none: the next one goes on.

    :param now: the clock: of 20,000 movements the last is placed long after the first.
    :raises StatementRefused: if it is wrong anywhere, is of an account that is not ours, or says of a known movement
        something else than before.
    """
    at = now()
    try:
        found = read(content, today=local(at).date())
    except NotAStatement as error:
        raise StatementRefused(error.saying) from error
    _hold_to_our_accounts(found.account)
    with transaction.atomic():
        statement, fresh = _enter(content, found, by=by, at=at)
    unplaced = Line.objects.filter(account=found.account, state=Line.State.NEW).order_by("booked_on", "place")
    broken = place_each(unplaced, by=by, now=now, files=files)
    return Taken(statement=statement, lines=tuple(_shown_in(found, statement)), fresh=fresh, broken=broken)


def _hold_to_our_accounts(account: str) -> None:
    """Rules 5: only what comes on an account of the budget or the office is a payment of the fee."""
    if account not in accounts_in(settings.GATEWAYS["payments"].get("accounts", "")):
        raise StatementRefused(
            say(
                "The statement is of the account %(account)s, which is none of those on which the fees come: nothing "
                "of it was taken. Look whether it is the right file; if the account is right, ask whoever looks after "
                "the system to enter it among them.",
                account=account,
            )
        )


def place_each(lines: Iterable[Line], *, by: Actor, now: Callable[[], datetime], files: Files) -> int:
    """
    Place movements one after another; returns for how many it broke: they stay to be placed, and hinder no other.

    :raises Exception: without a database, where none can be placed.
    """
    broken = 0
    for line in lines:
        try:
            place(line, by=by, at=now(), files=files)
        except Exception:
            if not connection.is_usable():
                raise
            log.exception("a movement of a statement could not be placed", line=str(line.id))
            broken += 1
    return broken


def place(line: Line, *, by: Actor, at: datetime, files: Files) -> Line:
    """One movement that is on the ledger and not placed yet: counted, confirmed, or left for a decision."""
    with transaction.atomic():
        return matching.place(line.id, said=said.said_in(line), by=by, at=at, files=files)


def content_of(statement: Statement) -> bytes:
    """The file as it came."""
    return instance_cipher().decrypt(bytes(statement.content_encrypted), b"payments/statement/" + statement.id.bytes)


def _enter(content: bytes, found: ReadStatement, *, by: Actor, at: datetime) -> tuple[Statement, int]:
    """The statement and those of its movements that no other showed, each on the ledger as money of nobody yet."""
    matching.take_turns(found.account)
    sha256 = hashlib.sha256(content).hexdigest()
    known = Statement.objects.filter(sha256=sha256).first()
    if known is not None:
        return known, 0
    statement = Statement(
        sha256=sha256,
        form=found.form,
        account=found.account,
        name=found.name,
        first_on=found.first_on,
        last_on=found.last_on,
        written_at=found.written_at,
        taken_at=at,
        taken_by=by.person,
        office=by.office or "",
    )
    place_of_content = b"payments/statement/" + statement.id.bytes
    statement.content_encrypted = instance_cipher().encrypt(content, place_of_content)
    statement.save(force_insert=True)
    known_lines = corrections.known_in(found)
    fresh = [new for line in found.lines if (new := _new_in(found, line, known_lines)) is not None]
    for each in fresh:
        _enter_line(statement, each, at=at)
    return statement, len(fresh)


def _new_in(found: ReadStatement, said: StatementLine, known_lines: Mapping[tuple[str, str], Known]) -> Fresh | None:
    """
    Rules 5: the movement, if no statement showed it; of one that is known what moved since, if anything did.

    What was taken back, or put back, is a movement of its own.
    """
    known = known_lines.get((said.reference, said.direction.value))
    if known is None:
        return Fresh(line=said)
    try:
        return corrections.moved_since(known, said, found=found)
    except corrections.AnotherThan as error:
        raise StatementRefused(
            say(
                "The movement %(reference)s is known with another amount or day. Ask the bank which of the two holds.",
                reference=said.reference,
            )
        ) from error


def _enter_line(statement: Statement, fresh: Fresh, *, at: datetime) -> None:
    shown = fresh.line
    line = Line(
        statement=statement,
        place=shown.place,
        account=statement.account,
        reference=shown.reference,
        direction=shown.direction.value,
        booked_on=shown.booked_on,
        tiyn=shown.tiyn,
        why=fresh.why,
    )
    line.said_encrypted = said.sealed(line, shown, sha256=statement.sha256)
    line.save(force_insert=True)
    came = Move(debit=Account.BANK, credit=Account.UNMATCHED, tiyn=shown.tiyn)
    went = Move(debit=Account.UNMATCHED, credit=Account.BANK, tiyn=shown.tiyn)
    ledger.post(Kind.ARRIVED, str(line.id), came if shown.direction is Direction.IN else went, at=at)


def _shown_in(found: ReadStatement, statement: Statement) -> Iterable[Line]:
    references = [line.reference for line in found.lines]
    shown = Line.objects.filter(Q(account=found.account, reference__in=references) | Q(statement=statement))
    return shown.select_related("order", "payment").order_by("booked_on", "place", "reference")  # a correction after it
