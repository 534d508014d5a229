"""What a process remembers of a case is what the journal says, or is not used."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ruqsat.cases import remembered
from ruqsat.cases.case_file import case_file, look
from ruqsat.journal import read
from ruqsat.journal.keys import FileErasedError, destroy
from ruqsat.journal.models import Entry
from ruqsat.law.acts import SYSTEM, CourtActRecorded
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.procedure import standing
from tests.milestones import Stand
from tests.walking import MILESTONES, Road
from tests.world import officer


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    """Each test begins and leaves with nothing remembered."""
    remembered.forget_all()
    yield
    remembered.forget_all()


def court_act(road: Road, number: str = "1") -> CourtActRecorded:
    return CourtActRecorded(
        happened_at=road.now, ground="List 9(5)", court="A court", number=number, dated=road.now.date()
    )


@pytest.mark.parametrize("milestone", [name for name in MILESTONES if name != "known"])
def test_what_is_remembered_is_what_folding_the_whole_file_gives(stand: Stand, milestone: str) -> None:
    road = stand(milestone)
    known = look(road.case, at=road.now)
    again = look(road.case, at=road.now)
    whole = read.acts_of(road.case)
    assert known.acts == again.acts == whole
    assert known.standing == again.standing == standing(whole, known.edition, CALENDAR)
    assert again.standing.duties == standing(whole, known.edition, CALENDAR).duties


def test_only_what_came_since_is_folded_in(stand: Stand) -> None:
    road = stand("complete")
    road.look()
    road.request_approval()
    with case_file(road.case, at=road.now) as file:
        file.append(court_act(road), by=officer())
    file = road.look()
    whole = read.acts_of(road.case)
    assert file.acts == whole
    assert file.standing == standing(whole, file.edition, CALENDAR)


def test_what_another_process_filed_is_seen_at_once(stand: Stand) -> None:
    road = stand("complete")
    before = road.look()
    stale = remembered.recall(road.case)
    assert stale is not None
    with case_file(road.case, at=road.now) as file:
        file.append(court_act(road), by=officer())
    remembered.remember(road.case, stale)  # as a process has it that did not file this act
    assert road.kinds() == [*(filed.act.KIND for filed in before.acts), "court_act_recorded"]


def test_what_was_taken_back_with_its_transaction_is_not_remembered(stand: Stand) -> None:
    road = stand("complete")
    before = road.kinds()
    with transaction.atomic():
        with case_file(road.case, at=road.now) as file:
            file.append(court_act(road, "1"), by=officer())
        transaction.set_rollback(True)
    assert road.kinds() == before
    with case_file(road.case, at=road.now) as file:
        file.append(court_act(road, "2"), by=officer())
    (said,) = (filed.act for filed in road.look().acts if isinstance(filed.act, CourtActRecorded))
    assert said.number == "2"


def test_an_erased_file_is_not_opened_from_memory(stand: Stand) -> None:
    road = stand("complete")
    road.look()
    destroy(road.case, at=road.now)
    with pytest.raises(FileErasedError):
        road.look()


def test_it_is_forgotten_after_half_a_minute(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    road = stand("complete")
    road.look()
    assert remembered.recall(road.case) is not None
    monkeypatch.setattr(remembered, "SECONDS", 0.0)
    assert remembered.recall(road.case) is None


def test_no_more_than_so_many_cases_are_kept(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    road = stand("complete")
    road.look()
    known = remembered.recall(road.case)
    assert known is not None
    monkeypatch.setattr(remembered, "CASES", 3)
    others = [uuid4() for _ in range(3)]
    for other in others:
        remembered.remember(other, known)
    assert remembered.recall(road.case) is None
    assert all(remembered.recall(other) is known for other in others)


def test_an_action_is_one_reading_and_one_writing(stand: Stand) -> None:
    """The book is held; then acts, head, summary, duties, feeds and jobs: one statement, whatever the action files."""
    road = stand("complete")
    by = officer()
    with CaptureQueriesContext(connection) as queries, case_file(road.case, at=road.now) as file:
        file.append(court_act(road, "1"), by=by)
        file.append(court_act(road, "2"), by=SYSTEM)
    said = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(said) == 3, said
    assert "keeping_hold" in said[0]
    assert Entry.objects.filter(file_id=road.case, kind="court_act_recorded").count() == 2
