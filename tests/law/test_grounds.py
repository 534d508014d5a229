"""The closed list of grounds: List 9."""

from dataclasses import replace
from datetime import date

import pytest

from ruqsat.law import completeness, grounds
from ruqsat.law.acts import (
    ConsentGiven,
    ConsentRefused,
    ConsentWithdrawn,
    CourtActRecorded,
    Outcome,
    PreliminaryDecisionServed,
    Registered,
    UnreliabilityFound,
)
from ruqsat.law.calendar import CALENDAR
from ruqsat.law.documents import Reason
from ruqsat.law.grounds import COURT_GROUNDS, GROUNDS
from ruqsat.law.procedure import Stage
from ruqsat.law.standing import act_of
from tests.law.road import APPLICANT, IIN, OFFICER, SHA, Road, an_application, at_stage


def test_grounds_of_one_facility_do_not_hinder_the_whole() -> None:
    """List 9: 9(3) and 9(4) concern the facility; the others the applicant."""
    road = at_stage(Stage.COMPLETE)
    road.visit(positive=False)
    assert grounds.of_the_whole(road.standing) == ()
    road.file(UnreliabilityFound(happened_at=road.at, what="diploma", shown_by="letter"), by=OFFICER)
    assert grounds.of_the_whole(road.standing) == ("List 9(6)",)


def test_other_answers_of_registers_ban_nothing() -> None:
    """List 9(1)."""
    road = at_stage(Stage.COMPLETE)
    road.answer("medical_license", "applicant", banned="true")
    road.answer("ban", "applicant", banned="false")
    assert GROUNDS["List 9(1)"].borne_out(road.standing) == ()


def test_what_is_paid_or_not_sent_yet_bears_out_no_unpaid_fee() -> None:
    """List 9(2)."""
    assert GROUNDS["List 9(2)"].borne_out(at_stage(Stage.PREPARING).standing) == ()
    assert GROUNDS["List 9(2)"].borne_out(at_stage(Stage.COMPLETE).standing) == ()


def test_an_approval_and_a_positive_conclusion_bear_out_nothing() -> None:
    """List 9(3), List 9(4)."""
    road = at_stage(Stage.DECIDING)
    assert GROUNDS["List 9(3)"].borne_out(road.standing) == ()
    assert GROUNDS["List 9(4)"].borne_out(road.standing) == ()


def test_a_refusal_of_the_approving_body_bears_out_the_fourth_and_a_request_without_answer_does_not() -> None:
    """List 9(4)."""
    road = at_stage(Stage.COMPLETE)
    road.request_approval()
    assert GROUNDS["List 9(4)"].borne_out(road.standing) == ()
    answer = road.approve(approved=False)
    assert GROUNDS["List 9(4)"].borne_out(road.standing) == (answer.id,)


def test_consent_taken_back_bears_out_the_eighth_with_the_act_that_took_it_back() -> None:
    """List 9(8)."""
    road = at_stage(Stage.COMPLETE)
    (consent,) = road.standing.consents
    road.consent("900615499007")
    taken_back = road.file(ConsentWithdrawn(happened_at=road.at, consent=consent))
    assert GROUNDS["List 9(8)"].borne_out(road.standing) == (taken_back.id,)


def test_nothing_is_announced_before_a_refusal_is_intended() -> None:
    """Rules 12."""
    road = at_stage(Stage.COMPLETE)
    assert grounds.announced(road.standing) == frozenset()
    road.approve(approved=False)
    made = road.intend("List 9(4)")
    assert grounds.announced(road.standing) == {"List 9(4)"}
    road.file(road.opened(made), by=APPLICANT)
    assert grounds.announced(road.standing) == {"List 9(4)"}


def test_what_was_received_counts_as_announced_also_where_no_intention_is_on_file() -> None:
    """Rules 12: files of the first versions hold the receipt alone."""
    road = at_stage(Stage.COMPLETE)
    road.approve(approved=False)
    served = PreliminaryDecisionServed(
        happened_at=road.at,
        decision=road.id(),
        grounds=road.grounds("List 9(4)"),
        document=SHA,
        means="account",
        reference="",
    )
    road.file(served, by=APPLICANT)
    assert grounds.announced(road.standing) == {"List 9(4)"}


