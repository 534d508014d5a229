"""Rules 8, List 9(8): a yes or a no by SMS has the same consequences as one on the page."""

import pytest

from ruqsat.cases import choosing
from ruqsat.cases.actions import consenting, consenting_later, inviting, settling
from ruqsat.cases.choosing import Choice
from ruqsat.cases.drafting import Section, answers_of
from ruqsat.cases.recording import put_on_file
from ruqsat.consents import giving
from ruqsat.consents.answering import Came
from ruqsat.consents.giving import NoSuchRequest
from ruqsat.consents.models import Consent, Invitation, Pending
from ruqsat.jobs import consenting as jobs
from ruqsat.law.acts import Actor, ConsentGiven, ConsentRefused, InquiryAnswered, Role
from ruqsat.law.inquiries import APPLICANT
from ruqsat.law.merits import consented
from tests.cases.actions.test_inviting import clinic, code_for, gateway, saniya
from tests.cases.filling import SANIYA
from tests.clocks import stopped_at
from tests.milestones import Stand
from tests.walking import Road, draft_of
from tests.world import AIZHAN, PHONE, PHONE_OF_SANIYA, person


def answers_by_sms(road: Road, pending: Pending, said: str, *, phone: str = PHONE) -> Came:
    road.world.client.post(f"/api/phone/{phone}/reply", json={"text": f"{said} {pending.number}"})
    return settling.settle(pending.id, now=road.world.now, registers=gateway())


def asked_in_the_draft(road: Road) -> Pending:
    road.fill()
    return consenting.ask_for_consent(
        road.case,
        owner=person(AIZHAN),
        office="KMFK",
        purpose="License",
        language="kk",
        at=road.now,
        registers=gateway(),
    )


def chosen(road: Road) -> object:
    return answers_of(draft_of(road))[Section.CONSENT.value]["choice"]


def test_until_the_sms_comes_nothing_is_so(stand: Stand) -> None:
    road = stand("known")
    pending = asked_in_the_draft(road)
    assert settling.settle(pending.id, now=road.world.now, registers=gateway()) is Came.WAITING
    assert Pending.objects.get().over_at is None


def test_a_yes_by_sms_fills_the_draft(stand: Stand) -> None:
    """Rules 8: the registers are asked, and the form says that they were."""
    road = stand("known")
    pending = asked_in_the_draft(road)
    assert answers_by_sms(road, pending, "ИӘ") is Came.GIVEN
    acts = road.look().acts
    assert isinstance(acts[0].act, ConsentGiven)
    assert acts[0].by.person == person(AIZHAN).id
    assert any(isinstance(filed.act, InquiryAnswered) for filed in acts)
    assert chosen(road) == "registers"
    with pytest.raises(NoSuchRequest):
        settling.settle(pending.id, now=road.world.now, registers=gateway())


def test_a_no_by_sms_is_on_file_and_asks_nothing(stand: Stand) -> None:
    """List 9(8)."""
    road = stand("known")
    assert answers_by_sms(road, asked_in_the_draft(road), "ЖОҚ") is Came.REFUSED
    assert [type(filed.act) for filed in road.look().acts] == [ConsentRefused]
    assert chosen(road) == "typed"


def test_after_filing_a_yes_by_sms_takes_the_ground_away(stand: Stand) -> None:
    """List 9(8): the system then owes the case its inquiries."""
    road = stand("known")
    road.fill()
    road.receive()
    road.register()
    assert not consented(road.look().standing)
    pending = consenting_later.ask_for_consent(
        road.case, by=person(AIZHAN), purpose="License", language="kk", at=road.now, registers=gateway()
    )
    assert answers_by_sms(road, pending, "1") is Came.GIVEN
    assert consented(road.look().standing)
    assert "ask_registers" in road.owed()


@pytest.mark.parametrize(("said", "given"), [("YES", True), ("0", False)])
def test_a_specialists_sms_answers_the_request(stand: Stand, said: str, given: bool) -> None:
    """Rules 8: the answer is the specialist's own, in the file that asked."""
    road = stand("known")
    owner, who = clinic(road), saniya(road)
    invited = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    pending = code_for(road, invited, who)
    answers_by_sms(road, pending, said, phone=PHONE_OF_SANIYA)
    assert Invitation.objects.get().given is given
    about = {one.act.about for one in road.look().acts if isinstance(one.act, InquiryAnswered)}
    assert about == ({SANIYA} if given else set())


def test_the_answer_and_that_the_request_is_answered_are_one_step(stand: Stand) -> None:
    """Rules 8: a process that dies after the yes is on file leaves no request open that was answered."""
    road = stand("known")
    owner, who = clinic(road), saniya(road)
    invited = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    pending = code_for(road, invited, who)
    code, by = road.world.code_on(PHONE_OF_SANIYA), Actor(person=who.id, role=Role.APPLICANT)
    record = inviting.put_answer(bytes(invited.row.person_index))
    giving.confirm(pending.id, code=code, at=road.now, by=by, registers=gateway(), record=record)
    assert Invitation.objects.get().given is True


