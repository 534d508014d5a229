"""Rules 22, 23, 25, 26: who may do what with a complaint, and until when, to the second."""

from datetime import date
from typing import Any
from uuid import uuid5

import pytest

from ruqsat.law.acts import (
    SYSTEM,
    Act,
    Actor,
    BodyDecided,
    ComplaintFiled,
    ComplaintForwarded,
    ComplaintSatisfied,
    ComplaintWithdrawn,
    ProviderConsidered,
    Registered,
    Role,
)
from ruqsat.law.acts_of_complaint import Against, Body, Order, Resolution
from ruqsat.law.complaints import COMPLAINT_ENDED, ComplaintStage
from ruqsat.law.permissions_of_complaint import COMPLAINT_ROLES, permission
from ruqsat.law.procedure import Yes
from tests.law.complaint_road import COMMITTEE, REFUSAL, ComplaintRoad, a_complaint, by_word, complaint_at
from tests.law.road import APPLICANT, HEAD, MONDAY, OFFICER, SPACE, refused

BY: dict[type[Act], Actor] = {
    ComplaintFiled: APPLICANT,
    ComplaintWithdrawn: APPLICANT,
    ComplaintSatisfied: HEAD,
    ProviderConsidered: HEAD,
    ComplaintForwarded: OFFICER,
    BodyDecided: COMMITTEE,
}
P, R, W, B = (
    ComplaintStage.PREPARING,
    ComplaintStage.RECEIVED,
    ComplaintStage.WITH_PROVIDER,
    ComplaintStage.WITH_BODY,
)


@pytest.mark.parametrize(
    ("decision", "stages"),
    [
        (ComplaintFiled, {P}),
        (ComplaintWithdrawn, {R, W, B}),
        (ComplaintSatisfied, {W}),
        (ProviderConsidered, {W, B}),
        (ComplaintForwarded, {W}),
        (BodyDecided, {B}),
    ],
)
def test_each_step_has_its_stages_and_no_step_comes_after_the_end(
    decision: type[Act], stages: set[ComplaintStage]
) -> None:
    """Rules 22, Rules 25, Rules 26: one table of what may be done at which stage."""
    allowed = {stage for stage in ComplaintStage if complaint_at(stage).may(decision, by=BY[decision])}
    assert allowed == stages
    assert not allowed & COMPLAINT_ENDED


@pytest.mark.parametrize("decision", BY)
def test_each_step_is_taken_in_its_capacity(decision: type[Act]) -> None:
    """Rules 22, Rules 25, Rules 26."""
    stage = {ComplaintFiled: P, BodyDecided: B}.get(decision, W)
    road = complaint_at(stage)
    for role in Role:
        by = Actor(person=BY[decision].person, role=role, office=BY[decision].office)
        said = road.may(decision, by=by)
        assert bool(said) is (role in COMPLAINT_ROLES[decision]), (role, said)


# --- Rules 22 -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("against", [Against.DECISION, Against.ACTION, Against.INACTION])
def test_a_decision_an_action_or_inaction_can_be_complained_of(against: Against) -> None:
    """Rules 22: decisions, actions (inaction) of the provider and its employees."""
    act = REFUSAL if against is Against.DECISION else None
    duty = "check_completeness" if against is Against.INACTION else ""
    assert ComplaintRoad().may(a_complaint(against=against, act=act, duty=duty), by=APPLICANT) == Yes()


