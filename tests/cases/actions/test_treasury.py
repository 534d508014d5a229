"""Rules 5, Rules 8(5): an officer decides about money of the own office alone, whatever a form let through."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ruqsat.cases.actions import treasury
from ruqsat.law.acts import SYSTEM, Actor, Role
from ruqsat.law.local_time import local
from ruqsat.payments import deciding
from ruqsat.payments.checking import check
from ruqsat.payments.deciding import CannotDecide, NotTheirs
from ruqsat.payments.models import Decision, Line, Order, Payment, Statement
from tests.gateways.statements.samples import Movement, table
from tests.milestones import Stand
from tests.payments.ground import AT, opened
from tests.payments.test_taken_back import part, with_surplus
from tests.plans import plans_of
from tests.walking import Road
from tests.world import AIZHAN

THEIRS = Actor(person=UUID("77777777-7777-4777-8777-777777777777"), role=Role.OFFICER, office="KZ-75")
OTHER = Actor(person=UUID("88888888-8888-4888-8888-888888888888"), role=Role.OFFICER, office="KZ-71")
WHY = "The payer wrote it on the slip."


@pytest.fixture
def road(stand: Stand) -> Iterator[Road]:
    """A case whose fee the gateway told of."""
    road = stand("settled")
    yield road
    assert check() == []


def take(road: Road, reference: str, **said: str) -> Line:
    order = Order.objects.get(file_id=road.case)
    about = {"amount": str(order.amount), "purpose": order.number, "payer": AIZHAN} | said
    movement = Movement(reference=reference, day=local(road.now).date(), **about)
    return treasury.take_statement(table(movement), by=SYSTEM, now=lambda: road.now).lines[0]


def test_another_office_does_not_say_that_a_movement_is_the_money_of_a_payment(road: Road) -> None:
    """Rules 8(5): whose case the payment is of decides, not whose the movement is."""
    line, payment = take(road, "B1", purpose="Fee"), Payment.objects.get(line=None)
    with pytest.raises(NotTheirs):
        treasury.same_as(line.id, payment.id, reason=WHY, by=OTHER, at=road.now)
    assert treasury.same_as(line.id, payment.id, reason=WHY, by=THEIRS, at=road.now).state == Line.State.CONFIRMED


def test_another_office_does_not_return_what_was_paid_for_a_case(road: Road) -> None:
    """Rules 5: of another payer it may be, and the case has its office all the same."""
    line = take(road, "B1", payer="")
    with pytest.raises(NotTheirs):
        treasury.return_line(line.id, reason=WHY, by=OTHER, at=road.now)
    assert treasury.return_line(line.id, reason=WHY, by=THEIRS, at=road.now).state == Line.State.TO_RETURN


def test_another_office_does_not_say_what_left_for_a_return(road: Road) -> None:
    """List 6: who decided that it is to be returned says that it was."""
    line, left = take(road, "B1", purpose="Fee"), take(road, "B2", purpose="Return", direction="out")
    treasury.return_line(line.id, reason=WHY, by=THEIRS, at=road.now)
    due = Decision.objects.get()
    with pytest.raises(CannotDecide, match="Another department"):
        treasury.is_return_of(left.id, due.id, reason=WHY, by=OTHER, at=road.now)
    treasury.is_return_of(left.id, due.id, reason=WHY, by=THEIRS, at=road.now)


@pytest.mark.parametrize("said", [{"purpose": "Storno"}, {"end_to_end": "B1"}, {}])
def test_of_a_larger_movement_the_bank_may_take_back_what_names_it_or_its_order(
    road: Road, said: dict[str, str]
) -> None:
    """Rules 5: or nobody could say what a part that left was."""
    came = take(road, "B1", payer="")
    left = take(road, "B9", amount="7", direction="out", **said)
    offered = treasury.may_be_taken_back(left, {"KZ-75"}, most=10)
    assert offered == ([] if said == {"purpose": "Storno"} else [came])


def test_another_office_does_not_say_that_money_of_a_case_did_not_move(road: Road) -> None:
    line = take(road, "B1", payer="")
    less = treasury.take_statement(
        table(Movement(reference="B1", amount="1.00", purpose=Order.objects.get().number, day=line.booked_on)),
        by=SYSTEM,
        now=lambda: road.now,
    ).lines
    went = next(one for one in less if one.direction == "out")
    with pytest.raises(NotTheirs):
        treasury.not_moved(went.id, reason=WHY, by=OTHER, at=road.now)
    assert treasury.not_moved(went.id, reason=WHY, by=THEIRS, at=road.now).state == Line.State.NOT_MOVED


def test_a_surplus_that_is_not_here_any_more_hides_none_that_is(db: None) -> None:
    """List 6: in a list of one the first that is still to be decided, or to be returned, is shown."""
    first, second = opened(), opened()
    came, _ = with_surplus(first)
    _, over = with_surplus(second, "B2")
    part(first, came, "1000.00", "B8")
    assert [one.payment for one in treasury.surpluses({"KZ-75"}, most=1)] == [over]
    other = opened()
    came, to_return = with_surplus(other, "B3")
    for one in (to_return, over):
        deciding.return_surplus(one.id, reason=WHY, by=THEIRS, at=AT)
    part(other, came, "1000.00", "B9")
    assert [one.decision.payment for one in treasury.to_be_returned({"KZ-75"}, most=1)] == [over]


OWN = {"KZ-75"}


@pytest.mark.parametrize(
    "ask",
    [
        lambda: treasury.surpluses(OWN, most=10),
        lambda: treasury.waiting_lines(OWN, most=10),
        lambda: list(treasury.lines_of(Statement.objects.get(), OWN)[:10]),
        lambda: treasury.may_be_taken_back(Line.objects.get(), OWN, most=10),
    ],
)
def test_whether_a_case_is_of_another_office_is_looked_up_by_its_id(road: Road, ask: Callable[[], object]) -> None:
    """However many cases other offices have: none of these lists reads them all."""
    take(road, "B1", payer="")
    plans = plans_of(ask)
    assert "Index Cond: (id = payments_order.file_id)" in plans.replace("u0.", "").replace("u1.", ""), plans
    assert "hashed SubPlan" not in plans


def test_what_was_decided_already_is_looked_up_for_each_row(road: Road) -> None:
    plans = plans_of(lambda: treasury.surpluses(OWN, most=10)) + plans_of(lambda: treasury.to_be_returned(OWN, most=10))
    assert "hashed SubPlan" not in plans
    assert "decision_once_about_a_surplus" in plans


def test_the_rests_of_many_returns_are_asked_for_at_once(db: None) -> None:
    """List 6: a list of a hundred asks no more than one of one."""
    asked_of = []
    for reference in ("B1", "B2", "B3"):
        _, over = with_surplus(opened(), reference)
        deciding.return_surplus(over.id, reason=WHY, by=THEIRS, at=AT)
        with CaptureQueriesContext(connection) as asked:
            treasury.to_be_returned(OWN, most=10)
        asked_of.append(len(asked))
    assert len(set(asked_of)) == 1
