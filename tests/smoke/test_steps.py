"""A step that fails is on record with what was expected and what came, and those after it are not tried."""

import httpx
import pytest

from ruqsat.smoke.command import line_of
from ruqsat.smoke.steps import FailedError, Step, Steps, StoppedError, wait_for


def test_steps_are_told_as_they_end() -> None:
    heard: list[Step] = []
    steps = Steps(heard.append, prefix="2: ")
    with steps.step("signs in"):
        pass
    with pytest.raises(StoppedError), steps.step("pays"):
        raise FailedError("a page", "503 at /fee/")
    with pytest.raises(StoppedError), steps.step("signs"):
        raise httpx.ConnectError("nobody\nthere")
    assert [(step.step, step.ok) for step in heard] == [("2: signs in", True), ("2: pays", False), ("2: signs", False)]
    assert [step.why for step in heard] == ["", "expected a page; came 503 at /fee/", "ConnectError: nobody there"]


def test_waiting_ends_with_what_was_seen() -> None:
    looks = iter([None, None, "there"])
    assert wait_for("it", lambda: next(looks), seen=lambda: "") == "there"
    with pytest.raises(FailedError, match="expected it within 0 s; came an empty page"):
        wait_for("it", lambda: None, seen=lambda: "an empty page", patience=0.2)


def test_a_line_is_as_wide_as_a_terminal() -> None:
    well = line_of(Step(step="doctor: signs in", ms=1234, ok=True))
    assert (len(well), well[:18], well[-8:]) == (80, "✓ doctor: signs in", "1\N{NO-BREAK SPACE}234 ms")
    assert len(line_of(Step(step="a step of a long name " * 9, ms=1, ok=True))) == 80
    failed = line_of(Step(step="pays", ms=1, ok=False, why="-", expected="a page", came="503"))
    assert failed.splitlines()[1:] == ["    expected  a page", "    came      503"]