@pytest.mark.parametrize(
    ("complaint", "by", "ref", "why"),
    [
        (a_complaint(text=" "), APPLICANT, "Rules 22", "what is wrong"),
        (a_complaint(demands=""), APPLICANT, "Rules 22", "what it demands"),
        (a_complaint(act=None), APPLICANT, "Rules 22", "names the decision"),
        (a_complaint(against=Against.INACTION), APPLICANT, "Rules 22", "names what was not done"),
        (a_complaint(learned_on=date(2026, 11, 10)), APPLICANT, "APPC 91", "in the future"),
        (a_complaint(), OFFICER, "Rules 22", "drawn up by an officer"),
        (by_word(), APPLICANT, "Rules 22", "drawn up by an officer"),
        (by_word(office="KZ-71"), OFFICER, "Rules 26", "another territorial department"),
        (a_complaint(oral=True), OFFICER, "APPC 74", "needs the protocol"),
        (by_word(heard_at=None), OFFICER, "APPC 74", "needs the protocol"),
        (by_word(place=" "), OFFICER, "APPC 74", "needs the protocol"),
        (by_word(document=""), OFFICER, "APPC 74", "needs the protocol"),
    ],
)
def test_a_complaint_says_what_it_has_to(complaint: ComplaintFiled, by: Actor, ref: str, why: str) -> None:
    """Rules 22, APPC 74, APPC 91: a signed statement, or by word with a protocol."""
    said = refused(ComplaintRoad().may(complaint, by=by))
    assert said[0] == ref
    assert why in said[1]


def test_one_may_complain_on_the_day_on_which_one_learned_of_it() -> None:
    """Rules 22, APPC 91."""
    assert ComplaintRoad().may(a_complaint(learned_on=date(2026, 11, 9)), by=APPLICANT) == Yes()


def test_a_complaint_by_word_is_drawn_up_by_an_officer_and_goes_the_same_way() -> None:
    """Rules 22, APPC 74."""
    road = ComplaintRoad()
    assert road.may(by_word(), by=OFFICER) == Yes()
    road.file_complaint(by_word(), by=OFFICER)
    assert road.standing.stage is W
    assert road.may(ComplaintForwarded, by=OFFICER) == Yes()


def test_the_complaint_is_for_the_head_of_the_provider_it_is_about() -> None:
    """Rules 22, Rules 26: submitted to the provider whose act is appealed, and to its head."""
    road = complaint_at(W)
    other = Actor(person=HEAD.person, role=Role.HEAD, office="KZ-71")
    assert road.may(ComplaintSatisfied, by=HEAD) == Yes()
    assert refused(road.may(ComplaintSatisfied, by=other))[0] == "Rules 26"
    assert refused(road.may(ProviderConsidered, by=other))[0] == "Rules 26"
    assert refused(road.may(ComplaintForwarded, by=other))[0] == "Rules 26"


def test_nobody_takes_back_anothers_complaint_or_decides_on_their_own() -> None:
    """Rules 22."""
    road = complaint_at(W)
    stranger = Actor(person=uuid5(SPACE, "stranger"), role=Role.APPLICANT)
    own = Actor(person=APPLICANT.person, role=Role.HEAD, office="KZ-75")
    assert "another person" in refused(road.may(ComplaintWithdrawn, by=stranger))[1]
    assert "signed this complaint yourself" in refused(road.may(ComplaintSatisfied, by=own))[1]


def test_nothing_is_considered_before_it_is_registered() -> None:
    """Rules 7, Rules 23, Rules 25: the terms count from registration."""
    road = ComplaintRoad()
    road.receive()
    assert refused(road.may(ProviderConsidered, by=HEAD))[0] == "Rules 22"
    assert "not filed yet" in refused(road.may(BodyDecided, by=COMMITTEE))[1]
    road.judge()
    assert refused(road.may(ProviderConsidered, by=HEAD))[0] == "Rules 7"
    road.file(Registered(happened_at=road.at, number="1", on=date(2026, 11, 9)), by=SYSTEM)
    assert road.may(ProviderConsidered, by=HEAD) == Yes()


