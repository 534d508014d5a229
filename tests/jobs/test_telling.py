"""Rules 14, List 10(1): by both means, once each, recorded; while the gateway is down what is to be told stays due."""

from datetime import timedelta
from uuid import uuid5

import pytest
from django.conf import settings

from ruqsat.cases import drafting
from ruqsat.cases.actions import filing, visit
from ruqsat.cases.consequences import LETTERS
from ruqsat.cases.drafting import Section
from ruqsat.jobs import mailing, sweep, telling
from ruqsat.journal import read
from ruqsat.journal.models_of_delivery import Counterpart, Undone
from ruqsat.law.acts import VisitNoticeSent
from ruqsat.law.book import Chapter
from ruqsat.law.local_time import local
from ruqsat.post.models import Message
from tests.journal.feeds import files_untold
from tests.keeping.orders import confirmed
from tests.milestones import Stand
from tests.together import at_once
from tests.walking import MILESTONES, Road, draft_of
from tests.world import AIZHAN, ALMATY, MAILBOX, PHONE, officer, person


def notices(road: Road) -> list[VisitNoticeSent]:
    return [filed.act for filed in road.look().acts if isinstance(filed.act, VisitNoticeSent)]


def test_the_notice_goes_by_both_means_and_each_sending_is_recorded(stand: Stand) -> None:
    """Rules 14: the gateway's own answer is the proof of each."""
    road = stand("approved")
    road.schedule()
    assert road.owed() == ["send_visit_notice"]
    road.notify()
    assert [(one.means, one.to_masked) for one in notices(road)] == [
        ("sms", "+7700•••01"),
        ("email", "ai•••@example.kz"),
    ]
    for filed in road.look().acts:
        if isinstance(filed.act, VisitNoticeSent):
            assert filed.act.reference.encode() in read.proof_of(filed.id)
    assert road.owed() == []
    told = road.world.messages_on(PHONE)[0]["text"]
    assert "Тәжірибе көшесі" in told
    assert "11:00" in told
    letter = road.world.letters_to(MAILBOX)[0]["text"]
    assert letter.index("маман") < letter.index("специалист")  # her own language first, then the other
    assert "(Rules 14)" not in letter


def test_the_notice_names_the_department_as_the_keepers_called_it(stand: Stand) -> None:
    """Rules 14, Rules 18: by the lists of the day on which the application was received."""
    road = stand("known")
    short = {"kk": "Жаңа бөлім", "ru": "Новое отделение", "en": "New department"}
    tomorrow = local(road.now).date() + timedelta(days=1)
    office = {"code": ALMATY, "short": short}
    confirmed(Chapter.OFFICES, {"basis": "Order 7", "since": tomorrow, "office": [office]}, at=road.now)
    road.world.set_clock(road.now + timedelta(days=1))
    for milestone in ("consented", "received", "registered", "settled", "complete", "approved"):
        for step in MILESTONES[milestone]:
            step(road)
    road.world.put_post_away()
    road.schedule()
    road.notify()
    assert "Жаңа бөлім" in road.world.letters_to(MAILBOX)[0]["text"]


def test_while_the_gateway_is_down_the_notice_stays_owed_and_the_hours_do_not_run(stand: Stand) -> None:
    road = stand("approved")
    road.schedule()
    road.world.break_down("messages", "messages_second")
    for _ in range(2):
        road.world.later(minutes=1)
        sweep.sweep(now=road.world.now)
    assert (notices(road), road.owed()) == ([], ["send_visit_notice"])
    road.world.mend()
    sent_at = road.world.later(hours=2)
    sweep.sweep(now=lambda: sent_at)
    assert {one.means for one in notices(road)} == {"sms", "email"}
    assert all(one.happened_at >= sent_at - timedelta(seconds=30) for one in notices(road))


def test_sent_twice_and_by_two_workers_at_once_it_is_one_notice(stand_apart: Stand) -> None:
    road = stand_apart("approved")
    road.schedule()
    scheduled = road.look().acts[-1].id
    before, at = len(road.world.messages_on(PHONE)), road.now
    came = at_once(*[lambda: telling.send_visit_notice(road.case, scheduled, now=lambda: at)] * 2)
    telling.send_visit_notice(road.case, scheduled, now=lambda: at)
    assert came == [None, None]
    assert [one.means for one in notices(road)].count("sms") == 1
    assert len(road.world.messages_on(PHONE)) == before + 1


def test_a_visit_that_was_called_off_is_not_announced(stand: Stand) -> None:
    road = stand("approved")
    road.schedule()
    visit.cancel(road.case, visit=road.visit, reason="The inspector is ill.", by=officer(), at=road.now)
    assert road.owed() == []


def test_the_applicant_is_told_of_the_registration_once(stand_apart: Stand) -> None:
    road = stand_apart("received")
    road.register()
    before = len(road.world.letters_to(MAILBOX))
    at = road.now
    came = at_once(*[lambda: telling.tell_applicant(road.case, now=lambda: at)] * 2)
    assert came == [True, True]
    assert telling.tell_applicant(road.case, now=lambda: at)
    letters = road.world.letters_to(MAILBOX)
    assert len(letters) == before + 1
    assert "KZ75-2026-000001" in letters[0]["text"]
    assert f"/applications/{road.case}/" in letters[0]["text"]


