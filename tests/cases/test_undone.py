"""What waits and what is stuck is listed with its case and without personal data, and is tried again when told to."""

import pytest

from ruqsat.cases import undone
from ruqsat.cases.consequences import LETTERS, MONITORING
from ruqsat.cases.models import Case
from ruqsat.journal import counterparts
from ruqsat.journal import undone as journal
from ruqsat.journal.models import TriedAgain, Undone
from ruqsat.journal.models_of_delivery import Cause
from ruqsat.journal.undone import By, Failure
from tests.journal.feeds import next_untold
from tests.milestones import Stand
from tests.walking import Road

CLERK = By(account="clerk")


def stuck(road: Road, kind: str, cause: Cause = Cause.REFUSED) -> Undone:
    row = next_untold(kind, road.case)
    assert row is not None
    failure = Failure(cause=cause, why="No.")
    return journal.failed(kind, file=road.case, subject=row.entry_id, failure=failure, counts=True, at=road.now)


@pytest.fixture
def road(stand: Stand) -> Road:
    return stand("registered")


def test_what_there_is_is_said_in_lines_and_for_programs(road: Road) -> None:
    dead = stuck(road, MONITORING)
    stuck(road, LETTERS, Cause.BROKE)
    counterparts.failed("messages", why="503", at=road.now)
    seen = undone.look(at=road.now)
    lines = undone.as_lines(seen)
    number = Case.objects.get(id=road.case).number
    assert lines[0] == "Waiting for a person: 1"
    assert lines[1].startswith(f"  {dead.pk}  monitoring  {number}  since ")
    assert any(line.startswith("System messages: does not answer since ") for line in lines)
    assert any(line.startswith("Feed letters: 1 waiting, the oldest since ") for line in lines)
    said = undone.as_json(seen)
    assert [one["id"] for one in said["dead_letters"]] == [dead.pk]
    assert said["dead_letters"][0]["next_at"] is None
    assert [one["kind"] for one in said["failing"]] == ["letters"]
    assert {one["task"] for one in said["queue"]} >= {"deliver_monitoring"}


def test_one_is_tried_again_or_all_of_a_kind_or_all(road: Road) -> None:
    one, other = stuck(road, MONITORING), stuck(road, LETTERS)
    Case.objects.filter(id=road.case).update(swept_at=road.now)
    assert undone.try_again(by=CLERK, at=road.now, id=one.pk) == 1
    assert Case.objects.get(id=road.case).swept_at is None
    assert undone.try_again(by=CLERK, at=road.now, kind=LETTERS) == 1
    assert undone.try_again(by=CLERK, at=road.now) == 2
    assert undone.try_again(by=CLERK, at=road.now, id=0) == 0
    assert not Undone.objects.exclude(dead_at=None).exists()
    assert TriedAgain.objects.filter(by_account="clerk", subject=other.subject).count() == 2
