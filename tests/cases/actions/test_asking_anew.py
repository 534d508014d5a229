"""Rules 8, List 9(8): a consent of one hour runs out before the registers answered, and its owner is asked anew."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from ruqsat.consents.models import Consent, Inquiry, Invitation, Pending, Source
from ruqsat.jobs import consenting as jobs
from ruqsat.jobs import sweep
from ruqsat.law.acts import ConsentGiven, ConsentLapsed, ConsentRefused, InquiryAnswered, Lapse, Outcome
from ruqsat.law.grounds import borne_out
from ruqsat.law.standing import act_of
from tests.clocks import stopped_at
from tests.milestones import Stand
from tests.outage import registered_while_registers_are_down
from tests.walking import Road
from tests.web.portal.roads import page, shown, window
from tests.world import PHONE

GIVE = "give-consent/"


@pytest.fixture
def road(stand: Stand) -> Iterator[Road]:
    """Registered on a consent of one hour, while the registers are down."""
    road = stand("known")
    road.world.client.put("/api/consents/life", json={"seconds": 3600}).raise_for_status()
    registered_while_registers_are_down(road)
    yield road
    road.world.client.put("/api/consents/life", json={}).raise_for_status()


def swept(road: Road, **later: float) -> None:
    """Time passes, and the system does what it owes the case."""
    road.world.later(**later)
    sweep.do_owed(road.case, now=lambda: road.now)


def lapses(road: Road) -> list[ConsentLapsed]:
    return [filed.act for filed in road.look().acts if isinstance(filed.act, ConsentLapsed)]


def said_by_sms(road: Road, answer: str) -> None:
    """The owner answers the request that came with the link."""
    jobs.send_links(now=road.world.now)
    number = Pending.objects.filter(over_at=None).get().number
    road.world.client.post(f"/api/phone/{PHONE}/reply", json={"text": f"{answer} {number}"}).raise_for_status()
    jobs.take_answers(now=stopped_at(road.world.later(seconds=30)))


def test_that_it_ran_out_goes_on_file_once_and_the_documents_are_asked_for(road: Road) -> None:
    """Rules 9: nobody waits for a register that may not be asked any more."""
    swept(road, minutes=5)
    assert lapses(road) == []
    assert "add_document" not in {duty.code for duty in road.look().standing.duties}
    asked = Inquiry.objects.count()
    swept(road, minutes=60)
    swept(road, minutes=60)
    (consent,) = Consent.objects.all()
    (lapsed,) = lapses(road)
    assert (lapsed.consent, lapsed.cause) == (consent.id, Lapse.RAN_OUT)
    assert "add_document" in {duty.code for duty in road.look().standing.duties}
    assert "List 9(8)" not in borne_out(road.look().standing)
    assert not Inquiry.objects.filter(consent=consent, asked_at__gte=consent.valid_until).exists()
    assert Inquiry.objects.count() > asked, "the ban rests on the statute, and is asked further"


def test_the_page_asks_for_it_again_and_with_the_new_one_the_registers_are_asked(road: Road) -> None:
    """Rules 8: from the page of the case to the answers of the registers."""
    assert "Your consent ended" not in shown(road)
    assert "There is nothing more to do here" in shown(road, GIVE)
    swept(road, minutes=65)
    assert "Your consent ended before all state registers had answered" in shown(road)
    assert "Nobody has refused" in shown(road, GIVE)
    road.world.mend()
    assert window().post(page(road, GIVE), {"step": "send"}).status_code == 302
    code = road.world.code_on(PHONE)
    assert window().post(page(road, GIVE), {"step": "confirm", "code": code})["Location"] == page(road)
    assert "Your consent ended" not in shown(road)
    assert Invitation.objects.get().given is True, "who was asked by link too is not asked any more"
    swept(road, minutes=20)
    acts = [filed.act for filed in road.look().acts if isinstance(filed.act, InquiryAnswered)]
    answered = {act.inquiry for act in acts if act.outcome is Outcome.VALUE}
    assert {"identity", "labor_activity", "premises_title"} <= answered
    assert "ask_registers" not in road.owed()


def test_before_the_file_says_so_the_page_goes_by_the_hour(road: Road) -> None:
    """Rules 8: nothing has to be swept for the owner to be able to consent again."""
    road.world.later(minutes=61)
    assert lapses(road) == []
    assert "Your consent ended" in shown(road)
    assert "Nobody has refused" in shown(road, GIVE)


def test_the_owner_is_told_on_the_registered_phone_with_a_link_and_answers_there(road: Road) -> None:
    """Rules 8: an SMS with yes is another consent."""
    swept(road, minutes=65)
    row = Invitation.objects.get()
    assert (row.as_applicant, row.answered_at, row.link_due) == (True, None, row.asked_at)
    road.world.mend()
    said_by_sms(road, "1")
    assert "/my-consent/" in road.world.messages_on(PHONE)[1]["text"]
    assert [type(filed.act) for filed in road.look().acts].count(ConsentGiven) == 2
    assert Invitation.objects.get().given is True


def test_the_linked_page_says_why_the_owner_is_asked(road: Road) -> None:
    """Rules 8."""
    swept(road, minutes=65)
    road.world.mend()
    jobs.send_links(now=road.world.now)
    link = road.world.messages_on(PHONE)[0]["text"].split()[-1]
    said = window().get("/my-consent/" + link.rstrip("/").split("/")[-1] + "/").content.decode()
    assert "The consent that you gave has ended before all state registers had answered." in said


def test_a_no_to_it_is_a_refusal(road: Road) -> None:
    """List 9(8)."""
    swept(road, minutes=65)
    road.world.mend()
    said_by_sms(road, "0")
    refused = [filed for filed in road.look().acts if isinstance(filed.act, ConsentRefused)]
    assert borne_out(road.look().standing)["List 9(8)"] == (refused[0].id,)
    assert "can be refused" in shown(road)


def test_another_one_that_runs_out_is_asked_for_again(road: Road) -> None:
    """Rules 8: each that lapses goes on file, and the same request begins again."""
    swept(road, minutes=65)
    road.world.mend()
    said_by_sms(road, "1")
    road.world.break_down("registers")
    swept(road, minutes=65)
    assert len(lapses(road)) == 2
    row = Invitation.objects.get()
    last = act_of(list(road.look().standing.consents.values())[-1].given, ConsentGiven)
    assert row.answered_at is None
    assert row.asked_at > last.valid_until > last.happened_at + timedelta(minutes=59)


def test_a_consent_that_its_owner_ended_elsewhere_is_asked_for_anew_and_closes_no_register(stand: Stand) -> None:
    """Rules 8: from the other side's page to the owner's answer here."""
    road = stand("known")
    registered_while_registers_are_down(road)
    road.world.mend()
    (consent,) = Consent.objects.all()
    road.world.client.post(f"/api/consents/{consent.id}/end").raise_for_status()
    swept(road, minutes=5)
    (lapsed,) = lapses(road)
    assert (lapsed.consent, lapsed.cause) == (consent.id, Lapse.NOT_IN_FORCE)
    assert not Source.objects.filter(failures__gt=0).exists()
    assert "Nobody has refused" in shown(road, GIVE)
    account = window().get("/consents/").content.decode()
    assert "Ended on the e-government portal" in account
    assert "The register knows of no consent in force" in account
    said_by_sms(road, "1")
    swept(road, minutes=5)
    assert "ask_registers" not in road.owed()
