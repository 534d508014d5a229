"""Rules 8, List 9(8): a consent that was over before the registers had answered, though nobody took it back here."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from ruqsat.law import completeness, lapsed_consents, merits
from ruqsat.law.acts import ConsentGiven, ConsentLapsed, ConsentRefused, ConsentWithdrawn, FoundComplete, Lapse, Outcome
from ruqsat.law.documents import Reason
from ruqsat.law.grounds import borne_out
from ruqsat.law.inquiries import APPLICANT
from ruqsat.law.silence import adds_nothing
from ruqsat.law.standing import Standing, Yes, act_of
from tests.law.road import IIN, OFFICER, Road, a_clinic_application, an_application

DOWN = Outcome.UNAVAILABLE
LABOR = ("labor_activity", IIN)


def filed_without(*documents: str) -> Road:
    """An application without these documents; the registers that would replace them were not asked yet."""
    road, application = Road(), an_application()
    kept = tuple(one for one in application.attachments if one.proves not in documents)
    road.file_application(replace(application, attachments=kept))
    return road


def until(road: Road) -> datetime:
    return act_of(next(iter(road.standing.consents.values())).given, ConsentGiven).valid_until


def lapse(road: Road, cause: Lapse = Lapse.RAN_OUT) -> ConsentLapsed:
    """A register was to be asked, and the last consent was over."""
    act = ConsentLapsed(happened_at=road.at, consent=list(road.standing.consents)[-1], cause=cause)
    road.file(act)
    return act


def refuse(road: Road, owner: str = APPLICANT) -> None:
    road.file(ConsentRefused(happened_at=road.at, owner=owner))


def answer_everything(road: Road) -> None:
    for ask in lapsed_consents.unanswered(road.standing):
        road.answer(ask.inquiry, ask.about, Outcome.NONE if ask.inquiry == "ban" else Outcome.VALUE)


def reasons(road: Road) -> list[tuple[Reason, bool, bool]]:
    found = completeness.missing(road.standing, on=road.at.date(), at=road.at)
    return [(one.demand.reason, one.held, one.pending) for one in found]


def owed(standing: Standing) -> list[str]:
    return [duty.code for duty in standing.duties if duty.code == "add_document"]


def test_a_register_whose_consent_ran_out_is_waited_for_no_more_and_the_document_is_asked_for() -> None:
    """Rules 8, Rules 9: the owner did nothing, so it is not held against anybody either."""
    road = filed_without("labor_activity")
    road.answer(*LABOR, DOWN)
    assert reasons(road) == [(Reason.REGISTER_DOWN, False, True)]
    road.at = until(road)
    assert reasons(road) == [(Reason.REGISTER_DOWN, False, False)]
    lapse(road)
    assert reasons(road) == [(Reason.REGISTER_DOWN, False, False)]
    assert owed(road.standing) == ["add_document"]
    assert isinstance(road.may(FoundComplete, by=OFFICER), Yes)


def test_a_register_that_was_never_asked_while_the_consent_held_is_not_held_against_the_applicant() -> None:
    """Rules 8, Rules 9: until the owner, asked anew, refuses: then it is as where nobody ever consented."""
    road = filed_without("labor_activity")
    assert reasons(road) == [(Reason.NOT_ASKED, False, True)]
    road.at = until(road) - timedelta(seconds=1)
    assert not lapsed_consents.asked_anew(road.standing, owner=APPLICANT, at=road.at)
    road.at = until(road)
    assert lapsed_consents.asked_anew(road.standing, owner=APPLICANT, at=road.at)
    assert reasons(road) == [(Reason.NOT_ASKED, False, False)]
    lapse(road)
    assert reasons(road) == [(Reason.NOT_ASKED, False, False)]
    refuse(road, "790615499170")
    assert reasons(road) == [(Reason.NOT_ASKED, False, False)], "somebody else's refusal says nothing of it"
    refuse(road)
    assert reasons(road) == [(Reason.NOT_ASKED, True, False)]
    road.consent()
    assert reasons(road) == [(Reason.NOT_ASKED, False, True)]


@pytest.mark.parametrize(("seconds", "found"), [(-1, False), (0, True), (1, True)])
def test_it_is_found_once_it_has_run_out_with_something_left_to_ask(seconds: int, found: bool) -> None:
    """Rules 8: and put on file once."""
    road = filed_without("labor_activity")
    road.at = until(road) + timedelta(seconds=seconds)
    assert bool(lapsed_consents.run_out(road.standing, at=road.at)) is found
    lapse(road)
    assert lapsed_consents.run_out(road.standing, at=until(road) + timedelta(days=1)) == ()


def test_one_that_ran_out_when_everything_was_answered_is_of_no_account() -> None:
    """Rules 8: what was asked while it held stays on file and is used."""
    road = filed_without("labor_activity")
    answer_everything(road)
    road.at = until(road)
    assert lapsed_consents.run_out(road.standing, at=road.at) == ()
    assert not lapsed_consents.wanted(road.standing, at=road.at)
    assert "List 9(8)" not in borne_out(road.standing)


def test_another_consent_in_force_takes_the_place_of_one_that_ran_out() -> None:
    """Rules 8."""
    road = filed_without("labor_activity")
    first = until(road)
    road.at = first - timedelta(days=1)
    road.consent()
    assert lapsed_consents.run_out(road.standing, at=first) == ()
    assert merits.consented(road.standing, at=first)
    assert lapsed_consents.may_leave(road.standing, lapsed_consents.unanswered(road.standing)[0], at=first)


def test_of_a_clinic_each_consents_for_oneself() -> None:
    """Rules 8: that the consent of a specialist ran out says nothing of the applicant's."""
    road = Road()
    road.consent(IIN)
    specialist = next(iter(road.standing.consents))
    road.at += timedelta(days=20)
    road.file_application(a_clinic_application())
    road.at += timedelta(days=15)
    assert lapsed_consents.run_out(road.standing, at=road.at) == (specialist,)
    road.file(ConsentLapsed(happened_at=road.at, consent=specialist, cause=Lapse.RAN_OUT))
    assert merits.consented(road.standing, at=road.at)
    assert lapsed_consents.asked_anew(road.standing, owner=IIN)
    assert not lapsed_consents.asked_anew(road.standing, owner=APPLICANT)


