"""How often, and after what pause, a part that ends by itself is started again."""

from pathlib import Path

import pytest

from ruqsat.running import CannotRun
from ruqsat.running.reviving import MOST_ENDS, WITHIN, Revival


def revival() -> Revival:
    return Revival(name="The worker", log=Path("worker.log"))


def test_it_is_started_again_at_once_and_then_after_longer_and_longer_pauses() -> None:
    part, pauses = revival(), []
    for now in range(MOST_ENDS):
        part.ended(now=now, last_words="out of memory")
        assert part.due is not None
        pauses.append(part.due - now)
    assert pauses == [0, 1, 2, 4, 8]


def test_it_says_why_it_ended_and_when_it_is_started_again() -> None:
    part = revival()
    said = part.ended(now=1.0, last_words="out of memory")
    assert said == "The worker stopped by itself and is started again now: out of memory (more in worker.log)."
    assert " again in 1 s: " in part.ended(now=2.0, last_words="out of memory")


def test_it_is_due_once() -> None:
    part = revival()
    assert not part.is_due(now=0)
    part.ended(now=0, last_words="")
    part.ended(now=1, last_words="")
    assert [part.is_due(now=now) for now in (1.5, 2.0, 2.5)] == [False, True, False]


def test_ending_too_often_it_is_given_up_with_a_sentence() -> None:
    part = revival()
    for now in range(MOST_ENDS):
        part.ended(now=now, last_words="")
    with pytest.raises(CannotRun, match=r"^The worker stopped by itself 6 times in 5 minutes and is not started again"):
        part.ended(now=MOST_ENDS, last_words="out of memory")


def test_what_ended_long_ago_is_forgiven() -> None:
    part = revival()
    for now in range(MOST_ENDS):
        part.ended(now=now, last_words="")
    part.ended(now=MOST_ENDS + WITHIN, last_words="")
    assert part.due == MOST_ENDS + WITHIN
