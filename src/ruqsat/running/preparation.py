"""What was prepared in a database, and from what: a start that finds nothing new does not prepare again."""

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import psycopg

RUQSAT = Path(__file__).resolve().parents[1]
BRING_MIGRATIONS = ("Django", "procrastinate", "django-pgtrigger")


def digest_of_migrations() -> str:
    """Changes with any migration: our own files, and the packages that bring theirs."""
    packages = "".join(f"{name}=={version(name)}\n" for name in BRING_MIGRATIONS)
    return _digest(RUQSAT.glob("*/migrations/*.py"), packages)


def digest_of_reference_data(*, people: object, trust: Path) -> str:
    """Changes with the law, with how people and offices are loaded, with the demo *people*, with whom we *trust*."""
    files = (path for folder in ("law", "people") for path in (RUQSAT / folder).rglob("*"))
    roots = "".join(path.read_text() for path in sorted(trust.glob("*.pem")))
    return _digest(files, json.dumps(people, sort_keys=True) + roots)


def is_prepared(url: str, *, step: str, digest: str) -> bool:
    """Whether the database at *url* says that *step* was done from *digest*."""
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT to_regclass('ruqsat_prepared')").fetchone() == (None,):
            return False
        return connection.execute(
            "SELECT 1 FROM ruqsat_prepared WHERE step = %s AND digest = %s", [step, digest]
        ).fetchone() is not None  # fmt: skip


def remember(owner_url: str, *, step: str, digest: str) -> None:
    """Note in the database that *step* was done from *digest*."""
    with psycopg.connect(owner_url) as connection:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS ruqsat_prepared"
            " (step text PRIMARY KEY, digest text NOT NULL, done_at timestamptz NOT NULL DEFAULT now())"
        )
        connection.execute(
            "INSERT INTO ruqsat_prepared (step, digest) VALUES (%s, %s)"
            " ON CONFLICT (step) DO UPDATE SET digest = excluded.digest, done_at = now()",
            [step, digest],
        )


def _digest(files: Iterable[Path], text: str) -> str:
    digest = hashlib.sha256(text.encode())
    for path in sorted(files):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(RUQSAT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()
