"""Rules 18: the department of another region has its own task in a case that stays with the first."""

import re
from datetime import timedelta

import pytest

from ruqsat.documents.models import Blob
from ruqsat.law.acts import ConclusionSealed, VisitNoticeSent, VisitScheduled
from ruqsat.law.calendar import local
from ruqsat.law.standing import act_of
from tests.milestones import Stand, StandOfThree
from tests.three_facilities import HEAD_OF_ASTANA, INSPECTOR_OF_ASTANA, RoadOfThree
from tests.web.officers import case_page, window_of
from tests.world import APPROVER, HEAD, INSPECTOR, MAILBOX, OFFICER, OFFICER_OF_ASTANA, PHONE, person


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_other_department_sees_its_visit_in_its_work_list(stand_of_three: StandOfThree) -> None:
    """Rules 18: with the facility, and whose case it is; nothing else of the case is in the list."""
    road = stand_of_three("asked")
    page = window_of(OFFICER_OF_ASTANA).get("/desk/")
    (line,) = page.context["lines"]
    assert (line.duty.code, line.duty.facility, line.elsewhere) == ("schedule_visit", "F3", "KZ-75")
    text = words(page.content.decode())
    assert "Үлгі даңғылы" in text
    assert "For another department" in text
    assert case_page(road) in page.content.decode()


def test_the_first_department_waits_for_the_other_one_by_name(stand_of_three: StandOfThree) -> None:
    """Rules 18, Rules 10(1)."""
    road = stand_of_three("asked")
    window = window_of(OFFICER)
    mine = [(one.duty.code, one.duty.facility) for one in window.get("/desk/").context["lines"]]
    assert sorted(mine) == [("schedule_visit", "F1"), ("schedule_visit", "F2")]
    waits = {
        (one.duty.code, one.duty.facility): one.owed_at for one in window.get("/desk/?list=others").context["lines"]
    }
    assert waits["schedule_visit", "F3"] == "KZ-71"
    assert waits["answer_approval", "F3"] == "SES-71"
    text = words(window.get(case_page(road)).content.decode())
    assert (
        "Permit control is carried out by the department of the facility&#x27;s own place: Department for Astana"
        in text
    )


def test_the_other_department_reads_what_the_visit_needs(stand_of_three: StandOfThree) -> None:
    """Rules 15, Rules 18: its own facility, the applicant's contacts, what was filed; not the rest of the case."""
    road = stand_of_three("answered")
    page = window_of(OFFICER_OF_ASTANA).get(case_page(road))
    text = words(page.content.decode())
    assert "Permit control for another department" in text
    assert "asks your department for permit control" in text
    assert [one.facility.id for one in page.context["asked"]] == ["F3"]
    assert PHONE in text
    assert "Сынақ көшесі" not in text
    assert "no hot water" not in text
    assert "Another territorial department has this case." in text
    assert {one.about for one in page.context["documents"]} <= {"", road.address_of("F3")}


@pytest.mark.parametrize("iin", [OFFICER_OF_ASTANA, HEAD_OF_ASTANA])
def test_it_opens_the_documents_of_its_visit_and_no_others(stand_of_three: StandOfThree, iin: str) -> None:
    """Rules 15, Rules 18."""
    road = stand_of_three("visited")
    window = window_of(iin)
    application = road.look().standing.application
    assert application is not None
    names = {one.sha256: one.name for one in application.attachments}
    readable = {
        names.get(one.sha256, one.kind)
        for one in Blob.objects.filter(file_id=road.case)
        if window.get(case_page(road, f"documents/{one.sha256}/")).status_code == 200
    }
    assert readable == {"training.pdf", "lease-F3.pdf", "", "conclusion"}  # "": the recording of its visit
    conclusions = {
        facility: act_of(visit.sealed, ConclusionSealed).document
        for facility in ("F1", "F3")
        if (visit := road.look().standing.concluded_visit(facility)) and visit.sealed
    }
    found = {
        one: window.get(case_page(road, f"documents/{sha256}/")).status_code for one, sha256 in conclusions.items()
    }
    assert found == {"F1": 404, "F3": 200}


ELSEWHERE = [
    "complete/",
    "approval/F3/",
    "findings/court-act/",
    "findings/unreliable/",
    "hearing/announce/",
    "hearing/receipt/",
    "hearing/protocol/",
    "decision/prepare/",
    "decision/prepare-refusal/",
]


@pytest.mark.parametrize("page", ELSEWHERE)
def test_it_takes_no_other_step_and_is_told_why(stand_of_three: StandOfThree, page: str) -> None:
    """Rules 3, Rules 18: the case itself stays with the first department."""
    road = stand_of_three("answered")
    before = road.kinds()
    window = window_of(OFFICER_OF_ASTANA)
    answer = window.post(case_page(road, page), {"seen": road.seen})
    assert answer.status_code == 403
    assert "Your department makes the visit to the facility in its own region" in words(answer.content.decode())
    assert "point 18 of the Rules" in words(answer.content.decode())
    assert road.kinds() == before


def test_neither_does_its_head_decide(stand_of_three: StandOfThree) -> None:
    """Rules 3, Rules 20."""
    road = stand_of_three("prepared")
    window = window_of(HEAD_OF_ASTANA)
    assert window.post(case_page(road, "decision/license/")).status_code == 403
    assert window.post(case_page(road, "decision/return/"), {"reason": "no"}).status_code == 403
    assert "sign_license" not in [one.duty.code for one in window.get("/desk/").context["lines"]]


