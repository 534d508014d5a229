import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ruqsat.running import CannotRun, postgres
from tests.instance import left_after, new_var, remove_var

# starts the embedded server of a folder, says so, and waits to be killed
PARENT = """
import sys, time
from pathlib import Path
from ruqsat.running import postgres
var = Path(sys.argv[1])
postgres.ready(postgres.embedded(var))
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture
def var() -> Iterator[Path]:
    folder = new_var()
    yield folder
    remove_var(folder)


def ask(cluster: postgres.Cluster, query: str) -> object:
    with psycopg.connect(cluster.url(postgres.SUPERUSER, "postgres")) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def test_it_starts_listens_on_no_port_and_stops(var: Path) -> None:
    cluster = postgres.embedded(var)
    process = postgres.ready(cluster)
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert ask(cluster, "SHOW data_checksums") == "on"
    assert ask(cluster, "SELECT upper('әғқңөұүһі')") == "ӘҒҚҢӨҰҮҺІ"
    postgres.stop(process)
    assert left_after(var, seconds=30) == {}


def test_what_was_written_is_there_after_the_parent_was_killed(var: Path) -> None:
    cluster = postgres.embedded(var)
    with subprocess.Popen([sys.executable, "-c", PARENT, str(var)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        with psycopg.connect(cluster.url(postgres.SUPERUSER, "postgres")) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
        parent.send_signal(signal.SIGKILL)
    process = postgres.ready(cluster)  # waits for the one that is shutting down
    assert ask(cluster, "SELECT number FROM kept") == 42
    postgres.stop(process)


def test_without_the_password_nobody_gets_in(var: Path) -> None:
    cluster = postgres.embedded(var)
    process = postgres.ready(cluster)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(cluster.url(postgres.SUPERUSER, "postgres"), password="guess")
    postgres.stop(process)


def test_where_the_databases_user_cannot_reach_the_folder_it_lies_elsewhere(var: Path) -> None:
    closed = var / "closed"
    closed.mkdir(mode=0o700)
    inner = closed / "var"
    cluster = postgres.embedded(inner)
    assert (cluster.home == inner / "postgres") == (os.geteuid() != 0)
    process = postgres.ready(cluster)
    assert ask(cluster, "SELECT 1") == 1
    postgres.stop(process)
    assert postgres.embedded(inner).home == cluster.home
    shutil.rmtree(cluster.home)


def test_two_run_side_by_side(var: Path) -> None:
    clusters = [postgres.embedded(var / name) for name in ("one", "two")]
    processes = [postgres.ready(cluster) for cluster in clusters]
    directories = [ask(cluster, "SHOW data_directory") for cluster in clusters]
    assert directories == [str(cluster.data) for cluster in clusters]
    for process in processes:
        postgres.stop(process)


def test_a_path_longer_than_a_socket_may_have_is_no_obstacle(var: Path) -> None:
    deep = var / ("deep-" * 12) / ("deeper-" * 8)
    cluster = postgres.embedded(deep)
    process = postgres.ready(cluster)
    assert ask(cluster, "SELECT 1") == 1
    postgres.stop(process)
    shutil.rmtree(cluster.sockets)


def test_a_wrong_pg_bin_is_said_in_one_sentence(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BIN", str(var))
    with pytest.raises(CannotRun, match=r"^PG_BIN is .*, but there is no program postgres in it"):
        postgres.embedded(var)


def test_a_folder_is_held_by_one_instance(var: Path) -> None:
    held = postgres.hold(var / "instance.lock")
    with pytest.raises(CannotRun, match="already running in"):
        postgres.hold(var / "instance.lock")
    os.close(held)
    os.close(postgres.hold(var / "instance.lock"))
