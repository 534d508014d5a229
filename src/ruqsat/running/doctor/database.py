"""The database: reachable, new enough, up to date, and history out of the application's reach."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg import sql
from psycopg.errors import InsufficientPrivilege, RaiseException

from ruqsat.gateways import storage
from ruqsat.running.database import OLDEST_SERVER
from ruqsat.running.doctor.findings import Mark, Round, Said, good, note, one_line, wrong

GROUP = "Database"
PROTECTED = ("journal_entry", "journal_anchor")
SAMPLE = 20  # documents
MOST_APART = 2.0  # seconds between this machine's clock and the database's
LONG_WAIT = timedelta(minutes=1)
BEAT = timedelta(seconds=30)  # a worker says every ten seconds that it is there
LATE_ANCHOR = timedelta(hours=26)
LATE_RENEWAL = timedelta(days=60)  # a month after it was due

Connection = psycopg.Connection[tuple[Any, ...]]


def look(round_: Round, *, url: str, files: Path, now: datetime) -> None:
    """Everything in the database at *url*, and the *files* of its documents; *now* is the instance's moment."""
    reached = round_.tries(GROUP, "connection", lambda: reachable(url))
    checks: dict[tuple[str, str], Callable[[Connection], Said]] = {
        (GROUP, "migrations"): lambda _: migrations(),
        (GROUP, "rights on history"): rights,
        (GROUP, "clock"): clock,
        (GROUP, "documents' bytes"): lambda connection: documents(connection, files=files),
        ("Work", "worker"): worker,
        ("Work", "jobs"): jobs,
        ("Work", "anchor of history"): lambda connection: anchor(connection, now=now),
        ("Work", "stamps over seals"): lambda connection: stamps(connection, now=now),
    }
    for (group, tried), check in checks.items():
        if reached is Mark.WRONG:
            round_.tries(group, tried, lambda: note("not tried: the database does not answer"))
        else:
            round_.tries(group, tried, _on_a_connection(url, check))


def _on_a_connection(url: str, check: Callable[[Connection], Said]) -> Callable[[], Said]:
    """The check on a connection of its own, rolled back whatever it did."""

    def look() -> Said:
        with psycopg.connect(url, connect_timeout=5) as connection:
            try:
                return check(connection)
            finally:
                connection.rollback()

    return look


def reachable(url: str) -> Said:
    """Somebody answers at the address, in a version that is served."""
    if not url:
        return wrong("no address is known: no instance runs in this folder", "Start “ruqsat run”, or set DATABASE_URL.")
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            info = connection.info
            version, text = info.server_version, f"PostgreSQL {info.parameter_status('server_version')}, as {info.user}"
    except psycopg.OperationalError as error:
        return wrong(f"does not answer: {one_line(error)}", "Start it, or correct DATABASE_URL.")
    if version < OLDEST_SERVER * 10_000:
        return wrong(text, f"Upgrade the server: PostgreSQL {OLDEST_SERVER} is the oldest served.")
    return good(text)


def migrations() -> Said:
    """The tables are those of this version of the program."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        count = len(executor.loader.applied_migrations)
    finally:
        connection.close()
    if waiting:
        return wrong(f"{len(waiting)} not applied, the first is {waiting[0][0]}", "Run “ruqsat migrate”.")
    return good(f"all {count} applied")


def rights(connection: Connection) -> Said:
    """The application's role is refused when it tries to change or remove what is on file."""
    may = [
        f"{verb} on {table}" for table in PROTECTED for verb in ("UPDATE", "DELETE") if _may(connection, verb, table)
    ]
    query = "SELECT t FROM unnest(%s::text[]) t WHERE has_table_privilege(to_regclass(t), 'TRUNCATE')"
    may += [f"TRUNCATE on {table}" for (table,) in connection.execute(query, [list(PROTECTED)]).fetchall()]
    if may:
        return wrong(
            f"{connection.info.user} has {', '.join(may)}: only triggers protect history",
            "Let DATABASE_URL name a role that owns no table, DATABASE_OWNER_URL the owner.",
        )
    return good(f"{connection.info.user} was refused UPDATE, DELETE, TRUNCATE")


def _may(connection: Connection, verb: str, table: str) -> bool:
    """Whether a statement that would touch no row is let through; it is undone in any case."""
    change = {
        "UPDATE": sql.SQL("UPDATE {table} SET {column} = {column} WHERE false"),
        "DELETE": sql.SQL("DELETE FROM {table} WHERE false"),
    }[verb].format(table=sql.Identifier(table), column=sql.Identifier(_first_column(connection, table)))
    with _undone(connection):
        try:
            connection.execute(change)
        except InsufficientPrivilege:
            return False
        except RaiseException:
            return True  # a trigger stopped what the rights let through
    return True


@contextmanager
def _undone(connection: Connection) -> Iterator[None]:
    with connection.transaction(force_rollback=True):
        yield


def _first_column(connection: Connection, table: str) -> str:
    query = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1"
    found = connection.execute(query, [table]).fetchone()
    return str(found[0]) if found else "id"


