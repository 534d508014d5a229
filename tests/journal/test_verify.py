"""Whatever the owner of the database does behind the triggers is found."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from pytest_django import Settings

from ruqsat.journal.anchor import folder, make
from ruqsat.journal.chain import entry_hash
from ruqsat.journal.keys import Cipher
from ruqsat.journal.models import Entry, File
from ruqsat.journal.report import Trouble
from ruqsat.journal.verify import FILES_AT_ONCE, stamp_is_over, verify
from tests.ground import Database
from tests.journal.filing import new_file, put, put_many
from tests.journal.samples import AT, judged_act, sample_of
from tests.journal.stamping import token_over

Tamper = Callable[..., None]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def tamper(own_database: Database) -> Iterator[Tamper]:
    """Runs SQL as the superuser with every trigger and foreign key switched off."""
    with psycopg.connect(own_database.superuser_url, autocommit=True) as intruder:
        intruder.execute("SET session_replication_role = replica")

        def run(query: str, *parameters: object) -> None:
            assert intruder.execute(query, parameters).rowcount

        yield run


@pytest.fixture
def file(own_database: Database) -> UUID:
    """A file of five entries, the second with a proof, beside another of two."""
    put_many(new_file(), 2)
    filled = new_file()
    put(filled, judged_act(0))
    put(filled, sample_of("received"))
    put_many(filled, 3, start=2)
    assert verify().whole
    return filled


def troubles(file: UUID) -> set[Trouble]:
    """What verification finds, none of it in another file."""
    found = verify().findings
    assert {finding.file for finding in found} <= {file}
    assert all(str(finding.saying) for finding in found)
    return {finding.trouble for finding in found}


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'granted'",
        "version = version + 1",
        "filed_at = filed_at + interval '1 second'",
        "happened_at = happened_at - interval '1 day'",
        "actor_person = gen_random_uuid()",
        "actor_role = 'head'",
        "actor_office = 'KZ-10'",
        "edition = 'x'",
        "calendar_version = 'x'",
        "law_version = 'x'",
        "proof_kind = 'seal'",
        "statement_digest = sha256('x')",
        "cms_digest = sha256('x')",
        "ciphertext = set_byte(ciphertext, 40, get_byte(ciphertext, 40) # 1)",
        "proof = set_byte(proof, 14, get_byte(proof, 14) # 1)",
        "hash = sha256('x')",
        "previous_hash = sha256('x')",
        "id = gen_random_uuid()",
    ],
)
def test_a_changed_entry_is_found(file: UUID, tamper: Tamper, change: str) -> None:
    tamper(f"UPDATE journal_entry SET {change} WHERE file_id = %s AND seq = 2", file)  # noqa: S608 -- fixed texts
    assert Trouble.CHANGED in troubles(file)


@pytest.mark.parametrize("seq", [1, 2, 4])
def test_a_removed_entry_is_found(file: UUID, tamper: Tamper, seq: int) -> None:
    tamper("DELETE FROM journal_entry WHERE file_id = %s AND seq = %s", file, seq)
    assert Trouble.REMOVED in troubles(file)


def test_a_removed_entry_whose_followers_moved_up_is_found(file: UUID, tamper: Tamper) -> None:
    tamper("DELETE FROM journal_entry WHERE file_id = %s AND seq = 3", file)
    for place in (4, 5):
        tamper("UPDATE journal_entry SET seq = seq - 1 WHERE file_id = %s AND seq = %s", file, place)
    assert {Trouble.CHANGED, Trouble.BROKEN_CHAIN, Trouble.CUT_TAIL} <= troubles(file)


def test_two_entries_that_changed_places_are_found(file: UUID, tamper: Tamper) -> None:
    for here, there in [(3, 99), (4, 3), (99, 4)]:
        tamper("UPDATE journal_entry SET seq = %s WHERE file_id = %s AND seq = %s", there, file, here)
    assert {Trouble.CHANGED, Trouble.BROKEN_CHAIN} <= troubles(file)


def test_contents_that_changed_places_are_found(file: UUID, tamper: Tamper) -> None:
    tamper(
        "UPDATE journal_entry a SET ciphertext = b.ciphertext FROM journal_entry b "
        "WHERE a.file_id = %s AND b.file_id = a.file_id AND a.seq IN (3, 4) AND b.seq = 7 - a.seq",
        file,
    )
    assert troubles(file) == {Trouble.CHANGED}


def test_an_inserted_entry_is_found(file: UUID, tamper: Tamper) -> None:
    copied = [column.attname for column in Entry._meta.concrete_fields if column.attname not in {"id", "seq"}]
    names = ", ".join(copied)
    tamper(
        f"INSERT INTO journal_entry (id, seq, {names}) SELECT gen_random_uuid(), 6, "  # noqa: S608 -- fixed texts
        + names.replace("previous_hash", "sha256('other')")
        + " FROM journal_entry WHERE file_id = %s AND seq = 3",
        file,
    )
    assert Trouble.INSERTED in troubles(file)


def test_an_entry_forged_with_the_right_hashes_is_found_without_the_files_key(file: UUID, tamper: Tamper) -> None:
    head = File.objects.get(id=file)
    forged = Entry.objects.get(file_id=file, seq=5)
    forged.id, forged.seq, forged.previous_hash = UUID(int=7), 6, head.head_hash
    forged.ciphertext = Cipher(b"k" * 32).encrypt(b"forged", b"")
    forged.hash = entry_hash(forged)
    forged.save(force_insert=True)
    tamper("UPDATE journal_file SET head_seq = 6, head_hash = %s WHERE id = %s", forged.hash, file)
    assert troubles(file) == {Trouble.CHANGED}


def test_a_tail_cut_off_is_found_by_the_head(file: UUID, tamper: Tamper) -> None:
    tamper("DELETE FROM journal_entry WHERE file_id = %s AND seq > 3", file)
    assert troubles(file) == {Trouble.CUT_TAIL}


def _cut_with_its_head(file: UUID, tamper: Tamper) -> None:
    last = Entry.objects.get(file_id=file, seq=3)
    tamper("DELETE FROM journal_entry WHERE file_id = %s AND seq > 3", file)
    tamper(
        "UPDATE journal_file SET head_seq = 3, head_hash = %s, head_filed_at = %s WHERE id = %s",
        last.hash,
        last.filed_at,
        file,
    )


def test_a_tail_cut_off_together_with_its_head_is_found_by_the_anchor(file: UUID, tamper: Tamper) -> None:
    make(AT, token_over)
    _cut_with_its_head(file, tamper)
    assert troubles(file) == {Trouble.CUT_TAIL}


def test_a_file_cut_and_written_anew_by_one_who_has_the_keys_is_found_by_the_anchor(file: UUID, tamper: Tamper) -> None:
    make(AT, token_over)
    _cut_with_its_head(file, tamper)
    put_many(file, 4, start=50)
    assert troubles(file) == {Trouble.CHANGED}


def test_what_was_filed_after_the_anchor_does_not_disturb_it(file: UUID) -> None:
    make(AT, token_over)
    put_many(file, 3, start=20)
    new_file()
    report = verify()
    assert report.whole
    assert report.anchored_on == AT.date()
    assert (report.files, report.entries) == (3, 10)


def test_a_vanished_file_is_found_by_the_anchor(file: UUID, tamper: Tamper) -> None:
    make(AT, token_over)
    tamper("DELETE FROM journal_entry WHERE file_id = %s", file)
    tamper("DELETE FROM journal_file WHERE id = %s", file)
    assert troubles(file) == {Trouble.VANISHED_FILE}


def test_entries_whose_file_vanished_are_found_without_an_anchor(file: UUID, tamper: Tamper) -> None:
    tamper("DELETE FROM journal_file WHERE id = %s", file)
    assert troubles(file) == {Trouble.VANISHED_FILE}


def test_a_file_made_to_be_another_is_found(file: UUID, tamper: Tamper) -> None:
    tamper("UPDATE journal_file SET kind = 'license' WHERE id = %s", file)
    assert Trouble.BROKEN_CHAIN in troubles(file)


def test_a_head_that_is_not_the_last_entry_is_found(file: UUID, tamper: Tamper) -> None:
    tamper("UPDATE journal_file SET head_hash = sha256('x') WHERE id = %s", file)
    assert troubles(file) == {Trouble.CHANGED}


def test_a_key_of_another_instance_is_told(file: UUID, settings: Settings) -> None:
    settings.INSTANCE_KEY = b"x" * 32
    assert {finding.trouble for finding in verify().findings} == {Trouble.UNREADABLE}


@pytest.mark.parametrize(
    "harm",
    [
        lambda where: (where / "2026-03-18.json").unlink(),
        lambda where: (where / "2026-03-19.json").unlink(),
        lambda where: (where / "2026-03-19.tsr").unlink(),
        lambda where: (where / "2026-03-19.tsr").write_bytes(token_over(b"other" * 6 + b"xx")),
        lambda where: (where / "2026-03-19.tsr").write_bytes(b"no token"),
        lambda where: (where / "2026-03-19.json").write_text("{}"),
        lambda where: shutil.copy(where / "2026-03-18.json", where / "2026-03-19.json"),
    ],
)
def test_a_harmed_export_is_found(file: UUID, harm: Callable[[Path], None]) -> None:
    make(AT, token_over)
    make(AT + timedelta(days=1), token_over)
    assert verify().whole
    harm(folder())
    assert {finding.trouble for finding in verify().findings} == {Trouble.ANCHOR}


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM journal_anchor WHERE day = '2026-03-18'",
        "DELETE FROM journal_anchor WHERE day = '2026-03-19'",
        "UPDATE journal_anchor SET statement = 'x' WHERE day = '2026-03-18'",
        "UPDATE journal_anchor SET statement = 'x' WHERE day = '2026-03-19'",
    ],
)
def test_an_anchor_harmed_on_record_is_found(file: UUID, tamper: Tamper, query: str) -> None:
    make(AT, token_over)
    make(AT + timedelta(days=1), token_over)
    tamper(query)
    assert {finding.trouble for finding in verify().findings} == {Trouble.ANCHOR}


def test_an_export_changed_with_a_right_root_does_not_fit_its_time_stamp(file: UUID) -> None:
    make(AT, token_over)
    path = folder() / "2026-03-18.json"
    said = json.loads(path.read_text())
    said["made_at"] = "2026-03-18T23:00:00.000000Z"
    path.write_text(json.dumps(said))
    assert Trouble.ANCHOR in {finding.trouble for finding in verify().findings}


def test_more_files_than_one_portion_are_all_read(own_database: Database) -> None:
    count = FILES_AT_ONCE + 3
    for _ in range(count):
        new_file()
    put_many(File.objects.order_by("-id")[0].id, 2)
    report = verify()
    assert report.whole
    assert (report.files, report.entries) == (count, 2)
    assert report.entries_per_second > 0


def test_a_token_is_over_its_statement_or_it_is_told() -> None:
    statement = b"the anchor of a day"
    token = token_over(hashlib.sha256(statement).digest())
    assert stamp_is_over(token, statement) is None
    assert stamp_is_over(token, b"the anchor of another day") is not None
    assert stamp_is_over(b"", statement) is not None
