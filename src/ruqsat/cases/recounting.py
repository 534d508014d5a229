"""
What another working calendar makes of the terms that run: looked at before the change is made, carried out with it.

No file is opened. Each row knows from what its term is counted, and there are no more ways to count than days and
terms: the ways are counted anew, the rows found by them. What is kept is what a rebuild by the new calendar gives.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ruqsat.cases import projection
from ruqsat.cases.models import Case, OpenDuty
from ruqsat.journal import files
from ruqsat.journal.writing import execute
from ruqsat.keeping import books
from ruqsat.keeping.changing import ChangeRefusedError, Effect, Follow
from ruqsat.law.book import Book
from ruqsat.law.calendar_change import first_moved, moved
from ruqsat.law.local_time import day_end, local
from ruqsat.law.saying import Saying, say
from ruqsat.law.terms import Count


@dataclass(frozen=True, kw_only=True)
class Recounted:
    """
    What moves: each way to count with its last day before and after, and how many open terms that is in how many cases.

    ``late`` terms would have ended before today by the new calendar alone; ``underived`` rows do not say yet from what
    they are counted.
    """

    moves: Mapping[Count, tuple[date, date]]
    today: date
    terms: int
    cases: int
    late: int
    underived: int

    @property
    def faults(self) -> tuple[Saying, ...]:
        """Why the change cannot be made."""
        if self.underived:
            return (
                say(
                    "Cases whose terms have no beginning on record yet: %(count)s. Start the program anew.",
                    count=self.underived,
                ),
            )
        if self.late:
            return (say("Terms that would have ended on a day that is over: %(count)s.", count=self.late),)
        return ()


@dataclass(frozen=True, kw_only=True)
class Move:
    """One open term that gets another last day."""

    id: int
    case: UUID
    number: str
    code: str
    facility: str
    was: date
    comes: date
    late: bool


def looked_at(before: Book, after: Book, *, at: datetime) -> Recounted:
    """What the change from one book to the other does to the terms that run at that moment."""
    today, first = local(at).date(), first_moved(before.calendar, after.calendar)
    if first is None:
        return Recounted(moves={}, today=today, terms=0, cases=0, late=0, underived=0)
    moves = moved(_ways(first), before=before.calendar, after=after.calendar)
    terms, cases, late = execute(_TOLD, [_as_json(moves, today=today)])[0]
    return Recounted(
        moves=moves, today=today, terms=terms, cases=cases, late=late, underived=len(_underived(since=first))
    )


def listed(recounted: Recounted, *, after: "tuple[bool, date, int] | None" = None, size: int) -> list[Move]:
    """Terms that move, late ones first, then by the last day before the change; those behind *after* of a `Move`."""
    late, was, id_ = after or (True, date.min, 0)
    text = _as_json(recounted.moves, today=recounted.today)
    return [Move(**dict(zip(_OF_MOVE, row, strict=True))) for row in execute(_LISTED, [text, not late, was, id_, size])]


def follow(at: datetime) -> Follow:
    """
    Carries a change of the calendar over into the rows of cases and duties, in the transaction of its confirmation.

    :raises ChangeRefusedError: when a last day would be over by the change alone.
    """

    def carry_over(before: Book, after: Book) -> Effect:
        recounted = looked_at(before, after, at=at)
        if recounted.faults:
            raise ChangeRefusedError(recounted.faults)
        if recounted.moves:
            text = _as_json(recounted.moves, today=recounted.today)
            execute(_DUTIES, [text])
            execute(_CASES, [text])
            _derive_anew(after, at=at)
        return Effect(moved=recounted.terms, late=recounted.late)

    return carry_over


def derive_missing(*, at: datetime) -> int:
    """Derive the rows of before it was kept in them from what their terms are counted; how many cases they are of."""
    cases = _underived(since=local(at).date())
    for case in cases:
        with transaction.atomic():
            book = books.held()
            files.lock(case)
            projection.derive(case, book=book, at=at)
    return len(cases)


def _ways(first: date) -> Collection[Count]:
    """The ways to count of rows that a change from that day on can move."""
    return [Count(start=start, days=days, back=back) for start, days, back in execute(_WAYS, [first])]


def _underived(*, since: date) -> Sequence[UUID]:
    duties = OpenDuty.objects.filter(working_days=None, due_on__isnull=False).values_list("case_id", flat=True)
    cases = Case.objects.filter(service_days=None, service_due_on__gte=since).values_list("id", flat=True)
    return sorted({*duties, *cases})


def _derive_anew(after: Book, *, at: datetime) -> None:
    """A duty that began with the end of a term begins on another day: these few files are opened."""
    for case in OpenDuty.objects.filter(since_counted=True).values_list("case_id", flat=True).distinct():
        projection.derive(case, book=after, at=at)


def _as_json(moves: Mapping[Count, tuple[date, date]], *, today: date) -> str:
    return json.dumps(
        [
            {
                "counts_from": count.start.isoformat(),
                "working_days": count.days,
                "days_back": count.back,
                "was": was.isoformat(),
                "comes": comes.isoformat(),
                "until": day_end(comes).isoformat(),
                "late": comes < today <= was,
            }
            for count, (was, comes) in moves.items()
        ]
    )


_MOVES = """json_to_recordset($1::json) AS m (
    counts_from date, working_days int, days_back int, was date, comes date, until timestamptz, late bool
)"""
_BY_COUNT = "d.counts_from = m.counts_from AND d.working_days = m.working_days AND d.days_back = m.days_back"
_WAYS = """
    SELECT counts_from, working_days, days_back FROM cases_openduty
    WHERE counts_from IS NOT NULL AND (due_on >= $1 OR days_back > 0)
    UNION SELECT service_from, service_days, 0 FROM cases_case WHERE service_from IS NOT NULL AND service_due_on >= $1
"""
_TOLD = f"""
    SELECT count(*), count(DISTINCT d.case_id), count(*) FILTER (WHERE m.late)
    FROM cases_openduty d JOIN {_MOVES} ON {_BY_COUNT}
"""  # noqa: S608 -- no value of anybody's
_OF_MOVE = ("id", "case", "number", "code", "facility", "was", "comes", "late")
_LISTED = f"""
    SELECT d.id, d.case_id, COALESCE(c.number, ''), d.code, d.facility, m.was, m.comes, m.late
    FROM cases_openduty d JOIN {_MOVES} ON {_BY_COUNT} JOIN cases_case c ON c.id = d.case_id
    WHERE (NOT m.late, m.was, d.id) > ($2::bool, $3::date, $4::bigint)
    ORDER BY NOT m.late, m.was, d.id LIMIT $5::int
"""  # noqa: S608 -- no value of anybody's
_DUTIES = f"""
    WITH done AS (
        UPDATE cases_openduty d SET due_on = m.comes, due = m.until, in_order = m.until
        FROM {_MOVES} WHERE {_BY_COUNT} RETURNING 1
    ) SELECT count(*) FROM done
"""  # noqa: S608 -- no value of anybody's
_CASES = f"""
    WITH done AS (
        UPDATE cases_case c SET service_due_on = m.comes, service_due = m.until
        FROM {_MOVES}
        WHERE c.service_from = m.counts_from AND c.service_days = m.working_days AND m.days_back = 0 RETURNING 1
    ) SELECT count(*) FROM done
"""  # noqa: S608 -- no value of anybody's