def test_there_are_eight_grounds_and_no_others() -> None:
    """List 9: the grounds established by law."""
    assert list(GROUNDS) == [f"List 9({n})" for n in range(1, 9)]


@pytest.mark.parametrize("key", COURT_GROUNDS)
def test_a_courts_act_bears_out_its_own_ground_only(key: str) -> None:
    """List 9(1), List 9(5), List 9(7): recorded by an officer with its number."""
    road = at_stage(Stage.COMPLETE)
    act = CourtActRecorded(happened_at=road.at, ground=key, court="court", number="1", dated=date(2026, 11, 1))
    filed = road.file(act, by=OFFICER)
    assert {one: acts for one, acts in grounds.borne_out(road.standing).items() if one in COURT_GROUNDS} == {
        key: (filed.id,)
    }


def test_a_ban_in_the_register_bears_out_the_first_ground() -> None:
    """List 9(1), Rules 8."""
    road = at_stage(Stage.COMPLETE)
    filed = road.answer("ban", "applicant", banned="true")
    assert grounds.borne_out(road.standing) == {"List 9(1)": (filed.id,)}
    assert grounds.of_the_whole(road.standing) == ("List 9(1)",)


@pytest.mark.parametrize(
    ("outcome", "until", "found"),
    [
        (Outcome.VALUE, "2029-01-01", False),
        (Outcome.VALUE, "2026-11-08", True),  # lapsed on the day of filing
        (Outcome.NONE, "", True),
        (Outcome.UNAVAILABLE, "", False),  # unknown is not no
    ],
)
def test_a_specialist_without_a_certificate_in_force_is_not_qualified(
    outcome: Outcome, until: str, found: bool
) -> None:
    """List 9(3), Rules 8(10): its absence is not incompleteness."""
    road = Road()
    road.file_application()
    road.standing = replace(road.standing, answers={})
    filed = road.answer("specialist_certificate", IIN, outcome, **({"valid_until": until} if until else {}))
    assert GROUNDS["List 9(3)"].borne_out(road.standing) == ((filed.id,) if found else ())


def test_a_failed_point_bears_out_both_the_third_ground_and_the_fourth() -> None:
    """List 9(3), List 9(4): not qualified; a negative conclusion."""
    road = at_stage(Stage.COMPLETE)
    road.visit(positive=False)
    (conclusion,) = road.standing.conclusions.values()
    assert grounds.borne_out(road.standing) == {"List 9(3)": (conclusion.id,), "List 9(4)": (conclusion.id,)}


def test_a_finding_of_unreliability_bears_out_the_sixth() -> None:
    """List 9(6)."""
    road = at_stage(Stage.COMPLETE)
    filed = road.file(UnreliabilityFound(happened_at=road.at, what="diploma", shown_by="letter"), by=OFFICER)
    assert grounds.borne_out(road.standing) == {"List 9(6)": (filed.id,)}


def test_consent_that_was_refused_or_never_given_bears_out_the_eighth() -> None:
    """List 9(8)."""
    road = Road()
    received = road.receive(an_application())
    assert GROUNDS["List 9(8)"].borne_out(road.standing) == (received.id,)
    refused = road.file(ConsentRefused(happened_at=road.at, owner="applicant"))
    assert GROUNDS["List 9(8)"].borne_out(road.standing) == (refused.id,)
    road.consent()
    assert GROUNDS["List 9(8)"].borne_out(road.standing) == ()


def test_an_unpaid_fee_is_announced_only_once_the_examination_is_over() -> None:
    """List 9(2), Rules 12: the applicant may still pay after filing."""
    road = Road()
    road.file_application(paid=False)
    road.find_complete()
    assert "List 9(2)" in grounds.borne_out(road.standing)
    assert grounds.to_be_announced(road.standing) == ()
    road.approve()
    road.visit()
    assert grounds.to_be_announced(road.standing) == ("List 9(2)",)
    road.pay()
    assert grounds.borne_out(road.standing) == {}


