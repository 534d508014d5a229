import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ruqsat.running import leash
from ruqsat.running.parts import Part
from tests.instance import left_after

# starts a leashed child that names the folder, says so, and waits to be killed
PARENT = """
import signal, subprocess, sys, time
from ruqsat.running.leash import leashed
user = (65534, 65534) if sys.argv[2] == "other" else None
command = leashed(["/bin/sh", "-c", "sleep 600 # " + sys.argv[1]], by=signal.SIGTERM, user=user)
child = subprocess.Popen(command, start_new_session=True)
print(child.pid, flush=True)
time.sleep(600)
"""

STARTS = """
import signal, subprocess, sys
from ruqsat.running.leash import leashed
subprocess.run(leashed([sys.executable, "-c", sys.argv[1]], by=signal.SIGINT), check=True)
"""


def kill_the_parent(folder: Path, who: str) -> dict[int, str]:
    command = [sys.executable, "-c", PARENT, str(folder), who]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        while b"leash.py" in Path(f"/proc/{child}/cmdline").read_bytes():
            os.sched_yield()
        parent.send_signal(signal.SIGKILL)
    return left_after(folder, seconds=30)


def test_a_leashed_program_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    assert kill_the_parent(tmp_path, "same") == {}


def test_changing_the_user_does_not_take_the_leash_off(tmp_path: Path) -> None:
    who = "other" if os.geteuid() == 0 else "same"  # only root can change the user
    assert kill_the_parent(tmp_path, who) == {}


def test_a_program_whose_parent_is_already_gone_does_not_start() -> None:
    command = leash.leashed([sys.executable, "-c", "print('started')"], by=signal.SIGTERM)
    command[command.index(str(os.getpid()))] = "1"
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_leashed_program_runs_whatever_signal_ends_it(by: signal.Signals) -> None:
    done = subprocess.run(leash.leashed(["/bin/echo", "here"], by=by), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "here\n", "")


def test_a_program_hears_the_signal_that_ends_it_though_its_parent_ignores_it() -> None:
    """As does whatever a script starts in the background."""
    tell = "import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
    ignoring = ["/bin/sh", "-c", 'trap "" INT; exec "$0" "$@"', sys.executable, "-c", STARTS, tell]
    done = subprocess.run(ignoring, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_whatever_a_part_has_started_ends_with_it(tmp_path: Path) -> None:
    stubborn = f"trap '' TERM; sleep 600 & sleep 600 # {tmp_path}"
    command = ["/bin/sh", "-c", stubborn]
    log = tmp_path / "logs" / "part.log"
    part = Part(name="part", command=command, environment={}, log=log, when_orphaned=signal.SIGTERM)
    part.start()
    part.ask_to_stop()
    part.wait_until_stopped(seconds=0.5)
    assert left_after(tmp_path, seconds=30) == {}
