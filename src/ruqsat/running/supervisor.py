"""
``ruqsat run``: the whole instance under one process.

The sandbox starts while the database does; web and worker start as soon as the database is up to date, while trust,
seals and reference data are seen to. When this process ends, however it ends, everything it started ends: in order if
it can, by the kernel's leash if it cannot. A part that ends by itself is started again (`reviving`).
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

import psycopg

from ruqsat.running import CannotRun, beforehand, keys, offering, postgres, preparation
from ruqsat.running.announcing import announcement
from ruqsat.running.database import (
    APP,
    OWNER,
    check_server,
    create_database,
    create_roles,
    database_exists,
    grant_defaults,
)
from ruqsat.running.environment import Instance, check_ports, environment, publish, withdraw
from ruqsat.running.leash import die_with_parent
from ruqsat.running.parts import Part, run_step
from ruqsat.running.reviving import Revival
from ruqsat.running.sandbox import Sandbox
from ruqsat.running.systems import SYSTEMS

DATABASE = "ruqsat"
WEB_WORKERS = 2
SEALS_LOOKED_AT_EVERY = 5.0  # seconds
WEB_THREADS = 4  # per worker; the pool of a worker's connections is larger (RUQSAT_DATABASE_POOL)


class _Stopped(BaseException):
    """Somebody asked to stop."""


def run(instance: Instance, *, leashed: bool, filled: bool = False, say: Callable[[str], None]) -> None:
    """
    Start everything, say what runs where, and stay until asked to stop.

    *leashed*: the death of this process's own parent (a shell, make) is a request to stop as well.
    *filled*: an empty database is filled with a demo office without asking.

    :raises CannotRun: when a step fails; nothing is left running.
    """
    instance.var.mkdir(parents=True, exist_ok=True)
    descriptor = postgres.hold(instance.lock)
    supervisor = _Supervisor(instance, say)
    try:
        with _stopped_by_signals():
            if leashed:
                die_with_parent(signal.SIGTERM)
            supervisor.start()
            supervisor.offer(filled=filled)
            supervisor.watch()
    except _Stopped:
        say("Stopping.")
    finally:
        supervisor.stop()
        os.close(descriptor)


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Within, the first request to stop interrupts what is being done; after it, requests are not heard."""
    asked = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(number: int, frame: FrameType | None) -> None:
        for each in asked:
            signal.signal(each, signal.SIG_IGN)
        raise _Stopped

    for each in asked:
        signal.signal(each, stop)
    try:
        yield
    finally:
        for each in asked:
            signal.signal(each, signal.SIG_IGN)


