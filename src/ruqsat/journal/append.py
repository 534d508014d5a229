"""Putting acts on file: the only way into the journal."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from ruqsat.journal.canonical import canonical_bytes
from ruqsat.journal.chain import (
    SALT_LENGTH,
    NewEntry,
    entry_hash,
    place_of_proof,
    place_of_statement,
    proof_digest,
    statement_digest,
)
from ruqsat.journal.entries import insertion
from ruqsat.journal.locked import Locked, hold
from ruqsat.journal.models import Entry
from ruqsat.journal.read import filed_from, open_statement
from ruqsat.journal.refusals import RefusalError
from ruqsat.journal.statements import Statement, read_statement, read_stored, statement_bytes
from ruqsat.journal.writing import Part, write
from ruqsat.law.acts import Act, Actor, Filed, Proof
from ruqsat.law.saying import say
from ruqsat.law.statements import content_of

CLOCKS_MAY_DIFFER = timedelta(minutes=1)
PROOF_KINDS = {Proof.PERSON: "cms", Proof.GATEWAY: "answer"}


class OtherActUnderThisIdError(RefusalError):
    """An act is on file under this id already, and it says something else, or in another file."""

    def __init__(self, entry: UUID) -> None:
        super().__init__(say("Another act is on file under the number %(entry)s.", entry=str(entry)))


class StatementSaysOtherwiseError(RefusalError):
    """The statement that was signed is not the statement of this act in this file under this id."""

    def __init__(self, entry: UUID) -> None:
        super().__init__(say("What was signed is not what is being filed: act %(entry)s.", entry=str(entry)))


class ProofMissingError(RefusalError):
    """An act of this kind must come with its proof: the CMS with the statement signed, or the raw answer."""

    def __init__(self, kind: str) -> None:
        super().__init__(say("An act of the kind %(kind)s cannot be filed without its proof.", kind=kind))


class ClockBehindFileError(RefusalError):
    """The server's clock is behind the last entry of the file by more than clocks of servers differ."""

    def __init__(self, file: UUID) -> None:
        super().__init__(
            say("The clock of the server is behind the last entry of file %(file)s; set it right.", file=str(file))
        )


@dataclass(frozen=True, kw_only=True)
class Judged:
    """By what an act was judged when it was filed: edition of the Rules, version of the calendar, of this program."""

    edition: str
    calendar: str
    law: str


@dataclass(frozen=True)
class ProofBytes:
    """What stands behind an act: ``cms``, ``answer`` or ``seal``, and its bytes as they came."""

    kind: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Entering:
    """An act on its way into a file: its statement as it will be stored, and its proof."""

    id: UUID
    statement: bytes
    said: Statement
    proof: ProofBytes | None
    may_be_on_file: bool = True  # an id that was just made up cannot be


def append(
    file: UUID,
    act: Act,
    *,
    id: UUID | None = None,
    at: datetime,
    by: Actor,
    judged: Judged,
    proof: ProofBytes | None = None,
    statement: bytes | None = None,
    documents: Sequence[str] = (),
    derived: Sequence[Part] = (),
) -> Filed:
    """
    Put one act on file. The same act under the same id a second time changes nothing and gives back what is there.

    :param statement: for an act that a person signs, the bytes that were signed, as `prepared` kept them.
    :param documents: SHA-256 (hex) of the documents shown with the act; for a signed act the statement says them.
    :param derived: what is written with the act, in the same statement, unless it is on file already.
    :raises RefusalError: one of the errors of this module, `files.NoSuchFileError` or `keys.FileErasedError`.
    """
    entering = entering_of(file, act, id=id, proof=proof, statement=statement, documents=documents)
    with transaction.atomic():
        held = hold(file)
        (filed,), entries = chained(held, [entering], known=on_file(held, [entering]), at=at, by=by, judged=judged)
        if entries:
            write_entries(held, entries, derived)
        return filed


