"""What each clause that the system cites says, in our own short words and three languages; the law's text prevails."""

from collections.abc import Mapping

from ruqsat.law.editions import Edition
from ruqsat.law.grounds import GROUNDS
from ruqsat.law.inquiries import INQUIRIES
from ruqsat.law.names import Names
from ruqsat.law.reference import load
from ruqsat.law.reissue import GROUNDS as GROUNDS_OF_REISSUE


def _read() -> dict[str, Names]:
    told = {key: Names.from_table(table) for key, table in load("clauses").items() if isinstance(table, dict)}
    for inquiry in INQUIRIES.values():
        told.setdefault(inquiry.ref, inquiry.names)
    for ground in GROUNDS.values():
        told.setdefault(ground.key, ground.names)
    for reason in GROUNDS_OF_REISSUE.values():
        told.setdefault(reason.key, reason.names)
    return told


CLAUSES: dict[str, Names] = _read()
"""Reference ("Rules 9", "List 9(4)", "Permits 25") → what it says."""


def in_force(edition: Edition) -> Mapping[str, Names]:
    """Rules 21-1: what each clause says under *edition*: as `CLAUSES`, but for those that an order has worded anew."""
    return CLAUSES | dict(edition.texts) if edition.texts else CLAUSES


def anchor(ref: str) -> str:
    """The name by which a page's address points at a clause: "Rules 8(7)" → "rules-8-7"."""
    return ref.lower().replace(" ", "-").replace("(", "-").replace(")", "")