def test_a_consent_on_which_nothing_followed_is_followed(stand: Stand) -> None:
    """Rules 8: the registers are asked about the specialist, and the request is answered; once."""
    road = stand("known")
    owner, who = clinic(road), saniya(road)
    invited = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    pending = code_for(road, invited, who)
    code, by = road.world.code_on(PHONE_OF_SANIYA), Actor(person=who.id, role=Role.APPLICANT)
    consent = giving.confirm(pending.id, code=code, at=road.now, by=by, registers=gateway(), record=put_on_file)
    assert settling.unfollowed(at=road.now) == []
    assert settling.unfollowed(at=road.world.later(minutes=2)) == [consent.id]
    jobs.follow_consents(now=road.world.now)
    assert Invitation.objects.get().given is True
    assert {one.act.about for one in road.look().acts if isinstance(one.act, InquiryAnswered)} == {SANIYA}
    assert settling.unfollowed(at=road.now) == []


def given_and_left(road: Road) -> Consent:
    """The applicant's own consent in the draft, put on file by a process that then died."""
    pending = asked_in_the_draft(road)
    by = Actor(person=person(AIZHAN).id, role=Role.APPLICANT)
    code = road.world.code_on(PHONE)
    return giving.confirm(pending.id, code=code, at=road.now, by=by, registers=gateway(), record=put_on_file)


def asked_about(road: Road) -> list[tuple[str, str]]:
    acts = (filed.act for filed in road.look().acts)
    return [(act.inquiry, act.about) for act in acts if isinstance(act, InquiryAnswered)]


def test_the_applicants_own_consent_on_which_nothing_followed_is_followed_once(stand: Stand) -> None:
    """Rules 8: the registers are asked, and the form says that they were."""
    road = stand("known")
    consent = given_and_left(road)
    assert asked_about(road) == []
    assert settling.unfollowed(at=road.now) == []
    assert settling.unfollowed(at=road.world.later(minutes=2)) == [consent.id]
    jobs.follow_consents(now=road.world.now)
    assert chosen(road) == "registers"
    asked = asked_about(road)
    assert len(asked) == len(set(asked)) > 1
    assert settling.unfollowed(at=road.world.later(days=1)) == []


def test_what_was_asked_before_the_process_died_is_not_asked_again(stand: Stand) -> None:
    """Rules 8."""
    road = stand("known")
    consent = given_and_left(road)
    consenting.ask_about(road.case, APPLICANT, now=road.world.now, registers=gateway())
    Consent.objects.update(follow_at=consent.follow_at)  # as if it had died right after
    asked = asked_about(road)
    jobs.follow_consents(now=stopped_at(road.world.later(minutes=2)))
    assert asked_about(road) == asked
    assert Consent.objects.get().follow_at is None


def test_a_consent_taken_back_before_it_was_followed_is_not_followed(stand: Stand) -> None:
    """Rules 8."""
    road = stand("known")
    consent = given_and_left(road)
    consenting.take_back(road.case, consent.id, owner=person(AIZHAN), at=road.now)
    jobs.follow_consents(now=stopped_at(road.world.later(minutes=2)))
    assert asked_about(road) == []


def test_a_specialists_consent_is_followed_though_its_request_is_answered(stand: Stand) -> None:
    """Rules 8: both are one step, so that the request alone does not say whether the registers were asked."""
    road = stand("known")
    owner, who = clinic(road), saniya(road)
    invited = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    pending = code_for(road, invited, who)
    code, by = road.world.code_on(PHONE_OF_SANIYA), Actor(person=who.id, role=Role.APPLICANT)
    record = inviting.put_answer(bytes(invited.row.person_index))
    giving.confirm(pending.id, code=code, at=road.now, by=by, registers=gateway(), record=record)
    jobs.follow_consents(now=stopped_at(road.world.later(minutes=2)))
    assert {about for _, about in asked_about(road)} == {SANIYA}


def test_who_took_the_consent_has_done_what_follows(stand: Stand) -> None:
    """Rules 8: by a code typed on the page, or by SMS."""
    road = stand("known")
    answers_by_sms(road, asked_in_the_draft(road), "ИӘ")
    assert settling.unfollowed(at=road.world.later(minutes=5)) == []


def test_who_chose_to_type_everything_after_consenting_is_not_overruled_by_a_late_following(stand: Stand) -> None:
    """Rules 8: the newer choice stands, and the registers are not asked for a form that is typed."""
    road = stand("known")
    given_and_left(road)
    chose_at = road.world.later(seconds=20)
    choosing.choose(person(AIZHAN), road.case, Choice.TYPED, said_at=chose_at, at=chose_at)
    jobs.follow_consents(now=stopped_at(road.world.later(minutes=2)))
    assert chosen(road) == "typed"
    assert asked_about(road) == []
    assert Consent.objects.get().follow_at is None


def test_who_chose_to_type_everything_and_then_consented_is_asked_about(stand: Stand) -> None:
    """Rules 8: the answer by SMS is the newer word."""
    road = stand("known")
    pending = asked_in_the_draft(road)
    choosing.choose(person(AIZHAN), road.case, Choice.TYPED, said_at=road.now, at=road.now)
    road.world.later(seconds=20)
    assert answers_by_sms(road, pending, "ИӘ") is Came.GIVEN
    assert chosen(road) == "registers"
    assert asked_about(road)
