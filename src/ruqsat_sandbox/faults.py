"""Which outside system fails now, how, how often and until when; and which faults make sense for which system."""

import hashlib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ruqsat_sandbox.records import REGISTERS
from ruqsat_sandbox.store import Store
from ruqsat_sandbox.world import World, read, written

SYSTEMS: Mapping[str, str] = {
    "ocsp": "Certificate status (OCSP)",
    "crl": "Revocation lists (CRL)",
    "tsp": "Time stamps",
    "registers": "Registers",
    "consents": "Digital document service: consent",
    "licenses": "State register of licenses",
    "payments": "Payment gateway",
    "messages": "SMS and e-mail",
    "messages_second": "SMS and e-mail, the second provider",
    "monitoring": "Monitoring",
    "information": "Operator and contact centre",
    "signer": "Signing program",
}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A way to fail: its name for people, what happens, the systems it makes sense for, and why for no other."""

    label: str
    does: str
    systems: frozenset[str] = frozenset(SYSTEMS)
    why_no_other: str = ""
    seconds: float = 0.0  # by default; 0: waiting is no part of it


_IN_AN_ORDER = frozenset(
    {"registers", "consents", "licenses", "payments", "messages", "messages_second", "monitoring", "information"}
)
_TOLD_ONCE = _IN_AN_ORDER | {"signer"}
_SIGNED = frozenset({"ocsp", "crl", "tsp", "registers", "payments", "signer"})
_OVER_HTTP = frozenset(SYSTEMS) - {"signer"}

KINDS: Mapping[str, Kind] = {
    "none": Kind(label="Works", does="Answers as it should."),
    "unavailable": Kind(label="Out of service", does="Answers 503; the question has no effect."),
    "error": Kind(label="Error 500", does="Answers 500 with a stack trace; the question has no effect."),
    "tls": Kind(label="TLS error", does="Ends every connection with a TLS alert; the question has no effect."),
    "html": Kind(label="Web page", does="Answers 200 with a web page “under maintenance”; no effect."),
    "slow": Kind(label="Slow", does="Takes the question, with its effect; the answer comes late.", seconds=15.0),
    "no_answer": Kind(label="Never answers", does="Takes the question, with its effect, and never answers."),
    "drip": Kind(
        label="Drips",
        does="Answers rightly, one byte each time the seconds given have passed.",
        seconds=1.0,
        systems=_OVER_HTTP,
        why_no_other="Its replies are whole messages on a WebSocket.",
    ),
    "cut_off": Kind(label="Cut off", does="Takes the question, with its effect; half of the answer comes."),
    "wrong": Kind(label="Damaged", does="The last byte of the answer was damaged on the way."),
    "huge": Kind(label="10 MB", does="The right answer, made 10 MB long with blanks or zeros."),
    "other_answer": Kind(label="Another’s answer", does="Answers what another question was answered, or makes it up."),
    "duplicate": Kind(
        label="Twice",
        does="Whatever is told or ordered arrives twice: questions there, notices and replies here.",
        systems=_TOLD_ONCE,
        why_no_other="A question that has no effect may be asked twice.",
    ),
    "out_of_order": Kind(
        label="In the wrong order",
        does="Questions and notices overtake one another; of a message, an earlier state comes after the later one.",
        seconds=1.0,
        systems=_IN_AN_ORDER,
        why_no_other="Each question there is answered on a connection of its own, and no answer comes before another.",
    ),
    "bad_signature": Kind(
        label="Bad signature",
        does="The signature on the answer or the notice is not the one of what is signed.",
        systems=_SIGNED,
        why_no_other="Nothing there is signed.",
    ),
    "wrong_amount": Kind(
        label="Wrong amount",
        does="Every amount that is told is one tenge less than what was paid, rightly signed.",
        systems=frozenset({"payments"}),
        why_no_other="No money is told of there.",
    ),
}  # fmt: skip


class FaultRefused(ValueError):
    """There is no such system or fault, or the two do not go together; the message says what there is."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """
    A fault as it was set on *system*.

    *only*: the name of an inquiry, as ``identity``, or a word that the question has in its address or body; empty for
    every question. *seconds* is how long what waits waits, *times* how many questions are still to meet it (None: any
    number), *share* which part of them does, drawn from *seed*, *until* when it ends by the sandbox's clock. *met*
    counts whom it has met.
    """

    system: str
    kind: str
    only: str = ""
    seconds: float = 0.0
    times: int | None = None
    share: float = 1.0
    seed: int = 0
    until: datetime | None = None
    asked: int = 0
    met: int = 0

    def public(self) -> dict[str, object]:
        """As JSON tells it."""
        told = {name: getattr(self, name) for name in ("system", "kind", "only", "seconds", "times", "share", "met")}
        return {**told, "until": written(self.until) if self.until else None}


def faults_of(store: Store, system: str) -> list[Fault]:
    """Every fault that *system* has, those of single questions first."""
    rows = store.rows("SELECT * FROM faults_set WHERE system = ? ORDER BY only_with = '', only_with", system)
    return [_fault(row) for row in rows]


def fault_of(store: Store, system: str) -> str:
    """The kind of fault that *system* has now, one of `KINDS`: that of every question before that of some."""
    found = faults_of(store, system)
    return found[-1].kind if found else "none"


def set_fault(store: Store, fault: Fault) -> None:
    """
    Break a system, or mend it: the kind ``none`` ends the fault of the same *only*; without *only*, all of them.

    :raises FaultRefused: when there is no such system or fault, when they do not go together, or a wish is no sense.
    """
    _check(fault)
    with store.writing() as db:
        if fault.kind == "none":
            query = "DELETE FROM faults_set WHERE system = ? AND (? = '' OR only_with = ?)"
            db.execute(query, (fault.system, fault.only, fault.only))
            return
        db.execute("DELETE FROM faults_set WHERE system = ? AND only_with = ?", (fault.system, fault.only))
        db.execute(
            "INSERT INTO faults_set VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
            (
                fault.system,
                fault.only,
                fault.kind,
                fault.seconds or KINDS[fault.kind].seconds,
                fault.times,
                fault.share,
                fault.seed,
                written(fault.until) if fault.until else None,
            ),
        )


def meets(world: World, system: str, words: bytes, *, inquiry: str = "") -> Fault | None:
    """The fault that a question to *system* with these *words* (address and body) meets now, and count it."""
    for fault in faults_of(world.store, system):
        if not _concerns(fault, words, inquiry):
            continue
        if fault.until is not None and fault.until <= world.clock.now():
            set_fault(world.store, Fault(system=system, kind="none", only=fault.only))
            continue
        if _count(world.store, fault):
            return fault
    return None


def _concerns(fault: Fault, words: bytes, inquiry: str) -> bool:
    """The name of an inquiry is no word to look for: a request for consent has many, and a signature any letters."""
    if fault.system == "registers" and fault.only in REGISTERS:
        return fault.only == inquiry
    return fault.only.encode() in words


def _count(store: Store, fault: Fault) -> bool:
    """Whether the fault strikes this question: by its share, as long as there are times left."""
    key = (fault.system, fault.only)
    drawn = hashlib.sha256(f"{fault.seed} {fault.system} {fault.only} {fault.asked}".encode()).digest()
    strikes = int.from_bytes(drawn[:8]) < fault.share * 2**64
    with store.writing() as db:
        db.execute(
            "UPDATE faults_set SET asked = asked + 1, met = met + ?, times = times - ?"
            " WHERE system = ? AND only_with = ?",
            (strikes, strikes, *key),
        )
        db.execute("DELETE FROM faults_set WHERE system = ? AND only_with = ? AND times <= 0", key)
    return strikes


def _check(fault: Fault) -> None:
    if fault.system not in SYSTEMS:
        raise FaultRefused(f"There is no system “{fault.system}”; there are {', '.join(SYSTEMS)}.")
    if fault.kind not in KINDS:
        raise FaultRefused(f"There is no fault “{fault.kind}”; there are {', '.join(KINDS)}.")
    kind = KINDS[fault.kind]
    if fault.system not in kind.systems:
        raise FaultRefused(f"{SYSTEMS[fault.system]} cannot have the fault “{kind.label}”. {kind.why_no_other}")
    if not 0 < fault.share <= 1:
        raise FaultRefused("The share must be above 0 and at most 1.")
    if fault.times is not None and fault.times < 1:
        raise FaultRefused("The number of times must be at least 1.")
    if not 0 <= fault.seconds <= 3600:
        raise FaultRefused("The seconds must be between 0 and 3600.")


def _fault(row: sqlite3.Row) -> Fault:
    return Fault(
        system=row["system"],
        kind=row["kind"],
        only=row["only_with"],
        seconds=row["seconds"],
        times=row["times"],
        share=row["share"],
        seed=row["seed"],
        until=read(row["until"]) if row["until"] else None,
        asked=row["asked"],
        met=row["met"],
    )
