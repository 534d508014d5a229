"""Events of the program stand in the ordinary log, in words."""

import logging

import pytest
import structlog


def test_an_event_is_a_line_with_what_it_is_about(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        structlog.get_logger("ruqsat.test").warning("a notice was not sent", case="c1", why="100% busy")
    assert [record.getMessage() for record in caplog.records] == ["a notice was not sent: case=c1 why=100% busy"]


def test_a_failure_brings_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    try:
        int("broken")
    except ValueError:
        structlog.get_logger("ruqsat.test").exception("a case cannot be read")
    assert caplog.records[0].getMessage() == "a case cannot be read"
    assert caplog.records[0].exc_info is not None