SPECIALIST = "900615499007"
REFUSES, SPECIALIST_REFUSES = "refuses", "specialist refuses"
CONSENTS, SPECIALIST_CONSENTS = "consents", "specialist consents"
TAKES_BACK, SPECIALIST_TAKES_BACK = "takes back", "specialist takes back"


def without_consent(*happens: str) -> Road:
    """Filed with whatever owners of data said, one thing after the other; whoever says nothing is silent."""
    road = Road()
    road.pay()
    road.judge(road.receive(an_application()))
    road.file(Registered(happened_at=road.at, number="75-2026-000001", on=CALENDAR.registration_day(road.at)))
    for what in happens:
        owner = SPECIALIST if what.startswith("specialist") else "applicant"
        match what.removeprefix("specialist "):
            case "refuses":  # on a page, by SMS, by the link: the act is the same
                road.file(ConsentRefused(happened_at=road.at, owner=owner))
            case "consents":
                road.consent(owner)
            case _:
                given = road.standing.consents
                mine = [key for key, one in given.items() if act_of(one.given, ConsentGiven).owner == owner]
                road.file(ConsentWithdrawn(happened_at=road.at, consent=mine[-1]))
    return road


@pytest.mark.parametrize(
    ("happens", "kinds"),
    [
        pytest.param((), ("received",), id="silence, also after the term of the request"),
        pytest.param((REFUSES,), ("consent_refused",), id="by page, SMS or link"),
        pytest.param((REFUSES, REFUSES), ("consent_refused", "consent_refused"), id="asked twice"),
        pytest.param((CONSENTS, TAKES_BACK), ("consent_withdrawn",), id="taken back"),
        pytest.param((REFUSES, CONSENTS, TAKES_BACK), ("consent_refused", "consent_withdrawn"), id="in the end not"),
        pytest.param((REFUSES, CONSENTS), None, id="in the end given"),
        pytest.param((CONSENTS, REFUSES), None, id="another request refused while one is in force"),
        pytest.param((CONSENTS, TAKES_BACK, CONSENTS), None, id="given anew"),
        pytest.param((CONSENTS, SPECIALIST_REFUSES), None, id="a specialist refuses"),
        pytest.param((CONSENTS, SPECIALIST_CONSENTS, SPECIALIST_TAKES_BACK), None, id="a specialist takes it back"),
        pytest.param((SPECIALIST_REFUSES,), ("received",), id="a specialist refuses, the applicant is silent"),
        pytest.param((SPECIALIST_CONSENTS,), ("received",), id="a specialist's consent is not the applicant's"),
        pytest.param(
            (SPECIALIST_CONSENTS, SPECIALIST_TAKES_BACK, REFUSES), ("consent_refused",), id="each answers for oneself"
        ),
    ],
)
def test_a_refusal_of_consent_leads_to_the_eighth_ground_and_nowhere_else(
    happens: tuple[str, ...], kinds: tuple[str, ...] | None
) -> None:
    """List 9(8): with the acts of the applicant that bear it out; announced only once the examination is over."""
    road = without_consent(*happens)
    acts = {filed.id: filed.act.KIND for filed in road.acts}
    found = {key: tuple(acts[one] for one in ids) for key, ids in grounds.borne_out(road.standing).items()}
    assert found == ({} if kinds is None else {"List 9(8)": kinds})
    assert road.standing.stage is Stage.FILED
    assert grounds.to_be_announced(road.standing) == ()


@pytest.mark.parametrize("happens", [(), (REFUSES,), (CONSENTS, TAKES_BACK)])
def test_without_consent_the_documents_of_the_list_are_asked_for_and_no_other(happens: tuple[str, ...]) -> None:
    """Rules 8, List 8(1): refused, silent or taken back make no difference to what is missing."""
    road, silent = without_consent(*happens), without_consent()
    on = road.at.date()
    missing = completeness.missing(road.standing, on=on)
    assert missing == completeness.missing(silent.standing, on=on)
    assert {one.demand.reason for one in missing} <= {Reason.NOT_ASKED, Reason.ALWAYS}