def test_the_applicant_is_told_that_the_license_is_there(stand: Stand) -> None:
    road = stand("granted")
    road.issue()
    assert telling.tell_applicant(road.case, now=road.world.now)
    newest = road.world.letters_to(MAILBOX)[0]
    assert newest["id"] == str(uuid5(road.look().acts[-1].id, "email"))
    assert "KZ75-2026-000001" in newest["text"]


def test_a_failed_signature_is_told_with_its_reason(stand: Stand) -> None:
    road = stand("consented")
    ready = road.prepare()
    cms = road.world.sign(ready.statement + b" ", AIZHAN)
    filing.receive(road.case, act=ready.id, cms=cms, by=person(AIZHAN), at=road.now)
    assert draft_of(road).filed_at is not None
    road.register()
    telling.tell_applicant(road.case, now=road.world.now)
    assert road.world.letters_to(MAILBOX)[0]["subject"]
    assert str(road.case) in road.world.messages_on(PHONE)[0]["text"]


def test_the_second_telephone_of_the_application_is_written_to_when_the_first_is_none(stand: Stand) -> None:
    """Annex 2: notices to either of the contacts count."""
    road = stand("consented")
    contacts = {"email": MAILBOX, "phone": PHONE, "second_phone": "+77000000177", "fax": ""}
    drafting.save_section(person(AIZHAN), road.case, Section.CONTACTS, contacts, at=road.now)
    road.receive()
    road.register()
    said = {"to": PHONE, "outcome": "refused"}
    road.world.client.post("/api/messages/ways", json=said).raise_for_status()
    telling.tell_applicant(road.case, now=road.world.now)
    (sms,) = road.world.messages_on("+77000000177")
    assert "KZ75-2026-000001" in sms["text"]


def test_a_letter_waits_for_the_gateway(stand: Stand) -> None:
    road = stand("received")
    road.register()
    before = len(road.world.messages_on(PHONE))
    road.world.break_down("messages", "messages_second")
    assert not telling.tell_applicant(road.case, now=road.world.now)
    assert files_untold(LETTERS) == {road.case}
    road.world.mend()
    road.world.later(minutes=1)
    telling.tell_all(now=road.world.now)
    assert len(road.world.messages_on(PHONE)) == before + 1
    assert files_untold(LETTERS) == set()


def test_a_letter_whose_e_mail_was_taken_waits_for_its_sms_and_says_nothing_of_the_providers(stand: Stand) -> None:
    """Whoever comes after it is told too: only the SMS has nobody."""
    road = stand("received")
    road.register()
    road.world.client.post(
        "/api/messages/ways", json={"to": PHONE, "outcome": "refused", "provider": "first"}
    ).raise_for_status()
    road.world.break_down("messages_second")
    at = road.now
    assert not telling.tell_applicant(road.case, now=lambda: at)
    assert {one.means: one.state for one in Message.objects.filter(file_id=road.case)} == {
        "sms": "waiting",
        "email": "sent",
    }
    assert not Counterpart.objects.filter(name="messages", failures__gt=0).exists()
    assert Undone.objects.get(kind=LETTERS).next_at == Message.objects.get(means="sms").next_at
    road.world.mend()
    road.world.later(minutes=1)
    mailing.deliver_all(now=road.world.now)
    telling.tell_all(now=road.world.now)
    assert files_untold(LETTERS) == set()


def test_a_letter_that_only_a_provider_taken_out_of_the_settings_may_have_says_nothing_of_the_others(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules 14: nobody is asked, so that nobody is blamed."""
    road = stand("received")
    road.register()
    said = {"outcome": "refused", "provider": "first"}
    for to in (PHONE, MAILBOX):
        road.world.client.post("/api/messages/ways", json={"to": to, **said}).raise_for_status()
    road.world.break_down("messages_second", kind="wrong")
    telling.tell_applicant(road.case, now=road.world.now)
    assert {one.provider for one in Message.objects.filter(file_id=road.case)} == {"second"}
    Counterpart.objects.all().delete()
    alone = {**settings.GATEWAYS["messages"], "second_url": ""}
    monkeypatch.setattr(settings, "GATEWAYS", {**settings.GATEWAYS, "messages": alone})
    road.world.later(minutes=1)
    assert not telling.tell_applicant(road.case, now=road.world.now)
    assert not Counterpart.objects.exists()


def test_while_a_letter_has_a_pause_of_its_own_nobody_is_blamed_and_it_never_becomes_a_dead_letter(
    stand: Stand,
) -> None:
    road = stand("received")
    road.register()
    road.world.break_down("messages", "messages_second")
    at = road.now
    assert not telling.tell_applicant(road.case, now=lambda: at)
    failures = Counterpart.objects.get(name="messages").failures
    for _ in range(20):
        telling.tell_applicant(road.case, now=lambda: at + timedelta(seconds=1))
    assert Counterpart.objects.get(name="messages").failures == failures
    assert Undone.objects.get(kind=LETTERS).counted == 1
    assert files_untold(LETTERS) == {road.case}
