"""The database and the work in it: each thing that can be wrong is told, and nothing is changed by asking."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from ruqsat.running.database import APP, OWNER
from ruqsat.running.doctor import database
from ruqsat.running.doctor.findings import Finding, Mark, Round, Said
from tests.ground import Database
from tests.instance import free_port

Check = Callable[[database.Connection], Said]


@pytest.fixture
def one(clone_database: Callable[[], Database]) -> Database:
    return clone_database()


def asked(url: str, check: Check) -> Said:
    with psycopg.connect(url) as connection:
        return check(connection)


def anchors(connection: database.Connection) -> Said:
    return database.anchor(connection, now=datetime.now(UTC))


def test_a_database_as_it_should_be_is_well(one: Database, tmp_path: Path) -> None:
    assert database.reachable(one.app_url).mark is Mark.GOOD
    for check in (database.rights, database.clock, database.jobs, anchors):
        assert asked(one.app_url, check).mark is Mark.GOOD, check
    assert asked(one.app_url, lambda connection: database.documents(connection, files=tmp_path)).mark is Mark.GOOD


def test_the_application_was_really_refused(one: Database) -> None:
    """REVOKE is in force: what would touch no row is refused as well."""
    assert asked(one.app_url, database.rights).text == f"{APP} was refused UPDATE, DELETE, TRUNCATE"
    said = asked(one.owner_url, database.rights)
    assert said.mark is Mark.WRONG
    for right in ("UPDATE", "DELETE", "TRUNCATE"):
        assert f"{right} on journal_entry" in said.text
    assert OWNER in said.text


def test_nobody_at_the_address_is_told_and_the_rest_is_not_tried(tmp_path: Path) -> None:
    found: list[Finding] = []
    url = f"postgresql://nobody@127.0.0.1:{free_port()}/nothing"
    database.look(Round(found.append), url=url, files=tmp_path, now=datetime.now(UTC))
    first, *others = found
    assert (first.tried, first.mark) == ("connection", Mark.WRONG)
    assert "does not answer" in first.said
    assert "DATABASE_URL" in first.todo
    assert all((each.mark, each.said) == (Mark.NOTE, "not tried: the database does not answer") for each in others)


def test_no_address_at_all_is_told() -> None:
    said = database.reachable("")
    assert said.mark is Mark.WRONG
    assert "ruqsat run" in said.todo


def test_migrations_not_applied_are_told(own_database: Database) -> None:
    assert database.migrations().mark is Mark.GOOD
    with psycopg.connect(own_database.owner_url) as owner:
        owner.execute("DELETE FROM django_migrations WHERE app = 'licenses'")
    said = database.migrations()
    assert (said.mark, said.todo) == (Mark.WRONG, "Run “ruqsat migrate”.")
    assert "licenses" in said.text


def test_no_worker_is_told_and_a_living_one_counted(one: Database) -> None:
    said = asked(one.app_url, database.worker)
    assert said.mark is Mark.WRONG
    assert "ruqsat worker" in said.todo
    with psycopg.connect(one.app_url) as connection:
        connection.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '3 seconds')")
        connection.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')")
    assert asked(one.app_url, database.worker).text.startswith("1 at work, last heard of 3 s ago")


def test_jobs_that_wait_for_long_are_told_since_when(one: Database) -> None:
    with psycopg.connect(one.app_url) as connection:
        connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " VALUES ('cases', 'judge', '{}', 'todo')"
        )
        assert database.jobs(connection).mark is Mark.GOOD
        connection.execute("UPDATE procrastinate_events SET at = now() - interval '10 minutes'")
        said = database.jobs(connection)
    assert said.mark is Mark.WRONG
    assert said.text.startswith("1 waiting, the first since ")


def test_jobs_that_failed_are_told(one: Database) -> None:
    with psycopg.connect(one.app_url) as connection:
        (job,) = connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " VALUES ('cases', 'judge', '{}', 'doing') RETURNING id"
        ).fetchone() or (0,)
        connection.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [job])
        said = database.jobs(connection)
    assert said.mark is Mark.NOTE
    assert said.text.startswith("1 failed within a day")


def test_an_anchor_that_is_late_is_told(one: Database) -> None:
    with psycopg.connect(one.app_url) as connection:
        connection.execute(
            "INSERT INTO journal_anchor (day, made_at, count, root, statement, stamp) VALUES (%s, %s, 0, %s, '', '')",
            [datetime.now(UTC).date(), datetime.now(UTC) - timedelta(hours=5), bytes(32)],
        )
    assert asked(one.app_url, anchors).text == "the last was made 5.0 h ago"

    def tomorrow(connection: database.Connection) -> Said:
        return database.anchor(connection, now=datetime.now(UTC) + timedelta(days=1))

    assert asked(one.app_url, tomorrow).mark is Mark.WRONG


def test_documents_without_their_bytes_are_told(own_database: Database, tmp_path: Path) -> None:
    """As after a restore that forgot the folder."""
    from ruqsat.documents import store
    from ruqsat.journal import files

    at, file = datetime.now(UTC), uuid4()
    files.open_file("case", id=file, at=at)
    store.keep(file, b"%PDF-1.7 a document", name="one.pdf", media_type="application/pdf", at=at)

    def there(connection: database.Connection) -> Said:
        from django.conf import settings

        return database.documents(connection, files=settings.FILES_DIR)

    for _ in range(8):  # it begins at a document taken at random
        assert asked(own_database.app_url, there).text.startswith("1 looked for in ")
    said = asked(own_database.app_url, lambda connection: database.documents(connection, files=tmp_path))
    assert said.mark is Mark.WRONG
    assert "backup" in said.todo


def test_time_stamps_over_seals_are_told_before_and_after_they_end(one: Database) -> None:
    """Rules 20: a document that goes on without a renewal is one that nobody can verify any more."""
    now = datetime.now(UTC)

    def told() -> Said:
        return asked(one.app_url, lambda connection: database.stamps(connection, now=now))

    assert (told().mark, told().text) == (Mark.GOOD, "no document bears a seal that was looked at yet")
    with psycopg.connect(one.owner_url) as connection:
        file, original, sealed = uuid4(), uuid4(), uuid4()
        connection.execute(
            "INSERT INTO journal_file (id, kind, opened_at, wrapped_key, head_seq, head_hash)"
            " VALUES (%s, 'case', %s, '', 0, %s)",
            (file, now, bytes(32)),
        )
        for id, on, sha256 in ((original, None, "a" * 64), (sealed, original, "b" * 64)):
            connection.execute(
                "INSERT INTO documents_blob (id, file_id, sha256, size, media_type, name_encrypted, kind, sealed,"
                " seal_on_id, created_at) VALUES (%s, %s, %s, 1, 'application/pdf', '', 'license', %s, %s, %s)",
                (id, file, sha256, on is not None, on, now),
            )
    for until, mark, text in (
        (now + timedelta(days=400), Mark.GOOD, "the first ends on"),
        (now + timedelta(days=30), Mark.WRONG, "the first ends on"),
        (now - timedelta(days=1), Mark.WRONG, "1 sealed documents: theirs have ended"),
        (None, Mark.WRONG, "1 sealed documents are damaged or do not pass"),
    ):
        with psycopg.connect(one.owner_url) as connection:
            connection.execute(
                "UPDATE documents_blob SET holds_until = %s, renewal_tried_at = %s WHERE sealed", (until, now)
            )
        assert told().mark is mark
        assert told().text.startswith(text)
