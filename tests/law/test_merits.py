"""What the decision rests on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

import pytest

from ruqsat.law import merits
from ruqsat.law.acts import ApprovalAnswered, ConclusionSealed, DecisionPrepared, FeePaid, Outcome
from ruqsat.law.application import Service
from ruqsat.law.editions import EDITIONS
from ruqsat.law.grounds import borne_out
from ruqsat.law.procedure import Stage
from tests.law.road import APPLICANT, APPROVER, INSPECTOR, OFFICER, SHA, Road, an_application, at_stage

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


def without_fee() -> Road:
    """An annex alone, for which no fee is named."""
    road = Road()
    road.file_application(replace(an_application(), service=Service.ANNEX), paid=False)
    return road


def test_what_costs_nothing_needs_no_payment_and_is_paid_by_any() -> None:
    """List 6, List 9(2), Tax 554: an annex alone (docs/law/readings.md)."""
    road = without_fee()
    assert not merits.fee_needed(road.standing)
    assert merits.fee_paid(road.standing)
    road.answer("fee_payment", "applicant", order="B-7", amount="1")
    assert merits.fee_share(road.standing) == Fraction(1)
    road = without_fee()
    pay(road, 1, on=road.at)
    assert merits.fee_share(road.standing) == Fraction(1)


def test_a_license_costs_something_also_before_it_is_registered() -> None:
    """List 6, List 9(2), Tax 554."""
    assert merits.fee_needed(at_stage(Stage.PREPARING).standing)
    assert merits.fee_needed(at_stage(Stage.RECEIVED).standing)
    assert merits.fee_needed(at_stage(Stage.FILED).standing)
    assert merits.fee_share(at_stage(Stage.PREPARING).standing) == Fraction(0)
    unregistered = replace(without_fee().standing, registration=None)
    assert merits.fee_needed(unregistered)


def test_an_approval_is_settled_by_an_answer_either_way() -> None:
    """Rules 11."""
    road = at_stage(Stage.COMPLETE)

    def known() -> tuple[bool, bool]:
        return (
            merits.approval_settled(road.standing, "F1", at=road.at),
            merits.approved(road.standing, "F1", at=road.at),
        )

    assert known() == (False, False)
    road.request_approval()
    assert known() == (False, False)
    road.approve(approved=False)
    assert known() == (True, False)
    road = at_stage(Stage.COMPLETE)
    road.approve()
    assert known() == (True, True)


def test_a_facility_fails_by_refusal_by_conclusion_or_by_a_specialist_of_its_own() -> None:
    """List 9(3), List 9(4)."""

    def failing(road: Road) -> list[str]:
        return [one for one in ("F1", "F2") if merits.fails(road.standing, one)]

    road = Road()
    road.file_application(an_application(facilities=2))
    road.find_complete()
    assert failing(road) == []
    road.request_approval("F1")
    road.approve("F2", approved=False)
    assert failing(road) == ["F2"]
    road.visit("F1", positive=False)
    assert failing(road) == ["F1", "F2"]
    assert not merits.fails(at_stage(Stage.DECIDING).standing, "F1")
    assert not merits.fails(at_stage(Stage.PREPARING).standing, "F1")


def test_a_specialist_without_a_certificate_fails_the_facilities_they_work_in_alone() -> None:
    """List 9(3)."""
    application = an_application(facilities=2)
    other = replace(application.specialists[1], iin="900615499007")
    assistant = replace(application.specialists[0], iin="790615499170")
    road = Road()
    road.file_application(replace(application, specialists=(application.specialists[0], assistant, other)))
    assert [merits.fails(road.standing, one) for one in ("F1", "F2")] == [False, False]
    road.answer("specialist_certificate", "900615499007", Outcome.NONE)
    assert [merits.fails(road.standing, one) for one in ("F1", "F2")] == [False, True]
    road.answer("specialist_certificate", "790615499170", Outcome.NONE)
    assert [merits.fails(road.standing, one) for one in ("F1", "F2")] == [True, True]


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


def silent(*, consent: bool) -> Road:
    """A road whose approving body let its term pass, and whose visit went well."""
    road = Road(edition=replace(EDITIONS.on(date(2026, 11, 9)), silence_is_consent=consent))
    road.file_application()
    road.find_complete()
    road.request_approval()
    road.visit()
    due = road.standing.approvals["F1"].due
    assert due is not None
    road.at = due.moment
    return road


SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(("consent", "before", "after"), [(True, False, True), (False, False, False)])
def test_silence_is_consent_from_the_end_of_the_ten_days_where_the_setting_says_so(
    consent: bool, before: bool, after: bool
) -> None:
    """Rules 11, Permits 25."""
    road = silent(consent=consent)
    assert road.standing.at(road.at - SECOND).silent == ()
    assert road.standing.at(road.at).silent == ("F1",)  # shown either way
    found = [merits.approved(road.standing, "F1", at=at) for at in (road.at - SECOND, road.at)]
    assert found == [before, after]
    assert [merits.qualifies(road.standing, "F1", at=at) for at in (road.at - SECOND, road.at)] == [before, after]
    draft = DecisionPrepared(happened_at=road.at, grant=True, grounds=())
    assert bool(road.may(draft, by=OFFICER)) is after


def test_with_the_setting_the_examination_is_over_when_the_ten_days_are() -> None:
    """Rules 11, Permits 25, Rules 17: not before, though nothing else is awaited."""
    road = silent(consent=True)
    assert merits.examined_since(road.standing) == road.at
    assert merits.examined_since(silent(consent=False).standing) is None


@pytest.mark.parametrize(
    ("consent", "late", "approved", "fails"),
    [
        (True, False, False, True),  # in time: a refusal to approve, as ever
        (True, True, True, False),  # silence had become consent: on file, without effect
        (False, False, False, True),
        (False, True, False, True),  # without the setting a late answer counts
    ],
)
def test_an_answer_that_comes_when_silence_was_consent_is_on_file_and_changes_nothing(
    consent: bool, late: bool, approved: bool, fails: bool
) -> None:
    """Rules 11, Permits 25 (docs/law/readings.md)."""
    road = silent(consent=consent)
    road.at += timedelta(minutes=-1) if late else timedelta(minutes=-1) - SECOND  # it is filed a minute later
    act = ApprovalAnswered(happened_at=road.at, facility="F1", approved=False, reasons="no ventilation", document=SHA)
    assert road.may(act, by=APPROVER)
    filed = road.file(act, by=APPROVER)
    approval = road.standing.approvals["F1"]
    assert approval.said == filed
    assert (approval.answered_late is not None) is (consent and late)
    road.wait(minutes=1)
    assert merits.approved(road.standing, "F1", at=road.at) is approved
    assert merits.fails(road.standing, "F1") is fails
    assert ("List 9(4)" in borne_out(road.standing)) is fails
    assert "answer_approval" not in {duty.code for duty in road.standing.duties}
    assert not road.may(act, by=APPROVER)  # once


@pytest.mark.parametrize("consent", [True, False])
def test_what_the_approving_body_said_first_stands_while_it_is_silent_when_asked_anew(consent: bool) -> None:
    """Rules 11, Rules 12, APPC 73, List 9(4), Permits 25 (docs/law/readings.md): the case has a way on."""
    road = Road(edition=replace(EDITIONS.on(date(2026, 11, 9)), silence_is_consent=consent))
    road.file_application()
    road.find_complete()
    road.visit()
    first = road.approve(approved=False)
    road.serve("List 9(4)")
    road.file(road.objection(), by=APPLICANT)
    road.request_approval()
    asked = road.standing.approvals["F1"]
    assert asked.due is not None
    for at in (road.at, asked.due.moment):
        assert borne_out(road.standing)["List 9(4)"] == (first.id,)
        assert not merits.approved(road.standing, "F1", at=at)
        assert merits.fails(road.standing, "F1")
    assert merits.examined_since(road.standing) == asked.due.moment
    road.at = asked.due.moment
    road.answer_approval()
    assert road.standing.approvals["F1"].answered_late is None  # its silence was no consent, so its answer counts
    assert "List 9(4)" not in borne_out(road.standing)
    assert merits.qualifies(road.standing, "F1", at=road.at)


def test_before_an_application_nothing_is_paid_and_a_fee_is_expected() -> None:
    """List 9(2)."""
    road = Road()
    pay(road, 43250, on=road.at)
    assert merits.fee_share(road.standing) == 0
    assert merits.fee_needed(road.standing)
    assert not merits.fee_paid(road.standing)


def test_an_annex_alone_costs_nothing_and_a_payment_for_it_is_all_of_its_fee() -> None:
    """List 6."""
    road = Road()
    road.file_application(replace(an_application(), service=Service.ANNEX), paid=False)
    assert not merits.fee_needed(road.standing)
    assert merits.fee_paid(road.standing)
    pay(road, 1, on=road.at)
    assert merits.fee_share(road.standing) == 1


def test_approval_is_settled_by_an_answer_of_either_kind_and_by_no_request() -> None:
    """Rules 11."""
    road = at_stage(Stage.COMPLETE)
    road.request_approval()
    assert not merits.approval_settled(road.standing, "F1", at=road.at)
    for approved in (True, False):
        road = at_stage(Stage.COMPLETE)
        road.approve(approved=approved)
        assert merits.approval_settled(road.standing, "F1", at=road.at)
        assert merits.approved(road.standing, "F1", at=road.at) is approved


def test_a_payment_in_a_year_whose_mci_is_not_recorded_yet_counts_by_the_last_that_is() -> None:
    """Tax 554."""
    road = Road()
    road.file_application(paid=False)
    pay(road, 43250, on=datetime(2027, 3, 1, 5, 0, tzinfo=UTC))
    assert merits.fee_share(road.standing) == 1


def test_a_facility_is_concluded_by_its_sealed_conclusion_alone() -> None:
    """Rules 17, Rules 20."""
    road = at_stage(Stage.COMPLETE)
    assert not merits.concluded(road.standing, "F1")
    visit = road.schedule()
    road.file(road.conclusion(visit), by=INSPECTOR)
    assert not merits.concluded(road.standing, "F1")
    road.file(ConclusionSealed(happened_at=road.at, visit=visit, document="ab" * 32))
    assert merits.concluded(road.standing, "F1")


def test_a_beginning_may_be_the_end_of_a_term_while_an_approving_body_is_silent() -> None:
    """Rules 11."""
    road = silent(consent=True)
    assert merits.begins_with_a_term(road.standing)
    road.answer_approval()
    two = {**road.standing.approvals, "F2": replace(road.standing.approvals["F1"], answered=None)}
    assert merits.begins_with_a_term(replace(road.standing, approvals=two))
    answered = {"F1": replace(road.standing.approvals["F1"], answered=road.acts[-1])}
    assert not merits.begins_with_a_term(replace(road.standing, approvals=answered))
    assert not merits.begins_with_a_term(replace(road.standing, approvals={}))
