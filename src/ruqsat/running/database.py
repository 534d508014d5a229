"""PostgreSQL from the outside: addresses, the oldest version served, roles, and empty databases."""

from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ruqsat.running import CannotRun

OLDEST_SERVER = 15
OWNER = "ruqsat_owner"
APP = "ruqsat_app"

_DJANGO_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def django_database(url: str, *, pool_size: int) -> dict[str, Any]:
    """
    Django's description of the database at *url* (any address libpq reads); a *pool_size* of 0 means no pool.

    What is no name, user, password, host or port (``sslmode`` and the like) goes to the driver as it stands.
    """
    said = {key: str(value) for key, value in conninfo_to_dict(url).items()} if url else {}
    options: dict[str, Any] = {key: value for key, value in said.items() if key not in _DJANGO_NAMES}
    options.setdefault("connect_timeout", 5)  # seconds; without it a host that is gone keeps everybody waiting
    if pool_size:
        # Somebody waits *timeout* for a connection before being told that there is none. Attempts in the background
        # are given up soon: the next person's request makes a fresh one, so that an outage ends when it ends.
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 3, "reconnect_timeout": 3}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{theirs: said.get(ours, "") for ours, theirs in _DJANGO_NAMES.items()},
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # connections of a server that was started anew are not handed out
        "OPTIONS": options,
    }


def check_server(url: str) -> None:
    """
    :raises CannotRun: when nobody answers at *url* or the server is older than PostgreSQL 15.
    """
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        raise CannotRun(
            f"The database in DATABASE_URL does not answer: {reason}. Start it or correct the address."
        ) from error
    if version < OLDEST_SERVER * 10_000:
        raise CannotRun(
            f"The server in DATABASE_URL is PostgreSQL {version // 10_000}; Ruqsat needs {OLDEST_SERVER} or newer: "
            "upgrade it, or leave DATABASE_URL unset to use the embedded one."
        )


def create_roles(connection: psycopg.Connection[Any], *, passwords: dict[str, str]) -> None:
    """Create, or give the present password to, the role that owns the tables and the role the application runs as."""
    for role in (OWNER, APP):
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        verb = sql.SQL("ALTER" if known else "CREATE")
        connection.execute(
            sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(verb, sql.Identifier(role), sql.Literal(passwords[role]))
        )


def create_database(superuser_url: str, *, name: str) -> None:
    """
    An empty database of the owner's, in which the application may read and write rows but not change tables.

    Rights that a table must be without (the journal's entries) are taken away by the migration that makes it.
    """
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                sql.Identifier(name), sql.Identifier(OWNER)
            )
        )
    with psycopg.connect(make_conninfo(superuser_url, dbname=name)) as connection:
        grant_defaults(connection, owner=OWNER, app=APP)


def grant_defaults(connection: psycopg.Connection[Any], *, owner: str, app: str) -> None:
    """Whatever *owner* creates later in this database, *app* may use: rows of tables, sequences."""
    for what, rights in (("TABLES", "SELECT, INSERT, UPDATE, DELETE"), ("SEQUENCES", "USAGE, SELECT")):
        connection.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public GRANT {} ON {} TO {}").format(
                sql.Identifier(owner), sql.SQL(rights), sql.SQL(what), sql.Identifier(app)
            )
        )


def database_exists(superuser_url: str, *, name: str) -> bool:
    """Whether the server has a database called *name*."""
    with psycopg.connect(superuser_url) as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None
