"""Rules 6, 7: one draft is one application: received at once, judged afterwards, registered as of when it came."""

from datetime import timedelta

import pytest

from ruqsat.cases.actions import filing
from ruqsat.cases.composing import NotReadyError
from ruqsat.cases.drafting import NoSuchDraftError, Section, save_section
from ruqsat.cases.models import Case
from ruqsat.cases.owed import system_work
from ruqsat.jobs import judging
from ruqsat.journal import prepared
from ruqsat.law.acts import Received, Registered
from ruqsat.law.procedure import Stage
from tests.milestones import Stand
from tests.together import at_once
from tests.walking import draft_of
from tests.world import AIZHAN, PETR, person


def test_two_windows_and_two_signatures_are_one_application(stand: Stand) -> None:
    road = stand("consented")
    first, second = road.prepare(), road.prepare()
    signed = {each.id: road.world.sign(each.statement, AIZHAN) for each in (first, second)}
    at = road.now
    came = [
        filing.receive(road.case, act=each.id, cms=signed[each.id], by=person(AIZHAN), at=at)
        for each in (first, second, first)
    ]
    assert {filed.id for filed in came} == {first.id}
    assert road.kinds().count("received") == 1
    assert draft_of(road).filed_at == at


def test_sent_twice_at_the_same_moment_it_is_one_application(stand_apart: Stand) -> None:
    road = stand_apart("consented")
    each = [road.prepare() for _ in range(2)]
    signed = [road.world.sign(one.statement, AIZHAN) for one in each]
    by, at = person(AIZHAN), road.now

    def send(number: int) -> object:
        return filing.receive(road.case, act=each[number].id, cms=signed[number], by=by, at=at).id

    came = at_once(lambda: send(0), lambda: send(1), lambda: send(0))
    assert len(set(came)) == 1, came
    assert road.kinds().count("received") == 1


def test_nobody_else_files_it_or_gets_it_back(stand: Stand) -> None:
    road = stand("consented")
    ready = road.prepare()
    cms = road.world.sign(ready.statement, PETR)
    with pytest.raises(prepared.NoSuchPreparedError):
        filing.receive(road.case, act=ready.id, cms=cms, by=person(PETR), at=road.now)
    own = road.world.sign(ready.statement, AIZHAN)
    filing.receive(road.case, act=ready.id, cms=own, by=person(AIZHAN), at=road.now)
    with pytest.raises(prepared.NoSuchPreparedError):
        filing.receive(road.case, act=ready.id, cms=cms, by=person(PETR), at=road.now)


def test_a_statement_older_than_a_day_says_so_and_nothing_typed_is_lost(stand: Stand) -> None:
    road = stand("consented")
    ready = road.prepare()
    cms = road.world.sign(ready.statement, AIZHAN)
    tomorrow = road.now + timedelta(hours=24)
    with pytest.raises(prepared.PreparedExpiredError, match="more than a day ago"):
        filing.receive(road.case, act=ready.id, cms=cms, by=person(AIZHAN), at=tomorrow)
    assert "received" not in road.kinds()
    assert draft_of(road).filed_at is None
    road.receive()
    assert road.look().standing.stage is Stage.RECEIVED


def test_an_open_task_keeps_it_from_being_prepared(stand: Stand) -> None:
    road = stand("consented")
    save_section(person(AIZHAN), road.case, Section.PAPER, {}, at=road.now)
    with pytest.raises(NotReadyError) as stopped:
        road.prepare()
    assert stopped.value.sections == (Section.PAPER,)


def test_what_is_received_is_no_draft_any_more(stand: Stand) -> None:
    road = stand("received")
    with pytest.raises(NoSuchDraftError):
        road.prepare()


def test_before_the_verdict_it_is_received_and_nothing_more(stand: Stand) -> None:
    road = stand("received")
    row = Case.objects.get(id=road.case)
    assert (row.stage, row.number, row.filed_at, row.system_owes) == ("received", None, None, True)
    assert [duty.code for duty in road.look().standing.duties] == ["judge_signature"]


def test_passed_files_it_as_of_the_moment_it_came(stand: Stand) -> None:
    """Rules 7: the moment that counts is the server's when it came, whenever the signature is judged."""
    road = stand("received")
    road.world.later(minutes=40)
    road.register()
    file = road.look()
    received = next(filed for filed in file.acts if isinstance(filed.act, Received))
    registered = next(filed.act for filed in file.acts if isinstance(filed.act, Registered))
    assert file.standing.filed_at == received.filed_at
    assert (registered.on.isoformat(), registered.number) == ("2026-03-18", "KZ75-2026-000001")
    assert str(file.standing.service_due.on if file.standing.service_due else "") == "2026-04-09"


def test_a_second_verdict_changes_nothing(stand_apart: Stand) -> None:
    road = stand_apart("received")
    file = road.look()
    (piece,) = system_work(file.acts, file.standing)
    at = road.now
    for _ in range(2):
        judging.judge_signature(road.case, piece.act, now=lambda: at)
    came = at_once(*[lambda: judging.judge_signature(road.case, piece.act, now=lambda: at)] * 2)
    assert came == [None, None]
    kinds = road.kinds()
    assert (kinds.count("signature_judged"), kinds.count("registered")) == (1, 1)
