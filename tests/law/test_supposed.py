"""An application that nobody has written yet decides like one that was written."""

from datetime import date

import pytest

from ruqsat.law.act import Outcome
from ruqsat.law.application import ApplicantKind, Service
from ruqsat.law.editions import EDITIONS
from ruqsat.law.reissue import GROUNDS
from ruqsat.law.supposed import (
    Supposed,
    asks_of,
    by_place,
    confirming,
    demands,
    expired,
    is_examined,
    names_facilities,
    without,
)

ON = date(2026, 11, 9)
RULES = EDITIONS.on(ON)


def supposed(service: Service, *, ground: str = "", represented: bool = False) -> Supposed:
    return Supposed(
        service=service,
        kind=ApplicantKind.LEGAL_ENTITY,
        ground=ground,
        graduated={"early": 2014, "between": 2015, "late": 2016},
        facilities=("F1",),
        represented=represented,
    )


@pytest.mark.parametrize(
    ("service", "ground", "examined", "named"),
    [
        (Service.ISSUE, "", True, True),
        (Service.ANNEX, "", True, True),
        (Service.DUPLICATE, "", False, False),
        *(
            (Service.REISSUE, key, ground.visited, ground.visited or "real_estate" in ground.proved_by)
            for key, ground in GROUNDS.items()
        ),
    ],
)
def test_facilities_are_a_fact_where_they_are_examined_or_their_address_changed(
    service: Service, ground: str, examined: bool, named: bool
) -> None:
    """Rules 10, Rules 19, List 8(2)."""
    assert (is_examined(service, ground), names_facilities(service, ground)) == (examined, named)


@pytest.mark.parametrize(
    ("answering", "diplomas"),
    [
        (lambda ask: confirming(ask, on=ON), {"early"}),
        (lambda ask: without(ask, Outcome.NONE, on=ON), {"early", "between"}),
        (lambda ask: expired(ask, on=ON), {"early", "between"}),
    ],
)
def test_the_year_of_graduation_and_the_register_decide_on_the_diploma(answering, diplomas: set[str]) -> None:  # type: ignore[no-untyped-def]  # lambdas of the table above
    """List 8(1), Rules 8(7): before 2015 always, in 2015 where the register has none, later never."""
    case = supposed(Service.ISSUE)
    answers = by_place(answering(ask) for ask in asks_of(case, edition=RULES, on=ON))
    found = demands(case, answers, edition=RULES, on=ON)
    assert {one.about for one in found if one.document == "diploma"} == diplomas


def test_who_signs_for_another_attaches_the_power() -> None:
    """Rules 6."""
    for represented in (True, False):
        found = demands(supposed(Service.DUPLICATE, represented=represented), {}, edition=RULES, on=ON)
        assert ("power_of_attorney" in {one.document for one in found}) is represented


def test_a_duplicate_asks_about_no_specialist_and_no_premises() -> None:
    """List 8(3), Rules 8."""
    asks = asks_of(supposed(Service.DUPLICATE), edition=RULES, on=ON)
    assert {ask.about for ask in asks} == {"applicant"}
