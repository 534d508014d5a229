"""
The floor under the journal: the very rows that the actions left, by plain SQL.

psycopg alone, prepared statements, one INSERT for each row, as many commits as the actions made, in a database with
the same tables, indexes and triggers. It reads nothing, checks nothing, hashes nothing, and writes each row once, as it
was in the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from time import perf_counter
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

# Each table with the column that says which case a row is of, and its order among rows of the case.
TABLES = (
    ("journal_file", "id", "id"),
    ("journal_entry", "file_id", "seq"),
    ("journal_outbox", "file_id", "id"),
    ("journal_prepared", "file_id", "prepared_at"),
    ("cases_case", "id", "id"),
    ("cases_openduty", "case_id", "id"),
    ("cases_reservednumber", '"case"', "id"),
    ("procrastinate_jobs", "(args->>'file')::uuid", "id"),
)
OF_LICENSES = (
    ("journal_file", "id", "id"),
    ("journal_entry", "file_id", "seq"),
    ("licenses_license", "id", "id"),
    ("licenses_annex", "license_id", "id"),
    ("licenses_issueddocument", "license_id", "id"),
)


@dataclass(frozen=True)
class Row:
    """One row: the statement that inserts it, and its values."""

    insert: str
    values: tuple[Any, ...]


def rows_of(url: str, cases: Sequence[UUID]) -> list[list[Row]]:
    """For each case, every row that stands for it, in an order in which they can be inserted."""
    with psycopg.connect(url) as connection:
        known: dict[UUID, UUID] = dict(connection.execute('SELECT "case", id FROM licenses_license').fetchall())
        found = []
        for case in cases:
            rows = [row for table in TABLES for row in _rows(connection, *table, of=case)]
            rows += [row for table in OF_LICENSES if case in known for row in _rows(connection, *table, of=known[case])]
            found.append(rows)
        return found


def _rows(connection: psycopg.Connection[Any], table: str, by: str, order: str, *, of: UUID) -> list[Row]:
    cursor = connection.execute(
        f"SELECT * FROM {table} WHERE {by} = %s ORDER BY {order}",  # noqa: S608 -- named above
        [of],
    )
    names = [column.name for column in cursor.description or ()]
    insert = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.SQL(", ").join([sql.Placeholder()] * len(names)),
    )
    text = insert.as_string(connection)
    return [Row(text, tuple(_ready(value) for value in row)) for row in cursor]


def _ready(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict | list) else value


def insert(url: str, cases: Sequence[Sequence[Row]], *, commits: int) -> float:
    """Insert the rows of each case with *commits* commits for each; the seconds it took, connecting left out."""
    with psycopg.connect(url, prepare_threshold=0) as connection:
        warm(connection, cases[0])
        started = perf_counter()
        for rows in cases:
            ends = [len(rows) * number // commits for number in range(commits + 1)]
            for start, end in pairwise(ends):
                for row in rows[start:end]:
                    connection.execute(row.insert, row.values, prepare=True)
                connection.commit()
        return perf_counter() - started


def warm(connection: psycopg.Connection[Any], rows: Sequence[Row]) -> None:
    """Prepare every statement, leaving nothing behind."""
    for row in rows:
        connection.execute(row.insert, row.values, prepare=True)
    connection.rollback()
