"""Rules 8: by itself, requests go out, answers by SMS come in, and the service learns of withdrawals."""

from uuid import uuid4

import pytest

from ruqsat.cases import drafting
from ruqsat.cases.actions import consenting, inviting, settling
from ruqsat.cases.drafting import Beginning, Section
from ruqsat.cases.models import Draft
from ruqsat.cases.recording import put_on_file
from ruqsat.cases.undone import try_again
from ruqsat.consents import answering, giving, stuck, withdrawals
from ruqsat.consents.models import Consent, Invitation, Pending, Untaken
from ruqsat.jobs import consenting as jobs
from ruqsat.journal.models import Undone
from ruqsat.journal.undone import By
from ruqsat.law.acts import Actor, ConsentGiven, Role
from ruqsat.law.application import Service
from tests.cases.actions.test_inviting import clinic, code_for, gateway, saniya
from tests.cases.filling import SANIYA
from tests.clocks import stopped_at
from tests.milestones import Stand
from tests.walking import Road
from tests.web.portal.test_purposes import TOLD
from tests.world import AIZHAN, PETR, PHONE_OF_SANIYA, person

PHONE_OF_PETR = "+77000000102"


def test_who_is_asked_gets_an_sms_with_a_link_answers_it_and_is_asked_about(stand: Stand) -> None:
    road = stand("known")
    owner = clinic(road)
    inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    road.world.break_down("consents")
    jobs.send_links(now=road.world.now)
    assert road.world.messages_on(PHONE_OF_SANIYA) == []
    road.world.mend()
    jobs.send_links(now=stopped_at(road.world.later(minutes=3)))
    (sms,) = road.world.messages_on(PHONE_OF_SANIYA)
    assert "/my-consent/" in sms["text"]
    number = Pending.objects.get().number
    road.world.client.post(f"/api/phone/{PHONE_OF_SANIYA}/reply", json={"text": f"1 {number}"})
    road.world.break_down("consents")
    jobs.take_answers(now=road.world.now)
    assert Invitation.objects.get().given is None
    road.world.mend()
    jobs.take_answers(now=stopped_at(road.world.later(seconds=30)))
    assert Invitation.objects.get().given is True
    assert isinstance(road.look().acts[0].act, ConsentGiven)
    jobs.take_answers(now=stopped_at(road.world.later(seconds=30)))
    assert Consent.objects.count() == 1


@pytest.mark.parametrize("service", Service)
def test_the_sms_says_which_service_the_consent_is_for(stand: Stand, service: Service) -> None:
    """Rules 8, List 5."""
    road = stand("known")
    owner = clinic(road)
    inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    Draft.objects.filter(id=road.case).update(service=service.value)
    jobs.send_links(now=road.world.now)
    (sms,) = road.world.messages_on(PHONE_OF_SANIYA)
    told = {name: words for name, words in TOLD.items() if any(text in sms["text"] for text in words.values())}
    assert list(told) == [service]
    assert Pending.objects.get().purpose in told[service].values()


def test_the_service_is_told_of_a_withdrawal_after_an_outage(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    road.consent()
    (consent,) = Consent.objects.all()
    road.world.break_down("consents")
    consenting.take_back(road.case, consent.id, owner=person(AIZHAN), at=road.now)
    jobs.tell_withdrawals(now=road.world.now)
    assert Consent.objects.get().tell_at is not None
    road.world.mend()
    jobs.tell_withdrawals(now=stopped_at(road.world.later(minutes=1)))
    assert Consent.objects.get().tell_at is None


def test_a_consent_that_cannot_be_followed_stops_no_other_and_is_shown_to_an_operator(stand: Stand) -> None:
    """Rules 8: it is tried again, and what could not be done is forgotten once it is."""
    road = stand("known")
    owner, who = clinic(road), saniya(road)
    invited = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    pending = code_for(road, invited, who)
    code, by = road.world.code_on(PHONE_OF_SANIYA), Actor(person=who.id, role=Role.APPLICANT)
    spoilt = giving.confirm(pending.id, code=code, at=road.now, by=by, registers=gateway(), record=put_on_file)
    sealed = bytes(invited.row.sealed)
    Invitation.objects.update(sealed=b"unreadable")
    other = consented_in_another_draft(road)
    jobs.follow_consents(now=stopped_at(road.world.later(minutes=2)))
    assert settling.unfollowed(at=road.world.later(minutes=5)) == [spoilt.id]
    assert Consent.objects.get(id=other.id).follow_at is None
    row = Undone.objects.get()
    assert (row.kind, row.file_id, row.subject, row.cause) == ("follow_consent", road.case, spoilt.id, "broke")
    for _ in range(3):
        jobs.follow_consents(now=road.world.now)
    assert settling.unfollowed(at=road.now) == []
    try_again(by=By(account="clerk"), at=road.now, id=row.pk)
    Invitation.objects.update(sealed=sealed)
    jobs.follow_consents(now=road.world.now)
    assert not Undone.objects.exists()
    assert Consent.objects.get(id=spoilt.id).follow_at is None


def test_what_could_not_be_followed_and_was_taken_back_is_not_undone(stand: Stand) -> None:
    """Rules 8."""
    road = stand("known")
    consent = consented_in_another_draft(road)
    stuck.broke(stuck.FOLLOWING, consent.id, error=ValueError(), at=road.now)
    giving.withdraw(
        consent.file_id,
        consent.id,
        at=road.now,
        by=Actor(person=person(PETR).id, role=Role.APPLICANT),
        record=put_on_file,
    )
    jobs.follow_consents(now=stopped_at(road.world.later(minutes=2)))
    assert not Undone.objects.exists()


def test_a_request_that_cannot_be_sent_stops_no_other_and_is_shown_to_an_operator(stand: Stand) -> None:
    """Rules 8: it is sent once what broke is mended; a request that is over is not undone."""
    road = stand("known")
    owner = clinic(road)
    spoilt = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now).row
    other = invited_to_another_draft(road)
    Invitation.objects.filter(id=spoilt.id).update(sealed=b"unreadable")
    jobs.send_links(now=road.world.now)
    assert Invitation.objects.get(id=other.id).link_due is None
    row = Undone.objects.get()
    assert (row.kind, row.file_id, row.subject, row.cause) == ("send_consent_link", road.case, spoilt.id, "broke")
    Invitation.objects.filter(id=spoilt.id).update(sealed=bytes(spoilt.sealed))
    jobs.send_links(now=stopped_at(road.world.later(minutes=3)))
    assert not Undone.objects.exists()
    assert road.world.messages_on(PHONE_OF_SANIYA)
    stuck.broke(stuck.LINK, spoilt.id, error=ValueError(), at=road.now)
    jobs.send_links(now=road.world.now)
    assert not Undone.objects.exists()


