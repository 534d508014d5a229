"""The commands about money: a statement is taken in once, and the ledger is proved."""

import argparse
from datetime import timedelta
from pathlib import Path

import pytest

from ruqsat import instance_clock
from ruqsat.cases.actions import treasury
from ruqsat.payments import ledger
from ruqsat.payments.ledger import Move
from ruqsat.payments.models import Account, Kind, Line
from ruqsat.running import CannotRun, money
from tests.gateways.statements.samples import Movement, table
from tests.payments.ground import AT, SYSTEM, opened
from tests.payments.test_statements import for_order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def django_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django stands already, on the tests' database."""
    monkeypatch.setattr(money, "set_up", lambda var: None)


def said(tmp_path: Path, content: bytes = b"") -> argparse.Namespace:
    file = tmp_path / "statement"
    file.write_bytes(content)
    return argparse.Namespace(var=tmp_path, file=file)


def test_a_statement_is_taken_in_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = said(tmp_path, table(Movement(reference="B1")))
    assert [money.statement(asked), money.statement(asked)] == [0, 0]
    first, second = capsys.readouterr().out.splitlines()
    assert (first.endswith("1 waiting; 1 were not known before."), second.endswith("0 were not known before.")) == (
        True,
        True,
    )
    assert Line.objects.count() == 1


def test_what_could_not_be_placed_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rules 5: the file is taken all the same, and the worker goes on."""
    order, tomorrow = opened(), instance_clock.now() + timedelta(days=1)
    earlier = table(for_order(order, amount="1000.00"))  # on file by a clock that runs ahead
    treasury.take_statement(earlier, by=SYSTEM, now=lambda: tomorrow)
    assert money.statement(said(tmp_path, table(for_order(order, "B2")))) == 0
    assert "1 could not be placed" in capsys.readouterr().out


def test_a_file_that_is_none_or_wrong_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="nothing of it taken"):
        money.statement(said(tmp_path, b"<html>"))
    with pytest.raises(CannotRun, match="cannot be read"):
        money.statement(argparse.Namespace(var=tmp_path, file=tmp_path / "nowhere"))


def test_the_check_shows_the_accounts_and_what_does_not_add_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert money.check(said(tmp_path)) == 0
    assert "Everything adds up." in capsys.readouterr().out
    ledger.post(Kind.ARRIVED, "nothing", Move(debit=Account.BANK, credit=Account.UNMATCHED, tiyn=1), at=AT)
    assert money.check(said(tmp_path)) == 1
    assert "2 things do not add up." in capsys.readouterr().out
