"""
Several writes of one action as one statement: acts, the file's head, rows derived, feeds and jobs in one round trip.

Each layer gives its part: data-modifying parts of a WITH, which PostgreSQL carries out against one snapshot and in one
go. A part whose order matters reads from another, as the head reads from the entries it must be the last of. The rows
of a part travel as one JSON text, so that a statement has one form however many rows it writes, and is planned once.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections

PREPARED_AFTER = 3  # times that a connection has seen the same statement


@dataclass(frozen=True)
class Part:
    """
    ``name AS (INSERT … FROM {rows})``, and the rows, each with the columns named in *columns* with their types.

    The name ``rows`` in braces stands for them, as a table called ``r``.
    """

    sql: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[Sequence[Any]]


def columns(said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Columns of a part from their names and types."""
    return tuple(said.items())


def write(parts: Sequence[Part]) -> None:
    """
    Carry out *parts* as one statement, in the transaction that is open.

    :raises django.db.IntegrityError: as the database says.
    """
    statement = _whole(tuple((part.sql, part.columns) for part in parts))
    execute(statement, [_as_json(part) for part in parts])


@cache
def _whole(parts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> str:
    texts = []
    for place, (sql, named) in enumerate(parts, start=1):
        types = ", ".join(f"{name} {kind}" for name, kind in named)
        texts.append(sql.replace("{rows}", f"json_to_recordset(${place}::json) AS r ({types})"))
    return f"WITH {', '.join(texts)} SELECT 1"


def _as_json(part: Part) -> str:
    names = _names(part.columns)
    return _encode([dict(zip(names, row, strict=True)) for row in part.rows])


@cache
def _names(named: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(name.strip('"') for name, _ in named)


def _plain(value: Any) -> str:
    as_text = _TEXTS.get(type(value))
    if as_text is None:
        raise TypeError(f"{type(value).__name__} has no place in a row")
    return as_text(value)


_TEXTS: Mapping[type, Callable[[Any], str]] = {
    bytes: lambda value: "\\x" + value.hex(),
    UUID: str,
    datetime: datetime.isoformat,
    date: date.isoformat,
}


_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_plain).encode


def execute(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """
    The rows of a statement that is carried out again and again, its places ``$1``, ``$2``, …

    It is prepared by the server and its values travel beside it: Django's own cursor writes them into the text, so
    that every statement is parsed and planned anew. A pooler between has to know prepared statements (PgBouncer 1.21
    or newer). Whoever counts queries sees it all the same.
    """
    django = connections["default"]
    django.close_if_health_check_failed()
    if django.connection is None:
        django.ensure_connection()
    raw = django.connection
    raw.prepare_threshold = PREPARED_AFTER
    with django.wrap_database_errors, psycopg.RawCursor(raw) as cursor:
        cursor.execute(sql.encode(), values, binary=True)
        rows = cursor.fetchall()
    if django.queries_logged:
        django.queries_log.append({"sql": sql, "time": ""})
    return rows