# --- Rules 23, 26 ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "at", "allowed"),
    [
        ("2026-11-09T10:00:00+05:00", "2026-11-12T23:59:59+05:00", True),
        ("2026-11-09T10:00:00+05:00", "2026-11-13T00:00:00+05:00", False),
        ("2026-11-09T18:30:00+05:00", "2026-11-13T00:00:00+05:00", False),
        ("2026-11-09T18:30:01+05:00", "2026-11-13T23:59:59+05:00", True),  # Rules 7: counts for the next day
        ("2026-11-09T18:30:01+05:00", "2026-11-14T00:00:00+05:00", False),
        ("2026-11-14T12:00:00+05:00", "2026-11-19T23:59:59+05:00", True),  # a Saturday: Monday counts
        ("2026-11-14T12:00:00+05:00", "2026-11-20T00:00:00+05:00", False),
    ],
)
def test_full_satisfaction_is_possible_for_three_working_days(received: str, at: str, allowed: bool) -> None:
    """Rules 26 part 3: the right not to forward, if within three working days it satisfies the complaint fully."""
    road = ComplaintRoad()
    road.go_to(received)
    road.file_complaint()
    road.go_to(at)
    said = road.may(road.satisfaction(), by=HEAD)
    assert bool(said) is allowed, said
    assert road.standing.at(road.at).satisfaction_open is allowed
    assert road.may(road.forwarding(), by=OFFICER) == Yes(), "late, but never not at all"
    if not allowed:
        assert road.standing.forward_by is not None
        ref, why = refused(said)
        assert ref == "Rules 26"
        assert f"ended on {road.standing.forward_by.on}" in why


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"text": " "}, "gives its reasons"),
        ({"document": "ab"}, "named by its hash"),
        ({"orders": (), "cancelled": ()}, "what follows"),
    ],
)
def test_full_satisfaction_gives_its_reasons_and_what_follows(changes: dict[str, Any], why: str) -> None:
    """Rules 26 part 3."""
    road = complaint_at(W)
    ref, said = refused(road.may(road.satisfaction(**changes), by=HEAD))
    assert ref == "Rules 26"
    assert why in said


def test_what_is_satisfied_in_full_is_not_forwarded_and_what_is_forwarded_is_the_bodys() -> None:
    """Rules 26 part 2, Rules 26 part 3."""
    satisfied = complaint_at(ComplaintStage.SATISFIED)
    assert refused(satisfied.may(ComplaintForwarded, by=OFFICER))[0] == "Rules 26"
    forwarded = complaint_at(B)
    assert "the body considering it decides" in refused(forwarded.may(ComplaintSatisfied, by=HEAD))[1]
    assert "already been forwarded" in refused(forwarded.may(ComplaintForwarded, by=OFFICER))[1]


@pytest.mark.parametrize(
    ("change", "ref", "why"),
    [
        ({"body": Body.QUALITY}, "Rules 25", "chose the other body"),
        ({"office": ""}, "Rules 26", "office that is named"),
        ({"package": ""}, "Rules 26", "administrative file"),
    ],
)
def test_it_goes_with_the_administrative_file_to_the_body_that_was_chosen(
    change: dict[str, Any], ref: str, why: str
) -> None:
    """Rules 25, Rules 26 part 2."""
    road = complaint_at(W)
    said = refused(road.may(road.forwarding(**change), by=OFFICER))
    assert said[0] == ref
    assert why in said[1]
    assert road.may(road.forwarding(), by=OFFICER) == Yes()


def test_the_applicant_may_choose_the_body_for_the_quality_of_public_services() -> None:
    """Rules 25: the higher administrative body, or the authorized body for quality."""
    road = ComplaintRoad()
    road.file_complaint(a_complaint(body=Body.QUALITY))
    assert road.may(road.forwarding(body=Body.QUALITY, office="QUALITY-75"), by=OFFICER) == Yes()
    assert refused(road.may(road.forwarding(), by=OFFICER))[0] == "Rules 25"
    road.file(road.forwarding(body=Body.QUALITY, office="QUALITY-75"), by=OFFICER)
    road.register_at_body()
    assert refused(road.may(BodyDecided, by=COMMITTEE))[0] == "Rules 25"
    quality = Actor(person=COMMITTEE.person, role=Role.COMPLAINT_OFFICER, office="QUALITY-75")
    assert road.may(BodyDecided, by=quality) == Yes()


