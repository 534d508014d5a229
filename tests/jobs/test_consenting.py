"""Rules 8: by itself, requests go out, answers by SMS come in, and the service learns of withdrawals."""

from ruqsat.cases.actions import consenting, inviting
from ruqsat.consents.models import Consent, Invitation, Pending
from ruqsat.jobs import consenting as jobs
from ruqsat.law.acts import ConsentGiven
from tests.cases.actions.test_inviting import clinic
from tests.cases.filling import SANIYA
from tests.milestones import Stand
from tests.world import AIZHAN, PHONE_OF_SANIYA, person


def test_who_is_asked_gets_an_sms_with_a_link_answers_it_and_is_asked_about(stand: Stand) -> None:
    road = stand("known")
    owner = clinic(road)
    inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    road.world.break_down("registers")
    jobs.send_links(at=road.now)
    assert road.world.messages_on(PHONE_OF_SANIYA) == []
    road.world.mend()
    jobs.send_links(at=road.world.later(minutes=3))
    (sms,) = road.world.messages_on(PHONE_OF_SANIYA)
    assert "/my-consent/" in sms["text"]
    number = Pending.objects.get().number
    road.world.client.post(f"/api/phone/{PHONE_OF_SANIYA}/reply", json={"text": f"1 {number}"})
    road.world.break_down("registers")
    jobs.take_answers(at=road.now)
    assert Invitation.objects.get().given is None
    road.world.mend()
    jobs.take_answers(at=road.world.later(seconds=30))
    assert Invitation.objects.get().given is True
    assert isinstance(road.look().acts[0].act, ConsentGiven)
    jobs.take_answers(at=road.world.later(seconds=30))
    assert Consent.objects.count() == 1


def test_the_service_is_told_of_a_withdrawal_after_an_outage(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    road.consent()
    (consent,) = Consent.objects.all()
    road.world.break_down("registers")
    consenting.take_back(road.case, consent.id, owner=person(AIZHAN), at=road.now)
    jobs.tell_withdrawals(at=road.now)
    assert Consent.objects.get().tell_at is not None
    road.world.mend()
    jobs.tell_withdrawals(at=road.world.later(minutes=1))
    assert Consent.objects.get().tell_at is None
