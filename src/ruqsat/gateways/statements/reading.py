"""A statement in either form, told apart by its first bytes, and what holds for both."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ruqsat.gateways.statements import MOST_BYTES, MOST_LINES, NotAStatement, ReadStatement, StatementLine, camt, table
from ruqsat.law.local_time import local
from ruqsat.law.saying import say


def read(content: bytes, *, today: date) -> ReadStatement:
    """
    What the statement says.

    :raises NotAStatement: with the first reason found. Nothing of a statement that is wrong in one place is taken.
    """
    if len(content) > MOST_BYTES:
        raise NotAStatement(say("The file is larger than %(most)s MB.", most=MOST_BYTES // 1_000_000))
    if not content.strip():
        raise NotAStatement(say("The file is empty."))
    is_xml = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    found = camt.read(content) if is_xml else table.read(content)
    _check(found.lines, last_on=found.last_on, today=today)
    is_ahead = found.written_at is not None and local(found.written_at).date() > today
    return replace(found, written_at=None) if is_ahead else found  # a clock that runs ahead proves nothing


def _check(lines: Sequence[StatementLine], *, last_on: date, today: date) -> None:
    if len(lines) > MOST_LINES:
        raise NotAStatement(say("The statement has more than %(most)s movements.", most=MOST_LINES))
    named = Counter((line.reference, line.direction) for line in lines)
    twice = next((reference for (reference, _), count in named.items() if count > 1), None)
    if twice is not None:
        raise NotAStatement(say("The bank's reference %(reference)s stands twice in the statement.", reference=twice))
    if last_on > today or any(line.booked_on > today for line in lines):
        raise NotAStatement(say("The statement is of a day that has not come yet."))