GIVES, TAKES_BACK, REFUSES, LAPSES, EXAMINED, ANSWERED = "gives", "takes back", "refuses", "lapses", "examined", "all"


def lived(*happens: str) -> Road:
    road = filed_without()
    for each in happens:
        match each:
            case "gives":
                road.consent()
            case "takes back":
                road.file(ConsentWithdrawn(happened_at=road.at, consent=list(road.standing.consents)[-1]))
            case "refuses":
                refuse(road)
            case "lapses":
                lapse(road)
            case "all":
                answer_everything(road)
            case "examined":
                road.find_complete()
                road.approve()
                road.visit()
    return road


@pytest.mark.parametrize(
    ("happens", "by"),
    [
        pytest.param((LAPSES,), (), id="by itself it is no ground"),
        pytest.param((LAPSES, REFUSES), ("consent_refused",), id="asked anew, the owner refuses"),
        pytest.param((REFUSES, GIVES, LAPSES), (), id="what was refused before it was given is past"),
        pytest.param((LAPSES, REFUSES, GIVES), (), id="in the end the owner consents"),
        pytest.param((LAPSES, GIVES), (), id="renewed"),
        pytest.param((LAPSES, GIVES, TAKES_BACK), ("consent_withdrawn",), id="renewed, and taken back"),
        pytest.param((LAPSES, TAKES_BACK), ("consent_withdrawn",), id="taken back all the same"),
        pytest.param((LAPSES, EXAMINED), ("consent_lapsed",), id="silent until the examination is over"),
        pytest.param((LAPSES, EXAMINED, GIVES), (), id="not silent"),
        pytest.param((EXAMINED, LAPSES), (), id="asked anew after the examination"),
        pytest.param((EXAMINED, LAPSES, REFUSES), ("consent_refused",), id="asked anew after it, the owner refuses"),
        pytest.param((LAPSES, ANSWERED, EXAMINED), (), id="nothing is left to ask on it"),
    ],
)
def test_only_a_refusal_or_silence_leads_to_the_eighth_ground(happens: tuple[str, ...], by: tuple[str, ...]) -> None:
    """List 9(8): a consent that lapsed is asked for anew (docs/law/readings.md)."""
    road = lived(*happens)
    acts = {filed.id: filed.act for filed in road.acts}
    assert tuple(acts[id_].KIND for id_ in borne_out(road.standing).get("List 9(8)", ())) == by


