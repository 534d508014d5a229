"""The file of a complaint, Rules chapter 3: everything that comes folds, and in its order."""

from datetime import date

import pytest

from ruqsat.law import complaints
from ruqsat.law.acts import KINDS, Verdict
from ruqsat.law.acts_of_complaint import Resolution
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.complaints import COMPLAINT_ENDED, ComplaintStage
from tests.journal.samples import sample_of
from tests.law.complaint_road import ComplaintRoad, a_complaint, complaint_at


@pytest.mark.parametrize("stage", ComplaintStage)
def test_every_act_can_be_recorded_at_every_stage_and_an_end_stays_one(stage: ComplaintStage) -> None:
    """Rules 25, Rules 26: facts are always recorded; after the end they change no stage."""
    for kind in KINDS:
        road = complaint_at(stage)
        filed = road.file(sample_of(kind))
        assert road.standing.seq == filed.seq
        assert stage not in COMPLAINT_ENDED or road.standing.stage is stage, kind


@pytest.mark.parametrize("stage", ComplaintStage)
def test_folding_the_whole_file_gives_what_folding_act_by_act_gave(stage: ComplaintStage) -> None:
    road = complaint_at(stage)
    assert complaints.standing(road.acts, road.standing.edition, CALENDAR) == road.standing


@pytest.mark.parametrize(
    ("verdict", "stage"),
    [
        (Verdict.PASSED, ComplaintStage.WITH_PROVIDER),
        (Verdict.INDETERMINATE, ComplaintStage.RECEIVED),
        (Verdict.FAILED, ComplaintStage.SIGNATURE_FAILED),
    ],
)
def test_only_a_signature_that_passed_files_a_complaint(verdict: Verdict, stage: ComplaintStage) -> None:
    """Rules 2(2), Rules 22."""
    road = ComplaintRoad()
    road.receive()
    road.judge(verdict)
    assert road.standing.stage is stage
    road.judge(Verdict.PASSED)
    assert (road.standing.stage is ComplaintStage.WITH_PROVIDER) is (verdict is not Verdict.FAILED)


def test_a_file_holds_one_complaint() -> None:
    """Rules 22."""
    road = ComplaintRoad()
    road.receive()
    road.receive(a_complaint(text="Another one."))
    assert road.standing.complaint == a_complaint()


def test_the_standing_tells_its_number_its_day_and_how_it_was_decided() -> None:
    """Rules 7, Rules 25, Rules 26."""
    fresh = ComplaintRoad().standing
    assert (fresh.number, fresh.registered_on, fresh.resolution, fresh.body_office) == ("", None, None, "")
    assert (fresh.file_by, fresh.consider_by, fresh.forward_by, fresh.decide_by) == (None, None, None, None)
    decided = complaint_at(ComplaintStage.DECIDED).standing
    assert (decided.number, decided.registered_on) == ("75-C-2026-000001", date(2026, 11, 9))
    assert (decided.resolution, decided.body_office) == (Resolution.IN_FULL, "KMFK")
    assert complaint_at(ComplaintStage.SATISFIED).standing.resolution is Resolution.IN_FULL


@pytest.mark.parametrize(
    ("learned", "received", "late"),
    [
        (date(2026, 8, 10), "2026-11-10T23:59:59+05:00", False),
        (date(2026, 8, 10), "2026-11-11T00:00:00+05:00", True),
        (date(1990, 1, 1), "2026-11-10T10:00:00+05:00", True),
        (date(2199, 1, 1), "2026-11-10T10:00:00+05:00", False),
    ],
)
def test_a_late_complaint_is_on_file_and_says_so(learned: date, received: str, late: bool) -> None:
    """APPC 91: three months, to be confirmed; what lateness means is for who decides (readings.md)."""
    road = ComplaintRoad()
    road.go_to(received)
    road.file_complaint(a_complaint(learned_on=learned))
    assert road.standing.stage is ComplaintStage.WITH_PROVIDER
    assert road.standing.at(road.at).late is late
