"""An amending order run over cases on file: Rules 21-1."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from ruqsat.law.acts import Outcome
from ruqsat.law.book import FIRST
from ruqsat.law.replaying import Difference, Matter, Replayed, counted, replay
from ruqsat.law.standing import No, Stage
from tests.law.road import HEAD, SPACE, Road, an_application, at_stage


def differences(road: Road, **replaced: Any) -> tuple[Difference, ...]:
    rules = road.standing.edition
    return replay(road.acts, rules=rules, changed=replace(rules, **replaced), book=FIRST, at=road.at)


def told(found: tuple[Difference, ...]) -> list[tuple[Matter, str, str]]:
    return [(one.matter, one.ref, str(one.told)) for one in found]


def late() -> Road:
    """Registered on Monday 9 November, found complete in time, issued on 25 November: the twelfth working day."""
    road = at_stage(Stage.COMPLETE)
    road.approve()
    road.visit()
    road.prepare(grant=True)
    road.file(road.grant_act("F1"), by=HEAD)
    road.wait(days=14)
    road.issue()
    return road


def test_an_order_that_changes_nothing_of_a_case_finds_nothing() -> None:
    """Rules 21-1."""
    assert differences(late(), complaint_body_days=20) == ()


def test_a_shorter_term_would_have_been_missed() -> None:
    """Rules 19, Rules 21-1: from thirteen working days to ten."""
    found = differences(late(), issue_days=10)
    sentence = "Done on 2026-11-25. The last day was 2026-11-26; by the order it is 2026-11-23."
    assert (Matter.MISSED, "Rules 19", sentence) in told(found)


def test_a_shorter_term_that_was_kept_all_the_same_has_only_another_day() -> None:
    """Rules 19."""
    found = differences(at_stage(Stage.ISSUED), issue_days=10)
    assert [(one.matter, one.ref) for one in found if one.ref == "Rules 19"] == [(Matter.MOVED, "Rules 19")]


def test_a_longer_term_would_have_been_kept() -> None:
    """Rules 19: what came late would have been in time."""
    road = late()
    road.acts[-1] = replace(road.acts[-1], filed_at=road.acts[-1].filed_at + timedelta(days=7))
    assert Matter.KEPT in {one.matter for one in differences(road, issue_days=20)}


def test_what_is_not_done_yet_is_held_against_now() -> None:
    """Rules 9, Rules 11."""
    road = at_stage(Stage.COMPLETE)
    road.request_approval()
    road.wait(days=8)
    found = [one for one in differences(road, approval_days=3) if one.ref == "Rules 11"]
    assert [(one.matter, one.facility) for one in found] == [(Matter.MISSED, "F1")]
    assert str(found[0].told) == "Not done yet. The last day is 2026-11-23; by the order it is 2026-11-12."


def test_completeness_that_took_longer_than_the_order_gives() -> None:
    """Rules 9."""
    road = at_stage(Stage.FILED)
    road.wait(days=2)
    road.find_complete()
    assert (Matter.MISSED, "Rules 9") in {(one.matter, one.ref) for one in differences(road, completeness_days=1)}


def test_a_decision_is_judged_again_with_what_was_on_file_before_it() -> None:
    """Rules 14, Rules 20, Rules 21-1: a visit that began before a longer notice was over."""
    road = at_stage(Stage.DECIDING)
    found = [one for one in differences(road, visit_notice_hours=72) if one.matter is Matter.NOT_PERMITTED]
    assert {one.ref for one in found} == {"Rules 14"}
    assert "The visit began." in {str(one.what) for one in found}


def test_a_decision_that_no_rules_permit_is_no_difference_between_them() -> None:
    """Rules 20: it stands on file all the same."""
    road = at_stage(Stage.COMPLETE)
    road.find_complete()
    assert isinstance(road.may(road.acts[-1].act, by=road.acts[-1].by), No)
    assert [one for one in differences(road, visit_notice_hours=72) if one.matter is Matter.NOT_PERMITTED] == []


def test_the_fee_is_that_of_the_day_of_payment() -> None:
    """List 6, Tax 554."""
    assert (Matter.FEE, "List 6", "43250 tenge; by the order 34600 tenge.") in told(
        differences(at_stage(Stage.COMPLETE), issue_fee_mci=8)
    )


def test_a_fee_paid_before_the_turn_of_the_year_is_that_of_the_old_year() -> None:
    """List 6, Tax 554."""
    road = Road(at=datetime(2025, 12, 30, 5, 0, tzinfo=UTC))
    road.pay(39320)
    road.go_to(date(2026, 1, 5))
    road.file_application(paid=False)
    assert (Matter.FEE, "List 6", "39320 tenge; by the order 31456 tenge.") in told(differences(road, issue_fee_mci=8))


def test_documents_that_would_be_asked_for_or_not() -> None:
    """List 8, List 8(1)."""
    road = Road()
    road.file_application(an_application(graduated_in=2018))
    more = differences(road, education_year=2020)
    assert [(one.matter, one.ref) for one in more] == [(Matter.ASKED, "List 8(1)")]
    less = differences(road, documents_issue=("application", "labor_activity"))
    assert {one.matter for one in less} == {Matter.NOT_ASKED}


def test_what_a_case_was_asked_for_is_judged_by_the_day_from_which_it_counts() -> None:
    """List 8: the title that a register knew until the evening on which the application came."""
    road = Road()
    road.wait(hours=10)  # 20:00 in Almaty: the application counts for the day after
    road.file_application()
    road.answer("premises_title", "F1", valid_until="2026-11-09")
    without = tuple(one for one in road.standing.edition.documents_issue if one != "premises_title")
    found = [one for one in differences(road, documents_issue=without) if one.matter is Matter.NOT_ASKED]
    assert len(found) == 1
    assert "premises" in str(found[0].told)


def test_an_office_that_closes_earlier_counts_from_the_next_working_day() -> None:
    """Rules 7."""
    road = Road()
    road.wait(hours=8)  # 18:00 in Almaty
    road.file_application()
    hours = road.standing.edition.closes.replace(hour=17, minute=0)
    found = [one for one in differences(road, closes=hours) if one.matter is Matter.REGISTERED]
    assert [str(one.told) for one in found] == ["It counted from 2026-11-09; by the order it counts from 2026-11-10."]


def test_what_was_asked_for_is_looked_at_as_it_was_when_the_documents_were_found_complete() -> None:
    """Rules 21-1, List 8: what a register says afterwards asks for nothing."""
    road = at_stage(Stage.COMPLETE)
    road.answer("premises_title", "F1", Outcome.NONE)
    road.pay(1)
    without = tuple(one for one in road.standing.edition.documents_issue if one != "premises_title")
    assert differences(road, documents_issue=without) == ()


def test_a_file_without_an_application_has_no_differences() -> None:
    """Rules 21-1."""
    road = Road()
    road.consent()
    assert differences(road, issue_days=10) == ()


@pytest.mark.parametrize(
    "stage",
    [Stage.RECEIVED, Stage.FILED, Stage.COMPLETE, Stage.HEARING, Stage.DECIDING, Stage.GRANTED, Stage.ISSUED],
)
def test_the_same_rules_differ_in_nothing_at_whatever_stage(stage: Stage) -> None:
    """Rules 21-1."""
    assert differences(at_stage(stage)) == ()


def test_differences_are_counted_over_all_cases() -> None:
    road = late()
    one = Replayed(case=SPACE, number="1", received_on=road.at.date(), differences=differences(road, issue_days=10))
    assert counted([one, one])[Matter.MISSED] == 2 * counted([one])[Matter.MISSED] > 0
