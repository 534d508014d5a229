import subprocess
import sys
from pathlib import Path

import pytest

from ruqsat import cli
from tests.instance import plain_environment

COMMANDS = (
    "",
    "run",
    "demo",
    "smoke",
    "doctor",
    "seal-request",
    "clock",
    "worker",
    "migrate",
    "load",
    "journal",
    "journal verify",
    "journal rebuild",
    "payments",
    "payments statement",
    "payments check",
    "outbox",
    "outbox retry",
    "monitoring",
    "monitoring reconcile",
    "law",
    "law terms",
    "law fee",
    "law workday",
    "law add",
    "law documents",
    "law explain",
    "law check",
    "law plan",
    "law collisions",
    "law replay",
    "eds",
    "eds verify",
)


def ruqsat(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ruqsat.cli", *arguments]
    return subprocess.run(command, env=plain_environment(), capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([*command.split(), "--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    assert "usage: ruqsat" in said
    assert f"ruqsat {command}".strip() in said.partition("examples:")[2] or not command


def test_help_names_every_command_and_fits_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for command in COMMANDS:
        with pytest.raises(SystemExit):
            cli.main([*command.split(), "--help"])
        assert max(len(line) for line in capsys.readouterr().out.splitlines()) <= 80, command


def test_the_clock_is_shown_and_moved(tmp_path: Path) -> None:
    assert ruqsat("clock", "show", "--var", str(tmp_path)).stdout.endswith("the wall clock's time\n")
    assert ruqsat("clock", "+2h", "--var", str(tmp_path)).stdout.endswith("2:00:00 ahead of the wall clock\n")
    assert ruqsat("clock", "+1d", "--var", str(tmp_path)).stdout.endswith("1 day, 2:00:00 ahead of the wall clock\n")


@pytest.mark.parametrize("amount", ["1d", "-1d", "+1y", "+0h", "tomorrow"])
def test_a_move_that_is_none_is_explained(tmp_path: Path, amount: str) -> None:
    done = ruqsat("clock", "--var", str(tmp_path), "--", amount)
    assert (done.returncode, done.stdout) == (1, "")
    assert "+1d" in done.stderr


@pytest.mark.parametrize("command", [["journal", "verify"], ["worker"], ["migrate"], ["load"]])
def test_without_an_instance_a_command_says_how_to_start_one(tmp_path: Path, command: list[str]) -> None:
    done = ruqsat(*command, "--var", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == f"No instance is running in {tmp_path}: start it with “ruqsat run”, or set DATABASE_URL.\n"


def test_a_reader_who_has_had_enough_of_an_answer_is_no_failure() -> None:
    """As with ``ruqsat law explain "Rules 12" | head -1``, here before the first line."""
    command = [sys.executable, "-m", "ruqsat.cli", "law", "explain", "Rules 12"]
    with subprocess.Popen(command, env=plain_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0
