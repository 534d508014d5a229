"""The database itself refuses what would change history, whoever asks."""

from uuid import uuid4

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError, ProgrammingError

from ruqsat.journal.models import Entry
from tests.ground import Database
from tests.journal.filing import new_file, put, put_many
from tests.journal.samples import AT, judged_act

FORBIDDEN = [
    "UPDATE journal_entry SET kind = 'x'",
    "DELETE FROM journal_entry",
    "TRUNCATE journal_entry CASCADE",
    "UPDATE journal_anchor SET count = 1",
    "DELETE FROM journal_anchor",
    "TRUNCATE journal_anchor",
    "DELETE FROM journal_file",
    "UPDATE journal_file SET kind = 'x'",
    "UPDATE journal_file SET opened_at = now()",
    "TRUNCATE journal_file CASCADE",
    "DELETE FROM journal_outbox",
    "UPDATE journal_outbox SET seq = 2",
    "ALTER TABLE journal_entry DISABLE TRIGGER ALL",
]


@pytest.mark.django_db
@pytest.mark.parametrize("query", FORBIDDEN)
def test_the_application_has_no_right_to_change_history(query: str) -> None:
    put(new_file(), judged_act())
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), connection.cursor() as cursor:
        cursor.execute(query)


def test_even_the_owner_is_stopped_by_triggers(own_database: Database) -> None:
    file = new_file()
    put_many(file, 2)
    refused = [
        ("UPDATE journal_entry SET kind = 'x'", "append-only: UPDATE of journal_entry"),
        ("DELETE FROM journal_entry", "append-only: DELETE of journal_entry"),
        ("TRUNCATE journal_entry CASCADE", "append-only: TRUNCATE of journal_entry"),
        ("UPDATE journal_anchor SET count = 1", "append-only: UPDATE of journal_anchor"),
        ("DELETE FROM journal_file", "keeps its rows: DELETE of journal_file"),
        ("TRUNCATE journal_outbox", "keeps its rows: TRUNCATE of journal_outbox"),
        ("UPDATE journal_file SET kind = 'x'", "a file is not renamed"),
        ("UPDATE journal_file SET head_seq = 1", "does not go back"),
        (r"UPDATE journal_file SET head_hash = sha256('x')", "does not go back"),
        (r"UPDATE journal_file SET head_seq = 3, head_hash = sha256('x')", "must be its last entry"),
    ]
    for query, sentence in refused:
        with psycopg.connect(own_database.owner_url) as owner, pytest.raises(psycopg.DatabaseError, match=sentence):
            owner.execute(query)


def test_a_destroyed_key_does_not_come_back(own_database: Database) -> None:
    new_file()
    with psycopg.connect(own_database.owner_url) as owner:
        owner.execute("UPDATE journal_file SET wrapped_key = NULL, key_destroyed_at = now()")
        with pytest.raises(psycopg.DatabaseError, match="does not come back"):
            owner.execute(r"UPDATE journal_file SET wrapped_key = '\x01', key_destroyed_at = NULL")


def _copied(**changes: object) -> Entry:
    entry = Entry.objects.order_by("-seq")[0]
    entry.id = uuid4()
    for name, value in changes.items():
        setattr(entry, name, value)
    return entry


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "kind", "constraint"),
    [
        ({"seq": 0}, IntegrityError, "entry_seq_positive"),
        ({}, IntegrityError, "entry_seq_once_in_a_file"),
        ({"seq": 3}, IntegrityError, "entry_follows_once"),
        ({"seq": 3, "hash": b"short"}, IntegrityError, "entry_hash_length"),
        ({"seq": 3, "previous_hash": b"short"}, IntegrityError, "entry_previous_hash_length"),
        ({"seq": 3, "statement_digest": b""}, IntegrityError, "entry_statement_digest_length"),
        ({"seq": 3, "proof_kind": "cms"}, IntegrityError, "entry_proof_whole"),
        ({"seq": 3, "cms_digest": b"short"}, IntegrityError, "entry_cms_digest_length|entry_proof_whole"),
        ({"seq": 3, "previous_hash": b"x" * 32}, DatabaseError, "must follow the one before it"),
        ({"seq": 5, "previous_hash": b"x" * 32}, DatabaseError, "must follow the one before it"),
    ],
)
def test_an_entry_that_does_not_belong_is_refused(
    changes: dict[str, object], kind: type[DatabaseError], constraint: str
) -> None:
    put_many(new_file(), 2)
    with pytest.raises(kind, match=constraint), transaction.atomic():
        _copied(**changes).save(force_insert=True)


@pytest.mark.django_db
def test_an_entry_dated_before_the_one_it_follows_is_refused() -> None:
    put_many(new_file(), 2)
    last = Entry.objects.get(seq=2)
    early = _copied(seq=3, previous_hash=last.hash, filed_at=AT.replace(year=2020))
    with pytest.raises(DatabaseError, match="must follow the one before it"), transaction.atomic():
        early.save(force_insert=True)
