"""Who looks after the system is named by the set-up; in the sandbox, where nobody is, it is one of its people."""

from pathlib import Path

import pytest

from ruqsat.running import CannotRun
from ruqsat.running.environment import OPERATOR_OF_THE_SANDBOX, operators
from ruqsat.running.outside import gateways

SANDBOX = gateways({}, sandbox_url="http://127.0.0.1:8100")
REAL = SANDBOX | {"monitoring": {"kind": "http", "url": "https://monitoring.example.kz"}}
FIRST, SECOND = "900101499999", "900102499998"


def test_operators_are_those_who_are_named(tmp_path: Path) -> None:
    file = tmp_path / "operators"
    file.write_text(f"{FIRST}\n{SECOND}\n")
    assert operators(f"{FIRST}, {SECOND}", gateways=REAL) == {FIRST, SECOND}
    assert operators(f"@{file}", gateways=SANDBOX) == {FIRST, SECOND}


def test_where_nobody_is_named_only_the_sandbox_has_one() -> None:
    assert operators("", gateways=SANDBOX) == {OPERATOR_OF_THE_SANDBOX}
    assert operators("", gateways=REAL) == frozenset()


def test_what_is_no_iin_is_said_at_the_start() -> None:
    with pytest.raises(CannotRun, match="RUQSAT_OPERATORS"):
        operators("somebody", gateways=REAL)
