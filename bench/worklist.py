"""
The work list with 100,000 cases over the same with 1,000, and a page of a case likewise.

    python -m bench.worklist [--quick]

One case in five is open. The whole page is asked for, through every layer of the web application, in one process; an
officer's first page and a later one take turns, and both databases do.
"""

import re
import sys
from dataclasses import dataclass
from html import unescape
from time import perf_counter
from uuid import UUID

from bench.ground import databases, django_at, p95

GOAL, QUERIES = 1.2, 12


@dataclass(frozen=True)
class Measured:
    """For each page: p95 in ms with few and with many cases, queries with many, and whether one counts or skips."""

    cases: tuple[int, int]
    pages: dict[str, tuple[float, float, int, bool]]
    verified: int


def run(*, quick: bool) -> Measured:
    """Both databases by turns."""
    counts = (300, 3_000) if quick else (1_000, 100_000)
    rounds, each = (2, 5) if quick else (10, 30)
    with databases(2) as addresses:
        from bench.many import load
        from ruqsat.journal.verify import verify

        cases = {}
        for url, count in zip(addresses, counts, strict=True):
            with django_at(url):
                cases[url] = load(url, count=count)
        with django_at(addresses[0]):
            checked = verify()
        assert checked.whole, checked  # noqa: S101 -- what is measured is a journal, or nothing is
        took: dict[str, dict[str, list[float]]] = {}
        seen: dict[str, tuple[int, bool]] = {}
        for number in range(rounds):
            for url in addresses if number % 2 else addresses[::-1]:
                with django_at(url):
                    _look(url, cases[url], each, took, seen)
    few, many = addresses
    pages = {name: (p95(by[few]), p95(by[many]), *seen[name]) for name, by in took.items()}
    return Measured(cases=counts, pages=pages, verified=checked.entries)


def _look(
    url: str, case: UUID, each: int, took: dict[str, dict[str, list[float]]], seen: dict[str, tuple[int, bool]]
) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.people import OFFICER, person
    from ruqsat.cases import remembered
    from ruqsat.people.sessions import PERSON

    client = Client(headers={"accept-language": "ru"}, SERVER_NAME="127.0.0.1")
    session = client.session
    session[PERSON] = str(person(OFFICER).id)
    session.save()
    later = re.search(r'"(\?list=mine&amp;after=[^"]+)"', client.get("/desk/").content.decode())
    assert later is not None  # noqa: S101 -- there is a second page
    for name, path in (
        ("work list", "/desk/"),
        ("its second page", f"/desk/{unescape(later[1])}"),
        ("waiting for others", "/desk/?list=others"),
        ("a case", f"/desk/cases/{case}/"),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200, path  # noqa: S101 -- a page, and not a refusal
        said = [query["sql"] for query in queries]
        seen[name] = (len(said), any("COUNT(" in one or "OFFSET" in one for one in said))
        for _ in range(each):
            remembered.forget_all()
            started = perf_counter()
            client.get(path)
            took.setdefault(name, {}).setdefault(url, []).append((perf_counter() - started) * 1000)


def report(found: Measured) -> str:
    """The figures as a table."""
    few, many = found.cases
    lines = [
        f"Goal: a ratio of at most {GOAL}, at most {QUERIES} queries, none that counts or skips. `journal verify` found"
        f" the bulk-loaded journal whole ({found.verified:,} entries of the smaller one looked at).",
        "",
        f"| page | {few:,} cases, p95 ms | {many:,} cases, p95 ms | ratio | queries |",
        "|---|---|---|---|---|",
    ]
    for name, (below, above, queries, counts) in found.pages.items():
        noted = f"{queries}{', one counts or skips' if counts else ''}"
        lines.append(f"| {name} | {below:.1f} | {above:.1f} | **{above / below:.2f}** | {noted} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(run(quick="--quick" in sys.argv)))
