"""The connection to a real outside system, tried on servers of our own that behave well and badly."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ruqsat.running.doctor.connections import secure
from ruqsat.running.doctor.findings import Mark
from tests.gateways.impolite import certificate_of, dated, demanding, speaking_tls


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


@pytest.mark.parametrize(("shows", "mark"), [("ours", Mark.GOOD), ("another's", Mark.WRONG), ("", Mark.WRONG)])
def test_who_demands_a_certificate_is_told_apart(tmp_path: Path, shows: str, mark: Mark) -> None:
    pairs = {name: str(certificate_of(name, tmp_path, days=90)) for name in ("ours", "another's")} | {"": ""}
    gateway = {"authorities_file": str(certificate_of("127.0.0.1", tmp_path, days=90))}
    if shows:
        gateway |= {"client_certificate_file": pairs[shows], "client_key_file": pairs[shows]}
    with demanding(tmp_path, of=Path(pairs["ours"])) as url:
        said = secure(gateway, address=url, now=now())
    assert said.mark is mark
    if mark is Mark.GOOD:
        assert "the one that we show 89" in said.text
    else:
        assert "CLIENT_CERTIFICATE_FILE" in said.todo


@pytest.mark.parametrize(("days", "mark"), [(20, Mark.NOTE), (-1, Mark.WRONG)])
def test_the_end_of_the_certificate_that_we_show_is_told(tmp_path: Path, days: int, mark: Mark) -> None:
    ours = str(certificate_of("ours", tmp_path, days=90))
    gateway = {"authorities_file": str(certificate_of("127.0.0.1", tmp_path, days=200))}
    gateway |= {"client_certificate_file": ours, "client_key_file": ours}
    at = now() + timedelta(days=90 - days)
    with dated(at, tmp_path) as url:
        said = secure(gateway, address=url, now=at)
    assert said.mark is mark
    assert "show" in said.todo or "CLIENT_CERTIFICATE_FILE" in said.todo


def test_who_breaks_off_because_the_certificate_that_we_show_is_over_is_no_riddle(tmp_path: Path) -> None:
    """A start goes on without that system: here it is said why it is away."""
    ours = str(certificate_of("ours", tmp_path, since=9, days=-1))
    gateway = {"authorities_file": str(certificate_of("127.0.0.1", tmp_path, days=90))}
    with demanding(tmp_path, of=Path(ours)) as url:
        said = secure({**gateway, "client_certificate_file": ours, "client_key_file": ours}, address=url, now=now())
    assert said.mark is Mark.WRONG
    assert "the certificate that we show is over" in said.text
    assert "Ask for a new one where it came from" in said.todo


def test_a_certificate_to_show_without_its_key_is_told(tmp_path: Path) -> None:
    ours = str(certificate_of("ours", tmp_path))
    said = secure({"client_certificate_file": ours}, address="https://127.0.0.1:1/", now=now())
    assert (said.mark, "belong together" in said.text) == (Mark.WRONG, True)
