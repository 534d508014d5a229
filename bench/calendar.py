"""
A change of the calendar over 100,000 open duties: previewed, and carried out in one transaction.

    python -m bench.calendar [--quick]

The preview is what the page of a change asks for: what moves, in how many cases, how many terms become late, and the
first page of them. Its floor reads each of the same rows once, in the database. What is carried out is every row that
moves, of duties and of cases; its floor is one plain UPDATE of as many rows of the duties alone, with the same indexes.
What is carried out is taken back, so that each round finds the same rows.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg

from bench.ground import alternate, databases, django_at, median

if TYPE_CHECKING:
    from ruqsat.law.terms import Count

GOAL = 3.0
DUTIES_OF_A_CASE = 4
AGO, ANNOUNCED = 12, date(2026, 3, 27)  # cases were registered in the days before; tomorrow's tomorrow is off


@dataclass(frozen=True)
class Measured:
    """Seconds, ours and the floor's, of the preview and of carrying out; over so many duties, of which so many move."""

    duties: int
    moved: int
    preview: tuple[float, float]
    carried_out: tuple[float, float]


def run(*, quick: bool) -> Measured:
    """Both sides by turns."""
    cases, rounds = (500, 2) if quick else (25_000, 5)
    with databases(1) as (url,), django_at(url):
        from bench.people import MORNING
        from ruqsat.cases import recounting
        from ruqsat.law.book import FIRST
        from ruqsat.law.book_changes import amended, read_text

        load(url, cases=cases)
        said = f'{{"basis":"tried","day":[{{"date":"{ANNOUNCED}","kind":"religious","holiday":"kurban_ait"}}]}}'
        at, after = MORNING + timedelta(days=6), amended([read_text(_chapter(), said)])
        moved = recounting.looked_at(FIRST, after, at=at).terms

        def preview() -> None:
            recounting.listed(recounting.looked_at(FIRST, after, at=at), size=51)

        def carry_out() -> None:
            effect = recounting.follow(at)(FIRST, after)
            assert effect.moved == moved  # noqa: S101 -- the same rows each time

        with psycopg.connect(url, autocommit=True) as plain:
            looks = alternate(_timed(preview), _timed(lambda: _read(plain)), rounds=rounds)
            writes = alternate(
                _timed(lambda: _taken_back(carry_out)), _timed(lambda: _update(plain, moved)), rounds=rounds
            )
    return Measured(duties=cases * DUTIES_OF_A_CASE, moved=moved, preview=_medians(looks), carried_out=_medians(writes))


def _chapter() -> Any:
    from ruqsat.law.book import Chapter

    return Chapter.CALENDAR


def _timed(doing: Callable[[], None]) -> Callable[[int], float]:
    def timed(_number: int) -> float:
        started = perf_counter()
        doing()
        return perf_counter() - started

    return timed