def test_before_the_documents_are_complete_it_is_nobodys_business(stand: Stand) -> None:
    """Rules 18: nor is a case of which the region visits nothing."""
    road = stand("complete")
    assert window_of(OFFICER_OF_ASTANA).get(case_page(road)).status_code == 404
    assert window_of(OFFICER_OF_ASTANA).post(case_page(road, "complete/")).status_code == 404


def fixed_in_astana(road: RoadOfThree, inspector: str = INSPECTOR_OF_ASTANA, facility: str = "F3") -> dict[str, object]:
    starts = local(road.now + timedelta(days=2))
    return {
        "day_day": starts.day,
        "day_month": starts.month,
        "day_year": starts.year,
        "hour": "11:00",
        "inspector": str(person(inspector).id),
        "seen": road.seen,
    }


def test_it_fixes_the_visit_names_its_own_inspector_and_gives_the_notice(stand_of_three: StandOfThree) -> None:
    """Rules 14, Rules 18: the notice names the department that comes, and where."""
    road = stand_of_three("answered")
    window = window_of(OFFICER_OF_ASTANA)
    form = window.get(case_page(road, "visit/F3/")).context["form"]
    assert [key for key, _ in form.fields["inspector"].choices] == [str(person(INSPECTOR_OF_ASTANA).id)]
    refused = window.post(case_page(road, "visit/F3/"), fixed_in_astana(road, INSPECTOR))
    assert refused.status_code == 422
    answer = window.post(case_page(road, "visit/F3/"), fixed_in_astana(road))
    assert answer.status_code == 302, answer.content.decode()
    fixed = road.look().standing.open_visit("F3")
    assert fixed is not None
    assert (fixed.scheduled.by.office, fixed.plan.inspector) == ("KZ-71", person(INSPECTOR_OF_ASTANA).id)
    road.notify()
    told = [act_of(one, VisitNoticeSent).means for one in road.look().standing.visits[fixed.plan.visit].notices]
    assert sorted(told) == ["email", "sms"]
    letter = road.world.letters_to(MAILBOX)[0]["text"]
    assert "Астана" in letter
    assert "Үлгі даңғылы" in letter
    text = words(window.get(case_page(road)).content.decode())
    assert "SMS to" in text
    assert "Call off this visit" in text
    assert "Permit control is carried out by" not in text


def test_the_first_department_does_not_fix_a_visit_elsewhere_nor_the_other_one_here(
    stand_of_three: StandOfThree,
) -> None:
    """Rules 18."""
    road = stand_of_three("answered")
    page = window_of(OFFICER).get(case_page(road, "visit/F3/"))
    assert page.context["permission"].ref == "Rules 18"
    answer = window_of(OFFICER).post(case_page(road, "visit/F3/"), fixed_in_astana(road))
    assert answer.status_code == 422
    assert window_of(OFFICER_OF_ASTANA).get(case_page(road, "visit/F1/")).status_code == 403
    assert window_of(OFFICER_OF_ASTANA).get(case_page(road, "visit/F9/")).status_code == 403
    assert window_of(OFFICER).get(case_page(road, "visit/F9/")).status_code == 404
    assert not any(isinstance(one.act, VisitScheduled) for one in road.look().acts)


def test_each_department_calls_off_its_own_visits_alone(stand_of_three: StandOfThree) -> None:
    """Rules 14, Rules 18."""
    road = stand_of_three("answered")
    here, there = road.fix_visit_to("F1"), road.fix_visit_to("F3")
    astana, almaty = window_of(OFFICER_OF_ASTANA), window_of(OFFICER)
    assert astana.post(case_page(road, f"visits/{here}/cancel/"), {"reason": "no"}).status_code == 403
    assert almaty.post(case_page(road, f"visits/{there}/cancel/"), {"reason": "no"}).status_code == 422
    assert astana.post(case_page(road, f"visits/{there}/cancel/"), {"reason": "Storm."}).status_code == 302
    standing = road.look().standing
    assert standing.open_visit("F3") is None
    assert standing.open_visit("F1") is not None


def test_each_inspector_has_the_visit_in_their_own_region(stand_of_three: StandOfThree) -> None:
    """Rules 17, Rules 18."""
    road = stand_of_three("answered")
    here, there = road.fix_visit_to("F1"), road.fix_visit_to("F3")
    lines = {
        iin: [one.duty.visit for one in window_of(iin).get("/inspector/").context["lines"]]
        for iin in (INSPECTOR, INSPECTOR_OF_ASTANA)
    }
    assert lines == {INSPECTOR: [here], INSPECTOR_OF_ASTANA: [there]}
    assert "Үлгі даңғылы" in window_of(INSPECTOR_OF_ASTANA).get("/inspector/").content.decode()
    assert window_of(INSPECTOR_OF_ASTANA).get(f"/inspector/{road.case}/{here}/").status_code == 404
    assert window_of(INSPECTOR_OF_ASTANA).get(f"/inspector/{road.case}/{there}/").status_code == 200
    application = road.look().standing.application
    assert application is not None
    opened = {
        one.name: window_of(INSPECTOR_OF_ASTANA)
        .get(f"/inspector/{road.case}/{there}/documents/{one.sha256}/")
        .status_code
        for one in application.attachments
    }
    assert opened == {"training.pdf": 200, "lease-F2.pdf": 404, "lease-F3.pdf": 200}


@pytest.mark.parametrize("iin", [OFFICER, HEAD, APPROVER])
def test_the_first_departments_people_see_the_whole_case_as_ever(stand_of_three: StandOfThree, iin: str) -> None:
    """Rules 3."""
    road = stand_of_three("answered")
    answer = window_of(iin).get(case_page(road))
    if iin == APPROVER:
        assert answer.status_code == 403
        return
    assert [one.facility.id for one in answer.context["approvals"]] == ["F1", "F2", "F3"]