def clock(connection: Connection) -> Said:
    """The database's clock goes as this machine's."""
    before = datetime.now(UTC)
    (there,) = connection.execute("SELECT clock_timestamp()").fetchone() or (before,)
    middle = before + (datetime.now(UTC) - before) / 2
    apart = abs((there - middle).total_seconds())
    text = f"{apart:.2f} s from this machine's"
    return note(text, "Let both be set by one time service (NTP).") if apart > MOST_APART else good(text)


def documents(connection: Connection, *, files: Path) -> Said:
    """A handful of documents, from anywhere among them, have their bytes."""
    query = "SELECT id FROM documents_blob WHERE id >= %s ORDER BY id LIMIT %s"
    sample = set(connection.execute(query, [uuid4(), SAMPLE]).fetchall())
    sample |= set(connection.execute(query, [UUID(int=0), SAMPLE - len(sample)]).fetchall())  # few may be there twice
    kept = storage.connect(files / "blobs")
    for (blob,) in sample:
        try:
            kept.get(blob.hex)
        except storage.NothingStored:
            return wrong(f"{blob} is in the database and not in {files}", "Restore the folder from the backup.")
    return good(f"{len(sample)} looked for in {files}, all there" if sample else f"{files}: none yet")


def worker(connection: Connection) -> Said:
    """A worker has said lately that it is there."""
    query = (
        "SELECT count(*), max(last_heartbeat) FROM procrastinate_workers WHERE last_heartbeat > now() - %s::interval"
    )
    count, latest = connection.execute(query, [BEAT]).fetchone() or (0, None)
    if not count:
        return wrong("none is at work: nothing is registered, sealed or told", "Start “ruqsat run” or “ruqsat worker”.")
    ago = (datetime.now(UTC) - latest).total_seconds()
    return good(f"{count} at work, last heard of {max(ago, 0):.0f} s ago")


def jobs(connection: Connection) -> Said:
    """No job waits for long, and none of the last day failed."""
    waiting = (
        "SELECT count(*), min(e.at) FROM procrastinate_jobs j"
        " LEFT JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'"
        " WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())"
    )
    count, since = connection.execute(waiting).fetchone() or (0, None)
    if since is not None and datetime.now(UTC) - since > LONG_WAIT:
        text = f"{count} waiting, the first since {since.astimezone():%Y-%m-%d %H:%M:%S}"
        return wrong(text, "Is the worker alive, and fast enough? See logs/worker.log; start another one.")
    failed = (
        "SELECT count(*) FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id"
        " WHERE j.status = 'failed' AND e.type = 'failed' AND e.at > now() - interval '1 day'"
    )
    (lost,) = connection.execute(failed).fetchone() or (0,)
    if lost:
        return note(f"{lost} failed within a day; the sweep does their work", "See logs/worker.log for why.")
    return good(f"{count} waiting, none for long")


def anchor(connection: Connection, *, now: datetime) -> Said:
    """Once a day the heads of all files are time-stamped."""
    (latest,) = connection.execute("SELECT max(made_at) FROM journal_anchor").fetchone() or (None,)
    if latest is None:
        (oldest,) = connection.execute("SELECT min(filed_at) FROM journal_entry").fetchone() or (None,)
        if oldest is None or now - oldest < LATE_ANCHOR:
            return good("none yet, nothing on file is older than a day")
        return wrong("none was ever made", "See logs/worker.log: the time-stamping authority may not answer.")
    age = now - latest
    text = f"the last was made {age.total_seconds() / 3600:.1f} h ago"
    if age > LATE_ANCHOR:
        return wrong(text, "See logs/worker.log: the worker or the time-stamping authority may be away.")
    return good(text)


def stamps(connection: Connection, *, now: datetime) -> Said:
    """Every sealed document's last time stamp still holds, and is renewed before it ends."""
    first, ended, refused = connection.execute(_LAST_STAMPS, {"now": now}).fetchone() or (None, 0, 0)
    if refused:
        return wrong(
            f"{refused} sealed documents are damaged or do not pass", "See logs/worker.log for which they are."
        )
    if ended:
        return wrong(
            f"{ended} sealed documents: theirs have ended", "Restore renewed ones from a back-up, if there are."
        )
    if first is None:
        return good("no document bears a seal that was looked at yet")
    text = f"the first ends on {first:%Y-%m-%d}"
    if first - now < LATE_RENEWAL:
        return wrong(text, "See logs/worker.log: the time-stamping authority may have no newer certificate yet.")
    return good(text)


_LAST_STAMPS = """
SELECT min(holds_until),
       count(*) FILTER (WHERE holds_until < %(now)s),
       count(*) FILTER (WHERE holds_until IS NULL AND renewal_tried_at IS NOT NULL)
  FROM documents_blob AS last
 WHERE sealed AND NOT EXISTS (SELECT FROM documents_blob AS later WHERE later.renews_id = last.id)
"""
