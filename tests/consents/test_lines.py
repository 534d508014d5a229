"""Rules 8: one case asks many registers at once; a slow one keeps nobody waiting, and a clinic not everybody else."""

from collections import Counter
from collections.abc import Iterator, Sequence
from threading import Event, Lock, Semaphore, get_ident

import pytest

from ruqsat.consents.lines import AT_ONCE, AT_ONCE_OF_ALL, Line, by_source, put
from ruqsat.gateways.answers import Came, Unavailable
from tests.consents.test_sources import NONE, SILENT
from tests.together import at_once

Question = tuple[str, int]


class Registers:
    """Registers that answer when they are let, and count who asks them at the same time."""

    def __init__(self, *down: str) -> None:
        self.down, self.lock = set(down), Lock()
        self.now, self.most, self.asked = Counter[str](), Counter[str](), Counter[str]()
        self.holding: dict[str, Event] = {}

    def ask(self, question: Question) -> Came:
        source = question[0]
        with self.lock:
            self.now[source] += 1
            self.asked[source] += 1
            self.most[source] = max(self.most[source], self.now[source])
        if source in self.holding:
            assert self.holding[source].wait(timeout=30)
        with self.lock:
            self.now[source] -= 1
        return SILENT if source in self.down else NONE


def line(source: str, count: int, *, probing: bool = False) -> Line[Question]:
    return Line(source, [(source, number) for number in range(count)], probing=probing)


def test_every_question_comes_back_once() -> None:
    came = [one for batch in put([line("a", 30), line("b", 1)], Registers().ask) for one, _ in batch]
    assert sorted(came) == sorted([("a", number) for number in range(30)] + [("b", 0)])


def test_of_one_case_a_few_go_to_a_source_at_a_time() -> None:
    registers = Registers()
    list(put([line("few", 40), line("one", 1)], registers.ask))
    assert registers.most["few"] <= AT_ONCE
    assert registers.asked == {"few": 40, "one": 1}


def test_of_many_cases_in_a_process_no_more_than_so_many_go_to_a_source() -> None:
    registers = Registers()
    registers.holding["crowded"] = Event()
    arrived = Semaphore(0)

    def one_case() -> int:
        arrived.release()
        return sum(len(batch) for batch in put([line("crowded", 10)], registers.ask))

    def let_go() -> int:
        for _ in range(5):
            arrived.acquire()
        registers.holding["crowded"].set()
        return 0

    assert at_once(let_go, *[one_case] * 5) == [0, 10, 10, 10, 10, 10]
    assert registers.most["crowded"] <= AT_ONCE_OF_ALL


def test_what_has_come_is_given_while_a_slow_source_is_still_waited_for() -> None:
    registers, slow = Registers(), Event()
    registers.holding["slow"] = slow
    batches: Iterator[list[tuple[Question, Came]]] = put([line("quick", 20), line("slow", 1)], registers.ask)
    first = next(filter(None, batches))  # on a busy machine nothing may have come in the time of the first
    assert {source for (source, _), _ in first} == {"quick"}
    slow.set()
    rest = [one for batch in batches for one, _ in batch]
    assert rest[-1] == ("slow", 0)
    assert len(first) + len(rest) == 21


def test_each_batch_is_given_twice_as_long_as_the_one_before() -> None:
    """Thirteen seconds of answers are at most five batches: the clock here goes on by 0.05 at every look."""
    ticks = iter(range(10_000))
    count = 120
    given = put([line("steady", count)], Registers().ask, clock=lambda: next(ticks) * 0.05)
    batches = [batch for batch in given if batch]
    assert sum(len(batch) for batch in batches) == count
    assert len(batches) <= 6


@pytest.mark.parametrize(("probing", "least", "most"), [(False, 3, 3 + AT_ONCE - 1), (True, 1, 1)])
def test_a_line_is_given_up_and_what_is_left_did_not_leave(probing: bool, least: int, most: int) -> None:
    registers, down = Registers("down"), line("down", 50, probing=probing)
    came = [answer for batch in put([down], registers.ask) for _, answer in batch]
    assert least <= registers.asked["down"] <= most
    assert len(down.left) == 50 - registers.asked["down"]
    assert all(isinstance(answer, Unavailable) for answer in came)


def test_a_line_that_tries_goes_on_in_full_once_it_is_answered() -> None:
    registers, tried = Registers(), line("back", 50, probing=True)
    list(put([tried], registers.ask))
    assert registers.asked["back"] == 50
    assert not tried.left


def test_what_breaks_in_a_thread_breaks_here_and_nobody_waits_for_ever() -> None:
    def breaks(_: Question) -> Came:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        list(put([line("a", 5, probing=True), line("b", 5)], breaks))


def test_each_question_leaves_only_if_it_may_and_that_is_asked_where_the_answers_are_taken() -> None:
    """The database is asked by the one thread that may."""
    here, threads = get_ident(), set[int]()

    def odd_ones_may(waiting: Sequence[Question]) -> list[bool]:
        threads.add(get_ident())
        return [number % 2 == 1 for _, number in waiting]

    registers = Registers()
    came = [one for batch in put([line("a", 40)], registers.ask, may_leave=odd_ones_may) for one, _ in batch]
    assert sorted(came) == [("a", number) for number in range(1, 40, 2)]
    assert registers.asked["a"] == 20
    assert threads == {here}


@pytest.mark.parametrize("probing", [False, True])
def test_where_nothing_may_leave_nobody_waits_for_ever(probing: bool) -> None:
    registers = Registers()
    given = put([line("a", 10, probing=probing)], registers.ask, may_leave=lambda waiting: [False] * len(waiting))
    assert list(given) == []
    assert registers.asked["a"] == 0


def test_what_breaks_while_it_is_asked_whether_they_may_lets_nothing_more_leave() -> None:
    def breaks(_: Sequence[Question]) -> list[bool]:
        raise RuntimeError("broken")

    registers = Registers()
    with pytest.raises(RuntimeError, match="broken"):
        list(put([line("a", 10), line("b", 10, probing=True)], registers.ask, may_leave=breaks))
    assert not registers.asked


def test_who_stops_taking_answers_lets_nothing_more_leave() -> None:
    registers = Registers()
    given = put([line("a", 500)], registers.ask, clock=lambda: next(ticks) * 0.05)
    ticks = iter(range(100_000))
    next(given)
    given.close()
    assert registers.asked["a"] < 500


def test_questions_are_put_by_source_in_their_order() -> None:
    assert by_source(["b1", "a1", "b2"], lambda one: one[0]) == {"b": ["b1", "b2"], "a": ["a1"]}
