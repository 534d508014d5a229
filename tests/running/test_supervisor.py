"""
The whole instance as people start and end it. Whoever ends one shares a folder, which another start has prepared.
Whoever only looks at one asks that of the whole session.
"""

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import psycopg
import pytest

from ruqsat.running.database import create_database
from ruqsat.running.postgres import SUPERUSER
from ruqsat.running.seals import PINNED_AS
from tests.ground import Server
from tests.instance import RunningInstance, copied_var, left_after, new_var, plain_environment, processes_of, remove_var

pytestmark = pytest.mark.xdist_group("instance")


@pytest.fixture(scope="module")
def var(prepared: RunningInstance) -> Iterator[Path]:
    folder = copied_var(prepared.var)
    yield folder
    remove_var(folder)


@pytest.fixture
def instance(var: Path) -> Iterator[RunningInstance]:
    started = RunningInstance(var=var)
    started.start()
    yield started
    if started.process is not None and started.process.poll() is None:
        started.end(signal.SIGKILL)
    assert left_after(var, seconds=30) == {}


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_leaves_no_process_behind(instance: RunningInstance, by: signal.Signals) -> None:
    assert len(processes_of(instance.var)) > 5
    assert instance.end(by) == 0
    assert processes_of(instance.var) == {}
    assert instance.said.endswith("Stopping.\n")
    print(instance.said.splitlines()[0], file=sys.stderr)


def test_killed_it_leaves_no_process_behind(instance: RunningInstance) -> None:
    instance.end(signal.SIGKILL)
    assert left_after(instance.var, seconds=30) == {}


def test_when_its_parent_is_killed_it_stops(var: Path) -> None:
    instance = RunningInstance(var=var)
    instance.start(through=(sys.executable, "-c", "import subprocess, sys; subprocess.run(sys.argv[1:])"))
    instance.end(signal.SIGKILL)
    assert left_after(var, seconds=30) == {}


def test_it_says_where_everything_is_and_who_can_sign_in(
    prepared: RunningInstance, ruqsat_instance: RunningInstance
) -> None:
    """At the first start and at the next."""
    people = httpx.get(f"{ruqsat_instance.sandbox_url}/api/people", timeout=20).json()
    for instance in (prepared, ruqsat_instance):
        assert all(person["iin"] in instance.said for person in people)
        assert all(url in instance.said for url in (instance.url, instance.sandbox_url))
    for url in (ruqsat_instance.url, ruqsat_instance.sandbox_url):
        assert httpx.get(url, follow_redirects=True, timeout=20).status_code == 200


def test_each_offices_seal_is_there_and_nobody_else_reads_its_key(ruqsat_instance: RunningInstance) -> None:
    keys = sorted((ruqsat_instance.var / "seals").glob("*.key"))
    assert "KZ-75.key" in [path.name for path in keys]
    assert {path.stat().st_mode & 0o777 for path in [*keys, *(ruqsat_instance.var / "keys").iterdir()]} == {0o600}
    assert all(path.with_suffix(".pem").read_text().count("BEGIN CERTIFICATE") == 2 for path in keys)


def test_an_office_that_is_entered_later_gets_its_seal_without_a_new_start(instance: RunningInstance) -> None:
    database = json.loads((instance.var / "running.json").read_text())["DATABASE_OWNER_URL"]
    with psycopg.connect(database) as connection:
        connection.execute(
            "INSERT INTO people_office (code, kind, region, names, bin, loaded_at)"
            " VALUES ('KZ-NEW', 'licensor', '75', '{}', '', now()) ON CONFLICT DO NOTHING"
        )
    seal, deadline = instance.var / "seals" / "KZ-NEW.pem", time.monotonic() + 60
    while not seal.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert seal.read_text().count("BEGIN CERTIFICATE") == 2


def test_two_run_on_one_machine(ruqsat_instance: RunningInstance, instance: RunningInstance) -> None:
    for url in (ruqsat_instance.url, instance.url):
        assert httpx.get(f"{url}/alive", timeout=20).text == "alive\n"
    assert instance.end(signal.SIGTERM) == 0
    assert httpx.get(f"{ruqsat_instance.url}/alive", timeout=20).text == "alive\n"


