"""``ruqsat doctor`` on a whole instance, on one whose outside world is broken, and on nothing at all."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.instance import RunningInstance, free_port, plain_environment

GROUPS = [
    "This machine", "Settings", "What the set-up builds", "Database", "Work", "Outside systems", "Trust and seals",
    "Law and time",
]  # fmt: skip


BOOK_WANTED = {"connection", "seals of offices", "index (MCI)", "working calendar"}  # the book is in the database


def doctor(var: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ruqsat.cli", "doctor", "--var", str(var), *arguments]
    said = {**plain_environment(), **environment}
    return subprocess.run(command, env=said, capture_output=True, text=True, check=False)


def findings(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    said = json.loads(done.stdout)
    assert set(said) == {"ok", "findings"}
    return {f"{each['group']}: {each['tried']}": each for each in said["findings"]}


def wrong(done: subprocess.CompletedProcess[str]) -> set[str]:
    return {name.partition(": ")[2] for name, each in findings(done).items() if each["mark"] == "wrong"}


@contextmanager
def broken(instance: RunningInstance, *systems: str) -> Iterator[None]:
    """Systems of the sandbox are out of order for as long as this lasts."""

    def make(kind: str) -> None:
        for system in systems:
            fault = {"system": system, "kind": kind}
            httpx.post(f"{instance.sandbox_url}/api/faults", json=fault, trust_env=False, timeout=20).raise_for_status()

    make("unavailable")
    try:
        yield
    finally:
        make("none")


def kept(var: Path) -> dict[Path, str]:
    """Every file of the instance that nobody but a doctor who changes something would touch now."""
    busy = ("postgres", "logs", "sandbox", "said.txt")
    files = (path for path in var.rglob("*") if path.is_file() and path.relative_to(var).parts[0] not in busy)
    return {path: sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_healthy_instance_has_nothing_wrong_and_is_not_changed(ruqsat_instance: RunningInstance) -> None:
    # the worker says that it is there, and makes the first anchor, within seconds of the start
    httpx.get(f"{ruqsat_instance.url}/readyz", trust_env=False, timeout=20)
    before = kept(ruqsat_instance.var)
    done = doctor(ruqsat_instance.var)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert [line for line in lines if line in GROUPS] == GROUPS
    assert max(map(len, lines)) <= 80
    assert "✗" not in done.stdout
    assert "nothing is wrong" in lines[-1] or "all are well" in lines[-1]
    assert {path: text for path, text in kept(ruqsat_instance.var).items() if path in before} == before


def test_what_is_said_for_programs_has_stable_names(ruqsat_instance: RunningInstance) -> None:
    found = findings(doctor(ruqsat_instance.var, "--json"))
    assert all(set(each) == {"group", "tried", "mark", "said", "todo", "ms"} for each in found.values())
    assert {each["mark"] for each in found.values()} <= {"good", "note"}
    assert {name.partition(": ")[0] for name in found} == set(GROUPS)
    assert "refused" in found["Database: rights on history"]["said"]
    assert "verified" in found["Outside systems: time stamps"]["said"]


@pytest.mark.parametrize(
    ("systems", "told"),
    [
        (("registers", "messages"), {"registers", "messages"}),
        (("consents", "licenses"), {"consents", "licenses"}),
        (("monitoring",), {"monitoring"}),
        (("payments",), {"payments"}),
        (("tsp",), {"time stamps"}),
        (("ocsp", "crl"), {"OCSP", "revocation lists", "time stamps"}),
    ],
)
def test_each_outside_system_that_is_away_is_told(
    ruqsat_instance: RunningInstance, systems: tuple[str, ...], told: set[str]
) -> None:
    with broken(ruqsat_instance, *systems):
        done = doctor(ruqsat_instance.var, "--json")
    assert (done.returncode, wrong(done)) == (1, told)


def test_with_no_sandbox_at_all_the_rest_is_still_tried(ruqsat_instance: RunningInstance) -> None:
    """The instance's folder, and an address at which nobody is."""
    nobody = f"http://127.0.0.1:{free_port()}"
    done = doctor(ruqsat_instance.var, "--json", RUQSAT_SANDBOX_URL=nobody)
    assert wrong(done) == {
        "registers", "consents", "licenses", "payments", "messages", "monitoring", "information", "OCSP",
        "revocation lists", "time stamps", "messages, second",
    }  # fmt: skip
    assert "could not be reached" in findings(done)["Outside systems: registers"]["said"]


def test_with_no_database_the_rest_is_still_tried(ruqsat_instance: RunningInstance) -> None:
    nobody = f"postgresql://ruqsat_app@127.0.0.1:{free_port()}/ruqsat"
    done = doctor(ruqsat_instance.var, "--json", DATABASE_URL=nobody)
    assert (done.returncode, wrong(done)) == (1, BOOK_WANTED)
    found = findings(done)
    assert "not tried" in found["Work: worker"]["said"]
    assert found["Outside systems: time stamps"]["mark"] == "good"


def test_where_no_instance_is_that_is_what_is_told(tmp_path: Path) -> None:
    done = doctor(tmp_path / "nowhere", RUQSAT_WEB_PORT=str(free_port()), RUQSAT_SANDBOX_PORT=str(free_port()))
    assert done.returncode == 1
    assert "Start the instance with “ruqsat run”" in " ".join(done.stdout.split())
    assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "nowhere").exists()


def test_settings_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    done = doctor(tmp_path, "--json", RUQSAT_GATEWAYS="{not json")
    assert done.returncode == 1
    assert "settings" in wrong(done)


def test_a_variable_that_keeps_the_settings_from_being_read_is_named(tmp_path: Path) -> None:
    done = doctor(tmp_path, "--json", RUQSAT_DATABASE_POOL="many")
    said = findings(done)["Settings: settings"]
    assert said["mark"] == "wrong"
    assert said["said"].startswith("RUQSAT_DATABASE_POOL is no whole number from 0 to 500.")
