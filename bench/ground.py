"""
What the measurements stand on: a PostgreSQL of their own that really syncs, databases, and the law's own people.

Both sides of a ratio are measured in one run, taking turns, so that whatever else the machine does meets both.
"""

import os
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruqsat.settings")

import django
from django.conf import settings

KEY = bytes(range(32))
DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on")


def set_up(*, keep: bool = False) -> Path:
    """Django, on nothing yet, and a temporary folder for what an instance keeps; with *keep*, that of the parent."""
    var = Path(os.environ["RUQSAT_VAR"] if keep else tempfile.mkdtemp(prefix="ruqsat-bench-"))
    var.chmod(0o755)
    os.environ["RUQSAT_VAR"] = str(var)
    os.environ.setdefault("RUQSAT_LOG_LEVEL", "WARNING")
    os.environ["RUQSAT_DATABASE_POOL"] = "0"
    settings.SECRET_KEY = "only for measuring"  # noqa: S105 -- nothing outlives the measurement
    settings.INSTANCE_KEY = KEY
    settings.VAR, settings.CLOCK_FILE = var, var / "clock.jsonl"
    settings.TRUST_DIR, settings.SEALS_DIR, settings.FILES_DIR = var / "trust", var / "seals", var / "files"
    django.setup()
    return var


@contextmanager
def databases(count: int) -> Iterator[list[str]]:
    """Addresses of *count* migrated databases with offices and people, for the application's role, on one server."""
    var = set_up()
    from django.core.management import call_command
    from psycopg import connect

    from bench.people import load
    from ruqsat.running import postgres
    from ruqsat.running.database import APP, OWNER, create_database, create_roles

    cluster = postgres.embedded(var)
    process = postgres.ready(cluster, options=DURABLE)
    superuser = cluster.url(postgres.SUPERUSER, "postgres")
    try:
        with connect(superuser, autocommit=True) as connection:
            create_roles(connection, passwords=cluster.passwords)
        names = [f"bench_{number}" for number in range(count)]
        create_database(superuser, name=names[0])
        with django_at(cluster.url(OWNER, names[0])):
            call_command("migrate", verbosity=0)
        with django_at(cluster.url(APP, names[0])):
            load()
        with connect(superuser, autocommit=True) as connection:
            for name in names[1:]:
                connection.execute(f"CREATE DATABASE {name} TEMPLATE {names[0]} OWNER {OWNER}")
        yield [cluster.url(APP, name) for name in names]
    finally:
        postgres.stop(process)
        shutil.rmtree(cluster.home, ignore_errors=True)
        shutil.rmtree(var, ignore_errors=True)


@contextmanager
def django_at(url: str) -> Iterator[None]:
    """Django's connection goes to the database at *url*."""
    from django.db import connections

    from ruqsat.running.database import django_database

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


def alternate(ours: Callable[[int], float], floor: Callable[[int], float], *, rounds: int) -> list[tuple[float, float]]:
    """*rounds* pairs of (ours, floor), each given the number of its round; who begins changes from round to round."""
    pairs = []
    for number in range(rounds):
        if number % 2:
            below = floor(number)
            pairs.append((ours(number), below))
        else:
            above = ours(number)
            pairs.append((above, floor(number)))
    return pairs


def median(values: Sequence[float]) -> float:
    """The middle of *values*."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not pass."""
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]