class _Supervisor:
    def __init__(self, instance: Instance, say: Callable[[str], None]) -> None:
        self.instance = instance
        self.say = say
        self.cluster: postgres.Cluster | None = None  # of the embedded database
        self.database: subprocess.Popen[bytes] | None = None
        self.revival = Revival(name="PostgreSQL", log=instance.logs)
        self.filling: subprocess.Popen[bytes] | None = None
        self.parts: list[Part] = []
        self.seals_looked_at = 0.0
        self.told_of_seals = ""
        self.urls = ("", "")  # of the application's role and of the owner

    def start(self) -> None:
        began = time.monotonic()
        instance = self.instance
        check_ports(instance)
        if "pki" not in instance.sandboxed:
            from ruqsat.running import seals

            seals.check_no_sandbox_is_trusted(instance.var / "trust")
        beforehand.check(instance, say=self.say)
        keys.make_keys(instance.var / "keys")
        sandbox = self._start_sandbox() if instance.sandboxed else None
        self._start_database()
        self._once("bring the database up to date", "migrate", preparation.digest_of_migrations())
        web = self._start_part("web server", _web_command(instance), environment=self._environment())
        people = self._wait_for_people(sandbox) if sandbox else []
        reference = preparation.digest_of_reference_data(people=people, trust=instance.var / "trust")
        self._once("load the reference data", "load", reference)
        self._seal_offices()
        web.wait_until_it_answers(f"{instance.web_url}/alive", seconds=60)
        # Nobody waits for the worker, so it does not take the web server's share of a start. Orphaned, it would wait
        # for a database that is gone as well; the next one does its work again.
        self._start_part("worker", _ruqsat("worker"), environment=self._environment(), when_orphaned=signal.SIGKILL)
        publish(instance, self._environment())
        for line in announcement(instance, people, seconds=time.monotonic() - began):
            self.say(line)

    def watch(self) -> None:
        """
        Stay; what ends by itself is started again.

        :raises CannotRun: when a part has ended too often to be started once more.
        """
        while True:
            now = time.monotonic()
            self._revive_database(now=now)
            for part in self.parts:
                if told := part.revive(now=now):
                    self.say(told)
            if now - self.seals_looked_at > SEALS_LOOKED_AT_EVERY:
                self._seal_later_offices()
            time.sleep(0.5)

    def _revive_database(self, *, now: float) -> None:
        """The embedded database; web and worker stay meanwhile, and find it again by themselves."""
        if self.cluster is None or self.database is None or self.database.poll() is None:
            return
        if self.revival.due is None:
            self.say(self.revival.ended(now=now, last_words=postgres.last_words(self.cluster)))
        if not self.revival.is_due(now=now):
            return
        try:
            self.database = postgres.ready(self.cluster)
        except CannotRun as error:  # for a moment the processes of the last one may be in the way
            self.say(str(error))
        else:
            self.say("PostgreSQL runs again.")

    def offer(self, *, filled: bool) -> None:
        """Offer to fill an empty database, or fill it without asking; only where nothing outside is real."""
        hindrance = offering.hindrance(self.urls[0], sandboxed=self.instance.sandboxed == frozenset(SYSTEMS))
        if hindrance:
            if filled:
                self.say(hindrance)
            return
        if filled or offering.is_wanted(self.say):
            self.filling = offering.fill(_ruqsat("demo"), self._environment())

    def stop(self) -> None:
        """What fills the database first, then the parts, the database last."""
        if self.filling is not None:
            offering.stop(self.filling, seconds=10)
        withdraw(self.instance)
        for part in self.parts:
            part.ask_to_stop()
        for part in self.parts:
            part.wait_until_stopped(seconds=15)
        if self.database is not None:
            postgres.stop(self.database)

    def _start_database(self) -> None:
        if given := os.environ.get("DATABASE_URL"):
            owner = os.environ.get("DATABASE_OWNER_URL", given)
            check_server(given)
            check_server(owner)
            _let_application_use_what_the_owner_makes(given, owner)
            self.urls = (given, owner)
            return
        self.cluster = cluster = postgres.embedded(self.instance.var)
        self.revival.log = cluster.log
        self.database = postgres.ready(cluster)
        superuser = cluster.url(postgres.SUPERUSER, "postgres")
        if not database_exists(superuser, name=DATABASE):
            with psycopg.connect(superuser, autocommit=True) as connection:
                create_roles(connection, passwords=cluster.passwords)
            create_database(superuser, name=DATABASE)
        self.urls = (cluster.url(APP, DATABASE), cluster.url(OWNER, DATABASE))

    def _start_sandbox(self) -> Part:
        arguments = ["--port", str(self.instance.sandbox_port), "--var", str(self.instance.var)]
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("RUQSAT_", "DATABASE_"))
        }
        return self._start_part("sandbox", _python("ruqsat_sandbox", *arguments), environment=environment)

    def _wait_for_people(self, part: Part) -> list[dict[str, Any]]:
        """The sandbox's people; its authority and the bank's key are seen to where they are used."""
        from ruqsat.gateways import payments
        from ruqsat.payments import pinning
        from ruqsat.running import seals, senders

        sandboxed = self.instance.sandboxed
        sandbox = Sandbox(url=self.instance.sandbox_url)
        part.wait_until_it_answers(f"{sandbox.url}/api/people", seconds=60)
        if "pki" in sandboxed:
            seals.trust(sandbox, folder=self.instance.var / "trust", seals=self.instance.var / "seals")
        try:
            if "payments" in sandboxed:
                pinning.pin(payments.connect(sandbox.url), var=self.instance.var)
        except (pinning.KeyNotTaken, pinning.KeyChanged) as error:
            raise CannotRun(str(error)) from error
        if "registers" in sandboxed:
            senders.enrol(sandbox, folder=self.instance.var / "registers")
        return sandbox.people() if "pki" in sandboxed else []

    def _seal_later_offices(self) -> None:
        """Whoever is away comes back, and it is tried again; told once, as an instance goes on without it."""
        with suppress(psycopg.OperationalError):
            try:
                self._seal_offices()
            except (CannotRun, OSError) as error:
                if str(error) != self.told_of_seals:
                    self.told_of_seals = str(error)
                    self.say(f"An office has no seal yet: {error}")

    def _seal_offices(self) -> None:
        """Where the certification authority is the sandbox, each office gets its seal, a new one when it is entered."""
        from ruqsat.running import seals

        if "pki" not in self.instance.sandboxed:
            return
        self.seals_looked_at = time.monotonic()
        with psycopg.connect(self.urls[0], connect_timeout=3) as connection:
            offices = [str(code) for (code,) in connection.execute("SELECT code FROM people_office ORDER BY code")]
        sandbox = Sandbox(url=self.instance.sandbox_url)
        seals.make_seals(sandbox, offices=offices, folder=self.instance.var / "seals")

    def _once(self, what: str, step: str, digest: str) -> None:
        _, owner_url = self.urls
        if preparation.is_prepared(owner_url, step=step, digest=digest):
            return
        log = self.instance.logs / f"{step}.log"
        run_step(what, _ruqsat(step), environment=self._environment(), log=log)
        preparation.remember(owner_url, step=step, digest=digest)

    def _environment(self) -> dict[str, str]:
        app_url, owner_url = self.urls
        return environment(self.instance, app_url=app_url, owner_url=owner_url)

    def _start_part(
        self,
        name: str,
        command: list[str],
        *,
        environment: dict[str, str],
        when_orphaned: signal.Signals = signal.SIGTERM,
    ) -> Part:
        log = self.instance.logs / f"{name.replace(' ', '-')}.log"
        part = Part(name=name, command=command, environment=environment, log=log, when_orphaned=when_orphaned)
        self.parts.append(part)
        part.start()
        return part


def _let_application_use_what_the_owner_makes(app_url: str, owner_url: str) -> None:
    if app_url == owner_url:
        return
    with psycopg.connect(app_url) as application, psycopg.connect(owner_url) as owner:
        grant_defaults(owner, owner=owner.info.user, app=application.info.user)


def _python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-P", "-m", module, *arguments]


def _ruqsat(command: str) -> list[str]:
    return _python("ruqsat.cli", command)


def _web_command(instance: Instance) -> list[str]:
    return [
        *_python("granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(instance.web_port),
        "--workers", str(WEB_WORKERS), "--blocking-threads", str(WEB_THREADS), "--no-ws",
        "--workers-kill-timeout", "8", "--respawn-failed-workers", "ruqsat.wsgi:application",
    ]  # fmt: skip
