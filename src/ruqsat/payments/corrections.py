"""
Rules 5: what a statement says of a movement that another showed already: the same, less, or as much as before again.

What moved since is a movement of its own, under the bank's reference with its place among them: ``B1#2``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from ruqsat.gateways.statements import Direction, ReadStatement, StatementLine
from ruqsat.gateways.statements.parts import LONGEST
from ruqsat.payments.models import Line, Statement


class AnotherThan(Exception):
    """The statement says of a known movement what cannot be taken for a correction."""


@dataclass(frozen=True, kw_only=True)
class Fresh:
    """A movement that is new, and why it waits for a person whatever it is for."""

    line: StatementLine
    why: Line.Why = Line.Why.NONE


@dataclass(frozen=True, kw_only=True)
class Known:
    """A movement with what the bank took back of it and put back, as it was shown: so much stood after each."""

    line: Line
    after: tuple[Line, ...]

    @property
    def totals(self) -> list[int]:
        """What stood after each statement that changed it, in tiyn."""
        moved = (one.tiyn if one.direction == Direction.IN else -one.tiyn for one in self._standing())
        return list(accumulate(moved, initial=self.line.tiyn))

    def shown_in(self, place: int) -> Statement:
        """The statement that first showed the total at *place*."""
        return [self.line, *self._standing()][place].statement

    @property
    def next_number(self) -> int:
        """The place of what moves next under the reference."""
        return 2 + len(self.after)

    def _standing(self) -> Iterator[Line]:
        return (one for one in self.after if one.state != Line.State.NOT_MOVED)


def known_in(found: ReadStatement) -> Mapping[tuple[str, str], Known]:
    """
    Of what a statement shows the movements that are known, each by the bank's reference and its side of the account.

    All are looked up at once: one after another, a file of 20,000 would go over the whole account as often.
    """
    rows = Line.objects.filter(account=found.account).select_related("statement")
    rows = rows.defer("statement__content_encrypted")  # megabytes, for each movement of a file that shows it again
    shown = list(rows.filter(reference__in=[line.reference for line in found.lines]))
    after: dict[tuple[str, date], list[Line]] = defaultdict(list)
    for one in rows.filter(booked_on__in={one.booked_on for one in shown}, reference__regex="#[0-9]+$"):
        after[one.reference.rpartition("#")[0], one.booked_on].append(one)
    return {
        (one.reference, one.direction): Known(
            line=one, after=tuple(sorted(after[one.reference, one.booked_on], key=_number)) if _came(one) else ()
        )
        for one in shown
    }


def is_last(line: Line) -> bool:
    """Whether nothing moved after it under the bank's reference."""
    same = f"^{re.escape(line.reference.rpartition('#')[0])}#[0-9]+$"
    under = Line.objects.filter(account=line.account, booked_on=line.booked_on, reference__regex=same)
    return all(_number(one) <= _number(line) for one in under.exclude(state=Line.State.NOT_MOVED))


def _number(line: Line) -> int:
    return int(line.reference.rpartition("#")[2])


def _came(line: Line) -> bool:
    return line.direction == Direction.IN


def moved_since(known: Known, said: StatementLine, *, found: ReadStatement) -> Fresh | None:
    """
    Rules 5: what moved, if the statement says something else than the last one did; nothing, if it is an older one.

    Where it cannot be known which of the two is older, what would have moved waits for a person.

    :raises AnotherThan: if the bank says another day, or more than it ever did.
    """
    totals = known.totals
    if known.line.booked_on != said.booked_on:
        raise AnotherThan
    last = known.shown_in(len(totals) - 1)
    if said.tiyn == totals[-1] or _is_written_before(found, last):
        return None
    before = [place for place, total in enumerate(totals) if total == said.tiyn]
    if not before or _is_written_after(found, last):
        return Fresh(line=_difference(known, said))
    if _is_again(found, known.shown_in(before[-1]), last=last):
        return None
    return Fresh(line=_difference(known, said), why=Line.Why.SHOWN_AGAIN)


def _difference(known: Known, said: StatementLine) -> StatementLine:
    moved = said.tiyn - known.totals[-1]
    reference = f"{said.reference}#{known.next_number}"
    is_more_than_ever = moved > 0 and said.tiyn not in known.totals
    if known.line.direction != Direction.IN or is_more_than_ever or len(reference) > LONGEST["reference"]:
        raise AnotherThan
    others = tuple(dict.fromkeys((said.reference, *said.others)))
    side = Direction.IN if moved > 0 else Direction.OUT
    return replace(said, reference=reference, others=others, tiyn=abs(moved), direction=side)


def _is_written_before(found: ReadStatement, last: Statement) -> bool:
    return bool(found.written_at and last.written_at and found.written_at < last.written_at)


def _is_written_after(found: ReadStatement, last: Statement) -> bool:
    return bool(found.written_at and last.written_at and found.written_at > last.written_at)


def _is_again(found: ReadStatement, shown: Statement, *, last: Statement) -> bool:
    """The statement of that name which showed as much, in another form; where the bank has a name for each of them."""
    is_rewritten = bool(found.written_at and shown.written_at and found.written_at != shown.written_at)
    return found.name == shown.name != last.name and not is_rewritten
