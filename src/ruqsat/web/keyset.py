"""
Lists a page at a time, by the key of the row where the last page ended: never counted, and never skipped through.

A row that comes or goes between two looks neither repeats nor hides another, and the hundredth page costs what the
first does. A key that nobody gave out leads to the first page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

M = TypeVar("M", bound=Model)

BETWEEN = "~"


@dataclass(frozen=True)
class Page(Generic[M]):
    """The rows of a page, and what leads to its neighbors; empty where there is none."""

    rows: list[M]
    previous: str
    next: str


def page_of(rows: QuerySet[M], order: Sequence[str], *, asked: QueryDict, size: int) -> Page[M]:
    """
    The page of *rows* that the address asks for with ``after`` or ``before``.

    :param order: fields that are never null, the last of them unique; a minus before a name turns it round.
    """
    if before := _key(rows, order, asked.get("before", "")):
        found = list(rows.filter(_beyond(order, before, back=True)).order_by(*map(_turned, order))[: size + 1])
        if found:
            shown = found[:size][::-1]
            return Page(shown, _link("before", shown[0], order, len(found) > size), _link("after", shown[-1], order))
    after = _key(rows, order, asked.get("after", ""))
    beyond = rows.filter(_beyond(order, after, back=False)) if after else rows
    found = list(beyond.order_by(*order)[: size + 1])
    if not found:
        return Page([], "", "")
    shown = found[:size]
    return Page(
        shown, _link("before", shown[0], order, bool(after)), _link("after", shown[-1], order, len(found) > size)
    )


def _key(rows: QuerySet[M], order: Sequence[str], text: str) -> list[object] | None:
    parts = text.replace("\0", "").split(BETWEEN) if text else []
    if len(parts) != len(order):
        return None
    try:
        return [
            rows.model._meta.get_field(name.lstrip("-")).to_python(part)  # type: ignore[union-attr]  # no relation is one
            for name, part in zip(order, parts, strict=True)
        ]
    except (ValidationError, ValueError, OverflowError):
        return None


def _beyond(order: Sequence[str], key: Sequence[object], *, back: bool) -> Q:
    """Rows behind the key in this order: beyond its first field, or level there and beyond its second, and so on."""
    beyond, level = Q(), Q()
    for name, value in zip(order, key, strict=True):
        field = name.lstrip("-")
        way = "lt" if name.startswith("-") != back else "gt"
        beyond |= level & Q(**{f"{field}__{way}": value})
        level &= Q(**{field: value})
    first = order[0].lstrip("-")
    bound = "lte" if order[0].startswith("-") != back else "gte"
    return Q(**{f"{first}__{bound}": key[0]}) & beyond  # the bound is what an index goes by


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _link(way: str, row: Model, order: Sequence[str], there_is_one: bool = True) -> str:
    if not there_is_one:
        return ""
    fields = [row._meta.get_field(name.lstrip("-")) for name in order]
    values = (field.value_to_string(row) for field in fields)  # type: ignore[union-attr]  # columns, never relations
    return urlencode({way: BETWEEN.join(values)})
