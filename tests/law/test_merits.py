"""What the decision rests on."""

from datetime import UTC, datetime
from fractions import Fraction
from uuid import UUID

import pytest

from ruqsat.law import merits
from ruqsat.law.acts import FeePaid
from ruqsat.law.procedure import Stage
from tests.law.road import Road, an_application, at_stage

ORDER = UUID(int=1)


def pay(road: Road, amount: int, *, on: datetime, order: UUID = ORDER) -> None:
    road.file(FeePaid(happened_at=on, order=order, amount=amount, means="bank", reference="R-1"))


def test_each_payment_counts_by_the_mci_of_its_own_day() -> None:
    """List 9(2), Tax 554: half in December, half in January."""
    road = Road(at=datetime(2025, 12, 30, 5, 0, tzinfo=UTC))
    road.file_application(an_application(), paid=False)
    pay(road, 19660, on=datetime(2025, 12, 30, 5, 0, tzinfo=UTC))
    assert merits.fee_share(road.standing) == Fraction(1, 2)
    pay(road, 21625, on=datetime(2026, 1, 5, 5, 0, tzinfo=UTC), order=UUID(int=2))
    assert merits.fee_paid(road.standing)


@pytest.mark.parametrize(("amount", "paid"), [("43250", True), ("43249", False), ("", False)])
def test_a_payment_that_only_the_register_knows_counts(amount: str, paid: bool) -> None:
    """Rules 8(5), List 9(2)."""
    road = Road()
    road.file_application(paid=False)
    road.answer("fee_payment", "applicant", order="B-7", amount=amount, paid_on="2026-11-09")
    assert merits.fee_paid(road.standing) is paid


def test_a_payment_known_twice_counts_once() -> None:
    """Rules 5: matched by its receipt."""
    road = Road()
    road.file_application(paid=False)
    pay(road, 20000, on=road.at)
    road.answer("fee_payment", "applicant", order=str(ORDER), amount="43250", paid_on="2026-11-09")
    assert merits.fee_share(road.standing) == Fraction(20000, 43250)


def test_a_payment_in_a_year_whose_mci_is_not_recorded_counts_by_the_last_one() -> None:
    """Tax 554 (docs/law/readings.md)."""
    road = Road()
    road.file_application(paid=False)
    pay(road, 43250, on=datetime(2027, 2, 1, 5, 0, tzinfo=UTC))
    assert merits.fee_paid(road.standing)


def test_the_examination_is_over_when_approval_and_sealed_conclusion_are_there() -> None:
    """Rules 10, Rules 17."""
    road = at_stage(Stage.COMPLETE)
    road.approve()
    assert merits.examined_since(road.standing) is None
    road.visit()
    assert merits.examined_since(road.standing) == road.acts[-1].filed_at
    assert merits.qualifies(road.standing, "F1", at=road.at)
    assert not merits.fails(road.standing, "F1")
