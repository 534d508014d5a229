"""Rules 8, Rules 9: four hours a register that is down is asked alone; then the document that List 8 names instead."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ruqsat.law import completeness
from ruqsat.law.acts import ConsentWithdrawn, InquiryAnswered, Outcome
from ruqsat.law.documents import Reason
from ruqsat.law.folding import fold_all
from ruqsat.law.silence import Silence, adds_nothing, silences
from ruqsat.law.standing import Standing, act_of
from tests.law.road import IIN, Road, an_application

DOWN = Outcome.UNAVAILABLE
LABOR = ("labor_activity", IIN)
HOUR = timedelta(hours=1)


def filed_without(*documents: str) -> Road:
    """An application without these documents; the registers that would replace them were not asked yet."""
    road, application = Road(), an_application()
    kept = tuple(one for one in application.attachments if one.proves not in documents)
    road.file_application(replace(application, attachments=kept))
    return road


def owed(standing: Standing) -> list[str]:
    return [duty.code for duty in standing.duties if duty.code == "add_document"]


def reasons(road: Road) -> list[tuple[str, Reason, bool, bool]]:
    on = road.at.date()
    return [
        (one.demand.document, one.demand.reason, one.held, one.pending)
        for one in completeness.missing(road.standing, on=on)
    ]


@pytest.mark.parametrize(
    ("hours", "stays"),
    [((0,), False), ((0, 1, 3.99), False), ((0, 4), True), ((0, 1, 3, 5), True), ((0, 72), True), ((4,), False)],
)
def test_it_counts_as_staying_down_once_it_was_asked_in_vain_for_four_hours(
    hours: tuple[float, ...], stays: bool
) -> None:
    """Rules 8, Rules 9: from the first question to the last; time alone does not make it so."""
    road = filed_without("labor_activity")
    begin = road.at
    for hour in hours:
        road.at = begin + hour * HOUR
        road.answer(*LABOR, DOWN)
    first = begin + hours[0] * HOUR
    expected = Silence(inquiry="labor_activity", about=IIN, since=first, until=first + 4 * HOUR, stays=stays)
    assert silences(road.standing) == (expected,)
    assert reasons(road) == [("labor_activity", Reason.REGISTER_DOWN, False, not stays)]
    assert owed(road.standing) == (["add_document"] if stays else [])


def test_the_document_in_its_place_is_asked_for_and_nothing_else() -> None:
    """List 8(1): of a register in whose place the List names no document, nothing is asked of the applicant."""
    road = filed_without("labor_activity")
    for _ in range(2):
        for place in (LABOR, ("real_estate", "F1"), ("sanitary_conclusion", "F1")):
            road.answer(*place, DOWN)
        road.at += 4 * HOUR
    assert len([one for one in silences(road.standing) if one.stays]) == 3
    assert [document for document, *_ in reasons(road)] == ["labor_activity"]
    assert owed(road.standing) == ["add_document"]


@pytest.mark.parametrize(("outcome", "left"), [(Outcome.VALUE, []), (Outcome.NONE, ["labor_activity"])])
def test_an_answer_that_comes_later_ends_the_demand_or_says_that_it_is_owed(outcome: Outcome, left: list[str]) -> None:
    """Rules 8, Rules 9."""
    road = filed_without("labor_activity")
    road.answer(*LABOR, DOWN)
    road.at += 4 * HOUR
    road.answer(*LABOR, DOWN)
    road.at += 4 * HOUR
    road.answer(*LABOR, outcome)
    assert (road.standing.staying_down, silences(road.standing)) == (frozenset(), ())
    assert [document for document, *_ in reasons(road)] == left
    assert all(held for _, _, held, _ in reasons(road))


def test_what_was_asked_while_the_form_was_filled_in_counts_from_the_filing() -> None:
    """Rules 9: before it nobody goes on asking."""
    road = Road()
    road.answer(*LABOR, DOWN)
    road.at += 24 * HOUR
    application = an_application()
    kept = tuple(one for one in application.attachments if one.proves != "labor_activity")
    road.file_application(replace(application, attachments=kept))
    filed_at = road.standing.filed_at
    assert filed_at is not None
    road.answer(*LABOR, DOWN)
    (silence,) = silences(road.standing)
    assert (silence.since, silence.stays) == (filed_at, False)
    road.at = filed_at + 4 * HOUR
    road.answer(*LABOR, DOWN)
    assert silences(road.standing)[0].stays


def test_of_two_registers_for_one_document_both_have_to_stay_down() -> None:
    """Rules 9, List 8(1): the diploma of who graduated in 2015 is known to one register or to the other."""
    road, application = Road(), an_application()
    specialists = tuple(replace(one, graduated_in=2015) for one in application.specialists)
    road.file_application(replace(application, specialists=specialists, attachments=()))
    begin = road.at
    road.answer("higher_education", IIN, DOWN)
    road.answer("secondary_education", IIN, DOWN)
    road.at = begin + 4 * HOUR
    road.answer("higher_education", IIN, DOWN)
    assert ("diploma", Reason.REGISTER_DOWN, False, True) in reasons(road)
    road.answer("secondary_education", IIN, DOWN)
    assert ("diploma", Reason.REGISTER_DOWN, False, False) in reasons(road)


@pytest.mark.parametrize("other", [("labor_activity", "620101000008"), ("higher_education", IIN)])
def test_what_is_still_asked_of_another_or_elsewhere_leaves_the_document_of_one_owed(other: tuple[str, str]) -> None:
    """Rules 9: each person and each register has four hours of its own."""
    road = filed_without("labor_activity")
    road.answer(*LABOR, DOWN)
    road.at += 4 * HOUR
    road.answer(*LABOR, DOWN)
    road.answer(*other, DOWN)
    assert ("labor_activity", Reason.REGISTER_DOWN, False, False) in reasons(road)


def test_whose_consent_is_gone_is_not_asked_about_again_so_the_document_is_asked_for() -> None:
    """Rules 8."""
    road = filed_without("labor_activity")
    road.answer(*LABOR, DOWN)
    assert reasons(road) == [("labor_activity", Reason.REGISTER_DOWN, False, True)]
    road.file(ConsentWithdrawn(happened_at=road.at, consent=next(iter(road.standing.consents))))
    assert reasons(road) == [("labor_activity", Reason.REGISTER_DOWN, False, False)]


def test_one_by_one_and_all_at_once_come_to_the_same() -> None:
    road = filed_without("labor_activity")
    before, come = road.standing, []
    for hour in (0, 2, 4, 6):
        road.at += hour * HOUR
        come.append(road.answer(*LABOR, DOWN))
    assert fold_all(before, come).staying_down == road.standing.staying_down == {LABOR}


@pytest.mark.parametrize(
    ("told", "hour", "nothing"),
    [
        ((), 0, False),
        ((0,), 1, True),
        ((0,), 4, False),
        ((0, 4), 5, True),
        ((0, 4), 72, True),
    ],
)
def test_that_it_is_down_stands_on_file_once_and_once_more_when_it_stays_so(
    told: tuple[int, ...], hour: int, nothing: bool
) -> None:
    """Rules 8."""
    road = filed_without("labor_activity")
    begin = road.at
    for each in told:
        road.at = begin + each * HOUR
        road.answer(*LABOR, DOWN)
    other = Road(at=begin + hour * HOUR)
    answer = act_of(other.answer(*LABOR, DOWN), InquiryAnswered)
    assert adds_nothing(answer, road.standing) is nothing
    assert not adds_nothing(replace(answer, outcome=Outcome.VALUE), road.standing)
