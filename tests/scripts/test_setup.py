"""What the set-up finds missing is told in one sentence, before anything takes its time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def oldest(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "setup.py"), "--oldest"]
    environment = {**os.environ, "PG_BIN_OLDEST": str(folder)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def a_server(folder: Path, *, says: str) -> None:
    program = folder / "postgres"
    program.write_text(f"#!/bin/sh\necho '{says}'\n")
    program.chmod(0o755)


def test_the_oldest_postgresql_that_is_there_is_taken(tmp_path: Path) -> None:
    a_server(tmp_path, says="postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)")
    done = oldest(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("says", "told"),
    [
        (None, "it is not in {folder}: install it (Debian 12: apt install postgresql-15)"),
        ("postgres (PostgreSQL) 18.6", "but {folder}/postgres is postgres (PostgreSQL) 18.6: correct PG_BIN_OLDEST"),
    ],
)
def test_one_that_is_missing_or_is_another_is_told_in_one_sentence(tmp_path: Path, says: str | None, told: str) -> None:
    if says is not None:
        a_server(tmp_path, says=says)
    done = oldest(tmp_path)
    assert done.returncode == 1
    assert told.format(folder=tmp_path) in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_long_tests_ask_for_it_before_anything_else() -> None:
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "\ntest-long: oldest test\n" in rules
    plain = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    command = ["make", "-n", "test-long"]  # as from a terminal, also where make itself started the tests
    done = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0] == "python3 scripts/setup.py --oldest"
