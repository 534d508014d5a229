"""What may be done from the hearing to the result: a row for each sentence of Rules 12, 19, 20 and List 9."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ruqsat.law import facilities
from ruqsat.law.acts import (
    AnnexRefused,
    ConsentWithdrawn,
    ConsiderationRefusalDrafted,
    Corrected,
    CourtActRecorded,
    DecisionPrepared,
    DecisionReturned,
    FindingSetAside,
    Granted,
    GroundFound,
    PaperOriginalReturned,
    PreliminaryDecisionMade,
    Refused,
    ResultDocument,
    UnreliabilityFound,
)
from ruqsat.law.grounds import GROUNDS
from ruqsat.law.procedure import No, Stage
from tests.law.road import (
    APPLICANT,
    HEAD,
    OFFICER,
    SHA,
    Road,
    an_application,
    at_stage,
    refused,
)


def grant(road: Road) -> DecisionPrepared:
    return DecisionPrepared(happened_at=road.at, grant=True)


# --- the grant --------------------------------------------------------------------------------------------------------


def test_a_grant_waits_for_approval_conclusion_and_seal_in_that_order() -> None:
    """Rules 10(1), Rules 10(3), Rules 17."""
    road = at_stage(Stage.COMPLETE)
    assert refused(road.may(grant(road), by=OFFICER))[0] == "Rules 10(1)"
    road.approve()
    assert refused(road.may(grant(road), by=OFFICER))[0] == "Rules 10(3)"
    road.visit()
    assert road.may(grant(road), by=OFFICER)
    assert road.may(DecisionPrepared, by=OFFICER)


@pytest.mark.parametrize(("amount", "allowed"), [(None, False), (43249, False), (43250, True), (86500, True)])
def test_a_grant_needs_the_fee_in_full(amount: int | None, allowed: bool) -> None:
    """List 9(2): the fee has not been paid. Rules 5."""
    road = Road()
    road.file_application(paid=False)
    road.find_complete()
    road.approve()
    road.visit()
    if amount is not None:
        road.pay(amount)
    permission = road.may(grant(road), by=OFFICER)
    assert permission.allowed is allowed
    if not allowed:
        assert refused(permission)[0] == "List 9(2)"


def hindered(road: Road, ground: str) -> None:
    match ground:
        case "List 9(6)":
            road.file(UnreliabilityFound(happened_at=road.at, what="the diploma", shown_by="a letter of the institute"))
        case "List 9(8)":
            consent = next(iter(road.standing.consents))
            road.file(ConsentWithdrawn(happened_at=road.at, consent=consent))
        case "List 9(1) by the register":
            road.answer("ban", "applicant", banned="true", act="1-23")
        case _:
            road.file(
                CourtActRecorded(
                    happened_at=road.at, ground=ground, court="court", number="1", dated=date(2026, 11, 1)
                ),
                by=OFFICER,
            )


@pytest.mark.parametrize(
    "ground", ["List 9(1)", "List 9(1) by the register", "List 9(5)", "List 9(6)", "List 9(7)", "List 9(8)"]
)
def test_a_grant_is_hindered_by_each_ground_that_the_file_bears_out(ground: str) -> None:
    """List 9(1), List 9(5), List 9(6), List 9(7), List 9(8)."""
    road = at_stage(Stage.DECIDING)
    assert road.may(Granted, by=HEAD)
    hindered(road, ground)
    assert refused(road.may(Granted, by=HEAD))[0] == ground.removesuffix(" by the register")


def test_a_register_that_knows_of_no_ban_hinders_nothing() -> None:
    """Rules 8: presence or absence of a ban."""
    road = at_stage(Stage.DECIDING)
    road.answer("ban", "applicant", banned="false")
    assert road.may(Granted, by=HEAD)


def test_who_prepared_a_decision_does_not_sign_it() -> None:
    """Rules 20: four eyes."""
    road = at_stage(Stage.DECIDING)
    assert road.may(road.grant_act("F1"), by=HEAD)
    no = road.may(road.grant_act("F1"), by=replace(HEAD, person=OFFICER.person))
    assert refused(no) == ("Rules 20", "Who prepared the decision does not sign it; another person does.")


SPOILED: dict[str, Callable[[Granted], Granted]] = {
    "no license": lambda act: replace(act, documents=act.documents[1:]),
    "two licenses": lambda act: replace(act, documents=(act.documents[0], *act.documents)),
    "another number": lambda act: replace(act, license_number="26000002"),
    "no number at all": lambda act: replace(
        act, license_number="", documents=(replace(act.documents[0], number=""), act.documents[1])
    ),
    "no annex": lambda act: replace(act, documents=act.documents[:1]),
    "two annexes": lambda act: replace(act, documents=(*act.documents, act.documents[1])),
    "an annex of another facility": lambda act: replace(
        act, documents=(act.documents[0], replace(act.documents[1], facility="F2"))
    ),
    "a document without its hash": lambda act: replace(
        act, documents=(act.documents[0], replace(act.documents[1], sha256=""))
    ),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_grant_names_one_license_and_an_annex_for_each_facility(how: str) -> None:
    """Rules 20, List 5."""
    road = at_stage(Stage.DECIDING)
    assert refused(road.may(SPOILED[how](road.grant_act("F1")), by=HEAD))[0] == "Rules 20"


def test_nothing_is_signed_or_sent_back_without_a_draft() -> None:
    """Rules 20."""
    road = at_stage(Stage.COMPLETE)
    assert [road.may(one, by=HEAD).allowed for one in (Granted, Refused, DecisionReturned)] == [False] * 3
    road = at_stage(Stage.DECIDING)
    assert not road.may(DecisionReturned(happened_at=road.at, reason=""), by=HEAD)
    assert road.may(DecisionReturned(happened_at=road.at, reason="the address"), by=HEAD)
    assert not road.may(DecisionPrepared, by=OFFICER)
    assert not road.may(Refused, by=HEAD)


@pytest.mark.parametrize("stage", [Stage.GRANTED, Stage.ISSUED])
def test_after_the_end_only_slips_are_put_right(stage: Stage) -> None:
    """Rules 20."""
    road = at_stage(stage)
    slip = Corrected(happened_at=road.at, of=road.id(), field_name="street", old="a", new="b", basis="passport")
    assert road.may(slip, by=OFFICER)
    assert not road.may(replace(slip, new="a"), by=OFFICER)
    assert not road.may(replace(slip, basis=""), by=OFFICER)
    assert not any(road.may(one, by=HEAD) for one in (Granted, Refused, DecisionReturned))


def test_silence_of_the_approving_body_is_consent_only_where_the_setting_says_so() -> None:
    """Rules 11, Permits 25."""
    for silence, allowed in ((False, False), (True, True)):
        road = Road()
        road.standing = replace(road.standing, edition=replace(road.standing.edition, silence_is_consent=silence))
        road.file_application()
        road.find_complete()
        road.request_approval()
        road.visit()
        assert not road.may(grant(road), by=OFFICER)  # the term is running
        road.wait(days=20)
        assert road.may(grant(road), by=OFFICER).allowed is allowed


# --- the refusal ------------------------------------------------------------------------------------------------------


def refusal(road: Road, *grounds: str) -> Refused:
    document = ResultDocument(what="refusal", facility="", number="1", sha256=SHA)
    return Refused(happened_at=road.at, grounds=road.grounds(*grounds), documents=(document,))


def test_a_refusal_is_signed_on_the_third_working_day_after_the_applicant_was_told() -> None:
    """Rules 12: three working days before the result. List 9(4): negative response of the approving body."""
    road = at_stage(Stage.HEARING)
    road.prepare(grant=False, grounds=("List 9(4)",))
    act = refusal(road, "List 9(4)")
    no = road.may(act, by=HEAD)
    assert isinstance(no, No)
    assert no.ref == "Rules 12"
    assert no.not_before is not None
    road.at = no.not_before.moment - timedelta(microseconds=1)
    assert not road.may(act, by=HEAD)
    road.at = no.not_before.moment
    assert road.may(act, by=HEAD)
    road.file(act, by=HEAD)
    assert road.standing.stage is Stage.REFUSED
    assert [duty.code for duty in road.standing.duties] == ["issue_result"]


def test_nobody_is_refused_unheard() -> None:
    """Rules 10(2), Rules 12, APPC 73."""
    road = at_stage(Stage.COMPLETE)
    road.approve(approved=False)
    draft = DecisionPrepared(happened_at=road.at, grant=False, grounds=road.grounds("List 9(4)"))
    assert refused(road.may(draft, by=OFFICER)) == (
        "Rules 12",
        "The applicant has not been told of the intended refusal.",
    )
    road.serve("List 9(4)")
    assert road.may(draft, by=OFFICER)


def test_a_ground_of_which_the_applicant_was_not_told_cannot_be_added() -> None:
    """Rules 12."""
    road = at_stage(Stage.HEARING)
    hindered(road, "List 9(6)")
    draft = DecisionPrepared(happened_at=road.at, grant=False, grounds=road.grounds("List 9(4)", "List 9(6)"))
    assert refused(road.may(draft, by=OFFICER))[0] == "Rules 12"


def test_grounds_are_those_that_the_file_bears_out_with_their_facts_and_words() -> None:
    """List 9, Rules 13: each comment is reasoned."""
    road = at_stage(Stage.HEARING)
    (ground,) = road.grounds("List 9(4)")
    wrong = {
        "List 9": (),
        "List 9(2)": (replace(ground, ground="List 9(2)"),),
        "List 9(4)": (replace(ground, facts=(road.acts[0].id,)),),
        "Rules 13": (replace(ground, text=""),),
    }
    for ref, grounds in wrong.items():
        draft = DecisionPrepared(happened_at=road.at, grant=False, grounds=grounds)
        assert refused(road.may(draft, by=OFFICER))[0] == ref
    unknown = DecisionPrepared(happened_at=road.at, grant=False, grounds=(replace(ground, ground="List 9(9)"),))
    assert refused(road.may(unknown, by=OFFICER))[0] == "List 9"


def test_the_refusal_signed_is_the_refusal_drafted() -> None:
    """Rules 20."""
    road = at_stage(Stage.HEARING)
    road.prepare(grant=False, grounds=("List 9(4)",))
    road.wait(days=10)
    act = refusal(road, "List 9(4)")
    assert road.may(act, by=HEAD)
    assert not road.may(replace(act, documents=()), by=HEAD)
    assert not road.may(replace(act, grounds=()), by=HEAD)
    assert not road.may(act, by=replace(HEAD, person=OFFICER.person))
    assert not road.may(Granted, by=HEAD)


def test_a_refusal_is_announced_only_when_the_file_bears_out_a_ground() -> None:
    """Rules 12, List 9."""
    road = at_stage(Stage.COMPLETE)
    assert refused(road.may(PreliminaryDecisionMade, by=OFFICER))[0] == "List 9"
    road.approve(approved=False)
    assert road.may(PreliminaryDecisionMade, by=OFFICER)
    act = PreliminaryDecisionMade(happened_at=road.at, grounds=road.grounds("List 9(4)"), document=SHA)
    assert road.may(act, by=OFFICER)
    assert not road.may(replace(act, grounds=()), by=OFFICER)
    road.intend("List 9(4)")
    assert refused(road.may(act, by=OFFICER))[0] == "Rules 12"  # told already; a new ground is announced anew
    hindered(road, "List 9(6)")
    assert road.may(replace(act, grounds=road.grounds("List 9(4)", "List 9(6)")), by=OFFICER)


# --- several facilities -----------------------------------------------------------------------------------------------


def two_facilities() -> Road:
    """Two facilities: the first approved and visited, the second refused its approval."""
    road = Road()
    road.file_application(an_application(facilities=2))
    road.find_complete()
    road.approve("F1")
    road.approve("F2", approved=False)
    road.visit("F1")
    return road


def test_a_facility_that_qualifies_is_granted_after_the_hearing_about_the_other() -> None:
    """Rules 10, Rules 12, List 5: each annex is a result of its own."""
    road = two_facilities()
    assert refused(road.may(grant(road), by=OFFICER))[0] == "Rules 12"
    road.serve("List 9(4)")
    assert refused(road.may(grant(road), by=OFFICER)) == (
        "Rules 10",
        "The decision says of each facility that does not qualify why its annex is refused, each once.",
    )
    assert road.may(mixed(road), by=OFFICER)
    road.prepare(grant=True)
    assert refused(road.may(road.grant_act("F1"), by=HEAD))[0] == "Rules 12"
    road.wait(days=7)
    assert not road.may(road.grant_act("F1", "F2"), by=HEAD)
    assert road.may(road.grant_act("F1"), by=HEAD)


def mixed(road: Road) -> DecisionPrepared:
    """The draft that grants what qualifies and refuses the rest."""
    return replace(grant(road), annexes_refused=facilities.annexes_refused(road.standing, at=road.at))


def heard_about_the_second() -> Road:
    road = two_facilities()
    road.serve("List 9(4)")
    return road


def test_a_facility_is_refused_on_what_is_on_file_about_it_and_on_what_the_applicant_was_told() -> None:
    """Rules 10, Rules 12, Rules 13, Rules 20, List 9."""
    road = heard_about_the_second()
    draft = mixed(road)
    (second,) = draft.annexes_refused
    (ground,) = second.grounds
    assert [second.facility, ground.ground] == ["F2", "List 9(4)"]

    def said(*grounds: GroundFound, facility: str = "F2") -> str:
        named = AnnexRefused(facility=facility, grounds=grounds)
        return refused(road.may(replace(draft, annexes_refused=(named,)), by=OFFICER))[0]

    assert said(ground, facility="F1") == "Rules 10"
    assert said() == "List 9"
    assert said(replace(ground, text=" ")) == "Rules 13"
    assert said(replace(ground, ground="List 9(9)")) == "List 9"
    assert said(replace(ground, facts=())) == "List 9(4)"
    twice = replace(draft, annexes_refused=(second, second))
    assert refused(road.may(twice, by=OFFICER))[0] == "Rules 10"


def test_what_is_on_file_about_one_facility_is_no_ground_against_another() -> None:
    """Rules 10, List 9."""
    road = Road()
    road.file_application(an_application(facilities=3))
    road.find_complete()
    road.approve("F1")
    road.visit("F1")
    road.approve("F2", approved=False)
    road.approve("F3", approved=False)
    road.serve("List 9(4)")
    second, third = facilities.annexes_refused(road.standing, at=road.at)
    assert second.grounds[0].facts != third.grounds[0].facts
    (own,), (others,) = second.grounds, third.grounds
    draft = grant(road)
    for crossed in (others, replace(own, facts=(*own.facts, *others.facts))):
        named = (replace(second, grounds=(crossed,)), third)
        said = refused(road.may(replace(draft, annexes_refused=named), by=OFFICER))
        assert said == ("Rules 10", "This ground concerns another facility.")
    assert road.may(replace(draft, annexes_refused=(second, third)), by=OFFICER)


def test_a_facility_is_not_refused_on_a_ground_that_was_not_announced() -> None:
    """Rules 10, Rules 12, List 9."""
    road = Road()
    road.file_application(an_application(facilities=2))
    road.find_complete()
    road.approve("F1")
    road.approve("F2")
    road.visit("F1")
    road.visit("F2", positive=False)
    road.serve("List 9(4)")
    draft = mixed(road)
    unheard = facilities.grounds_of(road.standing, "F2")["List 9(3)"]
    (second,) = draft.annexes_refused
    both = (*second.grounds, GroundFound(ground="List 9(3)", facts=unheard, text="as found"))
    told = replace(draft, annexes_refused=(replace(second, grounds=both),))
    assert refused(road.may(told, by=OFFICER))[0] == "Rules 12"


def test_the_head_signs_the_refusals_of_the_draft_each_with_its_paper() -> None:
    """Rules 10, Rules 20."""
    road = heard_about_the_second()
    road.prepare(grant=True)
    road.wait(days=7)
    act = road.grant_act("F1")
    assert road.may(act, by=HEAD)
    without = replace(act, documents=act.documents[:-1])
    assert refused(road.may(without, by=HEAD)) == (
        "Rules 20",
        "The decision names one reasoned refusal for each facility that is refused.",
    )
    (second,) = act.annexes_refused
    other = replace(second, grounds=(replace(second.grounds[0], text="otherwise"),))
    assert refused(road.may(replace(act, annexes_refused=(other,)), by=HEAD)) == (
        "Rules 20",
        "The decision refuses other annexes than the draft that was prepared.",
    )


def test_a_draft_falls_when_the_facility_that_it_refuses_comes_to_qualify() -> None:
    """Rules 11, Rules 20, APPC 73: the body approves when asked anew; the head sends the draft back."""
    road = heard_about_the_second()
    road.file(road.objection(), by=APPLICANT)
    road.prepare(grant=True)
    road.wait(days=7)
    act = road.grant_act("F1")
    road.request_approval("F2")
    road.answer_approval("F2")
    road.visit("F2")
    assert refused(road.may(act, by=HEAD))[0] == "Rules 10"


def test_a_refusal_of_the_whole_names_no_single_facility() -> None:
    """Rules 10, Rules 20, List 9."""
    road = at_stage(Stage.HEARING)
    draft = DecisionPrepared(happened_at=road.at, grant=False, grounds=road.grounds("List 9(4)"))
    assert road.may(draft, by=OFFICER)
    one = AnnexRefused(facility="F1", grounds=draft.grounds)
    assert refused(road.may(replace(draft, annexes_refused=(one,)), by=OFFICER))[0] == "Rules 10"


def test_one_facility_does_not_bring_down_the_other() -> None:
    """Rules 10."""
    road = two_facilities()
    road.serve("List 9(4)")
    draft = DecisionPrepared(happened_at=road.at, grant=False, grounds=road.grounds("List 9(4)"))
    assert refused(road.may(draft, by=OFFICER))[0] == "Rules 10"


@pytest.mark.parametrize("key", sorted(GROUNDS))
def test_no_ground_is_borne_out_by_a_case_in_order(key: str) -> None:
    """List 9: a closed list."""
    assert GROUNDS[key].borne_out(at_stage(Stage.DECIDING).standing) == ()


def test_a_draft_may_be_made_once_a_grant_or_an_announced_refusal_is_possible() -> None:
    """Rules 12, Rules 19."""
    assert refused(at_stage(Stage.COMPLETE).may(DecisionPrepared, by=OFFICER))[0] == "Rules 10(1)"
    assert at_stage(Stage.HEARING).may(DecisionPrepared, by=OFFICER)


def test_a_grant_names_no_grounds() -> None:
    """List 9."""
    road = at_stage(Stage.COMPLETE)
    road.approve()
    road.visit()
    act = DecisionPrepared(happened_at=road.at, grant=True, grounds=())
    assert road.may(act, by=OFFICER)
    ground = GroundFound(ground="List 9(4)", facts=(), text="as found")
    told = refused(road.may(replace(act, grounds=(ground,)), by=OFFICER))
    assert told == ("List 9", "A grant names no grounds of refusal.")


def test_a_refusal_names_the_paper_that_was_shown_by_its_hash() -> None:
    """Rules 20."""
    road = at_stage(Stage.HEARING)
    road.prepare(grant=False, grounds=("List 9(4)",))
    road.wait(days=14)
    act = refusal(road, "List 9(4)")
    assert road.may(act, by=HEAD)
    unnamed = replace(act, documents=(replace(act.documents[0], sha256="ab"),))
    assert refused(road.may(unnamed, by=HEAD)) == ("Rules 20", "Each document that was shown is named by its hash.")


def test_a_facility_in_order_keeps_no_refusal_away_that_rests_on_the_applicant() -> None:
    """Rules 10, List 9(2), List 9(4): an unpaid fee hinders every annex, whatever is said of one facility beside it."""
    road = Road()
    road.file_application(an_application(facilities=2), paid=False)
    road.find_complete()
    road.approve("F1")
    road.approve("F2", approved=False)
    road.visit("F1")
    road.serve("List 9(2)", "List 9(4)")
    both = DecisionPrepared(happened_at=road.at, grant=False, grounds=road.grounds("List 9(2)", "List 9(4)"))
    assert road.may(both, by=OFFICER)
    one = replace(both, grounds=road.grounds("List 9(4)"))
    assert refused(road.may(one, by=OFFICER)) == (
        "Rules 10",
        "These grounds do not concern every facility; the others are decided on their own.",
    )


def test_a_license_is_granted_without_waiting_once_every_ground_announced_has_been_put_right() -> None:
    """Rules 12: the three working days stand before a refusal, not before a grant to every facility."""
    road = Road()
    road.file_application(paid=False)
    road.find_complete()
    road.approve()
    road.visit()
    road.serve("List 9(2)")
    road.pay()
    road.prepare(grant=True)
    assert road.may(road.grant_act("F1"), by=HEAD)


def test_nothing_is_drafted_after_a_hearing_whose_ground_fell_away_while_the_examination_goes_on() -> None:
    """Rules 10(1), Rules 12, APPC 73."""
    road = at_stage(Stage.COMPLETE)
    found = road.file(UnreliabilityFound(happened_at=road.at, what="the diploma", shown_by="a letter"), by=OFFICER)
    road.serve("List 9(6)")
    assert road.may(DecisionPrepared, by=OFFICER)
    road.file(FindingSetAside(happened_at=road.at, of=found.id, reason="the letter was corrected"), by=OFFICER)
    assert refused(road.may(DecisionPrepared, by=OFFICER))[0] == "Rules 10(1)"


def test_a_grant_in_part_is_signed_on_the_third_working_day_after_the_applicant_was_told() -> None:
    """Rules 12: three working days before the result, to the moment."""
    road = two_facilities()
    road.serve("List 9(4)")
    road.prepare(grant=True)
    no = road.may(Granted, by=HEAD)
    assert isinstance(no, No)
    assert no.not_before is not None
    road.at = no.not_before.moment - timedelta(microseconds=1)
    assert not road.may(road.grant_act("F1"), by=HEAD)
    road.at = no.not_before.moment
    assert road.may(road.grant_act("F1"), by=HEAD)


def test_a_draft_of_a_refusal_of_consideration_is_no_draft_of_a_decision() -> None:
    """Rules 9, Rules 10, Rules 20."""
    road = at_stage(Stage.FILED)
    road.file(ConsiderationRefusalDrafted(happened_at=road.at, shortcomings=(), text="as found"), by=OFFICER)
    assert [refused(road.may(one, by=HEAD))[0] for one in (Granted, Refused)] == ["Rules 10", "Rules 10"]


def test_where_no_paper_is_to_be_given_back_none_is_recorded() -> None:
    """List 8(2): a license issued for the first time takes the place of no paper."""
    road = at_stage(Stage.ISSUED)
    nothing = ("List 8(2)", "No paper original is to be given back.")
    assert refused(road.may(PaperOriginalReturned, by=OFFICER)) == nothing
    assert refused(at_stage(Stage.GRANTED).may(PaperOriginalReturned, by=OFFICER))[0] == "List 8(2)"
