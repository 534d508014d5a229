"""Long lists page by page: what a page shows, and the addresses of the pages before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest, QueryDict

T = TypeVar("T")

ON_A_PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Paged(Generic[T]):
    """One page of a list: what stands on it, from which number to which, of how many."""

    items: tuple[T, ...]
    number: int
    first: int
    last: int
    all: int
    previous_url: str
    next_url: str


def paged(request: HttpRequest, items: Sequence[T]) -> Paged[T]:
    """The page that the address names; the nearest one there is if there is none of that number."""
    pages = max(1, -(-len(items) // ON_A_PAGE))
    wanted = request.GET.get("page", "")
    number = min(max(int(wanted), 1), pages) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 1
    begin = (number - 1) * ON_A_PAGE
    shown = tuple(items[begin : begin + ON_A_PAGE])
    return Paged(
        items=shown,
        number=number,
        first=begin + 1,
        last=begin + len(shown),
        all=len(items),
        previous_url=at_page(request.GET, number - 1) if number > 1 else "",
        next_url=at_page(request.GET, number + 1) if number < pages else "",
    )


def at_page(query: QueryDict, number: int) -> str:
    """The query of an address, with another page in it."""
    other = query.copy()
    other["page"] = str(number)
    return f"?{other.urlencode()}"


def kept_query(query: QueryDict, *names: str) -> str:
    """Of the query of an address only what is to be kept on the way: "" or with its question mark."""
    kept = QueryDict(mutable=True)
    for name in names:
        if query.get(name):
            kept[name] = str(query[name])
    return f"?{kept.urlencode()}" if kept else ""
