"""The folder of an instance, its keys and its disk, whole and broken."""

import base64
import os
from pathlib import Path

import pytest

from ruqsat.running.doctor import machine
from ruqsat.running.doctor.findings import Mark
from ruqsat.running.keys import make_keys


@pytest.fixture
def var(tmp_path: Path) -> Path:
    folder = tmp_path / "var"
    folder.mkdir(mode=0o755)
    make_keys(folder / "keys")
    return folder


@pytest.fixture(autouse=True)
def _no_keys_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in machine.KEYS.values():
        monkeypatch.delenv(variable, raising=False)


def test_a_whole_folder_with_its_keys_is_well(var: Path) -> None:
    assert [said.mark for said in (machine.python(), machine.folder(var), machine.keys(var))] == [Mark.GOOD] * 3
    assert "GB free" in machine.free_disk(var).text


@pytest.mark.parametrize("name", ["", "keys"])
def test_a_folder_that_its_owner_cannot_write_is_told(var: Path, name: str) -> None:
    """The mode counts for root as well, who could write there all the same."""
    (var / name).chmod(0o500)
    said = machine.folder(var)
    (var / name).chmod(0o700)
    assert (said.mark, said.text) == (Mark.WRONG, f"{(var / name)} cannot be written")
    assert "chmod" in said.todo


def test_a_folder_open_to_everybody_is_told(var: Path) -> None:
    var.chmod(0o777)
    assert machine.folder(var).text == f"anybody on this machine can write in {var}"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    said = machine.folder(tmp_path / "nowhere")
    assert said.mark is Mark.WRONG
    assert "ruqsat run" in said.todo
    assert machine.free_disk(tmp_path / "nowhere" / "further").mark is not Mark.WRONG


def test_a_key_that_is_missing_or_empty_is_told(var: Path) -> None:
    path = var / "keys" / "instance.key"
    path.write_text("")
    assert machine.keys(var).text == f"{path} is empty"
    path.unlink()
    said = machine.keys(var)
    assert (said.mark, said.text) == (Mark.WRONG, f"{path} is missing")
    assert "backup" in said.todo


@pytest.mark.parametrize("name", ["keys/secret.key", "seals/KZ-75.key", "running.json"])
def test_a_secret_that_others_can_read_is_told(var: Path, name: str) -> None:
    path = var / name
    path.parent.mkdir(exist_ok=True)
    path.touch()
    path.write_text(path.read_text() or "secret")
    path.chmod(0o640)
    assert machine.keys(var).text == f"{path} can be read by others"


@pytest.mark.parametrize(("text", "told"), [("no base64 at all!", "is not base64"), ("c2hvcnQ=", "has 5 bytes")])
def test_an_instance_key_that_is_none_is_told(var: Path, text: str, told: str) -> None:
    (var / "keys" / "instance.key").write_text(text)
    assert told in machine.keys(var).text


def test_keys_from_the_environment_need_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUQSAT_SECRET_KEY", "secret")
    monkeypatch.setenv("RUQSAT_INSTANCE_KEY", base64.b64encode(os.urandom(32)).decode())
    said = machine.keys(tmp_path)
    assert said.mark is Mark.GOOD
    assert "RUQSAT_INSTANCE_KEY" in said.text


def test_a_full_disk_is_told(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "LEAST_FREE", 10**18)
    assert machine.free_disk(var).mark is Mark.WRONG
