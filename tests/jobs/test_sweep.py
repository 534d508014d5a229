"""Whatever a process left undone is found, in every case; nothing that fails or is stuck stops the others."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from ruqsat.cases import carrying
from ruqsat.cases.actions import visit
from ruqsat.cases.models import Case
from ruqsat.jobs import monitoring, paying, sweep, work
from ruqsat.journal import files, keys
from ruqsat.journal.models import Anchor
from ruqsat.law.procedure import Stage
from tests.clocks import stopped_at
from tests.gateways.replay import replaying
from tests.milestones import Stand
from tests.walking import Road
from tests.world import AIZHAN, PETR, PHONE, officer, person

VERA = "901128499092"  # one more applicant


def broken_case(road: Road, *, received_at: datetime) -> UUID:
    """A case whose file cannot be read any more: its key was destroyed."""
    name = uuid4()
    files.open_file("case", id=name, at=received_at)
    keys.destroy(name, at=received_at)
    like = Case.objects.get(id=road.case)
    like.pk, like.number, like.changed_at = name, None, received_at
    like.save(force_insert=True)
    return name


def test_a_killed_process_loses_nothing(stand: Stand) -> None:
    """Received, and no job ever ran: the sweeps do all there is to do."""
    road = stand("received")
    for _ in range(3):
        road.world.later(seconds=20)
        sweep.sweep(now=road.world.now)
    file = road.look()
    assert file.standing.stage is Stage.FILED
    assert file.standing.receipt is not None
    assert road.owed() == []
    assert not Case.objects.get(id=road.case).system_owes
    assert Anchor.objects.count() == 1


def test_it_leaves_a_case_that_has_just_changed_to_its_own_jobs(stand: Stand) -> None:
    road = stand("received")
    at = Case.objects.get(id=road.case).changed_at + timedelta(seconds=7)
    sweep.do_all_owed(now=lambda: at)
    assert road.look().standing.stage is Stage.RECEIVED


def test_it_goes_past_a_case_that_cannot_be_read(stand: Stand) -> None:
    road = stand("received")
    road.world.later(minutes=1)
    broken_case(road, received_at=road.now - timedelta(hours=1))
    sweep.sweep(now=road.world.now)
    assert road.look().standing.stage is Stage.FILED


def test_it_goes_past_work_that_fails(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    road = stand("registered")

    def fails(case: UUID, act: UUID, *, now: Callable[[], datetime]) -> None:
        raise ConnectionError("the register sent rubbish")

    monkeypatch.setattr(work, "WORK", {**work.WORK, "ask_registers": fails})
    road.world.later(minutes=1)
    sweep.sweep(now=road.world.now)
    assert road.owed() == ["ask_registers"]
    assert road.look().standing.receipt is not None


@pytest.mark.parametrize("part", [(monitoring, "deliver_all"), (paying, "poll_open_orders"), (sweep, "do_all_owed")])
def test_one_part_that_fails_does_not_stop_the_others(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, part: tuple[object, str]
) -> None:
    road = stand("settled")
    before = Anchor.objects.count()

    def deliver_all(*, now: Callable[[], datetime]) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(*part, deliver_all)
    sweep.sweep(now=road.world.now)
    assert Anchor.objects.count() == before + 1


def test_each_part_and_each_case_is_done_at_the_hour_at_which_its_turn_comes(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules 14: hours count from what went on file, and a part that took minutes does not set back what comes after."""
    road = stand("received")
    begin = road.world.later(minutes=1)
    passed = timedelta(0)

    def takes_minutes(*, now: Callable[[], datetime]) -> None:
        nonlocal passed
        passed = timedelta(minutes=3)

    monkeypatch.setattr(carrying, "carry_over_due", takes_minutes)
    sweep.sweep(now=lambda: begin + passed)
    judged = next(filed for filed in road.look().acts if filed.act.KIND == "signature_judged")
    assert judged.filed_at == begin + passed


