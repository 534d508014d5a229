"""
Many cases at once, as the actions leave them: chained, encrypted, hashed, with their projections.

A few cases are walked through the actions; the others are copies of those under ids, keys and salts of their own, each
entry hashed into its own chain. `ruqsat journal verify` finds nothing wrong with any of them.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg

from bench.people import MORNING
from bench.road import Cast, Road, application, outside_left_out
from ruqsat.cases.models import Case, OpenDuty
from ruqsat.journal.canonical import instant
from ruqsat.journal.chain import (
    SALT_LENGTH,
    entry_hash,
    genesis,
    place_of_proof,
    place_of_statement,
    proof_digest,
    statement_digest,
)
from ruqsat.journal.keys import cipher_of, new_wrapped_key, unwrap
from ruqsat.journal.models import Entry, File
from ruqsat.journal.read import open_statement

OPEN_IN_FIVE, PATTERNS = 1, 20  # of five cases, so many are open
PROOF = b"{}" * 100  # no page reads proofs: short ones spare the disk
AT_ONCE = 500
_ENTRY = tuple(column.attname for column in Entry._meta.concrete_fields)
_CASE = tuple(column.attname for column in Case._meta.concrete_fields)
_DUTY = tuple(column.attname for column in OpenDuty._meta.concrete_fields if column.attname != "id")
_FILE = ("id", "kind", "opened_at", "wrapped_key", "head_seq", "head_hash", "head_filed_at")


@dataclass(frozen=True)
class Pattern:
    """A case to be copied: its entries with what they seal, its summary and its duties."""

    file: File
    entries: list[tuple[Entry, bytes, bytes | None]]
    case: dict[str, Any]
    duties: list[dict[str, Any]]


def load(url: str, *, count: int) -> UUID:
    """Put *count* cases into the database at *url*, on which Django stands; gives an open one."""
    with outside_left_out():
        shown = Road(cast=Cast.found(), form=application())
        shown.before_filing()
        shown.file()
        shown.register()
        patterns = list(_patterns())
    with psycopg.connect(url) as connection:
        done = len(patterns) + 1
        while done < count:
            copies = [_copy(patterns[(done + number) % len(patterns)], done + number) for number in range(AT_ONCE)]
            copies = copies[: count - done]
            for table, names, rows in (
                ("journal_file", _FILE, [row for one in copies for row in one[0]]),
                ("journal_entry", _ENTRY, [row for one in copies for row in one[1]]),
                ("cases_case", _CASE, [row for one in copies for row in one[2]]),
                ("cases_openduty", _DUTY, [row for one in copies for row in one[3]]),
            ):
                _put(connection, table, names, rows)
            connection.commit()
            done += len(copies)
        connection.autocommit = True
        for table in ("journal_file", "journal_entry", "cases_case", "cases_openduty"):
            connection.execute(f"ANALYZE {table}")
    return shown.case


def _put(connection: psycopg.Connection[Any], table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with connection.cursor().copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _patterns() -> Iterator[Pattern]:
    """Open ones of several days, registered and to be examined, and four times as many that a signature ended."""
    cast, form = Cast.found(), application()
    for day in range(PATTERNS):
        road = Road(cast=cast, form=form, at=MORNING + timedelta(days=day))
        road.file()
        road.judge(failed=day % 5 >= OPEN_IN_FIVE)
        yield _pattern(road.case)


def _pattern(case: UUID) -> Pattern:
    file = File.objects.get(id=case)
    cipher = cipher_of(file)
    entries = []
    for entry in Entry.objects.filter(file_id=case).order_by("seq"):
        proof = PROOF if entry.proof else None
        entries.append((entry, open_statement(entry, cipher)[1], proof))
    duties = [{name: getattr(duty, name) for name in _DUTY} for duty in OpenDuty.objects.filter(case_id=case)]
    summary = Case.objects.get(id=case)
    return Pattern(file, entries, {name: getattr(summary, name) for name in _CASE}, duties)


Rows = list[tuple[Any, ...]]


def _copy(pattern: Pattern, number: int) -> tuple[Rows, Rows, Rows, Rows]:
    id_ = uuid4()
    wrapped = new_wrapped_key(id_)
    cipher = unwrap(id_, wrapped)
    names = {entry.id: uuid4() for entry, _, _ in pattern.entries}
    renamed = [(str(old).encode(), str(new).encode()) for old, new in ((pattern.file.id, id_), *names.items())]
    previous, entries = genesis(id_, pattern.file.kind, instant(pattern.file.opened_at)), []
    for entry, said, proof in pattern.entries:
        statement = said
        for old, new in renamed:
            statement = statement.replace(old, new)
        salt = os.urandom(SALT_LENGTH)
        values = {name: getattr(entry, name) for name in _ENTRY} | {
            "id": names[entry.id],
            "file_id": id_,
            "previous_hash": previous,
            "statement_digest": statement_digest(salt, statement),
            "ciphertext": cipher.encrypt(salt + statement, place_of_statement(id_, names[entry.id])),
            "cms_digest": proof_digest(salt, proof) if proof is not None else None,
            "proof": cipher.encrypt(proof, place_of_proof(id_, names[entry.id])) if proof is not None else None,
        }
        values["hash"] = previous = entry_hash(Entry(**values))
        entries.append(tuple(values[name] for name in _ENTRY))
    file = pattern.file
    head = (id_, file.kind, file.opened_at, wrapped, file.head_seq, previous, file.head_filed_at)
    numbered = f"KZ75-2026-{number + 1_000_000:07d}" if pattern.case["number"] else None
    case = pattern.case | {"id": id_, "number": numbered}
    duties = [tuple((duty | {"case_id": id_})[name] for name in _DUTY) for duty in pattern.duties]
    return [head], entries, [tuple(case[name] for name in _CASE)], duties
