"""The report is read on a terminal of eighty columns."""

import pytest

from ruqsat.running.doctor.findings import Finding, Mark, Round, good, note, wrong
from ruqsat.running.doctor.printing import lines_of, summary


def finding(mark: Mark, *, said: str, todo: str = "", ms: int = 12) -> Finding:
    return Finding(group="Database", tried="connection", mark=mark, said=said, todo=todo, ms=ms)


def test_a_line_has_mark_part_sentence_and_time() -> None:
    (line,) = lines_of(finding(Mark.GOOD, said="answers"))
    assert line == f"✓ {'connection':<20} {'answers':<47}{'12 ms':>10}"
    assert len(line) == 80


@pytest.mark.parametrize("mark", Mark)
def test_long_sentences_are_wrapped_under_themselves(mark: Mark) -> None:
    lines = lines_of(finding(mark, said="a sentence of some length " * 9, todo="and what to do " * 12, ms=123_456))
    assert all(len(line) <= 80 for line in lines)
    assert all(line.startswith(" " * 23) for line in lines[1:])
    assert sum("→" in line for line in lines) == 1


def test_the_sum_counts_what_is_wrong() -> None:
    found = [finding(mark, said="") for mark in (Mark.GOOD, Mark.NOTE, Mark.WRONG)]
    assert summary(found) == "3 parts were tried: 1 wrong (✗), 1 to know about (!)."
    assert summary(found[:2]) == "2 parts were tried: nothing is wrong, 1 to know about (!)."
    assert summary(found[:1] * 2) == "2 parts were tried, and all are well."


def test_a_check_that_breaks_is_a_finding_and_the_round_goes_on() -> None:
    heard: list[Finding] = []
    round_ = Round(heard.append)
    round_.tries("Law", "index", lambda: good(str(1 // 0)))
    round_.tries("Law", "calendar", lambda: note("soon"))
    assert [each.mark for each in heard] == [Mark.WRONG, Mark.NOTE]
    assert "ZeroDivisionError" in heard[0].said
    assert not round_.ok
    assert set(heard[0].to_json()) == {"group", "tried", "mark", "said", "todo", "ms"}
    assert wrong("a", "b").todo == "b"