def test_cases_that_are_stuck_do_not_keep_the_others_waiting(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    """More stuck cases than one sweep takes, all older than the one that can go on."""
    road = stand("received")
    monkeypatch.setattr(sweep, "AT_ONCE", 2)
    road.world.later(minutes=1)
    for _ in range(3):
        broken_case(road, received_at=road.now - timedelta(hours=1))
    for _ in range(2):
        sweep.do_all_owed(now=road.world.now)
    assert road.look().standing.stage is Stage.FILED


def test_what_breaks_is_tried_again_after_longer_and_longer_pauses(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    road = stand("received")
    tried: list[datetime] = []

    def fails(case: UUID, act: UUID, *, now: Callable[[], datetime]) -> None:
        tried.append(now())
        raise ConnectionError

    monkeypatch.setattr(work, "WORK", {**work.WORK, "judge_signature": fails})
    begin = road.now + timedelta(minutes=1)
    for second in range(0, 200, 5):
        sweep.do_all_owed(now=stopped_at(begin + timedelta(seconds=second)))
    assert [round((at - begin).total_seconds()) for at in tried] == [0, 65, 195]


def test_a_notice_whose_visit_has_passed_keeps_no_sweep_busy(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules 14: it is the officer's turn, who fixes another hour; then its notice goes out."""
    road = stand("approved")
    road.schedule()
    road.world.break_down("messages", "messages_second")
    road.notify()
    road.world.later(hours=26)
    tried: list[UUID] = []
    real = work.WORK["send_visit_notice"]

    def counted(case: UUID, act: UUID, *, now: Callable[[], datetime]) -> None:
        tried.append(act)
        real(case, act, now=now)

    monkeypatch.setattr(work, "WORK", {**work.WORK, "send_visit_notice": counted})
    road.world.mend()
    sweep.sweep(now=road.world.now)
    looked_at = Case.objects.get(id=road.case).swept_at
    sweep.sweep(now=stopped_at(road.now + timedelta(minutes=5)))
    assert (tried, Case.objects.get(id=road.case).swept_at) == ([], looked_at)
    visit.cancel(road.case, visit=road.visit, reason="Its hour has passed.", by=officer(), at=road.now)
    road.schedule()
    road.notify()
    assert len(tried) == 1
    assert road.look().standing.visits[road.visit].notified_at is not None


def test_the_applicant_hears_of_it_in_the_end(stand: Stand) -> None:
    road = stand("received")
    before = len(road.world.messages_on(PHONE))
    road.world.break_down("messages", "messages_second")
    road.world.later(minutes=1)
    sweep.sweep(now=road.world.now)
    assert len(road.world.messages_on(PHONE)) == before
    road.world.mend()
    road.world.later(minutes=1)
    sweep.sweep(now=road.world.now)
    assert len(road.world.messages_on(PHONE)) == before + 1
    assert person(AIZHAN).phone == PHONE


def test_an_authority_that_does_not_answer_makes_a_sweep_wait_once_and_not_for_each_case(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each case is tried all the same: the first asks in vain, and the others are judged by what still answers."""
    first = stand("received")
    cases = [first]
    for iin in (PETR, VERA):
        road = Road(world=first.world, applicant=iin)
        road.fill()
        road.receive()
        cases.append(road)
    at = first.world.later(minutes=1)
    with replaying() as silent:
        broken = {**settings.GATEWAYS, "pki": {**settings.GATEWAYS["pki"], "url": silent.url}}
        monkeypatch.setattr(settings, "GATEWAYS", broken)
        sweep.sweep(now=lambda: at)
        paths = [asked.path for asked in silent.asked]
        assert (paths.count("/ocsp"), paths.count("/crl/issuing.crl")) == (1, 1)
        assert [road.kinds().count("signature_judged") for road in cases] == [1, 1, 1]
        for name in ("issuing", "root"):
            silent.will_answer("GET", f"/crl/{name}.crl", first.world.client.get(f"/pki/crl/{name}.crl").content)
        first.world.later(minutes=1)
        sweep.sweep(now=first.world.now)
        paths = [asked.path for asked in silent.asked]
        assert (paths.count("/ocsp"), paths.count("/crl/issuing.crl")) == (2, 4)
    assert {road.look().standing.stage for road in cases} == {Stage.FILED}


def test_an_outage_of_everything_is_survived(stand: Stand) -> None:
    road = stand("received")
    road.world.break_down(
        "ocsp",
        "crl",
        "tsp",
        "registers",
        "consents",
        "licenses",
        "payments",
        "messages",
        "messages_second",
        "monitoring",
    )
    road.world.later(minutes=1)
    sweep.sweep(now=road.world.now)
    assert not Anchor.objects.exists()
    assert road.owed() == ["judge_signature"]
    road.world.mend()
    for _ in range(3):
        road.world.later(minutes=3)
        sweep.sweep(now=road.world.now)
    assert road.owed() == []
    assert Anchor.objects.count() == 1
