"""Rules 8: the own account says who asked what, when, why and what came; a consent is taken back after a warning."""

from uuid import uuid4

import pytest
from django.test import Client

from ruqsat.cases.actions import inviting
from ruqsat.cases.drafting import Section, answers_of
from ruqsat.cases.ledger import Force, entries_of
from ruqsat.consents.models import Consent, Inquiry
from ruqsat.law.acts import ConsentWithdrawn
from ruqsat.law.merits import consented
from tests.cases.actions.test_inviting import clinic, consents, saniya
from tests.cases.filling import SANIYA
from tests.milestones import Stand
from tests.walking import Road, draft_of
from tests.web.officers import window_of
from tests.web.portal.roads import filed_unpaid, window
from tests.world import AIZHAN, PETR, person


def page_of(client: Client) -> str:
    return client.get("/consents/").content.decode()


def address() -> str:
    return f"/consents/{Consent.objects.get().id}/withdraw/"


def test_nothing_is_said_to_whom_nothing_was_asked(stand: Stand) -> None:
    stand("known")
    page = page_of(window_of(PETR))
    assert "You have not consented to anything yet" in page
    assert "None was made" in page


def test_every_consent_stands_there_with_its_inquiries(stand: Stand) -> None:
    """Rules 8: who asks, what for, what, since when, until when; and the ban check, which needs no consent."""
    road = filed_unpaid(stand)
    road.do_owed("ask_registers")
    page = page_of(window())
    number = road.look().standing.number
    for said in (f"Your application {number}", "In force", "Committee", "Holds until", "The register answered"):
        assert said in page, said
    assert page.count("<li>") > Inquiry.objects.count()
    assert "Inquiries without your consent" in page
    assert "None was made" not in page
    assert "Consents and inquiries about you" in window().get("/account/").content.decode()


def test_what_it_is_for_is_read_in_the_language_of_whoever_reads(stand: Stand) -> None:
    """Rules 8: told in English, read in Russian later."""
    filed_unpaid(stand)
    assert "Application for a license" not in page_of(window("ru"))
    assert "Заявление на лицензию на медицинскую деятельность" in page_of(window("ru"))


def test_somebody_elses_consent_is_not_there(stand: Stand) -> None:
    filed_unpaid(stand)
    assert "You have not consented to anything yet" in page_of(window_of(PETR))
    for method in ("get", "post"):
        assert getattr(window_of(PETR), method)(address()).status_code == 404
    assert window().get(f"/consents/{uuid4()}/withdraw/").status_code == 404
    assert Client().get("/consents/")["Location"].startswith("/sign-in/")
    assert Client().post(address())["Location"].startswith("/sign-in/")
    assert window().put(address()).status_code == 405


def test_before_it_is_taken_back_one_is_told_what_follows(stand: Stand) -> None:
    """List 9(8): of the applicant's own, the refusal after a hearing; reading it changes nothing."""
    road = filed_unpaid(stand)
    page = window().get(address()).content.decode()
    for said in ("are not made any more", "stays on file", "refused after you have been heard", "/rules/list-9-8/"):
        assert said in page, said
    assert consented(road.look().standing)


def test_it_is_taken_back_with_one_press(stand: Stand) -> None:
    """Rules 8, List 9(8): it is on file; the ground follows from the act alone; the service is to be told."""
    road = filed_unpaid(stand)
    assert window().post(address()).status_code == 302
    assert isinstance(road.look().acts[-1].act, ConsentWithdrawn)
    assert not consented(road.look().standing)
    assert "List 9(8)" in road.look().standing.borne_out
    assert Consent.objects.get().tell_at is not None
    page = page_of(window())
    assert "Taken back" in page
    assert "Take this consent back" not in page
    acts = len(road.look().acts)
    assert window().post(address()).status_code == 302, "a second press does nothing"
    assert len(road.look().acts) == acts


def test_of_a_draft_everything_is_typed_afterwards(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    road.consent()
    assert "You can apply without it" in window().get(address()).content.decode()
    window().post(address())
    assert answers_of(draft_of(road))[Section.CONSENT.value]["choice"] == "typed"


def specialist_consented(road: Road) -> None:
    owner, who = clinic(road), saniya(road)
    invited = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    consents(road, invited, who, SANIYA)


def test_a_specialist_sees_who_asked_and_takes_it_back(stand: Stand) -> None:
    """Rules 8: nothing of List 9(8) is said to a specialist; the clinic's consent is no business of hers."""
    road = stand("known")
    specialist_consented(road)
    mine = window_of(SANIYA)
    page = page_of(mine)
    assert "«Үлгі Клиника» ЖШС" in page
    told = mine.get(address()).content.decode()
    assert "attaches the documents instead" in told
    assert "/rules/list-9-8/" not in told
    mine.post(address())
    (entry,) = entries_of(person(SANIYA), at=road.now)
    assert (entry.force, entry.own, len(entry.inquiries) > 0) == (Force.WITHDRAWN, False, True)


def test_a_refusal_stands_there_too(stand: Stand) -> None:
    road = stand("known")
    owner, who = clinic(road), saniya(road)
    invited = inviting.invite(road.case, owner=owner, iin=SANIYA, at=road.now)
    inviting.refuse(invited.row.id, person=who, at=road.now)
    page = page_of(window_of(SANIYA))
    assert "Consents that you refused" in page
    assert str(invited.row.id) in page


@pytest.mark.parametrize("days", [0, 89, 91])
def test_a_consent_runs_out_by_itself(stand: Stand, days: int) -> None:
    road = filed_unpaid(stand)
    (entry,) = entries_of(person(AIZHAN), at=road.world.later(days=days) if days else road.now)
    assert entry.force is (Force.RUN_OUT if days > 90 else Force.IN_FORCE)
