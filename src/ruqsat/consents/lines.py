"""
Rules 8: many questions at once, each source with a line of its own: one that is slow or down keeps no other waiting.

The threads here never touch the database, and no question of a line that was given up leaves.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from queue import Empty, Queue
from threading import BoundedSemaphore, Event, Lock
from typing import Generic, TypeVar

from ruqsat.consents.circuit import OPENS_AFTER
from ruqsat.gateways.answers import Answer, NothingOnRecord, Unavailable

AT_ONCE = 4  # of one case to one source
AT_ONCE_OF_ALL = 12  # to one source from one process: three cases at once, whatever their size
BEAT = 1.0  # seconds, after which whoever iterates gets a word in, though there be nothing to give
FIRST_BATCH = 1.0  # seconds; each further batch is given twice as long, so that there are few
MOST_SECONDS = 60.0  # for the questions of one case: what has not left by then is asked another time

Came = Answer | NothingOnRecord | Unavailable
Asked = TypeVar("Asked")


class Line(Generic[Asked]):
    """The questions to one source, in their order; given up after so many failures in a row as open its circuit."""

    def __init__(self, source: str, questions: Iterable[Asked], *, probing: bool) -> None:
        self.source = source
        self.left = deque(questions)
        self.width = min(AT_ONCE, len(self.left))
        self._patience = 1 if probing else OPENS_AFTER
        self._failures, self._over = 0, False
        self._opened, self._lock = Event(), Lock()
        if not probing:
            self._opened.set()

    def next(self) -> Asked | None:
        """The next question to put; ``None`` when there is none, or the line is given up."""
        with self._lock:
            given_up = self._over or self._failures >= self._patience
            return None if given_up or not self.left else self.left.popleft()

    def note(self, came: Came) -> None:
        """What came of one of its questions; the first opens a line that tries."""
        with self._lock:
            self._failures = self._failures + 1 if isinstance(came, Unavailable) else 0
            self._patience = OPENS_AFTER if self._failures == 0 else self._patience
        self._opened.set()

    def take_out(self, which: Callable[[Asked], bool]) -> list[Asked]:
        """Those that have not left and are not to leave any more."""
        with self._lock:
            taken = [one for one in self.left if which(one)]
            self.left = deque(one for one in self.left if not which(one))
        return taken

    @property
    def failing(self) -> bool:
        """Whether it was given up because its source is down."""
        return self._failures >= self._patience

    def wait(self) -> None:
        """Until it is known whether a line that tries goes on."""
        self._opened.wait()

    def give_up(self) -> None:
        """Put no further question."""
        with self._lock:
            self._over = True
        self._opened.set()


def put(
    lines: Iterable[Line[Asked]], ask: Callable[[Asked], Came], *, clock: Callable[[], float] = time.monotonic
) -> Iterator[list[tuple[Asked, Came]]]:
    """
    Put every question and give what came, in the order in which it came, batch by batch; an empty one at each beat, so
    that what should not leave any more can be taken out of its line.

    What did not leave, because its source is down or the time is over, stays in ``line.left``. An exception of *ask*
    goes to whoever iterates.
    """
    lines, arrived = list(lines), Queue[tuple[Asked, Came] | None]()
    workers = [(line, place > 0) for line in lines for place in range(line.width)]
    with ThreadPoolExecutor(max_workers=max(len(workers), 1)) as threads:
        try:
            at_work = [threads.submit(_work, line, ask, arrived, behind=behind) for line, behind in workers]
            until = clock() + MOST_SECONDS
            for batch in _batches(arrived, len(at_work), clock=clock):
                yield batch
                if clock() >= until:
                    _give_up(lines)
        finally:
            _give_up(lines)
        for one in at_work:
            one.result()


def _give_up(lines: Iterable[Line[Asked]]) -> None:
    for line in lines:
        line.give_up()


def _work(
    line: Line[Asked], ask: Callable[[Asked], Came], arrived: "Queue[tuple[Asked, Came] | None]", *, behind: bool
) -> None:
    try:
        if behind:
            line.wait()
        while True:
            with _slots(line.source):
                one = line.next()
                if one is None:
                    return
                came = ask(one)
            line.note(came)
            arrived.put((one, came))
    except BaseException:
        line.give_up()
        raise
    finally:
        arrived.put(None)


def _batches(
    arrived: "Queue[tuple[Asked, Came] | None]", workers: int, *, clock: Callable[[], float]
) -> Iterator[list[tuple[Asked, Came]]]:
    batch: list[tuple[Asked, Came]] = []
    lasts = FIRST_BATCH
    until = clock() + lasts
    beat = until
    while workers:
        with suppress(Empty):
            one = arrived.get(timeout=min(max(until - clock(), 0.001), BEAT))
            if one is None:
                workers -= 1
            else:
                batch.append(one)
        now = clock()
        if now >= until:
            yield batch
            batch = []
            lasts *= 2
            until, beat = now + lasts, now + BEAT
        elif now >= beat:
            yield []
            beat = now + BEAT
    if batch:
        yield batch


@cache
def _slots(source: str) -> BoundedSemaphore:
    return BoundedSemaphore(AT_ONCE_OF_ALL)


def by_source(questions: Iterable[Asked], source_of: Callable[[Asked], str]) -> Mapping[str, list[Asked]]:
    """The questions of each source, in their order."""
    found: dict[str, list[Asked]] = {}
    for question in questions:
        found.setdefault(source_of(question), []).append(question)
    return found
