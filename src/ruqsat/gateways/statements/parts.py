"""What a statement is made of, in both forms: amounts, days, texts within bounds."""

import re
from datetime import date

from ruqsat.gateways.statements import NotAStatement
from ruqsat.law.saying import Saying, say

_AMOUNT = re.compile(r"\d{1,13}(\.\d{1,5})?")
LONGEST = {"account": 34, "name": 140, "reference": 140}


def tiyn_of(text: str, *, place: int) -> int:
    """
    An amount in tenge, with a point before the tiyn, in tiyn. Nothing smaller than a tiyn, nothing negative or zero.

    :raises NotAStatement: otherwise.
    """
    whole, _, part = text.strip().partition(".")
    if not _AMOUNT.fullmatch(text.strip()) or part[2:].strip("0"):
        raise _bad_amount(text, place)
    tiyn = int(whole) * 100 + int(part[:2].ljust(2, "0"))
    if not tiyn:
        raise _bad_amount(text, place)
    return tiyn


def day_of(text: str, *, place: int) -> date:
    """
    A day as ``2026-03-18``.

    :raises NotAStatement: otherwise.
    """
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError as error:
        raise NotAStatement(
            say("Movement %(place)s: “%(written)s” is no day.", place=place, written=text[:40])
        ) from error


def bounded(what: str, text: str, *, place: int) -> str:
    """
    A text that has to be there and fits where it is kept.

    :raises NotAStatement: otherwise.
    """
    kept = text.strip()
    if not kept:
        raise NotAStatement(_absent(what, place))
    if len(kept) > LONGEST[what] or not kept.isprintable():
        raise NotAStatement(say("Movement %(place)s: “%(written)s” cannot be read.", place=place, written=kept[:40]))
    return kept


def account_of(text: str) -> str:
    """
    The account in its one form: a movement is known by it, however a bank spaces its letters and figures.

    :raises NotAStatement: if it is not there, or too long.
    """
    return bounded("account", "".join(text.split()).upper(), place=0)


def accounts_in(text: str) -> tuple[str, ...]:
    """The accounts that are listed with commas, each in its one form."""
    listed = ("".join(each.split()).upper() for each in text.split(","))
    return tuple(each for each in listed if each)


def _absent(what: str, place: int) -> Saying:
    if what == "reference":
        return say("Movement %(place)s has no reference of the bank.", place=place)
    return say("The statement does not name its account and itself.")


def _bad_amount(text: str, place: int) -> NotAStatement:
    return NotAStatement(
        say("Movement %(place)s: “%(written)s” is no amount of tenge.", place=place, written=text[:40])
    )
