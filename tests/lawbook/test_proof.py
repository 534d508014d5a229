"""What is behind each clause is known in a clone, in somebody's changed clone, and in an installed copy."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ruqsat.lawbook.proof import from_data
from scripts.generate_law_docs import ROOT, found
from tests.instance import plain_environment

SOURCE = ROOT / "src" / "ruqsat"


def test_an_installed_copy_knows_what_the_tree_says() -> None:
    assert from_data().as_data() == found().as_data()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package alone, as an installation has it."""
    package = tmp_path / "src" / "ruqsat"
    package.mkdir(parents=True)
    for name in ("cli.py", "__init__.py", "instance_clock.py"):
        shutil.copy(SOURCE / name, package / name)
    for name in ("law", "lawbook", "verifying", "running", "smoke"):
        shutil.copytree(SOURCE / name, package / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def ask(copy: Path, *arguments: str) -> tuple[int, Any]:
    command = [sys.executable, "-m", "ruqsat.cli", "law", *arguments, "--json"]
    environment = {**plain_environment(), "PYTHONPATH": str(copy / "src")}
    done = subprocess.run(command, env=environment, cwd=copy, capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout)


def test_check_and_explain_work_in_an_installed_copy(copy: Path) -> None:
    status, checked = ask(copy, "check")
    assert (status, checked["found_in"], checked["faults"]) == (0, "data", [])
    _, explained = ask(copy, "explain", "Rules 12")
    assert explained["proved_by"] == list(found().tests["Rules 12"])


def test_in_a_clone_check_notices_what_is_missing_there(copy: Path) -> None:
    (copy / "tests" / "law").mkdir(parents=True)
    (copy / "docs" / "law").mkdir(parents=True)
    shutil.copy(ROOT / "docs" / "law" / "not_code.toml", copy / "docs" / "law" / "not_code.toml")
    status, checked = ask(copy, "check")
    assert (status, checked["found_in"]) == (1, "tree")
    assert any("no test cites it" in fault for fault in checked["faults"])