def test_an_answer_that_cannot_be_taken_in_stops_no_other_and_is_looked_up_until_it_is(stand: Stand) -> None:
    """Rules 8: a yes that the service knows of is not lost, however long something is broken here."""
    road = stand("known")
    owner, who = clinic(road), saniya(road)
    spoilt = code_for(road, inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now), who)
    other = asked_in_another_draft(road)
    for phone, pending in ((PHONE_OF_SANIYA, spoilt), (PHONE_OF_PETR, other)):
        road.world.client.post(f"/api/phone/{phone}/reply", json={"text": f"1 {pending.number}"})
    Pending.objects.filter(id=spoilt.id).update(owner_encrypted=b"unreadable")
    for _ in range(4):
        jobs.take_answers(now=stopped_at(road.world.later(seconds=30)))
    assert [given.file_id for given in Consent.objects.all()] == [other.file_id]
    row = Undone.objects.get()
    assert (row.kind, row.file_id, row.subject) == ("take_consent", road.case, spoilt.id)
    assert answering.under_way(at=road.now) == []
    assert answering.under_way(at=road.world.later(hours=2)) == [spoilt.id]
    Pending.objects.filter(id=spoilt.id).update(owner_encrypted=bytes(spoilt.owner_encrypted))
    jobs.take_answers(now=road.world.now)
    assert not Undone.objects.exists()
    assert Consent.objects.filter(file_id=road.case).exists()


def test_a_withdrawal_at_which_something_broke_keeps_no_other_waiting(stand: Stand) -> None:
    """Rules 8."""
    road = stand("known")
    road.fill()
    road.consent()
    (consent,) = Consent.objects.all()
    consenting.take_back(road.case, consent.id, owner=person(AIZHAN), at=road.now)
    untaken = Untaken.objects.create(id=uuid4(), file_id=road.case, came_at=road.now, tell_at=road.now)
    for _ in range(4):
        stuck.broke(stuck.WITHDRAWAL, untaken.id, error=ValueError(), at=road.now)
    jobs.tell_withdrawals(now=road.world.now)
    assert Consent.objects.get().tell_at is None
    row = Undone.objects.get()
    assert (row.kind, row.subject, row.file_id) == ("tell_withdrawal", untaken.id, road.case)
    assert withdrawals.untold(at=road.now) == []
    assert withdrawals.untold(at=road.world.later(minutes=11)) == [untaken.id]


def invited_to_another_draft(road: Road) -> Invitation:
    """Petr asks for the consent of Aizhan, for whom he signs."""
    draft = drafting.start(person(PETR), Service.ISSUE, at=road.now, beginning=Beginning(represented=True))
    drafting.save_section(person(PETR), draft.id, Section.REPRESENTATIVE, {"applicant_iin": AIZHAN}, at=road.now)
    return inviting.invite_applicant(draft.id, owner=person(PETR), at=road.now).row


def asked_in_another_draft(road: Road) -> Pending:
    """Petr is asked for a consent in his own draft."""
    petr = person(PETR)
    draft = drafting.start(petr, Service.ISSUE, at=road.now)
    return consenting.ask_for_consent(
        draft.id, owner=petr, office="KMFK", purpose="License", language="kk", at=road.now, registers=gateway()
    )


def consented_in_another_draft(road: Road) -> Consent:
    """The consent of Petr in his own draft, put on file by a process that then died."""
    pending = asked_in_another_draft(road)
    code, by = road.world.code_on(PHONE_OF_PETR), Actor(person=person(PETR).id, role=Role.APPLICANT)
    return giving.confirm(pending.id, code=code, at=road.now, by=by, registers=gateway(), record=put_on_file)
