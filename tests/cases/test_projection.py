"""The rows that lists read: what the standing says, kept as rows, dropped and made again at will."""

from ruqsat.cases import projection
from ruqsat.cases.models import Case, OpenDuty
from ruqsat.journal import rebuild
from tests.milestones import Stand


def test_a_duty_that_stays_keeps_its_row_and_one_that_is_done_goes(stand: Stand) -> None:
    road = stand("complete")
    before = dict(OpenDuty.objects.values_list("code", "id"))
    assert {"request_approval", "schedule_visit"} <= set(before)
    road.request_approval()
    after = dict(OpenDuty.objects.values_list("code", "id"))
    assert "request_approval" not in after
    assert "answer_approval" in after
    assert after["schedule_visit"] == before["schedule_visit"]


def test_what_was_changed_by_hand_is_found_and_put_right(stand: Stand) -> None:
    road = stand("complete")
    Case.objects.update(stage="issued", ended=True)
    OpenDuty.objects.filter(code="schedule_visit").delete()
    found = rebuild.look(at=road.now).differences
    assert {one.field for one in found} >= {"stage", "ended"}
    assert Case.objects.get().stage == "issued", "looking changes nothing"
    rebuild.accept(at=road.now)
    assert rebuild.look(at=road.now).differences == ()
    assert Case.objects.get().stage == "complete"


def test_a_file_without_an_application_has_no_row(stand: Stand) -> None:
    road = stand("consented")
    projection.rebuild(road.case, at=road.now)
    assert not Case.objects.exists()
    assert rebuild.look(at=road.now).differences == ()


def test_no_iin_stands_in_the_rows(stand: Stand) -> None:
    stand("complete")
    row = str(Case.objects.values().get())
    assert "940517499011" not in row
