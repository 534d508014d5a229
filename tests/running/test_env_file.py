"""The file of variables that a service and a command in a terminal have in common."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ruqsat.running import CannotRun
from ruqsat.running.env_file import read, take
from tests.instance import plain_environment


def written(folder: Path, text: str) -> Path:
    path = folder / "ruqsat.env"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("A=1", "1"),
        ("A=", ""),
        ("A= spaced out  ", "spaced out"),
        ("A=a=b#c", "a=b#c"),
        ("A='a \"b\" \\ c'", 'a "b" \\ c'),
        ("A=\"a 'b'\"", "a 'b'"),
        ('A={"75": "9975"}', '{"75": "9975"}'),
        ("A=''", ""),
        ("A=құпия", "құпия"),
        ("A=$HOME", "$HOME"),
    ],
)
def test_a_line_is_read_as_systemd_reads_it(tmp_path: Path, line: str, value: str) -> None:
    assert read(written(tmp_path, f"# one\n\n; two\n{line}\n")) == {"A": value}


@pytest.mark.parametrize(
    "line", ["A", "export A=1", "1A=1", "A =1", "A='1", 'A="a\\"b"', "A=a\\", "A='a'b", 'A="a" "b"']
)
def test_a_line_that_might_be_read_otherwise_is_named(tmp_path: Path, line: str) -> None:
    path = written(tmp_path, f"B=1\n{line}\n")
    with pytest.raises(CannotRun, match="line 2 of") as refused:
        read(path)
    assert str(path) in str(refused.value)


def test_what_stands_in_the_file_comes_before_what_the_shell_has(tmp_path: Path) -> None:
    path = written(tmp_path, "RUQSAT_VAR=/srv/ruqsat\n")
    environ = {"RUQSAT_VAR": "var", "RUQSAT_LOG_LEVEL": "DEBUG"}
    assert take(["--env-file", str(path), "doctor", "--json"], environ) == ["doctor", "--json"]
    assert environ == {"RUQSAT_VAR": "/srv/ruqsat", "RUQSAT_LOG_LEVEL": "DEBUG"}
    assert take(["doctor", f"--env-file={path}"], dict(environ)) == ["doctor"]
    assert take(["clock", "--", "--env-file"], environ) == ["clock", "--", "--env-file"]
    with pytest.raises(CannotRun, match="names no file"):
        take(["doctor", "--env-file"], environ)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--env-file", "a.env", "--env-file", "b.env", "check"],
        ["--env-file=a.env", "check", "--env-file=b.env"],
        ["--env-file", "a.env", "check", "--env-file"],
    ],
)
def test_two_files_are_refused_and_none_is_taken(arguments: list[str]) -> None:
    environ: dict[str, str] = {}
    with pytest.raises(CannotRun, match="more than once: put all variables into one file"):
        take(arguments, environ)
    assert environ == {}


def test_a_file_that_everybody_can_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "A=1\n")
    take(["--env-file", str(path)], {})
    assert capsys.readouterr().err == ""
    path.chmod(0o644)
    take(["--env-file", str(path)], {})
    assert f"chmod o= {path}" in capsys.readouterr().err


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    asked = [sys.executable, "-m", "ruqsat.cli", *arguments]
    return subprocess.run(asked, env=plain_environment(), capture_output=True, text=True, check=False)


def test_a_command_speaks_of_the_instance_that_the_file_names(tmp_path: Path) -> None:
    text = f"RUQSAT_VAR={tmp_path}\nRUQSAT_INSTANCE_KEY={'A' * 43}=\nRUQSAT_PAYMENTS_URL=http://pay.example\n"
    done = command("--env-file", str(written(tmp_path, text)), "check")
    assert done.returncode == 1, done.stderr
    assert "error: RUQSAT_PAYMENTS_URL is http://" in done.stdout
    helped = command("--env-file", str(written(tmp_path, text)), "check", "--help")
    assert str(tmp_path) in helped.stdout.replace("\n", "").replace(" ", "")


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    done = command("--env-file", str(tmp_path / "nowhere.env"), "check")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert os.strerror(2) in done.stderr


@pytest.mark.parametrize("option", ["--env", "--env-fil", "--env="])
def test_the_option_cut_short_is_refused_and_not_overlooked(tmp_path: Path, option: str) -> None:
    """The command would speak of the sandbox, and of the instance in ./var."""
    path = str(written(tmp_path, f"RUQSAT_VAR={tmp_path}\n"))
    named = [option + path] if "=" in option else [option, path]
    for done in (command(*named, "check"), command("check", *named)):
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"{option.rstrip('=')} is no option of ruqsat: write --env-file FILE.\n"


def test_no_option_before_the_command_may_be_cut_short() -> None:
    done = command("--hel")
    assert (done.returncode, done.stdout) == (2, "")
