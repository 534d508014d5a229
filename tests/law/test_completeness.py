"""What is missing: Rules 9."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from ruqsat.law import completeness
from ruqsat.law.acts import ConsentGiven, ConsentWithdrawn, Outcome
from ruqsat.law.standing import Stage, act_of
from tests.law import of_services
from tests.law.road import IIN, Road, an_application, at_stage

DAY = date(2026, 11, 9)


def lacking(road: Road) -> list[tuple[str, bool, bool]]:
    return [(one.demand.document, one.held, one.pending) for one in completeness.missing(road.standing, on=DAY)]


@pytest.mark.parametrize(
    ("outcome", "held", "pending"),
    [(None, False, True), (Outcome.NONE, True, False), (Outcome.UNAVAILABLE, False, True)],
)
def test_a_document_that_stands_in_for_a_register_waits_for_what_it_says(
    outcome: Outcome | None, held: bool, pending: bool
) -> None:
    """Rules 9, List 8(1): not asked yet, has none, does not answer."""
    road = Road()
    application = an_application()
    kept = tuple(one for one in application.attachments if one.proves != "labor_activity")
    road.file_application(replace(application, attachments=kept))
    if outcome is not None:
        road.answer("labor_activity", IIN, outcome)
    assert lacking(road) == [("labor_activity", held, pending)]


def test_an_unavailable_answer_does_not_undo_a_definite_one() -> None:
    """Rules 8: answered, absent and down are three states."""
    road = Road()
    road.file_application(replace(an_application(), attachments=()))
    road.answer("labor_activity", IIN, Outcome.VALUE)
    road.answer("labor_activity", IIN, Outcome.UNAVAILABLE)
    assert lacking(road) == [("advanced_training", True, False)]


def test_before_an_application_no_document_is_demanded_and_none_is_missing() -> None:
    """List 8(1), Rules 9."""
    road = at_stage(Stage.PREPARING)
    on = date(2026, 11, 9)
    assert (completeness.demands(road.standing, on=on), completeness.missing(road.standing, on=on)) == ((), ())


def test_a_consent_covers_an_inquiry_until_the_moment_at_which_it_lapses() -> None:
    """Rules 8."""
    road = at_stage(Stage.PREPARING)
    (consent,) = road.standing.consents.values()
    until = act_of(consent.given, ConsentGiven).valid_until

    def covered(at: datetime | None) -> bool:
        return completeness.consent_for(road.standing, "identity", owner="applicant", at=at) is not None

    assert [covered(at) for at in (None, until - timedelta(seconds=1), until)] == [True, True, False]


def test_nothing_is_missing_before_there_is_an_application() -> None:
    assert lacking(Road()) == []


def test_an_inquiry_rests_on_a_consent_that_covers_it_is_valid_and_was_not_taken_back() -> None:
    """Rules 8: with the owner's consent, before any fetch."""
    road = Road()
    road.consent()
    (consent,) = road.standing.consents

    def found(inquiry: str = "identity", owner: str = "applicant", days: int = 0) -> bool:
        at = road.at + timedelta(days=days)
        return completeness.consent_for(road.standing, inquiry, owner=owner, at=at) is not None

    assert found()
    assert not found(inquiry="weather")
    assert not found(owner=IIN)
    assert not found(days=31)
    road.file(ConsentWithdrawn(happened_at=road.at, consent=consent))
    assert not found()


def test_before_an_application_nothing_is_asked_for_and_nothing_is_given() -> None:
    """List 8(1)."""
    nothing = Road().standing
    assert completeness.demands(nothing, on=date(2026, 11, 9)) == ()
    assert completeness.given(nothing) == ()


OTHER = "920308499215"


def unasked(road: Road, document: str) -> list[tuple[bool, bool]]:
    """Of *document*, each time it is missing: whether that counts, and whether a register may still be asked."""
    return [(held, pending) for key, held, pending in lacking(road) if key == document]


def test_of_a_facility_the_register_may_be_asked_with_the_applicants_consent() -> None:
    """Rules 8, Rules 9, List 8(1): what is about the premises is the applicant's own."""
    road = Road()
    road.consent()
    road.judge(road.receive())
    assert unasked(road, "premises_title") == [(False, True)]
    (consent,) = road.standing.consents
    road.file(ConsentWithdrawn(happened_at=road.at, consent=consent))
    assert unasked(road, "premises_title") == [(True, False)]


def test_of_another_specialist_the_register_may_be_asked_with_that_specialists_own_consent() -> None:
    """Rules 8, Rules 9: the applicant's consent does not speak for a specialist."""
    road = Road()
    application = an_application(attached=False)
    (specialist,) = application.specialists
    road.file_application(replace(application, specialists=(replace(specialist, iin=OTHER),)))
    assert unasked(road, "labor_activity") == [(True, False)]
    road.consent(OTHER)
    assert unasked(road, "labor_activity") == [(False, True)]


@pytest.mark.parametrize(
    ("covered", "found"),
    [(("higher_education",), (False, True)), (("secondary_education",), (False, True)), (("identity",), (True, False))],
)
def test_a_diploma_is_waited_for_while_one_of_its_registers_may_be_asked(
    covered: tuple[str, ...], found: tuple[bool, bool]
) -> None:
    """Rules 8(7), Rules 8(8), Rules 9: a consent covers the inquiries that it names, and no others."""
    road = Road()
    road.judge(road.receive(an_application(graduated_in=2015, attached=False)))
    until = road.at + timedelta(days=30)
    road.file(
        ConsentGiven(
            happened_at=road.at,
            consent=road.id(),
            owner="applicant",
            data=covered,
            purpose="license",
            valid_until=until,
            phone_masked="+7 701 *** ** 00",
        )
    )
    assert unasked(road, "diploma") == [found]


def test_of_a_reissue_other_documents_than_the_copy_on_the_change_wait_for_their_own_registers() -> None:
    """Rules 8(4), Rules 9, List 8(2)."""
    road = Road()
    road.consent()
    road.judge(road.receive(of_services.for_reissue(of_services.REQUIRED_BY_LAW, facilities=1)))
    assert unasked(road, "premises_title") == [(False, True)]


@pytest.mark.parametrize(("consented", "pending"), [(True, True), (False, False)])
def test_a_copy_on_the_change_is_not_held_against_who_consented_while_the_register_was_not_asked(
    consented: bool, pending: bool
) -> None:
    """Rules 9, List 8(1), List 8(2)."""
    road = Road()
    if consented:
        road.consent()
    road.judge(road.receive(of_services.for_reissue()))
    assert lacking(road) == [("change_document", not pending, pending)]


def test_an_application_not_in_its_form_lacks_itself_and_no_register_is_waited_for() -> None:
    """List 8(1), List 8(2), List 8(3)."""
    road = Road()
    road.judge(road.receive(replace(an_application(), facilities=())))
    assert ("application", True, False) in lacking(road)
