"""
The tables of the journal. Entries and anchors are only ever added; the database itself refuses anything else.

Nothing here is personal data in the clear: content and proofs are encrypted under their file's key, people stand as
pseudonymous ids.
"""

from uuid import uuid4

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from ruqsat.journal.models_of_delivery import Counterpart, TriedAgain, Undone

__all__ = ["Anchor", "Counterpart", "Entry", "File", "Outbox", "PreparedStatement", "TriedAgain", "Undone"]

HASH_LENGTH = 32


def _append_only(name: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
        func="RAISE EXCEPTION 'The journal is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME;",
    )


def _never_removed(name: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Delete | pgtrigger.Truncate,
        func="RAISE EXCEPTION 'The journal keeps its rows: % of % is refused.', TG_OP, TG_TABLE_NAME;",
    )


FILE_MOVES_FORWARD = """
    IF NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.opened_at <> OLD.opened_at THEN
        RAISE EXCEPTION 'The journal keeps its rows: a file is not renamed.';
    END IF;
    IF NEW.head_seq < OLD.head_seq OR (NEW.head_seq = OLD.head_seq AND NEW.head_hash <> OLD.head_hash) THEN
        RAISE EXCEPTION 'The journal is append-only: the head of file % does not go back.', OLD.id;
    END IF;
    IF NEW.wrapped_key IS DISTINCT FROM OLD.wrapped_key AND OLD.wrapped_key IS NULL THEN
        RAISE EXCEPTION 'The key of file % was destroyed and does not come back.', OLD.id;
    END IF;
    IF NEW.head_seq <> OLD.head_seq AND NOT EXISTS (
        SELECT 1 FROM journal_entry e
        WHERE e.file_id = NEW.id AND e.seq = NEW.head_seq AND e.hash = NEW.head_hash
    ) THEN
        RAISE EXCEPTION 'The head of file % must be its last entry.', OLD.id;
    END IF;
    RETURN NEW;
"""

ENTRY_CONTINUES_THE_CHAIN = """
    IF EXISTS (
        SELECT 1 FROM added a
        LEFT JOIN journal_entry p ON p.file_id = a.file_id AND p.seq = a.seq - 1
        WHERE a.seq > 1 AND (p.hash IS DISTINCT FROM a.previous_hash OR p.filed_at > a.filed_at)
    ) THEN
        RAISE EXCEPTION 'An entry must follow the one before it in its file, by number, hash and time.';
    END IF;
    RETURN NULL;
"""


class File(models.Model):
    """A file of acts: its key, and its head, the place and hash of its last entry."""

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    wrapped_key = models.BinaryField(null=True)
    key_destroyed_at = models.DateTimeField(null=True)
    head_seq = models.PositiveIntegerField(default=0)
    head_hash = models.BinaryField(max_length=HASH_LENGTH)
    head_filed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "journal_file"
        constraints = [
            models.CheckConstraint(condition=Exact(Length("head_hash"), HASH_LENGTH), name="file_head_hash_length"),
            models.CheckConstraint(
                condition=Q(head_seq=0, head_filed_at__isnull=True) | Q(head_seq__gt=0, head_filed_at__isnull=False),
                name="file_head_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(wrapped_key__isnull=False, key_destroyed_at__isnull=True)
                | Q(wrapped_key__isnull=True, key_destroyed_at__isnull=False),
                name="file_key_or_its_end",
            ),
        ]
        triggers = [
            _never_removed("file_never_removed"),
            pgtrigger.Trigger(
                name="file_moves_forward",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=FILE_MOVES_FORWARD,
            ),
        ]


