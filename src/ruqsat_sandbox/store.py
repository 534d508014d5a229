"""What the sandbox remembers across a restart: one SQLite file, written in whole transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS keys (name TEXT PRIMARY KEY, key_pem BLOB NOT NULL, certificate BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS certificates (
    serial TEXT PRIMARY KEY, holder TEXT NOT NULL, name TEXT NOT NULL, der BLOB NOT NULL, issued_at TEXT NOT NULL,
    revoked_at TEXT, reason TEXT);
CREATE INDEX IF NOT EXISTS certificates_holder ON certificates (holder);
CREATE TABLE IF NOT EXISTS faults_set (
    system TEXT NOT NULL, only_with TEXT NOT NULL, kind TEXT NOT NULL, seconds REAL NOT NULL, times INTEGER,
    share REAL NOT NULL, seed INTEGER NOT NULL, until TEXT, asked INTEGER NOT NULL, met INTEGER NOT NULL,
    PRIMARY KEY (system, only_with));
CREATE TABLE IF NOT EXISTS signing_requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT, received_at TEXT NOT NULL, origin TEXT NOT NULL, method TEXT NOT NULL,
    preview TEXT NOT NULL, outcome TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS post (
    provider TEXT NOT NULL CHECK (provider IN ('first', 'second')), id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('sms', 'email')), sender TEXT NOT NULL,
    recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, reference TEXT NOT NULL UNIQUE,
    accepted_at TEXT NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ('delivered', 'sent', 'failed')),
    settled_at TEXT NOT NULL, PRIMARY KEY (provider, id));
CREATE INDEX IF NOT EXISTS post_recipient ON post (kind, recipient);
CREATE TABLE IF NOT EXISTS post_ways (
    provider TEXT NOT NULL, recipient TEXT NOT NULL, outcome TEXT NOT NULL, after_seconds INTEGER NOT NULL,
    PRIMARY KEY (provider, recipient));
CREATE TABLE IF NOT EXISTS consents (
    request TEXT PRIMARY KEY, iin TEXT NOT NULL, office TEXT NOT NULL, purpose TEXT NOT NULL, data TEXT NOT NULL,
    code TEXT NOT NULL, asked_at TEXT NOT NULL, expires_at TEXT NOT NULL, tries_left INTEGER NOT NULL
        CHECK (tries_left >= 0),
    consent TEXT UNIQUE, token TEXT UNIQUE, valid_until TEXT, withdrawn_at TEXT,
    CHECK ((consent IS NULL) = (token IS NULL) AND (token IS NULL) = (valid_until IS NULL)));
CREATE TABLE IF NOT EXISTS consent_answers (
    request TEXT PRIMARY KEY REFERENCES consents (request), number TEXT NOT NULL UNIQUE, answer TEXT
        CHECK (answer IN ('1', '0')), means TEXT CHECK (means IN ('code', 'sms')), answered_at TEXT,
    CHECK ((answer IS NULL) = (means IS NULL) AND (means IS NULL) = (answered_at IS NULL)));
CREATE TABLE IF NOT EXISTS consent_terms (
    request TEXT PRIMARY KEY REFERENCES consents (request), until TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS inquiries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL UNIQUE, inquiry TEXT NOT NULL, about TEXT NOT NULL,
    basis TEXT NOT NULL, answer TEXT NOT NULL, answered_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS holdings (
    inquiry TEXT NOT NULL, holder TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (inquiry, holder));
CREATE TABLE IF NOT EXISTS orders (
    id TEXT PRIMARY KEY, amount INTEGER NOT NULL CHECK (amount > 0), payer_iin TEXT NOT NULL, purpose TEXT NOT NULL,
    budget_code TEXT NOT NULL, return_url TEXT NOT NULL, callback_url TEXT NOT NULL, created_at TEXT NOT NULL,
    refused_at TEXT);
CREATE TABLE IF NOT EXISTS invoices (
    order_id TEXT PRIMARY KEY REFERENCES orders (id), number TEXT NOT NULL UNIQUE, purpose_code TEXT NOT NULL,
    tax_body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS payments (
    id INTEGER PRIMARY KEY AUTOINCREMENT, order_id TEXT NOT NULL REFERENCES orders (id),
    amount INTEGER NOT NULL CHECK (amount > 0), means TEXT NOT NULL CHECK (means IN ('pgeg', 'bank')),
    reference TEXT NOT NULL UNIQUE, paid_at TEXT NOT NULL,
    told INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0, next_try REAL NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX IF NOT EXISTS one_payment_through_the_gateway ON payments (order_id) WHERE means = 'pgeg';
CREATE TABLE IF NOT EXISTS movements (
    id INTEGER PRIMARY KEY AUTOINCREMENT, reference TEXT NOT NULL UNIQUE, day TEXT NOT NULL,
    tiyn INTEGER NOT NULL CHECK (tiyn > 0), direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    payer TEXT NOT NULL, payer_name TEXT NOT NULL, purpose TEXT NOT NULL, end_to_end TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS movements_of_day ON movements (day);
CREATE TABLE IF NOT EXISTS licenses (
    number TEXT PRIMARY KEY, holder TEXT NOT NULL, issued_on TEXT NOT NULL, status TEXT NOT NULL,
    annexes TEXT NOT NULL, on_paper TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS licenses_holder ON licenses (holder);
CREATE TABLE IF NOT EXISTS events (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL, accepted_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS events_of_case ON events (json_extract(body, '$.case'), json_extract(body, '$.seq'));
CREATE VIEW IF NOT EXISTS stages AS SELECT number, id, body, accepted_at, json_extract(body, '$.case') AS of_case,
    json_extract(body, '$.seq') AS seq FROM events;
CREATE TABLE IF NOT EXISTS information (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, recipient TEXT NOT NULL, body TEXT NOT NULL,
    accepted_at TEXT NOT NULL, UNIQUE (id, recipient));
"""


class Store:
    """One connection, used from one thread: the server's."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        path.chmod(0o600)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.executescript(SCHEMA)

    def close(self) -> None:
        """Close the file; nothing can be asked afterwards."""
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept, or nothing. Await nothing inside."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def rows(self, query: str, *parameters: object) -> list[sqlite3.Row]:
        """Every row that *query* finds."""
        return self._db.execute(query, parameters).fetchall()

    def row(self, query: str, *parameters: object) -> sqlite3.Row | None:
        """The first row that *query* finds, or None."""
        found: sqlite3.Row | None = self._db.execute(query, parameters).fetchone()
        return found

    def setting(self, name: str, default: str = "") -> str:
        """A remembered setting."""
        found = self.row("SELECT value FROM settings WHERE name = ?", name)
        return str(found["value"]) if found else default

    def remember(self, name: str, value: str) -> None:
        """Remember a setting."""
        with self.writing() as db:
            db.execute(
                "INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )
