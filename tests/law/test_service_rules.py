"""The four services side by side: what each states, who is examined, what comes out."""

from dataclasses import replace
from datetime import date

import pytest

from ruqsat.law import service_rules
from ruqsat.law.acts import (
    DecisionPrepared,
    FoundComplete,
    Granted,
    Outcome,
    PaperOriginalReturned,
    ResultIssued,
    VisitScheduled,
)
from ruqsat.law.application import Application, Change, LicenseHeld, Loss, Service
from ruqsat.law.grounds import borne_out
from ruqsat.law.merits import papers_to_return
from ruqsat.law.permissions import OFFICE
from ruqsat.law.procedure import Stage, StepState, story
from ruqsat.law.standing import Yes
from tests.law import of_services
from tests.law.of_services import HELD, MOVED_ON_PAPER, REQUIRED_BY_LAW, decide, filed, found_complete, grant
from tests.law.road import HEAD, OFFICER, Road, an_application, refused

BY_LAW = REQUIRED_BY_LAW


def codes(road: Road) -> list[str]:
    return [duty.code for duty in road.standing.duties]


@pytest.mark.parametrize("service", list(Service))
def test_an_application_as_its_service_asks_has_no_faults(service: Service) -> None:
    """List 8(1), List 8(2), List 8(3)."""
    assert list(service_rules.faults(of_services.OF_SERVICE[service]())) == []


@pytest.mark.parametrize(
    ("application", "ref", "why"),
    [
        (replace(an_application(), facilities=()), "List 8(1)", "names no facility"),
        (replace(an_application(), held=LicenseHeld(number=HELD)), "List 8(1)", "belongs to another service"),
        (replace(an_application(), loss=Loss.LOST), "List 8(1)", "belongs to another service"),
        (replace(of_services.for_annex(), held=None), "List 8(1)", "does not name the license"),
        (replace(of_services.for_annex(), held=LicenseHeld(number=" ")), "List 8(1)", "does not name the license"),
        (replace(of_services.for_annex(), facilities=()), "List 8(1)", "names no facility"),
        (replace(of_services.for_annex(), change=BY_LAW), "List 8(1)", "belongs to another service"),
        (replace(of_services.for_reissue(), change=None), "List 8(2)", "what has changed"),
        (replace(of_services.for_reissue(), held=None), "List 8(2)", "does not name the license"),
        (replace(of_services.for_reissue(), held=LicenseHeld(number=HELD)), "List 8(2)", "which of the license"),
        (replace(of_services.for_reissue(), loss=Loss.DAMAGED), "List 8(2)", "belongs to another service"),
        (replace(of_services.for_duplicate(), loss=None), "List 8(3)", "lost or damaged"),
        (replace(of_services.for_duplicate(), held=LicenseHeld(number=HELD)), "List 8(3)", "which of the license"),
        (
            replace(of_services.for_duplicate(), facilities=an_application().facilities),
            "List 8(3)",
            "names no facility",
        ),
    ],
)
def test_what_an_application_lacks_or_states_for_another_service_is_a_fault(
    application: Application, ref: str, why: str
) -> None:
    """List 8(1), List 8(2), List 8(3)."""
    (fault,) = service_rules.faults(application)
    assert fault.ref == ref
    assert why in str(fault.why)


@pytest.mark.parametrize(
    "application",
    [
        replace(an_application(), facilities=(), specialists=()),
        replace(of_services.for_reissue(), change=None),
        replace(of_services.for_duplicate(), loss=None),
    ],
)
def test_an_application_with_a_fault_is_incomplete_and_nothing_is_asked_to_be_attached(
    application: Application,
) -> None:
    """Rules 9, List 8(1), List 8(2), List 8(3)."""
    road = filed(application)
    clause, _ = refused(road.may(FoundComplete, by=OFFICER))
    assert clause == "Rules 9"
    assert "add_document" not in codes(road)


def test_until_an_application_arrives_a_visit_may_be_among_what_comes_later() -> None:
    """Rules 19."""
    states = {step.key: step.state for step in story(Road().standing)}
    assert {states[key] for key in ("approval", "schedule", "visit", "conclusion")} == {StepState.LATER}


@pytest.mark.parametrize(
    ("application", "expected"),
    [
        (an_application(facilities=2), ["F1", "F2"]),
        (of_services.for_annex(facilities=2), ["F1", "F2"]),
        (of_services.for_reissue(), []),
        (of_services.for_reissue(MOVED_ON_PAPER, "001", facilities=1), []),
        (of_services.for_reissue(BY_LAW, "001", facilities=1), ["F1"]),
        (of_services.for_duplicate(), []),
    ],
)
def test_facilities_are_examined_where_the_service_concerns_them(application: Application, expected: list[str]) -> None:
    """Rules 10(1), Rules 10(3), Rules 19: a reissue is visited only where the change touches premises or subtypes."""
    assert [one.id for one in service_rules.examined(application)] == expected


@pytest.mark.parametrize(
    ("application", "qualifying", "expected"),
    [
        (an_application(facilities=2), {"F2"}, {("license", ""), ("annex", "F2")}),
        (of_services.for_annex(facilities=2), {"F1", "F2"}, {("annex", "F1"), ("annex", "F2")}),
        (of_services.for_reissue(), set(), {("reissued_license", ""), ("reissued_annex", "001")}),
        (of_services.for_reissue(of_services.RENAMED, "002"), set(), {("reissued_annex", "002")}),
        (of_services.for_duplicate("license", "001"), set(), {("license_duplicate", ""), ("annex_duplicate", "001")}),
    ],
)
def test_each_result_of_the_list_is_a_document_of_its_own(
    application: Application, qualifying: set[str], expected: set[tuple[str, str]]
) -> None:
    """List 5."""
    assert service_rules.results(application, qualifying=qualifying) == expected


@pytest.mark.parametrize(("service", "days"), [("issue", 13), ("annex", 13), ("reissue", 3), ("duplicate", 2)])
def test_each_service_has_its_term(service: str, days: int) -> None:
    """Rules 19, List 3."""
    road = filed(of_services.OF_SERVICE[Service(service)]())
    assert road.standing.service_due is not None
    assert road.standing.registered_on == date(2026, 11, 9)
    assert road.standing.service_due.on == road.standing.calendar.add(date(2026, 11, 9), days).on


def test_a_duplicate_goes_from_completeness_to_the_decision_with_no_approval_and_no_visit() -> None:
    """Rules 19, List 8(3)."""
    road = found_complete(of_services.for_duplicate("license", "001"))
    assert codes(road) == ["issue_receipt", "prepare_decision"]
    states = {step.key: step.state for step in story(road.standing)}
    assert {states[key] for key in ("approval", "schedule", "visit", "conclusion")} == {StepState.NOT_NEEDED}
    clause, _ = refused(road.may(VisitScheduled, by=OFFICER))
    assert clause.startswith("Rules")
    decide(road, grant(HELD, ("license_duplicate", "", HELD), ("annex_duplicate", "", "001")))
    assert road.standing.stage is Stage.GRANTED


def test_a_reissue_on_a_name_goes_without_a_visit_and_one_that_touches_the_subtypes_with_it() -> None:
    """Rules 19, List 8(2)."""
    named = found_complete(of_services.for_reissue(), paid=4325)
    assert "prepare_decision" in codes(named)
    touched = found_complete(of_services.for_reissue(BY_LAW, "001", facilities=1), paid=4325)
    assert {"request_approval", "schedule_visit"} <= set(codes(touched))
    assert "prepare_decision" not in codes(touched)
    touched.approve()
    touched.visit()
    assert "prepare_decision" in codes(touched)


def test_an_annex_needs_no_fee_and_a_visit_of_each_facility() -> None:
    """Rules 10(3), List 6: no fee is named for an annex alone."""
    road = found_complete(of_services.for_annex(), paid=None)
    assert "pay_fee" not in codes(road)
    assert {"request_approval", "schedule_visit"} <= set(codes(road))
    road.approve()
    road.visit()
    assert isinstance(road.may(DecisionPrepared(happened_at=road.at, grant=True), by=OFFICER), Yes)


@pytest.mark.parametrize(
    ("application", "act", "ref"),
    [
        (of_services.for_duplicate(), grant(HELD, ("license", "", HELD)), "Rules 20"),
        (of_services.for_duplicate(), grant(HELD), "Rules 20"),
        (of_services.for_duplicate(), grant("26000001", ("license_duplicate", "", "26000001")), "Rules 20"),
        (of_services.for_duplicate("001"), grant(HELD, ("annex_duplicate", "", "002")), "Rules 20"),
        (
            of_services.for_duplicate("001"),
            grant(HELD, ("annex_duplicate", "", "001"), ("annex_duplicate", "", "001")),
            "Rules 20",
        ),
        (
            of_services.for_reissue(of_services.RENAMED, "license"),
            grant(HELD, ("reissued_license", "", HELD)),
            "Rules 20",
        ),
        (
            of_services.for_reissue(of_services.RENAMED, "001"),
            grant("26000001", ("reissued_annex", "", "001")),
            "Rules 20",
        ),
    ],
)
def test_a_grant_names_exactly_the_papers_asked_for_under_the_right_number(
    application: Application, act: Granted, ref: str
) -> None:
    """List 5, Rules 20: a reissued license has a number of its own, all else stays under the number that is held."""
    road = found_complete(application)
    road.prepare(grant=True)
    clause, _ = refused(road.may(act, by=HEAD))
    assert clause == ref


@pytest.mark.parametrize(
    ("application", "act", "why"),
    [
        (
            of_services.for_duplicate("001"),
            grant(HELD, ("annex_duplicate", "", "002")),
            "papers that were asked for anew",
        ),
        (of_services.for_annex(), grant(HELD, ("annex", "F2", "003")), "one annex for each facility that qualifies"),
    ],
)
def test_what_a_grant_names_wrongly_is_said_in_the_words_of_its_service(
    application: Application, act: Granted, why: str
) -> None:
    """List 5, Rules 20."""
    road = found_complete(application)
    if application.facilities:
        road.approve()
        road.visit()
    road.prepare(grant=True)
    assert why in refused(road.may(act, by=HEAD))[1]


@pytest.mark.parametrize(
    ("application", "act"),
    [
        (of_services.for_duplicate(), grant(HELD, ("license_duplicate", "", HELD))),
        (of_services.for_duplicate("001"), grant(HELD, ("annex_duplicate", "", "001"))),
        (
            of_services.for_reissue(of_services.RENAMED, "license"),
            grant("26000001", ("reissued_license", "", "26000001")),
        ),
        (of_services.for_reissue(of_services.RENAMED, "001"), grant(HELD, ("reissued_annex", "", "001"))),
    ],
)
def test_a_grant_that_does_is_permitted(application: Application, act: Granted) -> None:
    """List 5, Rules 20."""
    road = found_complete(application)
    road.prepare(grant=True)
    assert isinstance(road.may(act, by=HEAD), Yes)


@pytest.mark.parametrize(
    ("said", "disproved"),
    [
        ({}, False),
        ({"number": "25000018"}, True),
        ({"status": "terminated"}, True),
        ({"status": "superseded"}, True),
        ({"status": "suspended"}, False),
        ({"on_paper": "001"}, True),
        ({"on_paper": ""}, True),
    ],
)
def test_a_license_that_is_not_as_stated_bears_out_unreliability(said: dict[str, str], disproved: bool) -> None:
    """Rules 8(3), List 9(6), Rules 19: never on paper, no duplicate."""
    road = filed(of_services.for_duplicate("license"), known=False)
    of_services.knows_the_license(road, **said)
    assert ("List 9(6)" in borne_out(road.standing)) is disproved


def test_an_annex_that_the_register_does_not_know_is_not_reissued() -> None:
    """Rules 8(3), List 9(6)."""
    road = filed(of_services.for_reissue(of_services.RENAMED, "003"), paid=4325)
    assert borne_out(road.standing)["List 9(6)"] == (road.standing.answers["medical_license", "applicant"].id,)


def test_who_holds_no_license_gets_no_annex_to_it_and_is_heard_first() -> None:
    """Rules 8(3), List 9(6), Rules 12."""
    road = filed(of_services.for_annex(), known=False)
    of_services.no_license(road)
    road.find_complete()
    assert "serve_preliminary_decision" in codes(road)


def test_until_the_register_has_answered_nothing_rests_on_the_license() -> None:
    """Rules 8(3), Rules 10, List 9: unknown is not no."""
    road = filed(of_services.for_duplicate(), known=False)
    road.find_complete()
    assert borne_out(road.standing) == {}
    clause, _ = refused(road.may(DecisionPrepared(happened_at=road.at, grant=True), by=OFFICER))
    assert clause == "Rules 8(3)"


def reissued(*papers: str) -> Road:
    road = found_complete(of_services.for_reissue(of_services.RENAMED, *papers), paid=4325)
    documents = [("reissued_annex", "", paper) for paper in papers]
    act = grant(HELD, *documents)
    decide(road, act)
    road.file(ResultIssued(happened_at=road.at, documents=act.documents))
    return road


def test_the_earlier_paper_original_is_owed_back_once_the_reissued_one_is_received() -> None:
    """List 8(2)."""
    road = reissued("001")
    assert codes(road) == ["return_paper_original"]
    assert road.standing.ended
    act = PaperOriginalReturned(happened_at=road.at, papers=("001",))
    assert isinstance(road.may(act, by=OFFICER), Yes)
    road.file(act, by=OFFICER)
    assert codes(road) == []
    clause, _ = refused(road.may(act, by=OFFICER))
    assert clause == "List 8(2)"


def test_what_was_never_on_paper_is_not_owed_back() -> None:
    """List 8(2)."""
    road = reissued("002")
    assert codes(road) == []
    assert papers_to_return(road.standing) == ()
    assert papers_to_return(filed(of_services.for_duplicate()).standing) == ()


def test_what_is_owed_back_is_named_in_the_order_of_the_application() -> None:
    """List 8(2): the license before its annex, as it is handed over."""
    assert papers_to_return(reissued("license", "001").standing) == ("license", "001")


@pytest.mark.parametrize("papers", [(), ("license",), ("001", "002")])
def test_only_what_is_owed_is_recorded_as_given_back(papers: tuple[str, ...]) -> None:
    """List 8(2)."""
    road = reissued("001")
    clause, _ = refused(road.may(PaperOriginalReturned(happened_at=road.at, papers=papers), by=OFFICER))
    assert clause == "List 8(2)"


def test_nothing_is_given_back_before_the_result_is_received() -> None:
    """List 8(2)."""
    road = found_complete(of_services.for_reissue(of_services.RENAMED, "001"), paid=4325)
    act = PaperOriginalReturned(happened_at=road.at, papers=("001",))
    assert refused(road.may(act, by=OFFICER))[0] == "List 8(2)"
    assert HEAD.role in OFFICE


@pytest.mark.parametrize("ground", ["Permits 33(2)", "Permits 33(5)", "Permits 34"])
def test_a_change_that_is_no_ground_of_reissue_for_this_applicant_makes_the_application_incomplete(ground: str) -> None:
    """Permits 33, Rules 9."""
    change = Change(ground=ground, changed_on=date(2026, 10, 1), before="a", now="b")
    road = filed(of_services.for_reissue(change), paid=4325)
    road.answer("entrepreneur_registration", "applicant", Outcome.NONE)
    assert refused(road.may(FoundComplete, by=OFFICER))[0] == "Rules 9"
