"""What is tried, step by step: how long each took, and why one failed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import httpx

Found = TypeVar("Found")

PATIENCE = 60.0  # seconds: what a worker does takes one or two, a deployment under load more
_FIRST_LOOK, _SLOWER, _LONGEST_WAIT = 0.1, 1.4, 2.0


class FailedError(Exception):
    """A step did not go as it should: what was expected, and what came instead."""

    def __init__(self, expected: str, came: str) -> None:
        super().__init__(f"expected {expected}; came {came}")
        self.expected, self.came = expected, came


class StoppedError(Exception):
    """A step has failed and is on record; those that rest on it are not tried."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step as it went. ``why`` is "" for one that went well."""

    step: str
    ms: int
    ok: bool
    why: str = ""
    expected: str = ""
    came: str = ""


class Steps:
    """The steps of one life, told to *hear* as they end."""

    def __init__(self, hear: Callable[[Step], None], *, prefix: str = "") -> None:
        self._hear = hear
        self._prefix = prefix

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """
        What is done within is the step *name*.

        :raises StoppedError: when it fails.
        """
        name = f"{self._prefix}{name}"
        began = time.monotonic()
        try:
            yield
        except FailedError as failed:
            self._hear(
                Step(step=name, ms=_since(began), ok=False, why=str(failed), expected=failed.expected, came=failed.came)
            )
            raise StoppedError(name) from failed
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            why = " ".join(f"{type(error).__name__}: {error}".split())
            self._hear(Step(step=name, ms=_since(began), ok=False, why=why, expected="an answer", came=why))
            raise StoppedError(name) from error
        self._hear(Step(step=name, ms=_since(began), ok=True))


def wait_for(
    what: str, look: Callable[[], Found | None], *, seen: Callable[[], str], patience: float = PATIENCE
) -> Found:
    """
    Look again and again until *look* finds something; *seen* says what was there in the end.

    :raises FailedError: when it is not found within *patience* seconds.
    """
    deadline = time.monotonic() + patience
    pause = _FIRST_LOOK
    while (found := look()) is None:
        if time.monotonic() > deadline:
            raise FailedError(f"{what} within {patience:.0f} s", seen())
        time.sleep(pause)
        pause = min(pause * _SLOWER, _LONGEST_WAIT)
    return found


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
