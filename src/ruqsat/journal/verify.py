"""
Verification of the whole journal: every chain, every head, every content, and the last anchor.

Files are read in portions through a cursor of the server; each portion is one query, so that an act filed meanwhile
is seen with its head or not at all.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

import asn1crypto.tsp
from django.db import connection, transaction

from ruqsat.journal.anchor import BrokenExportError, Export, exported_days, folder, read_export
from ruqsat.journal.merkle import Leaf
from ruqsat.journal.models import Anchor, Entry, File
from ruqsat.journal.report import Finding, Report, Trouble
from ruqsat.journal.verify_file import verify_file
from ruqsat.law.saying import Saying, say

FILES_AT_ONCE = 500
ROWS_AT_ONCE = 500
FILE_COLUMNS = tuple(column.attname for column in File._meta.concrete_fields)
ENTRY_COLUMNS = tuple(column.attname for column in Entry._meta.concrete_fields)

CheckStamp = Callable[[bytes, bytes], Saying | None]
"""Given the token and the statement it must be over, the sentence that says what is wrong with it, or None."""


@dataclass
class _Counts:
    """How much was read."""

    files: int = 0
    entries: int = 0
    erased: int = 0


def stamp_is_over(stamp: bytes, statement: bytes) -> Saying | None:
    """Whether a time-stamp token is over *statement*. The authority's signature is for those who know its roots."""
    wrong = say("The time stamp is not over this anchor.")
    try:
        info = asn1crypto.tsp.ContentInfo.load(_token(stamp))["content"]["encap_content_info"]["content"].parsed
        return None if info["message_imprint"]["hashed_message"].native == sha256(statement).digest() else wrong
    except (ValueError, TypeError, KeyError, AttributeError):
        return wrong


def verify(*, anchors: Path | None = None, check_stamp: CheckStamp = stamp_is_over) -> Report:
    """
    Verify everything on file.

    :param anchors: the folder with the exported anchors; best a copy that the database's owner cannot write to.
    """
    started = perf_counter()
    counts = _Counts()
    where = anchors or folder()
    export, findings = _anchors(where, check_stamp)
    anchored = {leaf.file: leaf for leaf in export.drawn.leaves} if export else {}
    with transaction.atomic():
        for file, entries in _files():
            counts.files += 1
            counts.erased += file.wrapped_key is None
            findings += verify_file(file, _counted(entries, counts), anchored=anchored.pop(file.id, None))
    findings += _vanished(anchored, export.drawn.day if export else None)
    findings += _orphans()
    return Report(
        files=counts.files,
        entries=counts.entries,
        erased=counts.erased,
        seconds=perf_counter() - started,
        anchored_on=export.drawn.day if export else None,
        findings=tuple(findings),
    )


def _files() -> Iterator[tuple[File, Iterator[Entry]]]:
    """Each file with its entries, in the order of their ids; nothing but one row is held in memory."""
    columns = [f"f.{name}" for name in FILE_COLUMNS] + [f"e.{name}" for name in ENTRY_COLUMNS]
    query = (
        f"SELECT {', '.join(columns)} FROM "  # noqa: S608 -- names of columns from the models
        "(SELECT * FROM journal_file WHERE id > %s ORDER BY id LIMIT %s) f "
        "LEFT JOIN journal_entry e ON e.file_id = f.id ORDER BY f.id, e.seq"
    )
    last = UUID(int=0)
    while True:
        before = last
        for file, rows in groupby(_rows(query, [before, FILES_AT_ONCE]), key=lambda row: UUID(str(row[0]))):
            last, first = file, next(rows)
            entries = _entries(first, rows)  # noqa: B031 -- what is left of the group after its first row
            yield File.from_db("default", FILE_COLUMNS, first[: len(FILE_COLUMNS)]), entries
        if last == before:
            return


def _rows(query: str, parameters: list[Any]) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, parameters)
        while portion := cursor.fetchmany(ROWS_AT_ONCE):
            yield from portion


def _entries(first: tuple[Any, ...], rest: Iterator[tuple[Any, ...]]) -> Iterator[Entry]:
    start = len(FILE_COLUMNS)
    if first[start] is None:
        return
    yield Entry.from_db("default", ENTRY_COLUMNS, first[start:])
    for row in rest:
        yield Entry.from_db("default", ENTRY_COLUMNS, row[start:])


def _counted(entries: Iterator[Entry], counts: _Counts) -> Iterator[Entry]:
    for entry in entries:
        counts.entries += 1
        yield entry


def _vanished(left: dict[UUID, Leaf], day: date | None) -> Iterator[Finding]:
    for file, leaf in left.items():
        saying = say(
            "File %(file)s with %(seq)s entries was anchored on %(day)s and is not in the journal: it vanished.",
            file=str(file),
            seq=leaf.seq,
            day=str(day),
        )
        yield Finding(trouble=Trouble.VANISHED_FILE, saying=saying, file=file)


def _orphans() -> Iterator[Finding]:
    query = (
        "SELECT e.file_id, count(*) FROM journal_entry e "
        "WHERE NOT EXISTS (SELECT 1 FROM journal_file f WHERE f.id = e.file_id) GROUP BY e.file_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        for file, count in cursor.fetchall():
            saying = say(
                "There are %(count)s entries of file %(file)s, and the file itself vanished.",
                count=count,
                file=str(file),
            )
            yield Finding(trouble=Trouble.VANISHED_FILE, saying=saying, file=file)


def _anchors(where: Path, check_stamp: CheckStamp) -> tuple[Export | None, list[Finding]]:
    """The last exported anchor, and what is wrong with the anchors on record and their exports."""
    findings: list[Finding] = []
    exported = exported_days(where)
    on_record = list(Anchor.objects.order_by("day"))
    for day in sorted(set(exported) - {anchor.day for anchor in on_record}):
        findings.append(_anchor_finding(say("The anchor of %(day)s is exported and not on record.", day=str(day))))
    previous: bytes | None = None
    for anchor in on_record:
        if (bytes(anchor.previous) if anchor.previous else None) != previous:
            saying = say("The anchor of %(day)s does not follow the one before it.", day=str(anchor.day))
            findings.append(_anchor_finding(saying))
        if anchor.day not in exported:
            saying = say("The anchor of %(day)s is on record, and its export is missing.", day=str(anchor.day))
            findings.append(_anchor_finding(saying))
        previous = hashlib.sha256(bytes(anchor.statement)).digest()
    if not exported:
        return None, findings
    try:
        export = read_export(exported[-1], where)
    except BrokenExportError:
        saying = say("The exported anchor of %(day)s cannot be read, or was changed.", day=str(exported[-1]))
        return None, [*findings, _anchor_finding(saying)]
    wrong = check_stamp(export.stamp, export.drawn.statement)
    if wrong is not None:
        findings.append(_anchor_finding(wrong))
    kept = next((anchor for anchor in on_record if anchor.day == export.drawn.day), None)
    if kept is not None and bytes(kept.statement) != export.drawn.statement:
        saying = say("The anchor of %(day)s on record is not the one that was exported.", day=str(kept.day))
        findings.append(_anchor_finding(saying))
    return export, findings


def _anchor_finding(saying: Saying) -> Finding:
    return Finding(trouble=Trouble.ANCHOR, saying=saying)


def _token(stamp: bytes) -> bytes:
    """The token out of a time-stamping authority's whole response, or the token itself."""
    response = asn1crypto.tsp.TimeStampResp.load(stamp)
    try:
        token = response["time_stamp_token"]
        return bytes(token.dump()) if token.native is not None else stamp
    except (ValueError, TypeError, KeyError):
        return stamp
