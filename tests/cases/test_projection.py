"""The rows that lists read: what the standing says, kept as rows, dropped and made again at will."""

from ruqsat.cases import projection
from ruqsat.cases.models import Case, OpenDuty
from ruqsat.journal import rebuild
from tests.milestones import Stand, StandOfThree


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


def test_a_duty_says_at_which_of_several_facilities(stand_of_three: StandOfThree) -> None:
    """Rules 10, Rules 18: a list does not fold, and has to tell three visits of one case apart."""
    stand_of_three("complete")
    places = {(one.facility, one.place) for one in OpenDuty.objects.filter(code="schedule_visit")}
    assert places == {
        ("F1", "050099, Алматы, Бостандық ауданы, Тәжірибе көшесі, 5"),
        ("F2", "050099, Алматы, Бостандық ауданы, Сынақ көшесі, 7"),
        ("F3", "010000, Астана, Үлгі даңғылы, 5"),
    }


def test_where_there_is_one_facility_nothing_has_to_be_told_apart(stand: Stand) -> None:
    stand("complete")
    assert {one.place for one in OpenDuty.objects.all()} == {""}
