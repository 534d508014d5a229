"""Three facilities in two regions, one of them refused after a hearing: Rules 10, Rules 18, List 5."""

from ruqsat.cases.models import OpenDuty
from ruqsat.documents import store
from ruqsat.law.acts import Granted, ResultIssued
from ruqsat.law.procedure import Stage
from ruqsat.law.standing import act_of
from ruqsat.licenses.models import IssuedDocument, License
from tests.milestones import StandOfThree
from tests.three_facilities import REFUSED
from tests.walking import Road


def duties(road: Road, *codes: str) -> set[tuple[str, str, str]]:
    found = OpenDuty.objects.filter(case_id=road.case, code__in=codes)
    return {(one.code, one.facility, one.office) for one in found}


def test_each_duty_lies_with_the_office_of_its_facility_and_the_case_with_the_first(
    stand_of_three: StandOfThree,
) -> None:
    """Rules 10(1), Rules 18: the other department owes the visit, its region's body the answer."""
    road = stand_of_three("complete")
    assert duties(road, "request_approval", "schedule_visit") == {
        *(("request_approval", one, "KZ-75") for one in ("F1", "F2", "F3")),
        ("schedule_visit", "F1", "KZ-75"),
        ("schedule_visit", "F2", "KZ-75"),
        ("schedule_visit", "F3", "KZ-71"),
    }
    assert {one.case_office for one in OpenDuty.objects.filter(case_id=road.case)} == {"KZ-75"}
    road.ask_for()
    assert duties(road, "answer_approval") == {
        ("answer_approval", "F1", "SES-75"),
        ("answer_approval", "F2", "SES-75"),
        ("answer_approval", "F3", "SES-71"),
    }


def test_a_whole_case_ends_in_a_license_two_annexes_and_a_reasoned_refusal(stand_of_three: StandOfThree) -> None:
    """Rules 10, Rules 18, Rules 20, List 5, List 9."""
    road = stand_of_three("issued")
    standing = road.look().standing
    assert standing.stage is Stage.ISSUED
    assert road.owed() == []
    assert standing.issued is not None
    named = [(one.what, one.facility) for one in act_of(standing.issued, ResultIssued).documents]
    assert named == [("license", ""), ("annex", "F1"), ("annex", "F3"), ("refusal", "F2")]
    for one in act_of(standing.issued, ResultIssued).documents:
        assert store.read(road.case, one.sha256).startswith(b"%PDF-")
    granted = standing.granted
    assert isinstance(granted, Granted)
    (second,) = granted.annexes_refused
    assert (second.facility, [one.ground for one in second.grounds]) == (REFUSED, ["List 9(4)"])


def test_the_register_shows_the_license_with_its_annexes_and_nothing_of_the_refusal(
    stand_of_three: StandOfThree,
) -> None:
    """Rules 10, Rules 20."""
    road = stand_of_three("issued")
    entered = License.objects.get(case=road.case)
    assert [(one.number, one.region) for one in entered.annexes.order_by("number")] == [("001", "75"), ("002", "71")]
    kept = IssuedDocument.objects.filter(license=entered)
    assert {one.what for one in kept} == {"license", "annex"}