def _medians(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    return median([ours for ours, _ in pairs]), median([floor for _, floor in pairs])


def _taken_back(doing: Callable[[], None]) -> None:
    from django.db import transaction

    with transaction.atomic():
        doing()
        transaction.set_rollback(True)


def _read(plain: psycopg.Connection[Any]) -> None:
    plain.execute(
        "SELECT count(*), min(counts_from), max(working_days), max(days_back), max(due_on) FROM cases_openduty"
    ).fetchone()


def _update(plain: psycopg.Connection[Any], count: int) -> None:
    with plain.transaction(force_rollback=True):
        plain.execute(
            "UPDATE cases_openduty SET due_on = due_on + 1, due = due + interval '1 day',"
            " in_order = in_order + interval '1 day' WHERE id IN"
            " (SELECT id FROM cases_openduty WHERE due_on >= %s LIMIT %s)",
            [ANNOUNCED, count],
        )


def load(url: str, *, cases: int) -> None:
    """Summaries and open duties alone: nothing that is measured opens a file."""
    source = Random(4)  # noqa: S311 -- examples, not secrets
    with psycopg.connect(url) as connection:
        ids = [uuid4() for _ in range(cases)]
        starts = [date(2026, 3, 18) - timedelta(days=source.randrange(AGO)) for _ in ids]
        rows = zip(ids, starts, strict=True)
        _copy(connection, "cases_case", [_case(id_, start, number) for number, (id_, start) in enumerate(rows)])
        duties = (row for id_, start in zip(ids, starts, strict=True) for row in _duties(id_, start))
        _copy(connection, "cases_openduty", list(duties))
        connection.commit()
        connection.autocommit = True
        connection.execute("ANALYZE cases_case")
        connection.execute("ANALYZE cases_openduty")


def _copy(connection: psycopg.Connection[Any], table: str, rows: list[dict[str, Any]]) -> None:
    with connection.cursor().copy(f"COPY {table} ({', '.join(rows[0])}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(tuple(row.values()))


def _case(id_: Any, start: date, number: int) -> dict[str, Any]:
    from bench.people import APPLICANT, OFFICE, person
    from ruqsat.law.local_time import day_start

    count, at = _count(start, 13), day_start(start)
    return {
        "id": id_,
        "number": f"KZ75-2026-{number + 1:07d}",
        "service": "issue",
        "stage": "complete",
        "ended": False,
        "office": OFFICE,
        "applicant_id": _once(lambda: person(APPLICANT).id),
        "applicant_name": "Үлгібаева Айжан",
        "applicant_masked": "••••••••9011",
        "received_at": at,
        "filed_at": at,
        "service_due": _moment(count),
        "service_due_on": _day(count),
        "service_from": start,
        "service_days": 13,
        "head_seq": 9,
        "changed_at": at,
        "system_owes": False,
    }


_kept: list[Any] = []


def _once(ask: Callable[[], Any]) -> Any:
    if not _kept:
        _kept.append(ask())
    return _kept[0]


def _duties(case: Any, start: date) -> Iterator[dict[str, Any]]:
    from bench.people import BODY, OFFICE
    from ruqsat.law.local_time import day_start

    owed = (
        ("request_approval", "officer", OFFICE, _count(start, 2)),
        ("answer_approval", "approver", BODY, _count(start, 10)),
        ("schedule_visit", "officer", OFFICE, _count(start, 13)),
        ("serve_preliminary_decision", "officer", OFFICE, _count(start, 13, back=3)),
    )
    for code, owed_by, office, count in owed:
        yield {
            "case_id": case,
            "code": code,
            "ref": "Rules 19",
            "owed_by": owed_by,
            "office": office,
            "facility": "F1",
            "place": "",
            "since": day_start(start),
            "due": _moment(count),
            "due_on": _day(count),
            "case_office": OFFICE,
            "in_order": _moment(count),
            "counts_from": count.start,
            "working_days": count.days,
            "days_back": count.back,
            "since_counted": False,
        }


def _count(start: date, days: int, *, back: int = 0) -> "Count":
    from ruqsat.law.terms import Count

    return Count(start=start, days=days, back=back)


def _day(count: "Count") -> date:
    from ruqsat.law.calendar import CALENDAR

    return count.last_day(CALENDAR)


def _moment(count: "Count") -> datetime:
    from ruqsat.law.local_time import day_end

    return day_end(_day(count))


def report(found: Measured) -> str:
    """The figures as a table."""
    return "\n".join(
        [
            f"{found.duties:,} open duties, of which {found.moved:,} move. Goal: previewed in at most {GOAL:.0f} s.",
            "",
            "| | ours, s | floor, s | ratio |",
            "|---|---|---|---|",
            *(
                f"| {name} | **{ours:.3f}** | {floor:.3f} | {ours / floor:.1f} |"
                for name, (ours, floor) in (("preview", found.preview), ("carried out", found.carried_out))
            ),
        ]
    )


if __name__ == "__main__":
    print(report(run(quick="--quick" in sys.argv)))
