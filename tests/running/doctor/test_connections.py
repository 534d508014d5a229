"""The connection to a real outside system, tried on servers of our own that behave well and badly."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ruqsat.running.doctor.connections import secure
from ruqsat.running.doctor.findings import Mark
from tests.gateways.impolite import certificate_of, dated, speaking_tls


def now() -> datetime:
    return datetime.now(UTC)


@pytest.mark.parametrize(
    ("days", "behind", "mark"),
    [(90, 0, Mark.GOOD), (31, 0, Mark.GOOD), (20, 0, Mark.NOTE), (90, 30, Mark.GOOD), (90, 300, Mark.WRONG)],
)
def test_days_that_are_left_and_the_clock_are_told(tmp_path: Path, days: int, behind: int, mark: Mark) -> None:
    authority = certificate_of("127.0.0.1", tmp_path, days=days)
    with dated(now() - timedelta(seconds=behind), tmp_path) as url:
        said = secure({"authorities_file": str(authority)}, address=url, now=now())
    assert (said.mark, f"{days - 1} days left" in said.text) == (mark, True)
    assert "s from ours" in said.text
    assert bool(said.todo) is (mark is not Mark.GOOD)


def test_a_certificate_of_another_host_is_not_to_be_trusted(tmp_path: Path) -> None:
    with speaking_tls("another host's certificate", tmp_path) as url:
        said = secure({}, address=url, now=now())
    assert said.mark is Mark.WRONG
    assert "not to be trusted" in said.text


@pytest.mark.parametrize("address", ["https://127.0.0.1:1/", "https:///"])
def test_nobody_there_is_said_in_a_sentence(address: str) -> None:
    said = secure({}, address=address, now=now())
    assert said.mark is Mark.WRONG
    assert said.text.startswith("no connection: ")


def test_what_is_not_encrypted_is_a_note() -> None:
    assert secure({}, address="http://ocsp.example", now=now()).mark is Mark.NOTE
