"""
Rules 8: when a register that does not answer is left alone, and when it is asked again.

Pure: the moment and the random share, from 0 to 1, are arguments.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

OPENS_AFTER = 3  # failures in a row: one may be the question's fault, or the network's
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=10)
PROBE_LASTS = timedelta(minutes=1)
"""Longer than a register may be waited for (`running.outside.longest_wait`): who asked knows by then, or is gone."""


class Way(StrEnum):
    """Whether a question goes out."""

    ASK = "ask"
    PROBE = "probe"  # one question, and the others only when it is answered
    REST = "rest"  # none: the source is down, and is left alone for now


@dataclass(frozen=True, kw_only=True)
class Circuit:
    """
    What is known of a source: failures in a row since when; not to be asked before; who tries, until when at most.

    Closed while ``ask_again_at`` is ``None``; open until that moment; half open after it. ``back_at`` is when it
    answered again after it had been open.
    """

    failures: int = 0
    failing_since: datetime | None = None
    ask_again_at: datetime | None = None
    probing_until: datetime | None = None
    back_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the source counts as down."""
        return self.ask_again_at is not None


def pause(times: int, *, first: timedelta, longest: timedelta, share: float) -> timedelta:
    """
    How long to wait after *times* attempts in vain: twice as long each time, up to *longest*, shortened by chance.

    Between half of that and all of it, so that those who failed together do not come back together.
    """
    doubled = first * (1 << min(max(times - 1, 0), 20))
    return min(doubled, longest) * (0.5 + share / 2)


def way(circuit: Circuit, *, at: datetime, yielding: timedelta) -> Way:
    """
    Whether to ask now.

    Who waits on a page lets the sweep try first, for as long as *yielding*: it is not a person who waits for a
    time-out, unless nobody else asks.
    """
    if circuit.ask_again_at is None:
        return Way.ASK
    tried = circuit.probing_until is not None and at < circuit.probing_until
    return Way.REST if tried or at < circuit.ask_again_at + yielding else Way.PROBE


def probing(circuit: Circuit, *, at: datetime) -> Circuit:
    """One question is under way to a source that was down; for a while nobody else tries."""
    return replace(circuit, probing_until=at + PROBE_LASTS)


def failed(circuit: Circuit, *, at: datetime, share: float) -> Circuit:
    """
    A question put at *at* was not answered.

    One put before the circuit opened tells nothing new: only a probe that fails makes the pause longer.
    """
    if circuit.ask_again_at is not None and at < circuit.ask_again_at:
        return circuit
    failures, since = circuit.failures + 1, circuit.failing_since or at
    if failures < OPENS_AFTER:
        return replace(circuit, failures=failures, failing_since=since)
    wait = pause(failures - OPENS_AFTER + 1, first=FIRST_PAUSE, longest=LONGEST_PAUSE, share=share)
    return replace(circuit, failures=failures, failing_since=since, ask_again_at=at + wait, probing_until=None)


def answered(circuit: Circuit, *, at: datetime) -> Circuit:
    """An answer came, whatever it says: the source is there."""
    return Circuit(back_at=at if circuit.is_open else circuit.back_at)
