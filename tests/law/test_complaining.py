"""Rules 22, 26, APPC 91: of what in a case one may complain."""

from datetime import date
from uuid import uuid5

import pytest

from ruqsat.law.acts import Actor, ComplaintFiled, Role
from ruqsat.law.acts_of_complaint import Against
from ruqsat.law.complaints import SERVICE, may_complain, silences
from ruqsat.law.procedure import Stage, Yes
from ruqsat.law.situation import deemed_refusal
from ruqsat.law.standing import No, Permission
from tests.law.complaint_road import a_complaint
from tests.law.road import APPLICANT, SPACE, Road, at_stage, moment, refused


def may(road: Road, complaint: ComplaintFiled, *, by: Actor = APPLICANT) -> Permission:
    return may_complain(road.standing, road.acts, complaint, by=by, at=road.at)


def of_inaction(duty: str) -> ComplaintFiled:
    return a_complaint(against=Against.INACTION, act=None, duty=duty)


def test_acts_of_the_provider_and_its_employees_can_be_complained_of_and_those_of_others_not() -> None:
    """Rules 22: of the service provider and (or) their employees."""
    road = at_stage(Stage.DECIDING)
    said = {filed.act.KIND: may(road, a_complaint(act=filed.id)) for filed in road.acts}
    assert all(said[kind] == Yes() for kind in ("found_complete", "conclusion_signed", "registered"))
    assert refused(said["received"])[0] == "Rules 22"
    approval = said["approval_answered"]
    assert refused(approval)[0] == "Rules 26"
    assert "filed with it" in refused(approval)[1]


def test_what_does_not_stand_in_the_case_cannot_be_complained_of() -> None:
    """Rules 22."""
    road = at_stage(Stage.COMPLETE)
    assert "does not stand in this case" in refused(may(road, a_complaint()))[1]
    assert "No application" in refused(may(at_stage(Stage.PREPARING), a_complaint()))[1]


def test_it_is_filed_with_the_department_whose_act_it_is_by_who_applied() -> None:
    """Rules 26, Rules 6."""
    road = at_stage(Stage.COMPLETE)
    act = road.acts[-1].id
    stranger = Actor(person=uuid5(SPACE, "stranger"), role=Role.APPLICANT)
    assert may(road, a_complaint(act=act)) == Yes()
    assert refused(may(road, a_complaint(act=act, office="KZ-71")))[0] == "Rules 26"
    assert refused(may(road, a_complaint(act=act), by=stranger))[0] == "Rules 6"


def test_what_a_complaint_has_to_say_is_asked_here_too() -> None:
    """Rules 22."""
    road = at_stage(Stage.COMPLETE)
    assert refused(may(road, a_complaint(act=road.acts[-1].id, text="")))[0] == "Rules 22"


@pytest.mark.parametrize(("at", "silent"), [("2026-11-11T23:59:59+05:00", False), ("2026-11-12T00:00:00+05:00", True)])
def test_inaction_begins_when_the_term_is_over(at: str, silent: bool) -> None:
    """Rules 22, APPC 91: completeness was owed within two working days."""
    road = at_stage(Stage.FILED)
    road.at = moment(at)
    assert ("check_completeness" in {duty.code for duty in silences(road.standing, at=road.at)}) is silent
    said = may(road, of_inaction("check_completeness"))
    assert bool(said) is silent
    if isinstance(said, No):
        assert said.ref == "APPC 91"
        assert "until 2026-11-11" in str(said.why)
        assert said.not_before is not None
        assert said.not_before.on == date(2026, 11, 11)


def test_what_the_applicant_or_nobody_owes_is_no_inaction_of_the_provider() -> None:
    """Rules 22."""
    road = at_stage(Stage.FILED)
    road.at = moment("2026-12-31T10:00:00+05:00")
    assert "does not owe" in refused(may(road, of_inaction("pay_fee")))[1]
    assert "does not owe" in refused(may(road, of_inaction("sign_license")))[1]
    assert "pay_fee" not in {duty.code for duty in silences(road.standing, at=road.at)}


@pytest.mark.parametrize(("at", "silent"), [("2026-11-26T23:59:59+05:00", False), ("2026-11-27T00:00:00+05:00", True)])
def test_silence_past_the_term_of_the_service_is_deemed_a_refusal(at: str, silent: bool) -> None:
    """APPC 91, Rules 19: thirteen working days without a result."""
    road = at_stage(Stage.COMPLETE)
    road.at = moment(at)
    since = deemed_refusal(road.standing, moment=road.at)
    assert (since is not None) is silent
    assert bool(may(road, of_inaction(SERVICE))) is silent
    if since is not None:
        assert since.ref == "APPC 91"
        assert str(since.on) == "2026-11-27"


def test_a_result_is_no_silence() -> None:
    """APPC 91."""
    road = at_stage(Stage.ISSUED)
    road.at = moment("2026-12-31T10:00:00+05:00")
    assert deemed_refusal(road.standing, moment=road.at) is None
    assert silences(road.standing, at=road.at) == ()
    assert "does not owe" in refused(may(road, of_inaction(SERVICE)))[1]
    assert not deemed_refusal(at_stage(Stage.PREPARING).standing, moment=road.at)
