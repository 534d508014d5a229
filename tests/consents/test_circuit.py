"""Rules 8: a register that does not answer is left alone, then tried by one question, then asked again by all."""

from datetime import UTC, datetime, timedelta

import pytest

from ruqsat.consents.circuit import Circuit, Way, answered, failed, pause, probing, way

AT = datetime(2026, 3, 18, 10, 0, tzinfo=UTC)
SOON, LONG = timedelta(minutes=1), timedelta(minutes=10)
NOBODY_WAITS = timedelta(0)


def after(*minutes: int, share: float = 1.0) -> Circuit:
    """A source to which questions were put in vain at these minutes."""
    found = Circuit()
    for minute in minutes:
        found = failed(found, at=AT + timedelta(minutes=minute), share=share)
    return found


@pytest.mark.parametrize(
    ("times", "share", "minutes"),
    [
        (1, 1.0, 1),
        (1, 0.0, 0.5),
        (2, 1.0, 2),
        (3, 0.5, 3),
        (4, 1.0, 8),
        (5, 1.0, 10),
        (5, 0.0, 5),
        (10_000, 1.0, 10),
        (0, 1.0, 1),
    ],
)
def test_each_pause_is_twice_the_last_up_to_the_longest_and_at_least_half_of_that(
    times: int, share: float, minutes: float
) -> None:
    assert pause(times, first=SOON, longest=LONG, share=share) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("vain", "minute", "yielding", "expected"),
    [
        ((), 0, 0, Way.ASK),
        ((0,), 0, 0, Way.ASK),
        ((0, 0), 0, 0, Way.ASK),
        ((0, 0, 0), 0, 0, Way.REST),
        ((0, 0, 0), 0.99, 0, Way.REST),
        ((0, 0, 0), 1, 0, Way.PROBE),
        ((0, 0, 0), 1, 1, Way.REST),  # a person waits: the sweep tries first
        ((0, 0, 0), 2, 1, Way.PROBE),  # nobody tried: then the person's question does
        ((0, 0, 0, 1), 2.99, 0, Way.REST),  # the probe failed: twice the pause
        ((0, 0, 0, 1), 3, 0, Way.PROBE),
        ((0, 0, 0, 1, 3, 7), 14.99, 0, Way.REST),
        ((0, 0, 0, 1, 3, 7, 15), 24.99, 0, Way.REST),  # ten minutes, not sixteen
        ((0, 0, 0, 1, 3, 7, 15), 25, 0, Way.PROBE),
    ],
)
def test_when_a_source_is_asked(vain: tuple[int, ...], minute: float, yielding: float, expected: Way) -> None:
    at = AT + timedelta(minutes=minute)
    assert way(after(*vain), at=at, yielding=timedelta(minutes=yielding)) is expected


def test_one_question_tries_and_nobody_else_does_meanwhile() -> None:
    due = AT + timedelta(minutes=1)
    tried = probing(after(0, 0, 0), at=due)
    assert way(tried, at=due + timedelta(seconds=59), yielding=NOBODY_WAITS) is Way.REST
    assert way(tried, at=due + timedelta(seconds=60), yielding=NOBODY_WAITS) is Way.PROBE, "who tried is gone"


def test_questions_put_before_it_opened_make_no_pause_longer() -> None:
    """A clinic of three hundred fails at once: that is one outage."""
    assert after(*[0] * 300) == after(0, 0, 0)


def test_an_answer_closes_it_and_says_since_when_it_is_back() -> None:
    back = AT + timedelta(minutes=5)
    assert answered(after(0, 0, 0, 1), at=back) == Circuit(back_at=back)
    assert answered(after(0, 0), at=back) == Circuit(), "it had never been away"
    assert answered(Circuit(back_at=AT), at=back) == Circuit(back_at=AT)


def test_it_is_down_since_the_first_of_the_failures_in_a_row() -> None:
    down = after(0, 3, 9)
    assert (down.failing_since, down.is_open) == (AT, True)
    assert answered(down, at=AT).failing_since is None


def test_one_failure_now_and_then_opens_nothing() -> None:
    now_and_then = Circuit()
    for minute in range(100):
        at = AT + timedelta(minutes=minute)
        now_and_then = answered(failed(failed(now_and_then, at=at, share=1), at=at, share=1), at=at)
    assert now_and_then == Circuit()


def test_one_that_flaps_is_left_alone_again_after_three_more_failures() -> None:
    flapping = answered(after(0, 0, 0), at=AT + timedelta(minutes=1))
    for expected in (False, False, True):
        flapping = failed(flapping, at=AT + timedelta(minutes=2), share=1)
        assert flapping.is_open is expected
    assert flapping.failing_since == AT + timedelta(minutes=2)
