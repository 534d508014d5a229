"""A first start offers a demo office: only where nothing is on file, and only at a terminal."""

import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from ruqsat.running import offering
from tests.ground import Database

ASK = "from ruqsat.running import offering; print('WANTED' if offering.is_wanted(print) else 'NOT WANTED', flush=True)"


def answered(text: bytes) -> str:
    """What is said at a terminal to somebody who types *text*."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", ASK], stdin=theirs, stdout=subprocess.PIPE) as asked:
        os.write(ours, text)
        assert asked.stdout is not None
        said = asked.stdout.read().decode()
    os.close(theirs)
    os.close(ours)
    return said


@pytest.mark.parametrize(("typed", "wanted"), [(b"y\n", True), (b"Yes\n", True), (b"\n", False), (b"n\n", False)])
def test_at_a_terminal_it_asks_and_only_yes_is_yes(typed: bytes, wanted: bool) -> None:
    said = answered(typed)
    assert offering.QUESTION in said
    assert ("NOT WANTED" in said) is not wanted


def test_without_a_terminal_it_says_how_and_goes_on() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], stdin=subprocess.DEVNULL, capture_output=True, check=True)
    assert done.stdout.decode().splitlines() == [offering.HOW, "NOT WANTED"]


def test_a_database_is_empty_until_anything_is_begun(clone_database: Callable[[], Database]) -> None:
    database = clone_database()
    assert offering.is_empty(database.app_url)
    with psycopg.connect(database.owner_url) as connection:
        connection.execute(
            "INSERT INTO people_person (id, iin_index, iin_encrypted, last, first, patronymic, language, phone, email,"
            " created_at) VALUES"
            " (gen_random_uuid(), decode(repeat('00', 32), 'hex'), '', 'A', 'B', '', '', '', '', now())"
        )
        connection.execute(
            "INSERT INTO cases_draft (id, owner_id, service, answers_sealed, created_at, changed_at, expires_at)"
            " SELECT gen_random_uuid(), id, 'issue', '', now(), now(), now() + interval '1 day' FROM people_person"
        )
    assert not offering.is_empty(database.app_url)
    assert "its own cases" in offering.hindrance(database.app_url, sandboxed=True)


def test_an_office_is_played_only_where_everything_is_sandboxed(clone_database: Callable[[], Database]) -> None:
    url = clone_database().app_url
    assert offering.hindrance(url, sandboxed=True) == ""
    assert "is real" in offering.hindrance(url, sandboxed=False)


PATIENT = """
import pathlib, sys, time
try:
    pathlib.Path(sys.argv[1]).touch()
    time.sleep(60)
except KeyboardInterrupt:
    raise SystemExit(7)
"""


def test_what_fills_the_database_is_interrupted_as_by_ctrl_c(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    filling = offering.fill([sys.executable, "-c", PATIENT, str(begun)], dict(os.environ))
    deadline = time.monotonic() + 30
    while not begun.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    offering.stop(filling, seconds=30)
    assert filling.returncode == 7