def test_one_folder_is_for_one_instance(ruqsat_instance: RunningInstance) -> None:
    second = RunningInstance(var=ruqsat_instance.var)
    done = subprocess.run(second.command, env=plain_environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Ruqsat is already running in")


def test_commands_in_another_terminal_find_the_running_instance(ruqsat_instance: RunningInstance) -> None:
    def ruqsat(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "ruqsat.cli", *arguments, "--var", str(ruqsat_instance.var)]
        return subprocess.run(command, env=plain_environment(), capture_output=True, text=True, check=False)

    clock = f"{ruqsat_instance.sandbox_url}/api/clock"
    ahead = httpx.get(clock, timeout=20).json()["offset_seconds"] + 86_400
    assert ruqsat("journal", "verify").returncode == 0
    assert f"{timedelta(seconds=ahead)} ahead" in ruqsat("clock", "+1d").stdout
    assert httpx.get(clock, timeout=20).json()["offset_seconds"] == ahead


@pytest.mark.parametrize("with_owner", [True, False])
def test_it_uses_the_server_it_is_given(server: Server, prepared: RunningInstance, with_owner: bool) -> None:
    """An empty database; keys, trust and seals are those that another first start has made."""
    name = f"given_{with_owner}".lower()
    create_database(server.cluster.url(SUPERUSER, "postgres"), name=name)
    database = server.database(name)
    given = {"DATABASE_URL": database.owner_url}
    if with_owner:
        given = {"DATABASE_URL": database.app_url, "DATABASE_OWNER_URL": database.owner_url}
    instance = RunningInstance(var=copied_var(prepared.var), environment=plain_environment() | given)
    shutil.rmtree(instance.var / "postgres", ignore_errors=True)
    try:
        instance.start()
        assert httpx.get(f"{instance.url}/alive", timeout=20).text == "alive\n"
        assert not (instance.var / "postgres").exists()
        assert instance.end(signal.SIGTERM) == 0
    finally:
        remove_var(instance.var)


@pytest.mark.parametrize("option", ["--web-port", "--sandbox-port"])
def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path, option: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [*RunningInstance(var=tmp_path).command, option, port]
        done = subprocess.run(command, env=plain_environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Port {port} cannot be used (Address already in use): stop the program that has it")
    assert done.stderr.count("\n") == 1


def test_an_old_or_absent_server_is_said_in_one_sentence(tmp_path: Path) -> None:
    environment = plain_environment() | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    command = RunningInstance(var=tmp_path).command
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("The database in DATABASE_URL does not answer:")
    assert left_after(tmp_path, seconds=30) == {}


REAL_AUTHORITY = {"RUQSAT_GATEWAYS": '{"pki": {"kind": "national", "url": "http://127.0.0.1:9"}}'}


def test_where_the_certification_authority_is_real_the_sandbox_gives_no_trust_and_no_seals() -> None:
    """Whoever has the sandbox can sign in anybody's name."""
    instance = RunningInstance(var=new_var(), environment=plain_environment() | REAL_AUTHORITY)
    roots = instance.var / "trust" / "root.pem"
    roots.parent.mkdir()
    roots.write_text("the roots that the administrator put here\n")
    try:
        instance.start()
        assert instance.end(signal.SIGTERM) == 0
        assert roots.read_text() == "the roots that the administrator put here\n"
        assert sorted(path.name for path in instance.var.iterdir() if path.name in {"trust", "seals"}) == ["trust"]
        assert "You can sign in as" not in instance.said
    finally:
        remove_var(instance.var)


def test_a_folder_that_trusts_the_sandbox_is_not_for_the_real_certification_authority(tmp_path: Path) -> None:
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "pins.sha256").write_text(f"{'0' * 64}  {PINNED_AS}\n")
    command = RunningInstance(var=tmp_path).command
    environment = plain_environment() | REAL_AUTHORITY
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The certification authority is real, but")
