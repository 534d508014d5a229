"""What people changed in the registers: another record about a person or company than `people.toml` has, or none."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ruqsat_sandbox.records import REGISTERS
from ruqsat_sandbox.store import Store

CHANGEABLE = tuple(inquiry for inquiry in REGISTERS if inquiry != "fee_payment")  # payments are made at the bank
_LINE = re.compile(r"^(?P<name>[a-z][a-z_]*)\s*=\s*(?P<value>.*)$")


class ChangeRefused(ValueError):
    """The registers cannot be changed like that; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """A record that stands in place of the one of `people.toml`; *data* is None where there is to be none."""

    inquiry: str
    holder: str
    data: Mapping[str, str] | None


def change_of(store: Store, inquiry: str, holder: str) -> Change | None:
    """What was changed about *holder*, if anything was."""
    row = store.row("SELECT * FROM holdings WHERE inquiry = ? AND holder = ?", inquiry, holder)
    return Change(inquiry=inquiry, holder=holder, data=json.loads(row["data"])) if row else None


def changes(store: Store) -> list[Change]:
    """All that was changed."""
    rows = store.rows("SELECT * FROM holdings ORDER BY holder, inquiry")
    return [Change(inquiry=row["inquiry"], holder=row["holder"], data=json.loads(row["data"])) for row in rows]


def put(store: Store, change: Change) -> None:
    """
    Change what a register answers to every question from now on; an answered question keeps its answer.

    :raises ChangeRefused: if that register cannot be changed.
    """
    _check(change.inquiry)
    written = json.dumps(None if change.data is None else dict(change.data), ensure_ascii=False)
    with store.writing() as db:
        db.execute(
            "INSERT INTO holdings VALUES (?, ?, ?) ON CONFLICT (inquiry, holder) DO UPDATE SET data = excluded.data",
            (change.inquiry, change.holder, written),
        )


def undo(store: Store, inquiry: str, holder: str) -> None:
    """Let the register hold again what `people.toml` says."""
    with store.writing() as db:
        db.execute("DELETE FROM holdings WHERE inquiry = ? AND holder = ?", (inquiry, holder))


def record_in(text: str) -> Mapping[str, str]:
    """
    The record that somebody typed, a line ``name = value`` for each field.

    :raises ChangeRefused: if a line is no such line, or there is none.
    """
    data = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _LINE.match(line)
        if found is None or not found["value"].isprintable():
            raise ChangeRefused(f"“{line}” is not written as name = value.")
        data[found["name"]] = found["value"]
    if not data:
        raise ChangeRefused("The record is empty. If there is to be none, choose “None on record”.")
    return data


def _check(inquiry: str) -> None:
    if inquiry not in CHANGEABLE:
        raise ChangeRefused(f"There is no register “{inquiry}” to change; there are {', '.join(CHANGEABLE)}.")
