"""The signing program's state: whose key is in it, how it treats requests, what it was asked."""

import asyncio
import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from ruqsat_sandbox.pki.keys import Family
from ruqsat_sandbox.store import Store

REQUESTS_KEPT = 200
FAMILIES = {Family.RSA: "RSA, as issued until 2022", Family.GOST: "GOST 34.10-2015, as issued today"}


class Mode(StrEnum):
    """What the program does with a request to sign."""

    SIGN = "sign"
    ASK = "ask"
    CANCEL = "cancel"
    SILENT = "silent"
    OLD = "old"
    FOREIGN = "foreign"


MODES = {
    Mode.SIGN: "Sign at once",
    Mode.ASK: "Ask me first",
    Mode.CANCEL: "Cancel the next request, then sign at once",
    Mode.SILENT: "Do not answer",
    Mode.OLD: "Be an old version, without the new module, and sign at once",
    Mode.FOREIGN: "Be another program on its port",
}


@dataclass(frozen=True, kw_only=True)
class KeyAtHand:
    """The key that is in a signing program: whose, and of which kind."""

    iin: str
    family: Family


class NotWaiting(LookupError):
    """That request is not waiting for an answer: it was answered, or the page that asked has gone."""


class SigningProgram:
    """What a person sets in the program, remembered across restarts, and the requests that wait for a decision."""

    def __init__(self, store: Store, *, first_key: str) -> None:
        self._store = store
        self._first_key = first_key
        self._waiting: dict[int, asyncio.Future[bool]] = {}

    @property
    def iin(self) -> str:
        """Whose key is in the program."""
        return self._store.setting("signer_iin", self._first_key)

    @property
    def family(self) -> Family:
        """Of which kind the key is."""
        return Family(self._store.setting("signer_family", Family.RSA))

    @property
    def key(self) -> KeyAtHand:
        """The key in the program."""
        return KeyAtHand(iin=self.iin, family=self.family)

    @property
    def mode(self) -> Mode:
        """How requests are treated."""
        return Mode(self._store.setting("signer_mode", Mode.SIGN))

    def put_in(self, iin: str) -> None:
        """Put a person's key into the program."""
        self._store.remember("signer_iin", iin)

    def take(self, family: Family) -> None:
        """Sign with a key of this kind from now on."""
        self._store.remember("signer_family", family)

    def treat(self, mode: Mode) -> None:
        """Treat requests so from now on."""
        self._store.remember("signer_mode", mode)

    def asked(self, *, at: str, origin: str, method: str, preview: str) -> int:
        """Write a request down; returns its number."""
        with self._store.writing() as db:
            number = db.execute(
                "INSERT INTO signing_requests (received_at, origin, method, preview, outcome) VALUES (?, ?, ?, ?, ?)",
                (at, origin, method, preview, "no answer"),
            ).lastrowid
            db.execute("DELETE FROM signing_requests WHERE id <= ?", ((number or 0) - REQUESTS_KEPT,))
        return number or 0

    def ended(self, number: int, outcome: str) -> None:
        """Write down how a request ended."""
        with self._store.writing() as db:
            db.execute("UPDATE signing_requests SET outcome = ? WHERE id = ?", (outcome, number))

    def requests(self) -> list[sqlite3.Row]:
        """The latest requests, the newest first."""
        return self._store.rows("SELECT * FROM signing_requests ORDER BY id DESC LIMIT 20")

    def is_waiting(self, number: int) -> bool:
        """Whether a request waits for a person's decision."""
        return number in self._waiting

    async def consents(self, number: int) -> bool:
        """Whether request *number* may be signed, as the mode says; may take as long as a person does, or for ever."""
        mode = self.mode
        if mode is Mode.CANCEL:
            self.treat(Mode.SIGN)
            return False
        if mode in {Mode.SIGN, Mode.OLD}:
            return True
        decision: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        if mode is Mode.SILENT:
            return await decision
        self._waiting[number] = decision
        try:
            return await decision
        finally:
            del self._waiting[number]

    def decide(self, number: int, *, sign: bool) -> None:
        """
        A person decides about a waiting request.

        :raises NotWaiting: when it does not wait, or no longer.
        """
        decision = self._waiting.get(number)
        if decision is None or decision.done():
            raise NotWaiting("This request no longer waits for an answer.")
        decision.set_result(sign)