def test_the_provider_answers_once_with_reasons() -> None:
    """Rules 23: the complaint is subject to consideration by the provider."""
    road = complaint_at(W)
    assert refused(road.may(road.position(text=""), by=HEAD))[0] == "Rules 23"
    assert refused(road.may(road.position(document=""), by=HEAD))[0] == "Rules 23"
    assert road.may(road.position(), by=HEAD) == Yes()
    road.file(road.position(), by=HEAD)
    assert "already answered" in refused(road.may(ProviderConsidered, by=HEAD))[1]


# --- Rules 25 -------------------------------------------------------------------------------------------------------


def test_the_body_decides_what_it_was_sent_and_registered() -> None:
    """Rules 25: fifteen working days from registration; late is late, and still a decision."""
    road = complaint_at(W)
    assert "not forwarded" in refused(road.may(BodyDecided, by=COMMITTEE))[1]
    road.forward()
    assert "not registered it" in refused(road.may(BodyDecided, by=COMMITTEE))[1]
    road.register_at_body()
    road.wait(days=60)
    assert road.may(road.decision(), by=COMMITTEE) == Yes()


@pytest.mark.parametrize(
    ("resolution", "changes", "why"),
    [
        (Resolution.IN_FULL, {"text": " "}, "gives its reasons"),
        (Resolution.IN_FULL, {"document": "ab"}, "named by its hash"),
        (Resolution.IN_FULL, {"orders": (), "cancelled": ()}, "what follows"),
        (Resolution.IN_PART, {"cancelled": ()}, "rests on an act that is cancelled"),
        (Resolution.IN_PART, {"orders": (Order.ACKNOWLEDGE,)}, "rests on an act that is cancelled"),
        (Resolution.IN_FULL, {"orders": (Order.CONSIDER_ANEW, Order.ISSUE)}, "Either"),
        (Resolution.IN_FULL, {"cancelled": (uuid5(SPACE, "x"),)}, "not among those that are cancelled"),
        (Resolution.IN_FULL, {"orders": (Order.CONSIDER_ANEW, Order.ACKNOWLEDGE)}, "against a decision"),
        (Resolution.IN_FULL, {"until": date(2026, 11, 8)}, "lies in the past"),
        (Resolution.DISMISSED, {"orders": (Order.ISSUE,)}, "orders nothing"),
        (Resolution.DISMISSED, {"cancelled": (REFUSAL,)}, "orders nothing"),
        (Resolution.LEFT, {"until": date(2026, 11, 30)}, "orders nothing"),
    ],
)
def test_a_decision_on_a_complaint_fits_together(resolution: Resolution, changes: dict[str, Any], why: str) -> None:
    """Rules 25: satisfied with a consequence that fits, or dismissed, or left, without any."""
    road = complaint_at(B)
    said = refused(road.may(road.decision(resolution, **changes), by=COMMITTEE))
    assert said[0] == "Rules 25"
    assert why in said[1]


@pytest.mark.parametrize("resolution", Resolution)
def test_each_way_of_deciding_is_open_to_the_body(resolution: Resolution) -> None:
    """Rules 25: satisfied in full or in part, dismissed, left without consideration."""
    road = complaint_at(B)
    assert road.may(road.decision(resolution), by=COMMITTEE) == Yes()
    today = road.decision(Resolution.IN_FULL, orders=(Order.ISSUE,), until=date(2026, 11, 9))
    assert road.may(today, by=COMMITTEE) == Yes()


def test_inaction_is_acknowledged_where_it_was_complained_of() -> None:
    """Rules 22, Rules 25."""
    road = ComplaintRoad()
    road.file_complaint(a_complaint(against=Against.INACTION, act=None, duty="check_completeness"))
    road.forward()
    road.register_at_body()
    decision = road.decision(Resolution.IN_FULL, orders=(Order.ACKNOWLEDGE,), cancelled=())
    assert road.may(decision, by=COMMITTEE) == Yes()


def test_a_fact_is_recorded_whenever_it_comes() -> None:
    """Rules 26: a fact is not permitted, it is recorded."""
    assert permission(ComplaintRoad().standing, Registered, by=SYSTEM, at=MONDAY) == Yes()
