"""
Cases that this process has just read: their acts decrypted, and what they add up to.

An action comes right after the page that leads to it, and jobs come in a row; decrypting and folding the whole file
anew for each of them is most of what they cost. What is remembered is held against the journal each time: the hash of
the entry it ends with stands for every entry before it, and entries are immutable, so that nothing here can be stale.
A transaction that was taken back leaves a hash behind that no entry has.

These are personal data in the clear, in memory: so not for longer than half a minute after the last use, nor for more
than so many acts in all. A file that was erased is not opened from here either: its key is asked for each time.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from uuid import UUID

from django.db import connection

from ruqsat.cases.owed import Work
from ruqsat.journal.locked import Place
from ruqsat.law.acts import Filed
from ruqsat.law.procedure import Standing

SECONDS = 30.0
CASES, MANY, ACTS = 100, 100, 20_000


@dataclass(frozen=True)
class Remembered:
    """The acts up to a place, their standing, and what the system owes by it."""

    place: Place
    acts: tuple[Filed, ...]
    standing: Standing
    owed: tuple[Work, ...]


_Key = tuple[str, UUID]
_known: OrderedDict[_Key, tuple[float, Remembered]] = OrderedDict()
_turn = threading.Lock()


def recall(case: UUID) -> Remembered | None:
    """What is remembered of the case, to be held against the journal."""
    with _turn:
        _forget_older_than(monotonic() - SECONDS)
        found = _known.get(_key(case))
        return found[1] if found else None


def remember(case: UUID, what: Remembered) -> None:
    """Remember this of the case, and forget what is too old or too much."""
    key = _key(case)
    with _turn:
        _known.pop(key, None)
        _known[key] = (monotonic(), what)
        _forget_older_than(monotonic() - SECONDS)
        while len(_known) > CASES or (len(what.acts) > MANY and sum(_sizes()) > ACTS):
            _known.popitem(last=False)


def _sizes() -> Iterator[int]:
    return (len(one.acts) for _, one in _known.values())


def forget_all() -> None:
    """Forget everything at once."""
    with _turn:
        _known.clear()


def _forget_older_than(moment: float) -> None:
    while _known and next(iter(_known.values()))[0] < moment:
        _known.popitem(last=False)


def _key(case: UUID) -> _Key:
    return str(connection.settings_dict["NAME"]), case
