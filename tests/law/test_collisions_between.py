"""Collisions that an order makes or ends."""

from dataclasses import replace
from datetime import date

from ruqsat.law.application import Service
from ruqsat.law.collisions import Limit, Road, Verdict
from ruqsat.law.collisions_between import between
from ruqsat.law.editions import EDITIONS

NOW = EDITIONS.on(date(2026, 11, 9))


def test_an_order_that_touches_no_term_of_a_road_makes_nothing_collide() -> None:
    assert list(between(NOW, replace(NOW, id="2027-1", complaint_body_days=20))) == []


def test_a_shorter_service_makes_the_answer_of_the_approving_body_come_too_late() -> None:
    """Rules 11, Rules 19: ten working days for the answer, ten for the result."""
    found = {(one.service, one.road): one for one in between(NOW, replace(NOW, id="2027-1", issue_days=10))}
    granted = found[Service.ISSUE, Road.GRANT]
    assert (granted.before, granted.after) == (Verdict.ALWAYS, Verdict.SOMETIMES)
    assert any(Limit.ANSWER in one and Limit.SERVICE in one for one in granted.appeared)
    assert granted.gone == ()
    refused = found[Service.ISSUE, Road.REFUSAL_ON_THE_ANSWER]
    assert refused.appeared
    assert refused.gone == ()  # what collided collides still, with fewer terms
    assert Service.REISSUE not in {service for service, _road in found}


def test_a_longer_service_ends_collisions() -> None:
    """Rules 11, 12, 19."""
    refused = next(
        one
        for one in between(NOW, replace(NOW, id="2027-1", issue_days=20))
        if (one.service, one.road) == (Service.ISSUE, Road.REFUSAL_ON_THE_ANSWER)
    )
    assert refused.appeared == ()
    assert refused.gone
