"""Rules 6: the applicant takes the application back with a signature, as long as nothing is decided."""

import pytest

from ruqsat.cases.actions import withdrawing
from ruqsat.cases.case_file import NotPermittedError
from ruqsat.law.procedure import Stage
from tests.milestones import Stand
from tests.walking import Road
from tests.world import OFFICER, person


def withdraw(road: Road) -> None:
    by = person(road.applicant)
    prepared = withdrawing.prepare_withdrawal(road.case, reason="I am moving.", by=by, at=road.now)
    withdrawing.withdraw(prepared.id, cms=road.world.sign(prepared.statement, road.applicant), by=by, at=road.now)


@pytest.mark.parametrize("milestone", ["settled", "approved", "sealed"])
def test_an_application_is_taken_back_until_the_decision(stand: Stand, milestone: str) -> None:
    road = stand(milestone)
    withdraw(road)
    assert road.look().standing.stage is Stage.WITHDRAWN
    assert road.look().standing.duties == ()
    assert road.owed() == []


def test_once_decided_nothing_is_taken_back(stand: Stand) -> None:
    road = stand("issued")
    with pytest.raises(NotPermittedError):
        withdraw(road)


def test_nobody_else_takes_it_back(stand: Stand) -> None:
    road = stand("settled")
    with pytest.raises(NotPermittedError) as no:
        withdrawing.prepare_withdrawal(road.case, reason="", by=person(OFFICER), at=road.now)
    assert no.value.no.ref == "Rules 6"
