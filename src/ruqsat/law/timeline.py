"""A value with the days from which each wording of it is in force."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


class NotInForce(LookupError):
    """Nothing is recorded as in force on that day; the missing wording has to be added to the reference data."""


@dataclass(frozen=True, kw_only=True)
class Wording(Generic[T]):
    """One value and the days on which it is in force; ``until`` is its last day, ``None`` when it has no known end."""

    since: date
    value: T
    until: date | None = None


class Timeline(Generic[T]):
    """Wordings in the order of the days from which they are in force."""

    def __init__(self, wordings: Iterable[Wording[T]]) -> None:
        self._wordings = tuple(sorted(wordings, key=lambda wording: wording.since))
        self._since = [wording.since for wording in self._wordings]

    def on(self, day: date) -> T:
        """
        The value in force on *day*.

        :raises NotInForce: when none is recorded for that day.
        """
        return self.wording_on(day).value

    def wording_on(self, day: date) -> Wording[T]:
        """The wording in force on *day*, with its days."""
        place = bisect_right(self._since, day) - 1
        if place < 0:
            raise NotInForce(f"nothing recorded as in force on {day.isoformat()}")
        wording = self._wordings[place]
        if wording.until is not None and day > wording.until:
            raise NotInForce(f"nothing recorded as in force on {day.isoformat()}")
        return wording

    def __iter__(self) -> Iterator[Wording[T]]:
        return iter(self._wordings)
