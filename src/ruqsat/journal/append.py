"""Putting acts on file: the only way into the journal."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from ruqsat.journal.canonical import canonical_bytes
from ruqsat.journal.chain import (
    SALT_LENGTH,
    entry_hash,
    place_of_proof,
    place_of_statement,
    proof_digest,
    statement_digest,
)
from ruqsat.journal.files import lock
from ruqsat.journal.keys import Cipher, cipher_of
from ruqsat.journal.models import Entry, File
from ruqsat.journal.read import filed_from, open_statement
from ruqsat.journal.refusals import RefusalError
from ruqsat.journal.statements import Statement, read_statement, read_stored, statement_bytes
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
class _Entering:
    """An act on its way into a file: its statement as it will be stored, and its proof."""

    id: UUID
    statement: bytes
    said: Statement
    proof: ProofBytes | None


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
) -> Filed:
    """
    Put one act on file. The same act under the same id a second time changes nothing and gives back what is there.

    :param statement: for an act that a person signs, the bytes that were signed, as `prepared` kept them.
    :param documents: SHA-256 (hex) of the documents shown with the act; for a signed act the statement says them.
    :raises RefusalError: one of the errors of this module, `files.NoSuchFileError` or `keys.FileErasedError`.
    """
    entering = _entering(file, act, id=id, proof=proof, statement=statement, documents=documents)
    return _append(file, [entering], at=at, by=by, judged=judged)[0]


def append_all(
    file: UUID,
    facts: Sequence[tuple[Act, ProofBytes | None]],
    *,
    at: datetime,
    by: Actor,
    judged: Judged,
    ids: Sequence[UUID] | None = None,
) -> list[Filed]:
    """
    Put many acts on file, in this order, with one INSERT; none of them signed by a person.

    :param ids: one for each act, so that a repeated call changes nothing; without them every act gets a new one.
    :raises RefusalError: as `append`.
    """
    names: Sequence[UUID | None] = [None] * len(facts) if ids is None else ids
    entering = [
        _entering(file, act, id=name, proof=proof, statement=None, documents=())
        for name, (act, proof) in zip(names, facts, strict=True)
    ]
    return _append(file, entering, at=at, by=by, judged=judged) if entering else []


def _entering(
    file: UUID,
    act: Act,
    *,
    id: UUID | None,
    proof: ProofBytes | None,
    statement: bytes | None,
    documents: Sequence[str],
) -> _Entering:
    demanded = PROOF_KINDS.get(act.PROOF)
    if demanded and (proof is None or proof.kind != demanded):
        raise ProofMissingError(act.KIND)
    if statement is None:
        if act.PROOF is Proof.PERSON:
            raise ProofMissingError(act.KIND)
        entry = id or uuid4()
        stored = statement_bytes(act, file=file, id=entry, documents=documents)
        return _Entering(id=entry, statement=stored, said=read_stored(stored), proof=proof)
    said = read_statement(statement)
    same_act = said.kind == act.KIND and canonical_bytes(content_of(said.act)) == canonical_bytes(content_of(act))
    same_documents = not documents or tuple(documents) == said.documents
    if not same_act or not same_documents or said.file != file or said.id != (id or said.id):
        raise StatementSaysOtherwiseError(id or said.id)
    return _Entering(id=said.id, statement=statement, said=said, proof=proof)


def _append(file: UUID, entering: Sequence[_Entering], *, at: datetime, by: Actor, judged: Judged) -> list[Filed]:
    with transaction.atomic():
        row = lock(file)
        cipher = cipher_of(row)
        known = _already_on_file(row, entering, cipher)
        fresh = [one for one in entering if one.id not in known]
        if len({one.id for one in fresh}) < len(fresh):
            raise OtherActUnderThisIdError(fresh[0].id)
        entries = _chained(row, fresh, cipher, filed_at=_filed_at(row, at), by=by, judged=judged) if fresh else []
        if entries:
            Entry.objects.bulk_create(entries)
            File.objects.filter(id=file).update(
                head_seq=row.head_seq, head_hash=row.head_hash, head_filed_at=row.head_filed_at
            )
        said = {one.id: one.said for one in entering}
        filed = known | {entry.id: filed_from(entry, said[entry.id].act) for entry in entries}
        return [filed[one.id] for one in entering]


def _already_on_file(row: File, entering: Sequence[_Entering], cipher: Cipher) -> dict[UUID, Filed]:
    known: dict[UUID, Filed] = {}
    statements = {one.id: one.statement for one in entering}
    for entry in Entry.objects.filter(id__in=statements):
        if entry.file_id != row.id or open_statement(entry, cipher)[1] != statements[entry.id]:
            raise OtherActUnderThisIdError(entry.id)
        known[entry.id] = filed_from(entry, read_stored(statements[entry.id]).act)
    return known


def _filed_at(row: File, at: datetime) -> datetime:
    if row.head_filed_at is None or at >= row.head_filed_at:
        return at
    if row.head_filed_at - at > CLOCKS_MAY_DIFFER:
        raise ClockBehindFileError(row.id)
    return row.head_filed_at


def _chained(
    row: File, entering: Sequence[_Entering], cipher: Cipher, *, filed_at: datetime, by: Actor, judged: Judged
) -> list[Entry]:
    entries = []
    for one in entering:
        entry = _entry(row, one, cipher)
        entry.filed_at = filed_at
        entry.actor_person, entry.actor_role, entry.actor_office = by.person, by.role.value, by.office
        entry.edition, entry.calendar_version, entry.law_version = judged.edition, judged.calendar, judged.law
        entry.hash = entry_hash(entry)
        row.head_seq, row.head_hash, row.head_filed_at = entry.seq, entry.hash, filed_at
        entries.append(entry)
    return entries


def _entry(row: File, one: _Entering, cipher: Cipher) -> Entry:
    salt = os.urandom(SALT_LENGTH)
    return Entry(
        id=one.id,
        file_id=row.id,
        seq=row.head_seq + 1,
        previous_hash=bytes(row.head_hash),
        kind=one.said.kind,
        version=one.said.version,
        happened_at=one.said.act.happened_at,
        statement_digest=statement_digest(salt, one.statement),
        ciphertext=cipher.encrypt(salt + one.statement, place_of_statement(row.id, one.id)),
        proof_kind=one.proof.kind if one.proof else "",
        cms_digest=proof_digest(salt, one.proof.content) if one.proof else None,
        proof=cipher.encrypt(one.proof.content, place_of_proof(row.id, one.id)) if one.proof else None,
    )
