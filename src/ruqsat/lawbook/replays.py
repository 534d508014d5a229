"""``ruqsat law replay``: what an amending order would have changed in cases on file, told to people and programs."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ruqsat.law.book import Book
from ruqsat.law.book_change import NotAChange
from ruqsat.law.edition_amended import EditionAmended, contradictions
from ruqsat.law.replaying import MATTERS, Difference, Replayed, counted
from ruqsat.lawbook.answers import Answer, CannotAnswer
from ruqsat.lawbook.words import said


def order_in(path: Path, *, spoken: str) -> EditionAmended:
    """The order that a file of TOML says."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CannotAnswer(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        raise CannotAnswer(f"{path} is no text in UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise CannotAnswer(f"{path} is no TOML: {error}.") from None
    try:
        return EditionAmended.read(tables)
    except NotAChange as error:
        raise CannotAnswer(f"{path}: {said(error.saying, language=spoken)}") from None


def check(order: EditionAmended, *, book: Book, spoken: str) -> None:
    """What the order makes of the last edition of *book* has to say one thing."""
    for fault in contradictions(order.edition_after(list(book.editions)[-1].value)):
        raise CannotAnswer(f"{order.order}: {said(fault, language=spoken)}")


def answer(order: EditionAmended, replayed: Sequence[Replayed], *, spoken: str) -> Answer:
    """Counts first, then each case in which something would have come out otherwise."""
    touched = [one for one in replayed if one.differences]
    counts = counted(replayed)
    data = {
        "order": order.order,
        "edition": order.id,
        "cases": len(replayed),
        "cases_touched": len(touched),
        "counts": {matter.value: count for matter, count in counts.items()},
        "touched": [_case(one, spoken=spoken) for one in touched],
    }
    lines = [
        f"{order.order}: run over {len(replayed)} cases on file, {len(touched)} would have come out otherwise."
        " Nothing was changed.",
        *(f"  {counts[matter]:>6}  {said(what, language=spoken)}" for matter, what in MATTERS.items()),
        *(line for one in touched for line in _lines(one, spoken=spoken)),
    ]
    return Answer(data=data, lines=tuple(lines))


def _case(one: Replayed, *, spoken: str) -> dict[str, Any]:
    return {
        "case": str(one.case),
        "number": one.number,
        "received_on": str(one.received_on),
        "differences": [
            {
                "matter": each.matter.value,
                "ref": each.ref,
                "facility": each.facility,
                "what": said(each.what, language=spoken),
                "told": said(each.told, language=spoken),
            }
            for each in one.differences
        ],
    }


def _lines(one: Replayed, *, spoken: str) -> Iterator[str]:
    yield ""
    yield f"{one.number or one.case}  received {one.received_on}"
    for each in one.differences:
        yield f"  {each.matter.value:<13} {_place(each):<16} {said(each.what, language=spoken)}"
        yield f"  {'':<30} {said(each.told, language=spoken)}"


def _place(difference: Difference) -> str:
    return f"{difference.ref} {difference.facility}".strip()
