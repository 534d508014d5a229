"""The commands about outside systems: what waits is shown, tried again when told to, and Rules 21 is proved."""

import argparse
import getpass
import json
from typing import Any
from uuid import UUID

import pytest

from ruqsat.cases.consequences import MONITORING
from ruqsat.journal import undone
from ruqsat.journal.models import TriedAgain, Undone
from ruqsat.journal.models_of_delivery import Cause
from ruqsat.journal.undone import Failure
from ruqsat.running import CannotRun, outbox
from tests.journal.feeds import next_untold
from tests.milestones import Stand
from tests.walking import Road


@pytest.fixture(autouse=True)
def django_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django stands already, on the tests' database."""
    monkeypatch.setattr(outbox, "set_up", lambda var: None)


@pytest.fixture
def road(stand: Stand) -> Road:
    return stand("registered")


def said(**more: Any) -> argparse.Namespace:
    return argparse.Namespace(**{"var": None, "json": False, "mend": False, "all": False, "id": None} | more)


def stuck(road: Road) -> Undone:
    row = next_untold(MONITORING, road.case)
    assert row is not None
    failure = Failure(cause=Cause.REFUSED, why="No.")
    return undone.failed(MONITORING, file=road.case, subject=row.entry_id, failure=failure, counts=True, at=road.now)


def test_what_waits_for_a_person_is_listed_and_ends_with_1(road: Road, capsys: pytest.CaptureFixture[str]) -> None:
    assert outbox.show(said()) == 0
    capsys.readouterr()
    dead = stuck(road)
    assert outbox.show(said()) == 1
    assert f"  {dead.pk}  monitoring  " in capsys.readouterr().out
    assert outbox.show(said(json=True)) == 1
    assert [one["id"] for one in json.loads(capsys.readouterr().out)["dead_letters"]] == [dead.pk]


@pytest.mark.parametrize("which", ["one", "all"])
def test_what_is_tried_again_is_on_record_with_the_account_that_said_so(
    road: Road, capsys: pytest.CaptureFixture[str], which: str
) -> None:
    dead = stuck(road)
    assert outbox.retry(said(id=dead.pk) if which == "one" else said(all=True)) == 0
    assert capsys.readouterr().out == "1 will be tried again within seconds.\n"
    assert Undone.objects.get().dead_at is None
    again = TriedAgain.objects.get()
    assert (again.by_account, again.subject) == (getpass.getuser()[:120], dead.subject)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({}, "Say which"),
        ({"all": True, "id": 1}, "Say which"),
        ({"id": 0}, "Nothing undone has the number 0"),
        ({"id": UUID(int=0)}, "This message cannot be sent again: somebody may have it"),
    ],
)
def test_what_cannot_be_tried_again_is_said(road: Road, asked: dict[str, Any], why: str) -> None:
    with pytest.raises(CannotRun, match=why):
        outbox.retry(said(**asked))


def test_where_nothing_waits_trying_all_again_is_no_mistake(road: Road, capsys: pytest.CaptureFixture[str]) -> None:
    assert outbox.retry(said(all=True)) == 0
    assert capsys.readouterr().out == "0 will be tried again within seconds.\n"


def test_the_monitoring_system_is_held_against_what_is_on_file(road: Road, capsys: pytest.CaptureFixture[str]) -> None:
    """Rules 21: what it lacks is named, told with --mend, and then it has everything."""
    acts = len(road.look().acts)
    assert outbox.reconcile(said()) == outbox.DIFFERS
    assert "1 cases differ; “--mend” tells what is missing." in capsys.readouterr().out
    assert outbox.reconcile(said(json=True)) == outbox.DIFFERS
    (difference,) = json.loads(capsys.readouterr().out)["differences"]
    assert difference["missing"] == list(range(1, acts + 1))
    assert outbox.reconcile(said(mend=True)) == outbox.SAME
    assert "what was missing is there now" in capsys.readouterr().out
    assert outbox.reconcile(said()) == outbox.SAME
    assert capsys.readouterr().out == (
        f"Compared: 1 cases, {acts} events on file. The monitoring system has every one of them, once and in order.\n"
    )


def test_while_it_does_not_answer_nothing_is_said_of_it(road: Road, capsys: pytest.CaptureFixture[str]) -> None:
    """Rules 21: silence is neither that it has everything nor that it has nothing."""
    road.world.break_down("monitoring")
    assert outbox.reconcile(said()) == outbox.UNKNOWN
    heard = capsys.readouterr()
    assert heard.out == ""
    assert heard.err.startswith("Nothing can be said: ")
