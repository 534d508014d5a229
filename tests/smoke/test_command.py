"""``ruqsat smoke`` against a whole instance, as an operator runs it."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from tests.instance import RunningInstance, copied_var, free_port, plain_environment, remove_var

KEYS = {"url", "ok", "seconds", "steps"}
KEYS_OF_STEPS = {"step", "ms", "ok", "why"}


def smoke(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ruqsat.cli", "smoke", *arguments]
    return subprocess.run(command, env=plain_environment(), capture_output=True, text=True, check=False)


@contextmanager
def broken(instance: RunningInstance, system: str) -> Iterator[None]:
    """One system of the sandbox is out of order for as long as this lasts."""
    faults = f"{instance.sandbox_url}/api/faults"
    for_now = {"system": system, "kind": "unavailable"}
    httpx.post(faults, json=for_now, trust_env=False, timeout=20).raise_for_status()
    try:
        yield
    finally:
        httpx.post(faults, json={**for_now, "kind": "none"}, trust_env=False, timeout=20).raise_for_status()


def said_in_json(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(done.stdout)
    assert set(said) >= KEYS
    assert all(set(step) == KEYS_OF_STEPS and isinstance(step["ms"], int) for step in said["steps"])
    return said


def test_a_license_is_applied_for_issued_and_checked_again_and_again(ruqsat_instance: RunningInstance) -> None:
    """Each run is another doctor; every line is a step with its time."""
    for _ in range(2):
        done = smoke("--url", ruqsat_instance.url)
        assert done.returncode == 0, done.stdout + done.stderr
        lines = done.stdout.split("\n\n")[0].splitlines()
        assert all(re.fullmatch(r"✓ \S.* ·+ [\d\N{NO-BREAK SPACE}]+ ms", line) for line in lines), done.stdout
        assert {len(line) for line in lines} == {80}
        for part in (
            "consent",
            "pays the fee",
            "approver: answers",
            "photograph",
            "head: reads",
            "anybody: checks its",
        ):
            assert any(part in line for line in lines), part


def test_several_at_once_for_programs(ruqsat_instance: RunningInstance) -> None:
    done = smoke("--url", ruqsat_instance.url, "--times", "2", "--clients", "2", "--json")
    said = said_in_json(done)
    assert (done.returncode, said["ok"], said["lifecycles"], said["clients"]) == (0, True, 2, 2), done.stdout
    assert said["url"] == ruqsat_instance.url
    # How people move in is told, and does not count for the rate.
    played = [step["ms"] for step in said["steps"] if re.match(r"1: (?!sandbox: a doctor moves in)", step["step"])]
    assert len(played) == sum(step["step"].startswith("1: ") for step in said["steps"]) - 1
    shortest = (sum(played) - len(played)) / 1000  # each step is told in whole milliseconds
    assert 0 < said["per_second"] - 0.00005 <= 2 / shortest  # four digits of the rate are told
    assert all(step["why"] == "" for step in said["steps"])


def test_a_payment_gateway_that_is_away_is_named(ruqsat_instance: RunningInstance) -> None:
    with broken(ruqsat_instance, "payments"):
        done = smoke("--url", ruqsat_instance.url)
        said = said_in_json(smoke("--url", ruqsat_instance.url, "--json"))
    assert done.returncode == 1
    assert "✗ doctor: pays the fee" in done.stdout
    assert re.search(r"expected  the form to be taken\n    came      503 at /applications/.+ It says: \S+", done.stdout)
    assert "Failed after" in done.stdout
    assert not said["ok"]
    assert [step["step"] for step in said["steps"] if not step["ok"]] == ["doctor: pays the fee at the bank"]
    assert "503" in said["steps"][-1]["why"]


def test_a_signing_program_that_is_away_is_named(ruqsat_instance: RunningInstance) -> None:
    with broken(ruqsat_instance, "signer"):
        done = smoke("--url", ruqsat_instance.url)
    assert done.returncode == 1
    assert "✗ doctor: signs in" in done.stdout
    assert "signing program" in done.stdout
    assert "503" in done.stdout


def test_where_nobody_answers_the_first_step_fails() -> None:
    done = smoke("--url", f"http://127.0.0.1:{free_port()}")
    assert done.returncode == 1
    assert "✗ readiness" in done.stdout
    assert "ConnectError" in done.stdout


def test_the_pages_alone_need_nobody(ruqsat_instance: RunningInstance) -> None:
    before = httpx.get(f"{ruqsat_instance.sandbox_url}/api/signer", trust_env=False, timeout=20).json()["requests"]
    done = smoke("--pages", "--url", ruqsat_instance.url)
    assert done.returncode == 0, done.stdout
    assert all(line.startswith("✓") for line in done.stdout.split("\n\n")[0].splitlines())
    said = said_in_json(smoke("--pages", "--url", ruqsat_instance.url, "--json"))
    assert set(said) == KEYS
    assert (
        httpx.get(f"{ruqsat_instance.sandbox_url}/api/signer", trust_env=False, timeout=20).json()["requests"] == before
    )


@pytest.fixture
def instance_with_real_payments(prepared: RunningInstance) -> Iterator[RunningInstance]:
    """An instance that says of one outside system that it is real."""
    instance = RunningInstance(var=copied_var(prepared.var))
    key = instance.var / "gateway.pem"
    key.write_text("a key that nothing is signed with here\n")
    real = {"payments": {"kind": "pgeg", "url": instance.sandbox_url, "key_file": str(key)}}
    instance.environment["RUQSAT_GATEWAYS"] = json.dumps(real)
    instance.environment["RUQSAT_PAYMENTS_ACCOUNTS"] = "KZ53900SANDBOX000001"
    try:
        instance.start()
        yield instance
        instance.end(signal.SIGTERM)
    finally:
        remove_var(instance.var)


def test_where_an_outside_system_is_real_nobody_is_signed_for(instance_with_real_payments: RunningInstance) -> None:
    url = instance_with_real_payments.url
    done = smoke("--url", url)
    assert done.returncode == 1
    assert "is real, and nobody can sign for real people" in done.stderr
    assert done.stderr.endswith(f"ruqsat smoke --pages --url {url}\n")
    assert smoke("--pages", "--url", url).returncode == 0


@pytest.mark.parametrize("arguments", [["--times", "0"], ["--clients", "some"]])
def test_a_number_that_is_none_is_explained(arguments: list[str]) -> None:
    done = smoke(*arguments)
    assert done.returncode == 2
    assert "is no number from 1 on" in done.stderr