class Entry(models.Model):
    """
    One act on file, wrapped: its place, the hash before it, the server's time, digests of what was said and shown.

    The digests are salted; the salt lies inside the encrypted statement, so that nothing can be guessed from them
    once the file's key is gone.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="entries", db_index=False)
    seq = models.PositiveIntegerField()
    previous_hash = models.BinaryField(max_length=HASH_LENGTH)
    hash = models.BinaryField(max_length=HASH_LENGTH)
    kind = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    filed_at = models.DateTimeField()
    happened_at = models.DateTimeField()
    statement_digest = models.BinaryField(max_length=HASH_LENGTH)
    proof_kind = models.CharField(max_length=20, blank=True)
    cms_digest = models.BinaryField(max_length=HASH_LENGTH, null=True)
    actor_person = models.UUIDField(null=True)
    actor_role = models.CharField(max_length=20)
    actor_office = models.CharField(max_length=20, blank=True)
    edition = models.CharField(max_length=60)
    calendar_version = models.CharField(max_length=60)
    law_version = models.CharField(max_length=60)
    ciphertext = models.BinaryField()
    proof = models.BinaryField(null=True)

    class Meta:
        db_table = "journal_entry"
        constraints = [
            models.CheckConstraint(condition=Q(seq__gt=0), name="entry_seq_positive"),
            models.UniqueConstraint(fields=["file", "seq"], name="entry_seq_once_in_a_file"),
            models.UniqueConstraint(fields=["file", "previous_hash"], name="entry_follows_once"),
            models.CheckConstraint(condition=Exact(Length("hash"), HASH_LENGTH), name="entry_hash_length"),
            models.CheckConstraint(
                condition=Exact(Length("previous_hash"), HASH_LENGTH), name="entry_previous_hash_length"
            ),
            models.CheckConstraint(
                condition=Exact(Length("statement_digest"), HASH_LENGTH), name="entry_statement_digest_length"
            ),
            models.CheckConstraint(
                condition=Q(cms_digest__isnull=True) | Q(Exact(Length("cms_digest"), HASH_LENGTH)),
                name="entry_cms_digest_length",
            ),
            models.CheckConstraint(
                condition=Q(proof_kind="", proof__isnull=True, cms_digest__isnull=True)
                | (~Q(proof_kind="") & Q(proof__isnull=False, cms_digest__isnull=False)),
                name="entry_proof_whole",
            ),
        ]
        triggers = [
            _append_only("entry_append_only"),
            pgtrigger.Trigger(
                name="entry_continues_chain",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="added"),  # type: ignore[no-untyped-call]  # pgtrigger leaves it untyped
                func=ENTRY_CONTINUES_THE_CHAIN,
            ),
        ]


class Anchor(models.Model):
    """Once a day: the Merkle root over all file heads, time-stamped. The leaves lie in the export."""

    day = models.DateField(primary_key=True)
    made_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    root = models.BinaryField(max_length=HASH_LENGTH)
    previous = models.BinaryField(max_length=HASH_LENGTH, null=True)
    statement = models.BinaryField()
    stamp = models.BinaryField()

    class Meta:
        db_table = "journal_anchor"
        constraints = [
            models.CheckConstraint(condition=Exact(Length("root"), HASH_LENGTH), name="anchor_root_length"),
            models.CheckConstraint(
                condition=Q(previous__isnull=True) | Q(Exact(Length("previous"), HASH_LENGTH)),
                name="anchor_previous_length",
            ),
        ]
        triggers = [_append_only("anchor_append_only")]


class Outbox(models.Model):
    """One entry that a feed still has to tell, or has told. Told in order within a file, never across files."""

    feed = models.CharField(max_length=40)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="outbox", db_index=False)
    seq = models.PositiveIntegerField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="outbox", db_index=False)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "journal_outbox"
        constraints = [
            models.UniqueConstraint(fields=["feed", "file", "seq"], name="outbox_once_in_a_feed"),
            models.CheckConstraint(condition=Q(seq__gt=0), name="outbox_seq_positive"),
        ]
        indexes = [
            models.Index(fields=["feed", "file", "seq"], condition=Q(delivered_at=None), name="outbox_undelivered"),
            models.Index(fields=["feed", "id"], condition=Q(delivered_at=None), name="outbox_oldest_first"),
        ]
        triggers = [_never_removed("outbox_never_removed")]


class PreparedStatement(models.Model):
    """
    A statement shown to a person for signing: kept, encrypted, until it is signed or expires.

    ``signature`` is a CMS over it that could not be judged yet, encrypted too: nobody has to sign twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file_id = models.UUIDField(db_index=True)
    for_person = models.UUIDField()
    relies_seq = models.PositiveIntegerField()
    prepared_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    taken_at = models.DateTimeField(null=True)
    signature = models.BinaryField(null=True)
    ciphertext = models.BinaryField()

    class Meta:
        db_table = "journal_prepared"
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("prepared_at")), name="prepared_expires_after_preparation"
            ),
        ]
