"""Every measurement runs, quickly, and says what it found; how fast it was is for `make bench`."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.__main__ import CLAIMS

ROOT = Path(__file__).parent.parent


@pytest.mark.long
@pytest.mark.parametrize("claim", list(CLAIMS))
def test_each_claim_can_be_measured(claim: str) -> None:
    command = [sys.executable, "-m", f"bench.{claim}", "--quick"]
    came = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert came.returncode == 0, came.stderr[-3000:]
    assert "|" in came.stdout


def test_each_claim_has_its_file_and_each_file_its_claim() -> None:
    measured = {path.stem for path in (ROOT / "bench").glob("*.py") if "def report(" in path.read_text()}
    assert measured == set(CLAIMS)
