"""Verification of one file: its entries against each other, against their hashes, and against the file's head."""

import json
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from ruqsat.journal.chain import entry_hash, genesis_of, place_of_proof, proof_digest, statement_digest
from ruqsat.journal.keys import Cipher, UnreadableError, unwrap
from ruqsat.journal.merkle import Leaf
from ruqsat.journal.models import Entry, File
from ruqsat.journal.read import open_statement
from ruqsat.journal.report import Finding, Trouble
from ruqsat.law.saying import Saying, say


def verify_file(file: File, entries: Iterable[Entry], *, anchored: Leaf | None) -> Iterator[Finding]:
    """
    Everything in *file* that is not as it was filed. *entries* come in the order of their places.

    Content and proofs are opened and held against their digests unless the file was erased.
    """
    cipher, trouble = _cipher(file)
    yield from trouble
    place, last_hash, previous = 0, genesis_of(file), None
    at_anchor: bytes | None = last_hash if anchored and anchored.seq == 0 else None
    for entry in entries:
        yield from _place(file.id, entry, after=place, last_hash=last_hash)
        yield from _itself(entry, cipher)
        if previous is not None and entry.filed_at < previous.filed_at:
            yield _finding(
                Trouble.TIME,
                entry,
                say("Entry %(seq)s of file %(file)s is dated before the one it follows.", **_named(entry)),
            )
        place, last_hash, previous = entry.seq, bytes(entry.hash), entry
        if anchored and anchored.seq == place:
            at_anchor = last_hash
    yield from _head(file, place, last_hash)
    if anchored is not None and at_anchor != anchored.hash:
        yield _against_anchor(file, place, anchored)


def _cipher(file: File) -> tuple[Cipher | None, Sequence[Finding]]:
    if file.wrapped_key is None:
        return None, ()
    try:
        return unwrap(file.id, bytes(file.wrapped_key)), ()
    except UnreadableError:
        saying = say("The key of file %(file)s does not open with the key of this instance.", file=str(file.id))
        return None, (Finding(trouble=Trouble.UNREADABLE, saying=saying, file=file.id),)


def _place(file: UUID, entry: Entry, *, after: int, last_hash: bytes) -> Iterator[Finding]:
    if entry.seq > after + 1:
        yield Finding(
            trouble=Trouble.REMOVED,
            saying=say(
                "File %(file)s has no entry %(seq)s: entries were removed before entry %(next)s.",
                file=str(file),
                seq=after + 1,
                next=entry.seq,
            ),
            file=file,
            seq=after + 1,
        )
    elif entry.seq <= after:
        saying = say("File %(file)s has more than one entry %(seq)s: one was inserted.", **_named(entry))
        yield _finding(Trouble.INSERTED, entry, saying)
    elif bytes(entry.previous_hash) != last_hash:
        saying = say(
            "Entry %(seq)s of file %(file)s does not follow the one before it: one of the two was changed, inserted or"
            " swapped.",
            **_named(entry),
        )
        yield _finding(Trouble.BROKEN_CHAIN, entry, saying)


def _itself(entry: Entry, cipher: Cipher | None) -> Iterator[Finding]:
    if entry_hash(entry) != bytes(entry.hash):
        saying = say("Entry %(seq)s of file %(file)s was changed: its hash is another one.", **_named(entry))
        yield _finding(Trouble.CHANGED, entry, saying)
    if cipher is None:
        return
    try:
        salt, statement = open_statement(entry, cipher)
        whole = statement_digest(salt, statement) == bytes(entry.statement_digest) and _says_so(entry, statement)
        if entry.proof is not None:
            proof = cipher.decrypt(bytes(entry.proof), place_of_proof(entry.file_id, entry.id))
            whole = whole and entry.cms_digest is not None and proof_digest(salt, proof) == bytes(entry.cms_digest)
    except UnreadableError:
        whole = False
    if not whole:
        saying = say(
            "The content of entry %(seq)s of file %(file)s is not what was filed: it was changed or inserted.",
            **_named(entry),
        )
        yield _finding(Trouble.CHANGED, entry, saying)


def _says_so(entry: Entry, statement: bytes) -> bool:
    """Whether the statement is of this entry: its id, its file, its kind and version."""
    try:
        said = json.loads(statement)
        named = (said["id"], said["file"], said["kind"], said["version"])
    except (ValueError, KeyError, TypeError):
        return False
    return bool(named == (str(entry.id), str(entry.file_id), entry.kind, entry.version))


def _head(file: File, place: int, last_hash: bytes) -> Iterator[Finding]:
    if place < file.head_seq:
        trouble = Trouble.CUT_TAIL
        saying = say(
            "File %(file)s ends at entry %(seq)s, and its head is entry %(head)s: its tail was cut off.",
            file=str(file.id),
            seq=place,
            head=file.head_seq,
        )
    elif place > file.head_seq:
        trouble = Trouble.INSERTED
        saying = say(
            "File %(file)s goes on to entry %(seq)s after its head, entry %(head)s: something was inserted.",
            file=str(file.id),
            seq=place,
            head=file.head_seq,
        )
    elif bytes(file.head_hash) != last_hash:
        trouble = Trouble.CHANGED
        saying = say("The head of file %(file)s is not its last entry.", file=str(file.id))
    else:
        return
    yield Finding(trouble=trouble, saying=saying, file=file.id, seq=place)


def _against_anchor(file: File, place: int, anchored: Leaf) -> Finding:
    if place < anchored.seq:
        trouble = Trouble.CUT_TAIL
        saying = say(
            "File %(file)s had %(head)s entries when it was anchored and has %(seq)s now: its tail was cut off.",
            file=str(file.id),
            head=anchored.seq,
            seq=place,
        )
    else:
        trouble = Trouble.CHANGED
        saying = say(
            "File %(file)s was written anew: its first %(head)s entries are not those that were anchored.",
            file=str(file.id),
            head=anchored.seq,
        )
    return Finding(trouble=trouble, saying=saying, file=file.id, seq=anchored.seq)


def _named(entry: Entry) -> dict[str, str | int]:
    return {"file": str(entry.file_id), "seq": entry.seq}


def _finding(trouble: Trouble, entry: Entry, saying: Saying) -> Finding:
    return Finding(trouble=trouble, saying=saying, file=entry.file_id, seq=entry.seq)
