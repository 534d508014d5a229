"""The embedded server that a run of the tests stands on, and databases cloned from one migrated template."""

import json
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from ruqsat.running import postgres
from ruqsat.running.database import APP, OWNER, create_database, create_roles, django_database

TEMPLATE = "template_ruqsat"
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # nobody needs these data after a crash


@dataclass(frozen=True, kw_only=True)
class Database:
    """One database, by what one may do in it."""

    name: str
    app_url: str
    owner_url: str
    superuser_url: str


class Server:
    """A server in a temporary folder; workers of one run share it by its *address* (JSON)."""

    def __init__(self, cluster: postgres.Cluster, process: subprocess.Popen[bytes] | None, folder: Path | None) -> None:
        self.cluster = cluster
        self.process = process
        self.folder = folder

    @classmethod
    def start(cls) -> "Server":
        folder = Path(tempfile.mkdtemp(prefix="ruqsat-tests-"))
        folder.chmod(0o755)  # the database's own user passes through it
        cluster = postgres.embedded(folder)
        server = cls(cluster, postgres.ready(cluster, options=FAST), folder)
        with psycopg.connect(cluster.url(postgres.SUPERUSER, "postgres"), autocommit=True) as connection:
            create_roles(connection, passwords=cluster.passwords)
        return server

    @property
    def address(self) -> str:
        cluster = self.cluster
        said = {"home": str(cluster.home), "sockets": str(cluster.sockets), "binaries": str(cluster.binaries)}
        return json.dumps(said | {"passwords": cluster.passwords})

    @classmethod
    def at(cls, address: str) -> "Server":
        said = json.loads(address)
        passwords = said.pop("passwords")
        folders = {name: Path(value) for name, value in said.items()}
        return cls(postgres.Cluster(user=None, passwords=passwords, **folders), None, None)

    def stop(self) -> None:
        """Stop and remove what this process started."""
        if self.process is None or self.folder is None:
            return
        postgres.stop(self.process)
        shutil.rmtree(self.cluster.home)
        shutil.rmtree(self.folder)

    def database(self, name: str) -> Database:
        url = self.cluster.url
        return Database(
            name=name,
            app_url=url(APP, name),
            owner_url=url(OWNER, name),
            superuser_url=url(postgres.SUPERUSER, name),
        )

    def make_template(self) -> None:
        """Migrate the template as the owner, once per server, whichever worker comes first."""
        superuser = self.cluster.url(postgres.SUPERUSER, "postgres")
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(1)")
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
                return
            create_database(superuser, name="template_in_work")
            with django_at(self.database("template_in_work").owner_url):
                call_command("migrate", verbosity=0)
            connection.execute(sql.SQL("ALTER DATABASE template_in_work RENAME TO {}").format(sql.Identifier(TEMPLATE)))

    @contextmanager
    def clone(self, template: str = TEMPLATE) -> Iterator[Database]:
        """A migrated database of one's own; a copy of *template*, to which nobody may be connected."""
        name = f"clone_{os.getpid()}_{secrets.token_hex(4)}"
        superuser = self.cluster.url(postgres.SUPERUSER, "postgres")
        words = {"name": sql.Identifier(name), "template": sql.Identifier(template), "owner": sql.Identifier(OWNER)}
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(1)")  # PostgreSQL copies a template for one at a time
            connection.execute(
                sql.SQL("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY OWNER {owner}").format(**words)
            )
        try:
            yield self.database(name)
        finally:
            with psycopg.connect(superuser, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE {name} WITH (FORCE)").format(**words))


@contextmanager
def django_at(url: str) -> Iterator[None]:
    """Django's connections go to the database at *url*; threads started meanwhile have their own, to the same."""
    connection = connections["default"]
    before = connection.settings_dict.copy()
    connection.close()
    connection.settings_dict.update(django_database(url, pool_size=0))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.clear()
        connection.settings_dict.update(before)
