"""
A statement as a table (CSV): UTF-8, semicolons, one movement a line, and a last line that says how much there is.

``docs/operating/statements.md`` describes it for banks and offices.
"""

import csv
import re

from ruqsat.gateways.statements import Direction, NotAStatement, ReadStatement, StatementLine
from ruqsat.gateways.statements.parts import account_of, bounded, day_of, tiyn_of
from ruqsat.law.saying import say

COLUMNS = ("account", "reference", "booked_on", "amount", "direction", "payer", "payer_name", "purpose", "others")
TOTAL = "total"
_PAYER = re.compile(r"(\d{12})?")


def read(content: bytes) -> ReadStatement:
    """
    What the table says.

    :raises NotAStatement: if it is cut off, does not add up, or has another shape.
    """
    rows = _rows(content)
    if not rows or tuple(cell.strip() for cell in rows[0]) != COLUMNS:
        raise NotAStatement(say("The first line of the table must be: %(columns)s", columns=";".join(COLUMNS)))
    total = rows[-1]
    if total[0].strip() != TOTAL or len(total) != len(COLUMNS):
        raise NotAStatement(say("The last line of the table, which says how much there is, is missing."))
    rows = rows[1:-1]
    lines = tuple(_line(row, place) for place, row in enumerate(rows, start=1))
    if total[1].strip() != str(len(lines)) or _sum(total[3]) != sum(_signed(line) for line in lines):
        raise NotAStatement(say("The statement does not add up: a movement is missing, or was changed."))
    days = [line.booked_on for line in lines] or [day_of(total[2], place=0)]
    return ReadStatement(
        form="csv",
        account=_account(rows, total),
        name=bounded("name", total[7], place=0),
        first_on=min(days),
        last_on=max(days),
        written_at=None,
        lines=lines,
    )


def _rows(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
        return [row for row in csv.reader(text.splitlines(), delimiter=";", strict=True) if row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotAStatement(say("The file is no table in UTF-8 with semicolons.")) from error


def _line(row: list[str], place: int) -> StatementLine:
    if len(row) != len(COLUMNS):
        raise NotAStatement(say("Movement %(place)s has not as many columns as the first line.", place=place))
    cells = dict(zip(COLUMNS, (cell.strip() for cell in row), strict=True))
    if cells["direction"] not in set(Direction):
        raise NotAStatement(say("Movement %(place)s goes neither in nor out.", place=place))
    if not _PAYER.fullmatch(cells["payer"]):
        raise NotAStatement(say("Movement %(place)s: the payer's number is no IIN or BIN.", place=place))
    return StatementLine(
        place=place,
        reference=bounded("reference", cells["reference"], place=place),
        others=tuple(cells["others"].split()),
        booked_on=day_of(cells["booked_on"], place=place),
        tiyn=tiyn_of(cells["amount"], place=place),
        direction=Direction(cells["direction"]),
        payer=cells["payer"],
        payer_name=cells["payer_name"],
        purpose=cells["purpose"],
    )


def _account(rows: list[list[str]], total: list[str]) -> str:
    accounts = {row[0].strip() for row in rows} | ({total[8].strip()} if not rows else set())
    if len(accounts) != 1:
        raise NotAStatement(say("A statement is of one account; this one names several, or none."))
    return account_of(accounts.pop())


def _sum(text: str) -> int | None:
    """The sum of the last line in tiyn, what went out taken off."""
    plain = text.strip()
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,2})?", plain):
        return None
    whole, _, part = plain.lstrip("-").partition(".")
    tiyn = int(whole) * 100 + int(part.ljust(2, "0") or 0)
    return -tiyn if plain.startswith("-") else tiyn


def _signed(line: StatementLine) -> int:
    return line.tiyn if line.direction is Direction.IN else -line.tiyn
