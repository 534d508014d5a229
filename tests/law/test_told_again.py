"""A message that did not get through is sent again only while it says what is so."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from ruqsat.law.acts import (
    Act,
    Filed,
    PreliminaryDecisionSent,
    Registered,
    ResultIssued,
    SignatureJudged,
    Verdict,
    VisitCancelled,
    VisitScheduled,
)
from ruqsat.law.standing import Stage, act_of
from ruqsat.law.told_again import ends_with_its_case, may_be_told_again, still_holds
from tests.law.road import APPLICANT, HEAD, OFFICER, Road, at_stage, refused

BEGUN = "This visit has begun, is over, or is not on file."
ENDED = "The case has ended, and what this message says does not hold any more."
RECEIVED = "The applicant has received this preliminary decision, or another one was made since."


def last(road: Road, kind: type[Act]) -> Filed:
    return next(filed for filed in reversed(road.acts) if isinstance(filed.act, kind))


def fixed(**after: int) -> Road:
    """A visit fixed for two days later, of which nobody has been told; so much time has passed."""
    road = at_stage(Stage.COMPLETE)
    road.schedule(hours=48)
    road.at = last(road, VisitScheduled).act.happened_at
    road.wait(**after)
    return road


def told_otherwise(**after: int) -> Road:
    """As before, but the e-mail got through."""
    road = fixed()
    road.notify(_visit(road), delivered=True)
    road.at = last(road, VisitScheduled).act.happened_at
    road.wait(**after)
    return road


def called_off() -> Road:
    road = fixed()
    road.file(VisitCancelled(happened_at=road.at, visit=_visit(road), reason="ill"), by=OFFICER)
    return road


def begun() -> Road:
    road = told_otherwise(hours=47)
    road.start(_visit(road))
    return road


def intended() -> Road:
    road = at_stage(Stage.COMPLETE)
    road.approve(approved=False)
    road.intend("List 9(4)")
    return road


def intended_twice() -> Road:
    road = intended()
    road.intend("List 9(4)")
    return road


def received() -> Road:
    road = intended()
    road.file(road.opened(road.acts[-2]), by=APPLICANT)
    return road


def never_filed() -> Road:
    road = Road()
    road.judge(road.receive(), Verdict.FAILED)
    return road


def granted_with_a_visit_to_come() -> Road:
    road = at_stage(Stage.DECIDING)
    road.schedule()
    road.file(road.grant_act("F1"), by=HEAD)
    return road


def _visit(road: Road) -> UUID:
    return act_of(last(road, VisitScheduled), VisitScheduled).visit


@pytest.mark.parametrize(
    ("road", "about"),
    [
        (lambda: at_stage(Stage.FILED), Registered),
        (lambda: at_stage(Stage.DECIDING), Registered),
        (never_filed, SignatureJudged),
        (lambda: fixed(hours=24), VisitScheduled),
        (lambda: told_otherwise(hours=25), VisitScheduled),
        (intended, PreliminaryDecisionSent),
        (intended_twice, PreliminaryDecisionSent),
        (lambda: at_stage(Stage.ISSUED), ResultIssued),
    ],
)
def test_a_message_holds_while_nothing_has_overtaken_it(road: Callable[[], Road], about: type[Act]) -> None:
    """Rules 12, Rules 14, List 10(1)."""
    here = road()
    for permission in (still_holds, may_be_told_again):
        assert permission(here.standing, about=last(here, about), at=here.at)


TOO_LATE = "The visit begins in less than 24 hours, too late for its notice: fix another hour."


def test_a_notice_that_is_late_goes_out_and_is_not_sent_again() -> None:
    """Rules 14: its hours run from then, and do not suffice; sent again it would move nothing."""
    road = fixed(hours=24, seconds=1)
    notice = last(road, VisitScheduled)
    assert still_holds(road.standing, about=notice, at=road.at)
    assert refused(may_be_told_again(road.standing, about=notice, at=road.at)) == ("Rules 14", TOO_LATE)


@pytest.mark.parametrize(
    ("road", "about", "no"),
    [
        (lambda: at_stage(Stage.GRANTED), Registered, ("List 10(1)", ENDED)),
        (granted_with_a_visit_to_come, VisitScheduled, ("Rules 14", ENDED)),
        (called_off, VisitScheduled, ("Rules 14", BEGUN)),
        (begun, VisitScheduled, ("Rules 14", BEGUN)),
        (
            lambda: told_otherwise(hours=48),
            VisitScheduled,
            ("Rules 14", "The hour of this visit has passed: fix another one."),
        ),
        (received, PreliminaryDecisionSent, ("Rules 12", RECEIVED)),
    ],
)
def test_one_that_was_overtaken_is_not_sent(road: Callable[[], Road], about: type[Act], no: tuple[str, str]) -> None:
    """Rules 12, Rules 14, List 10(1)."""
    here = road()
    for permission in (still_holds, may_be_told_again):
        assert refused(permission(here.standing, about=last(here, about), at=here.at)) == no


@pytest.mark.parametrize(
    ("about", "ends"),
    [
        (Registered, True),
        (VisitScheduled, True),
        (PreliminaryDecisionSent, True),
        (SignatureJudged, False),
        (ResultIssued, False),
    ],
)
def test_what_tells_of_the_end_is_told_after_it_and_nothing_else(about: type[Act], ends: bool) -> None:
    """Rules 12, Rules 14, List 10(1)."""
    assert ends_with_its_case(about.KIND) is ends


def test_of_two_preliminary_decisions_only_the_later_is_told() -> None:
    """Rules 12."""
    road = intended_twice()
    earlier = next(filed for filed in road.acts if isinstance(filed.act, PreliminaryDecisionSent))
    assert refused(may_be_told_again(road.standing, about=earlier, at=road.at)) == ("Rules 12", RECEIVED)


def test_a_result_that_a_complaint_took_away_is_not_told_again() -> None:
    """List 10(1): what is considered anew has no result."""
    road = at_stage(Stage.ISSUED)
    issued = last(road, ResultIssued)
    road.standing = replace(road.standing, issued=None)
    said = "The decision that this message tells of does not stand any more."
    assert refused(may_be_told_again(road.standing, about=issued, at=road.at)) == ("List 10(1)", said)
