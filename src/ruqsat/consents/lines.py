"""
Rules 8: many questions at once, each source with a line of its own: one that is slow or down keeps no other waiting.

The threads here never touch the database: each asks whoever iterates whether its question may still leave, right before
it does. No question of a line that was given up leaves.
"""

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from enum import Enum
from functools import cache
from queue import Empty, Queue
from threading import BoundedSemaphore, Event, Lock
from typing import Generic, TypeVar

from ruqsat.consents.circuit import OPENS_AFTER
from ruqsat.gateways.answers import Came, Unavailable

AT_ONCE = 4  # of one case to one source
AT_ONCE_OF_ALL = 12  # to one source from one process: three cases at once, whatever their size
FIRST_BATCH = 1.0  # seconds; each further batch is given twice as long, so that there are few
MOST_SECONDS = 60.0  # for the questions of one case: what has not left by then is asked another time

Asked = TypeVar("Asked")


class Sign(Enum):
    """What a thread says beside what came: a question waits at the gate, or the thread is done."""

    KNOCK = "knock"
    GONE = "gone"


Arrived = tuple[Asked, Came] | Sign


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
            if given_up or not self.left:
                self._opened.set()  # nobody waits for what is not to be known any more
                return None
            return self.left.popleft()

    def note(self, came: Came) -> None:
        """
        What came of one of its questions; the first opens a line that tries.

        A question that is refused as ours says nothing of the source; those behind it are left for another time.
        """
        with self._lock:
            if isinstance(came, Unavailable) and came.ours:
                self._over = True
                self._opened.set()
                return
            self._failures = self._failures + 1 if isinstance(came, Unavailable) else 0
            self._patience = OPENS_AFTER if self._failures == 0 else self._patience
        self._opened.set()

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


class Gate(Generic[Asked]):
    """Where a question waits for the word that it may leave; shut, it lets nothing through."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Asked, Future[bool]]] = []
        self._shut, self._lock = False, Lock()

    def passes(self, one: Asked, *, knock: Callable[[], None]) -> bool:
        """Whether it may leave: said by whoever iterates, who hears the *knock*."""
        word = Future[bool]()
        with self._lock:
            if self._shut:
                return False
            self._waiting.append((one, word))
        knock()
        return word.result()

    def answer(self, may_leave: Callable[[Sequence[Asked]], Sequence[bool]]) -> None:
        """Say of all that wait whether they may."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        said: Sequence[bool] = [False] * len(waiting)
        try:
            said = may_leave([one for one, _ in waiting]) if waiting else said
        finally:
            for (_, word), may in zip(waiting, said, strict=True):
                word.set_result(may)

    def shut(self) -> None:
        """Nothing leaves any more."""
        with self._lock:
            self._shut = True
        self.answer(lambda waiting: [False] * len(waiting))


def _all_may(waiting: Sequence[object]) -> Sequence[bool]:
    return [True] * len(waiting)


def put(
    lines: Iterable[Line[Asked]],
    ask: Callable[[Asked], Came],
    *,
    may_leave: Callable[[Sequence[Asked]], Sequence[bool]] = _all_may,
    clock: Callable[[], float] = time.monotonic,
) -> Generator[list[tuple[Asked, Came]], None, None]:
    """
    Put every question and give what came, in the order in which it came, batch by batch.

    What did not leave, because its source is down or the time is over, stays in ``line.left``. An exception of *ask*
    goes to whoever iterates. :param may_leave: is asked about each question right before it leaves, in the thread that
    iterates; what may not is put by whoever says so.
    """
    lines, arrived, gate = list(lines), Queue[Arrived[Asked]](), Gate[Asked]()
    workers = [(line, place > 0) for line in lines for place in range(line.width)]
    with ThreadPoolExecutor(max_workers=max(len(workers), 1)) as threads:
        try:
            at_work = [threads.submit(_work, line, ask, arrived, gate, behind=behind) for line, behind in workers]
            until = clock() + MOST_SECONDS
            for batch in _batches(arrived, len(at_work), lambda: gate.answer(may_leave), clock=clock):
                yield batch
                if clock() >= until:
                    _give_up(lines)
        finally:
            _give_up(lines)
            gate.shut()
        for one in at_work:
            one.result()


def _give_up(lines: Iterable[Line[Asked]]) -> None:
    for line in lines:
        line.give_up()


def _work(
    line: Line[Asked],
    ask: Callable[[Asked], Came],
    arrived: "Queue[Arrived[Asked]]",
    gate: Gate[Asked],
    *,
    behind: bool,
) -> None:
    try:
        if behind:
            line.wait()
        while True:
            with _slots(line.source):
                one = line.next()
                if one is None:
                    return
                if not gate.passes(one, knock=lambda: arrived.put(Sign.KNOCK)):
                    continue
                came = ask(one)
            line.note(came)
            arrived.put((one, came))
    except BaseException:
        line.give_up()
        raise
    finally:
        arrived.put(Sign.GONE)


def _batches(
    arrived: "Queue[Arrived[Asked]]", workers: int, answer: Callable[[], None], *, clock: Callable[[], float]
) -> Iterator[list[tuple[Asked, Came]]]:
    batch: list[tuple[Asked, Came]] = []
    lasts = FIRST_BATCH
    until = clock() + lasts
    while workers:
        with suppress(Empty):
            one = arrived.get(timeout=max(until - clock(), 0.001))
            if one is Sign.KNOCK:
                answer()
            elif one is Sign.GONE:
                workers -= 1
            else:
                batch.append(one)
        now = clock()
        if now >= until:
            yield batch
            batch = []
            lasts *= 2
            until = now + lasts
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