@pytest.mark.parametrize(
    ("happens", "days", "wanted", "anew"),
    [
        pytest.param((), 0, False, False, id="in force"),
        pytest.param((), 31, True, True, id="ran out"),
        pytest.param((LAPSES,), 0, True, True, id="not in force at the other side"),
        pytest.param((ANSWERED,), 31, False, True, id="nothing is left to ask on it"),
        pytest.param((TAKES_BACK,), 0, True, False, id="taken back"),
        pytest.param((TAKES_BACK, ANSWERED), 0, True, False, id="taken back: the ground stands all the same"),
        pytest.param((LAPSES, GIVES), 0, False, False, id="renewed"),
        pytest.param((LAPSES, REFUSES), 0, True, False, id="refused"),
    ],
)
def test_the_applicant_is_asked_anew_while_something_rests_on_it(
    happens: tuple[str, ...], days: int, wanted: bool, anew: bool
) -> None:
    """Rules 8, List 9(8)."""
    road = lived(*happens)
    at = road.at + timedelta(days=days)
    found_anew = lapsed_consents.asked_anew(road.standing, owner=APPLICANT, at=at)
    found = (lapsed_consents.wanted(road.standing, at=at), found_anew)
    assert found == (wanted, anew)


def test_the_ban_is_asked_about_whatever_became_of_the_consent() -> None:
    """Rules 8, last part."""
    road = lived(TAKES_BACK)
    asks = lapsed_consents.unanswered(road.standing)
    assert {ask.inquiry for ask in asks if lapsed_consents.may_leave(road.standing, ask, at=road.at)} == {"ban"}


def test_nobody_who_never_consented_was_asked_anew() -> None:
    """Rules 8."""
    road = Road()
    assert lapsed_consents.wanted(road.standing, at=road.at)
    assert not lapsed_consents.asked_anew(road.standing, owner=APPLICANT, at=road.at)
    assert lapsed_consents.unanswered(road.standing) == ()


def test_that_a_consent_is_over_stands_on_file_once() -> None:
    """Rules 8: of one that was taken back, or is not there, nothing is said either."""
    road = filed_without()
    (consent,) = road.standing.consents
    act = ConsentLapsed(happened_at=road.at, consent=consent, cause=Lapse.RAN_OUT)
    assert not adds_nothing(act, road.standing)
    assert adds_nothing(replace(act, consent=UUID(int=7)), road.standing)
    road.file(act)
    assert adds_nothing(act, road.standing)
    road.consent()
    other = replace(act, consent=list(road.standing.consents)[-1])
    assert not adds_nothing(other, road.standing)
    road.file(ConsentWithdrawn(happened_at=road.at, consent=other.consent))
    assert adds_nothing(other, road.standing)


def test_the_applicant_has_consented_until_the_moment_at_which_the_consent_runs_out() -> None:
    """List 9(8)."""
    road = filed_without()
    end = until(road)
    assert merits.consented(road.standing, at=end - timedelta(seconds=1))
    assert not merits.consented(road.standing, at=end)
    assert merits.consented(road.standing), "as far as the file alone tells"


def test_of_two_registers_for_one_document_the_consent_to_either_may_have_lapsed() -> None:
    """Rules 9: the diploma of who graduated in 2015 is known to one register or to the other."""
    road, application = Road(), an_application()
    specialists = tuple(replace(one, graduated_in=2015) for one in application.specialists)
    road.file_application(replace(application, specialists=specialists, attachments=()))
    whole = act_of(next(iter(road.standing.consents.values())).given, ConsentGiven)
    road.file(replace(whole, consent=UUID(int=9), data=("higher_education",)))
    road.file(ConsentWithdrawn(happened_at=road.at, consent=whole.consent))
    lapse(road)
    diploma = next(
        one for one in completeness.missing(road.standing, on=road.at.date()) if one.demand.document == "diploma"
    )
    assert (diploma.demand.reason, diploma.held, diploma.pending) == (Reason.NOT_ASKED, False, False)