def entering_of(
    file: UUID,
    act: Act,
    *,
    id: UUID | None,
    proof: ProofBytes | None,
    statement: bytes | None,
    documents: Sequence[str],
) -> Entering:
    demanded = PROOF_KINDS.get(act.PROOF)
    if demanded and (proof is None or proof.kind != demanded):
        raise ProofMissingError(act.KIND)
    if statement is None:
        if act.PROOF is Proof.PERSON:
            raise ProofMissingError(act.KIND)
        entry = id or uuid4()
        stored = statement_bytes(act, file=file, id=entry, documents=documents)
        said = read_stored(stored)
        return Entering(id=entry, statement=stored, said=said, proof=proof, may_be_on_file=id is not None)
    said = read_statement(statement)
    same_act = said.act == act or (
        said.kind == act.KIND and canonical_bytes(content_of(said.act)) == canonical_bytes(content_of(act))
    )
    same_documents = not documents or tuple(documents) == said.documents
    if not same_act or not same_documents or said.file != file or said.id != (id or said.id):
        raise StatementSaysOtherwiseError(id or said.id)
    return Entering(id=said.id, statement=statement, said=said, proof=proof)


def on_file(held: Locked, entering: Sequence[Entering]) -> dict[UUID, Filed]:
    """
    Which of *entering* are on file already, and say the same.

    :raises OtherActUnderThisIdError: where one says something else, or is in another file.
    """
    known: dict[UUID, Filed] = {}
    statements = {one.id: one.statement for one in entering if one.may_be_on_file}
    for entry in Entry.objects.filter(id__in=statements) if statements else ():
        if entry.file_id != held.id or open_statement(entry, held.cipher)[1] != statements[entry.id]:
            raise OtherActUnderThisIdError(entry.id)
        known[entry.id] = filed_from(entry, read_stored(statements[entry.id]).act)
    return known


def chained(
    held: Locked,
    entering: Sequence[Entering],
    *,
    known: Mapping[UUID, Filed],
    at: datetime,
    by: Actor,
    judged: Judged,
) -> tuple[list[Filed], list[NewEntry]]:
    """
    *entering* as acts on file, and the entries of those that are not *known*, chained to the head, which moves on.

    :raises OtherActUnderThisIdError: if two of them share an id.
    :raises ClockBehindFileError: if *at* is before the last entry by more than clocks differ.
    """
    fresh = [one for one in entering if one.id not in known]
    if len({one.id for one in fresh}) < len(fresh):
        raise OtherActUnderThisIdError(fresh[0].id)
    filed_at = _filed_at(held, at) if fresh else at
    entries = [_entry(held, one, filed_at=filed_at, by=by, judged=judged) for one in fresh]
    said = {one.id: one.said.act for one in fresh}
    filed = {**known, **{entry.id: filed_from(entry, said[entry.id]) for entry in entries}}
    return [filed[one.id] for one in entering], entries


def write_entries(held: Locked, entries: Sequence[NewEntry], others: Sequence[Part]) -> None:
    """
    Write *entries*, the last of which is the head, and what *others* derive from them, in one statement.

    :raises OtherActUnderThisIdError: if an act is on file under one of their ids, in another file.
    """
    try:
        write([*insertion(held, entries), *others])
    except IntegrityError as error:
        if "journal_entry_pkey" in str(error):
            raise OtherActUnderThisIdError(entries[0].id) from error
        raise


def _filed_at(held: Locked, at: datetime) -> datetime:
    if held.filed_at is None or at >= held.filed_at:
        return at
    if held.filed_at - at > CLOCKS_MAY_DIFFER:
        raise ClockBehindFileError(held.id)
    return held.filed_at


def _entry(held: Locked, one: Entering, *, filed_at: datetime, by: Actor, judged: Judged) -> NewEntry:
    salt = os.urandom(SALT_LENGTH)
    entry = NewEntry(
        id=one.id,
        file_id=held.id,
        seq=held.seq + 1,
        previous_hash=held.hash,
        kind=one.said.kind,
        version=one.said.version,
        filed_at=filed_at,
        happened_at=one.said.act.happened_at,
        statement_digest=statement_digest(salt, one.statement),
        proof_kind=one.proof.kind if one.proof else "",
        cms_digest=proof_digest(salt, one.proof.content) if one.proof else None,
        actor_person=by.person,
        actor_role=by.role.value,
        actor_office=by.office,
        edition=judged.edition,
        calendar_version=judged.calendar,
        law_version=judged.law,
        ciphertext=held.cipher.encrypt(salt + one.statement, place_of_statement(held.id, one.id)),
        proof=held.cipher.encrypt(one.proof.content, place_of_proof(held.id, one.id)) if one.proof else None,
    )
    entry.hash = entry_hash(entry)
    held.seq, held.hash, held.filed_at = entry.seq, entry.hash, filed_at
    return entry
