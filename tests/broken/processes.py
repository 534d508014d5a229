"""Real processes on a road that stands apart: a worker, a web server, to be killed; and a database that goes away."""

import base64
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from ruqsat.running.environment import Instance
from ruqsat.running.leash import leashed
from ruqsat.running.supervisor import _web_command
from tests.ground import Server
from tests.instance import answers, free_port, plain_environment
from tests.web.officers import window_of
from tests.world import World

PATIENCE = 90.0  # seconds: what is not there by then does not come
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def wait_until(happened: Callable[[], Any], what: str, *, seconds: float = PATIENCE) -> Any:
    """What *happened* gives as soon as it gives something."""
    deadline = time.monotonic() + seconds
    while not (found := happened()):
        assert time.monotonic() < deadline, f"in vain: {what}"
        time.sleep(0.02)
    return found


@dataclass(kw_only=True)
class Processes:
    """The processes of one instance on Django's present database, whose outside systems are *world*."""

    world: World
    server: Server
    folder: Path
    web_port: int = field(default_factory=free_port)
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    windows: list["Window"] = field(default_factory=list)

    @property
    def database(self) -> str:
        return str(connection.settings_dict["NAME"])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def environment(self) -> dict[str, str]:
        at = connection.settings_dict
        words = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        return plain_environment() | {
            "DATABASE_URL": make_conninfo("", **{ours: str(at[theirs]) for ours, theirs in words.items()}),
            "DJANGO_SETTINGS_MODULE": "ruqsat.settings",
            "RUQSAT_SECRET_KEY": settings.SECRET_KEY,
            "RUQSAT_INSTANCE_KEY": base64.b64encode(settings.INSTANCE_KEY).decode(),
            "RUQSAT_VAR": str(settings.VAR),
            "RUQSAT_CLOCK_FILE": str(settings.CLOCK_FILE),
            "RUQSAT_TRUST_DIR": str(settings.TRUST_DIR),
            "RUQSAT_SEALS_DIR": str(settings.SEALS_DIR),
            "RUQSAT_FILES_DIR": str(settings.FILES_DIR),
            "RUQSAT_SANDBOX_URL": self.world.address,
            "RUQSAT_WEB_PORT": str(self.web_port),
        }

    def work(self) -> subprocess.Popen[bytes]:
        """A worker."""
        return self._start("worker", [sys.executable, "-P", "-m", "ruqsat.cli", "worker", "--var", str(settings.VAR)])

    def serve(self) -> subprocess.Popen[bytes]:
        """The web server as the supervisor starts it; comes back when it answers."""
        ports = {"web_port": self.web_port, "sandbox_port": 1}
        instance = Instance(var=settings.VAR, sandboxed=frozenset(), **ports)
        web = self._start("web", _web_command(instance))
        wait_until(self.answers, "an answer of the web server")
        return web

    def answers(self) -> bool:
        return answers(f"{self.url}/healthz")

    def window(self, iin: str) -> "Window":
        """A browser, as far as HTTP goes, in which the person with this IIN is signed in."""
        session = window_of(iin).cookies[settings.SESSION_COOKIE_NAME].value
        client = httpx.Client(base_url=self.url, trust_env=False, timeout=30, headers={"accept-language": "en"})
        client.cookies.set(f"ruqsat_session_{self.web_port}", session)
        self.windows.append(Window(client=client))
        return self.windows[-1]

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def end(self) -> None:
        """End everything that was started."""
        for window in self.windows:
            window.client.close()
        for process in self.running:
            kill(process)

    @contextmanager
    def holding(self, statement: str, *values: object) -> Iterator[None]:
        """
        Hold what *statement* locks, so that whoever comes there waits; comes back at once.

        Leaving lets everybody go on.
        """
        with psycopg.connect(self.server.database(self.database).superuser_url) as holder:
            holder.execute(statement, values)
            yield
            holder.rollback()

    def somebody_waits(self) -> bool:
        """Whether a process waits for a lock that another holds."""
        return bool(self.waiting())

    def waiting(self) -> int:
        """How many processes wait for a lock that another holds."""
        return len(self._ask("SELECT 1 FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"))

    def jobs(self, task: str, status: str) -> int:
        """How many jobs of *task* the queue has in this status."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s AND status::text = %s", [task, status]
            )
            return int(cursor.fetchone()[0])

    @contextmanager
    def no_database(self) -> Iterator[None]:
        """The server throws everybody out of this database and lets nobody in."""
        connection.close()  # this process's own
        superuser, name = self.server.database("postgres").superuser_url, sql.Identifier(self.database)
        with psycopg.connect(superuser, autocommit=True) as there:
            there.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(name))
            there.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [self.database])
            try:
                yield
            finally:
                there.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(name))

    def only(self, task: str) -> None:
        """Leave only the newest job of *task* in the queue: what else waits is the sweep's to find."""
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE id NOT IN"
                " (SELECT max(id) FROM procrastinate_jobs WHERE task_name = %s)",
                [task],
            )

    def talks(self, process: subprocess.Popen[bytes]) -> bool:
        """Whether *process* waits for an answer of the world."""
        port = f":{int(self.world.address.rpartition(':')[2]):04X}"
        own = {_target(each) for each in Path(f"/proc/{process.pid}/fd").glob("*")}
        rows = (line.split() for line in Path(f"/proc/{process.pid}/net/tcp").read_text().splitlines()[1:])
        return any(row[2].endswith(port) and row[3] == "01" and f"socket:[{row[9]}]" in own for row in rows)

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.server.database("postgres").superuser_url) as there:
            return there.execute(query, [self.database]).fetchall()

    def _start(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                leashed(command, by=signal.SIGKILL),
                env=self.environment, start_new_session=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        self.running.append(process)
        return process


@dataclass(frozen=True, kw_only=True)
class Window:
    """A browser as far as HTTP goes."""

    client: httpx.Client

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path)

    def token(self, page: str = "/rules/") -> str:
        """What a form of *page* carries to show that it was shown."""
        found = TOKEN.search(self.client.get(page).text)
        assert found is not None, page
        return found[1]

    def post(self, path: str, data: dict[str, Any], *, token: str = "", **more: Any) -> httpx.Response:
        """Send a form as the page does that shows it; one that was shown before brings its *token*."""
        origin = str(self.client.base_url).rstrip("/")
        headers = {"origin": origin, "referer": origin + path}
        return self.client.post(
            path, data={**data, "csrfmiddlewaretoken": token or self.token()}, headers=headers, **more
        )


def _target(link: Path) -> str:
    try:
        return os.readlink(link)
    except OSError:  # closed meanwhile
        return ""


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill -9, with whatever it started; nothing happens to one that is gone."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)
