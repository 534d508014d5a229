"""Rules 12, Rules 14: through one provider or the other, never both in effect; what is known of it goes on file."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from django.conf import settings

from ruqsat.cases import undone
from ruqsat.cases.actions import hearing
from ruqsat.cases.actions import visit as visits
from ruqsat.gateways.messages import Delivery, MessageState, UnknownMessage, providers
from ruqsat.jobs import mailing, sweep, telling
from ruqsat.journal import read
from ruqsat.journal.models import Undone
from ruqsat.journal.undone import By
from ruqsat.law.acts import PreliminaryDecisionServed, Role, VisitNoticeSent
from ruqsat.law.standing import act_of
from ruqsat.post import sending
from ruqsat.post.models import Message
from ruqsat.post.writing import Content, about, write
from tests.clocks import stopped_at
from tests.milestones import Stand
from tests.walking import Road
from tests.world import MAILBOX, PHONE, officer

BOTH = ("messages", "messages_second")


def notices(road: Road) -> list[tuple[str, bool | None]]:
    return [
        (filed.act.means, filed.act.delivered)
        for filed in road.look().acts
        if isinstance(filed.act, VisitNoticeSent)
    ]  # fmt: skip


def way(road: Road, to: str, outcome: str, **more: Any) -> None:
    """What becomes of messages to a number or an address from now on."""
    said: Mapping[str, Any] = {"to": to, "outcome": outcome} | more
    road.world.client.post("/api/messages/ways", json=said).raise_for_status()


def taken_by(road: Road, message: Message) -> list[str]:
    """Which providers have the message, the newest first."""
    listed = road.world.client.get("/api/messages").json()
    return [one["provider"] for one in listed if one["id"] == str(message.id)]


@pytest.fixture
def scheduled(stand: Stand) -> Road:
    """A visit is fixed and nobody was told of it."""
    road = stand("approved")
    road.schedule()
    return road


def call_off(road: Road) -> None:
    visits.cancel(road.case, visit=road.visit, reason="Ill", by=officer(), at=road.now)


def sms_of(road: Road) -> Message:
    scheduled = next(filed for filed in reversed(road.look().acts) if filed.act.KIND == "visit_scheduled")
    return about(scheduled.id)[0]


def looked_after(road: Road, **later: float) -> datetime:
    at = road.world.later(**later)
    sweep.sweep(now=lambda: at)
    return at


def test_the_first_provider_takes_nothing_and_the_second_carries_it(scheduled: Road) -> None:
    scheduled.world.break_down("messages")
    scheduled.notify()
    message = sms_of(scheduled)
    assert (message.state, message.provider) == ("sent", "second")
    assert taken_by(scheduled, message) == ["second"]
    assert list(message.attempts.order_by("id").values_list("provider", "said")) == [
        ("first", "unreached"),
        ("first", "unreached"),
        ("second", "accepted"),
    ]
    assert notices(scheduled) == [("sms", None), ("email", None)]


def test_a_provider_that_does_not_serve_the_number_leaves_it_to_the_other(scheduled: Road) -> None:
    way(scheduled, PHONE, "refused", provider="first")
    scheduled.notify()
    message = sms_of(scheduled)
    assert (message.state, message.provider, message.spent) == ("sent", "second", ["first"])
    assert notices(scheduled)[0] == ("sms", None)


def test_an_answer_that_was_lost_sends_nobody_to_the_second_provider(scheduled: Road) -> None:
    """It took the message, and the answer could not be read: asked again it says so, with the first hour."""
    scheduled.world.break_down("messages", kind="wrong")
    scheduled.notify()
    message = sms_of(scheduled)
    assert (message.state, message.provider) == ("waiting", "first")
    assert notices(scheduled) == []
    scheduled.world.mend()
    looked_after(scheduled, minutes=1)
    message.refresh_from_db()
    assert (message.state, message.provider) == ("sent", "first")
    assert taken_by(scheduled, message) == ["first"]


def test_what_a_provider_may_have_that_was_taken_out_of_the_settings_waits_and_is_seen(
    scheduled: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules 14: it is not sent through the other one; put back, the provider says what it knows."""
    way(scheduled, PHONE, "refused", provider="first")
    scheduled.world.break_down("messages_second", kind="wrong")
    scheduled.notify()
    assert (sms_of(scheduled).state, sms_of(scheduled).provider) == ("waiting", "second")
    way(scheduled, PHONE, "delivered", provider="first")
    with monkeypatch.context() as patch:
        alone = {**settings.GATEWAYS["messages"], "second_url": ""}
        patch.setattr(settings, "GATEWAYS", {**settings.GATEWAYS, "messages": alone})
        Message.objects.filter(id=sms_of(scheduled).id).update(spent=[])
        looked_after(scheduled, minutes=1)
        assert taken_by(scheduled, sms_of(scheduled)) == ["second"]
        (seen,) = undone.look(at=scheduled.now).failing
        assert (seen.row.kind, seen.row.subject) == ("send_message", sms_of(scheduled).id)
        assert "not configured any more" in seen.row.why
    scheduled.world.mend()
    looked_after(scheduled, hours=1)
    assert (sms_of(scheduled).state, sms_of(scheduled).provider) == ("sent", "second")
    assert undone.look(at=scheduled.now).failing == []


def test_what_the_first_provider_says_it_cannot_deliver_goes_through_the_second(scheduled: Road) -> None:
    """Rules 14: a notice known to be lost does not count; the hours run from the one that was sent after it."""
    way(scheduled, PHONE, "failed", provider="first")
    way(scheduled, MAILBOX, "failed")
    scheduled.notify()
    assert notices(scheduled) == [("sms", None), ("email", None)]
    failed_at = looked_after(scheduled, hours=1)
    message = sms_of(scheduled)
    assert (message.provider, message.spent) == ("second", ["first"])
    visit = scheduled.look().standing.visits[scheduled.visit]
    assert visit.notified_at is not None
    assert visit.notified_at >= failed_at - timedelta(seconds=5)
    looked_after(scheduled, minutes=1)
    assert ("sms", True) in notices(scheduled)
    stands = {act_of(one, VisitNoticeSent).reference: act_of(one, VisitNoticeSent).delivered for one in visit.notices}
    assert False in stands.values()


def test_both_away_for_hours_the_notice_goes_when_one_is_back_and_the_hours_run_from_then(scheduled: Road) -> None:
    """Rules 14: from recorded sending."""
    scheduled.world.break_down(*BOTH)
    scheduled.notify()
    for _ in range(3):
        looked_after(scheduled, hours=1)
    assert notices(scheduled) == []
    scheduled.world.mend("messages_second")
    sent_at = looked_after(scheduled, hours=1)
    visit = scheduled.look().standing.visits[scheduled.visit]
    assert visit.notified_at is not None
    assert visit.notified_at >= sent_at - timedelta(seconds=5)
    assert {one.provider for one in Message.objects.filter(act=sms_of(scheduled).act)} == {"second"}


def test_a_notice_that_waits_is_not_sent_once_its_visit_is_called_off(scheduled: Road) -> None:
    """Rules 14: nobody is told of a visit that will not be."""
    scheduled.world.break_down(*BOTH)
    scheduled.notify()
    call_off(scheduled)
    scheduled.world.mend()
    at = looked_after(scheduled, minutes=1)
    message = sms_of(scheduled)
    assert (message.state, message.provider, message.settled_at) == ("overtaken", "", at)
    assert taken_by(scheduled, message) == []
    looked_after(scheduled, days=4)
    assert (notices(scheduled), taken_by(scheduled, message)) == ([], [])


def test_a_notice_that_somebody_may_have_stays_with_them_after_its_visit_is_called_off(scheduled: Road) -> None:
    """Rules 14: what a provider says of it later still goes on file."""
    way(scheduled, PHONE, "delivered", after_seconds=3600)
    scheduled.world.break_down("messages", kind="wrong")
    scheduled.notify()
    call_off(scheduled)
    scheduled.world.mend()
    looked_after(scheduled, minutes=1)
    assert sms_of(scheduled).state == "sent"
    assert ("sms", None) in notices(scheduled)
    looked_after(scheduled, hours=2)
    assert sms_of(scheduled).state == "delivered"
    assert ("sms", True) in notices(scheduled)


@pytest.mark.parametrize("served_by", [("first",), ("first", "second")])
def test_a_notice_whose_answer_was_lost_and_that_nobody_has_is_not_sent_once_its_visit_is_called_off(
    scheduled: Road, served_by: tuple[str, ...]
) -> None:
    """Rules 14: the provider that may have it is only asked; neither it nor the second one sends it."""
    scheduled.world.break_down("messages", kind="error")
    scheduled.notify()
    assert (sms_of(scheduled).state, sms_of(scheduled).provider) == ("waiting", "first")
    call_off(scheduled)
    looked_after(scheduled, minutes=1)
    assert (sms_of(scheduled).state, sms_of(scheduled).provider) == ("waiting", "first")
    if "second" in served_by:
        way(scheduled, PHONE, "refused", provider="first")
    scheduled.world.mend()
    looked_after(scheduled, minutes=15)
    message = sms_of(scheduled)
    assert (message.state, message.provider) == ("overtaken", "")
    assert ("first", "unknown") in message.attempts.values_list("provider", "said")
    assert (notices(scheduled), taken_by(scheduled, message)) == ([], [])


def test_the_letter_of_registration_is_not_sent_after_the_end_and_the_one_of_the_result_is(stand: Stand) -> None:
    """List 10(1): what happened last is what the applicant is told."""
    road = stand("issued")
    telling.tell_applicant(road.case, now=road.world.now)
    for what, state in (("registered", "overtaken"), ("license_issued", "sent")):
        assert {one.state for one in Message.objects.filter(file_id=road.case, what=what)} == {state}


def test_delivery_is_on_file_with_the_answer_of_the_provider_as_it_came(scheduled: Road) -> None:
    way(scheduled, PHONE, "delivered", after_seconds=1800)
    scheduled.notify()
    looked_after(scheduled, minutes=5)
    assert ("sms", None) in notices(scheduled)
    assert ("sms", True) not in notices(scheduled)
    looked_after(scheduled, hours=1)
    assert notices(scheduled).count(("sms", True)) == 1
    filed = next(one for one in scheduled.look().acts if one.id == uuid5(sms_of(scheduled).id, "first delivered"))
    assert b'"delivered"' in read.proof_of(filed.id)
    assert len(scheduled.look().standing.visits[scheduled.visit].notices) == 2


def sent_alike(road: Road, count: int) -> None:
    """So many more messages that the first provider took, and that are to be asked after."""
    message = sms_of(road)
    for _ in range(count):
        message.pk, message.act, message.on_file = uuid4(), uuid4(), True
        message.save(force_insert=True)
    Message.objects.filter(state="sent").update(next_at=road.now)


def asked_after(road: Road, *, at: datetime) -> int:
    """Of how many messages the provider was asked in one sweep what became of them."""
    mailing.deliver_all(now=lambda: at)
    return Message.objects.filter(state="sent", next_at__gt=at).count()


def test_a_provider_that_says_nothing_of_three_in_a_row_is_asked_no_further(scheduled: Road) -> None:
    """Rules 14: fifty questions that hang would keep the whole sweep waiting."""
    scheduled.notify()
    sent_alike(scheduled, 6)
    scheduled.world.break_down("messages", "messages_second")
    assert asked_after(scheduled, at=scheduled.now) == 3


def test_what_is_due_when_the_time_is_up_is_left_to_the_next_sweep(
    scheduled: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheduled.notify()
    sent_alike(scheduled, 6)
    monkeypatch.setattr(mailing, "MOST_SECONDS", 0.0)
    assert asked_after(scheduled, at=scheduled.now) == 0
    monkeypatch.undo()
    mailing.deliver_all(now=scheduled.world.now)
    assert not Message.objects.filter(state__in=("sent", "waiting"), next_at__lte=scheduled.now).exists()


def test_what_was_taken_when_the_process_died_goes_on_file_with_the_next_sweep(
    scheduled: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules 14: nothing that a provider said is lost between its answer and the file."""

    def dies(*_args: object, **_more: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(mailing, "put_on_file", dies)
        with pytest.raises(ConnectionError):
            scheduled.notify()
    assert notices(scheduled) == []
    assert not sms_of(scheduled).on_file
    looked_after(scheduled, minutes=1)
    assert ("sms", None) in notices(scheduled)
    assert Message.objects.get(id=sms_of(scheduled).id).on_file


def test_a_number_that_is_none_and_an_address_that_is_lost_leave_the_notice_to_the_office(scheduled: Road) -> None:
    """Rules 14: another recorded means is needed, and the case says whose turn that is."""
    for to in (PHONE, MAILBOX):
        way(scheduled, to, "refused")
    scheduled.notify()
    assert notices(scheduled) == [("sms", False)] * 2 + [("email", False)] * 2
    assert scheduled.owed() == []
    visit = scheduled.look().standing.visits[scheduled.visit]
    assert visit.notified_at is None
    owed = {duty.code: duty.owed_by for duty in scheduled.look().standing.duties}
    assert owed["notify_of_visit"] is Role.OFFICER


SECOND_PHONE = "+77000000177"


def written_to_both_numbers(road: Road) -> None:
    """The notice as it is written where the application names a second number."""
    act = next(filed.id for filed in reversed(road.look().acts) if filed.act.KIND == "visit_scheduled")
    contents = {
        "sms": Content(to=PHONE, subject="", text="Келу уақыты", then=(SECOND_PHONE,)),
        "email": Content(to=MAILBOX, subject="Келу", text="Келу уақыты"),
    }
    write(road.case, act=act, what="visit_notice", language="kk", contents=contents, at=road.now)


def owed_to_be_told_otherwise(road: Road) -> bool:
    return "notify_of_visit" in {duty.code for duty in road.look().standing.duties}


def test_where_the_first_number_is_none_the_second_is_tried_before_the_office_is_asked(scheduled: Road) -> None:
    """Rules 14: the failure of the first goes on file after what became of the second."""
    for to in (PHONE, MAILBOX):
        way(scheduled, to, "refused")
    written_to_both_numbers(scheduled)
    scheduled.notify()
    assert notices(scheduled) == [("sms", None)] + [("sms", False)] * 2 + [("email", False)] * 2
    assert len(scheduled.world.messages_on(SECOND_PHONE)) == 1
    assert not owed_to_be_told_otherwise(scheduled)


def test_where_the_second_number_comes_to_nothing_too_the_office_is_asked(scheduled: Road) -> None:
    """Rules 14: by another recorded means."""
    for to in (PHONE, SECOND_PHONE, MAILBOX):
        way(scheduled, to, "failed")
    written_to_both_numbers(scheduled)
    scheduled.notify()
    for _ in range(6):
        looked_after(scheduled, minutes=5)
    assert {one.state for one in about(sms_of(scheduled).act)} == {"failed"}
    assert [one.contact for one in about(sms_of(scheduled).act)] == [1, 2, 1]
    assert owed_to_be_told_otherwise(scheduled)


def test_states_that_come_twice_or_out_of_order_change_nothing_that_is_settled(scheduled: Road) -> None:
    scheduled.notify()
    message, at = sms_of(scheduled), scheduled.world.later(minutes=1)
    via = providers({"url": scheduled.world.address, "second_url": f"{scheduled.world.address}/second"})
    for state in ("delivered", "delivered", "sent", "failed"):
        said = MessageState(delivery=Delivery(state), at=at, raw=state.encode())
        after = sending.came(message.id, said, provider="first", via=via, at=at)
        assert after.state == "delivered"
    assert sending.came(message.id, UnknownMessage(raw=b"{}"), provider="first", via=via, at=at).state == "delivered"
    mailing.deliver_all(now=lambda: at)
    assert notices(scheduled).count(("sms", True)) == 1
    assert ("sms", False) not in notices(scheduled)


def test_no_word_for_three_days_and_it_is_not_asked_after_any_more(scheduled: Road) -> None:
    way(scheduled, PHONE, "sent")
    scheduled.notify()
    for _ in range(5):
        looked_after(scheduled, days=1)
    message = sms_of(scheduled)
    assert (message.state, message.next_at) == ("given_up", None)
    assert scheduled.look().standing.visits[scheduled.visit].notified_at is not None


@pytest.fixture
def told(stand: Stand) -> Road:
    """A refusal is intended, sealed and sent; the messages that tell of it are not out yet."""
    road = stand("sealed")
    hearing.record_unreliability(road.case, what="The diploma", shown_by="Letter 9", by=officer(), at=road.now)
    road.announce()
    return road


def receipt(road: Road) -> PreliminaryDecisionServed | None:
    served = road.look().standing.preliminary
    return act_of(served, PreliminaryDecisionServed) if served else None


def test_delivered_to_a_contact_in_the_application_it_is_received_and_the_terms_run(told: Road) -> None:
    """Rules 12: from receipt; the provider's answer is its proof."""
    way(told, PHONE, "delivered", after_seconds=600)
    way(told, MAILBOX, "sent")
    telling.tell_applicant(told.case, now=told.world.now)
    looked_after(told, minutes=5)
    assert receipt(told) is None
    sent_at = told.now
    looked_after(told, minutes=10)
    served = receipt(told)
    assert served is not None
    assert served.means == "sms"
    assert sent_at <= served.happened_at <= told.now
    standing = told.look().standing
    assert standing.preliminary is not None
    assert b'"delivered"' in read.proof_of(standing.preliminary.id)
    assert standing.at(told.now).objection_due is not None


def test_the_message_says_the_grounds_in_both_state_languages(told: Road) -> None:
    """Rules 12, Rules 13: whoever receives it knows why."""
    telling.tell_applicant(told.case, now=told.world.now)
    text = told.world.letters_to(MAILBOX)[0]["text"]
    assert text.index("көзделуде") < text.index("предполагается отказ")
    assert text.count("As found on file.") == 2


def test_the_sms_names_the_clause_of_each_ground(told: Road) -> None:
    """Rules 12: delivered it is the receipt of the grounds, and whoever has no EDS at hand has nothing but it."""
    telling.tell_applicant(told.case, now=told.world.now)
    sms = told.world.messages_on(PHONE)[0]["text"]
    assert "Тізбе, 9(6)." in sms


def test_a_delivery_after_the_case_moved_on_is_kept_with_the_message_and_changes_nothing(told: Road) -> None:
    way(told, PHONE, "delivered", after_seconds=3600)
    way(told, MAILBOX, "sent")
    telling.tell_applicant(told.case, now=told.world.now)
    told.open_preliminary()
    opened = receipt(told)
    looked_after(told, hours=2)
    assert receipt(told) == opened
    assert told.kinds().count("preliminary_decision_served") == 1
    assert Message.objects.get(what="refusal_intended", means="sms").state == "delivered"
    assert not Message.objects.filter(on_file=False).exists()


def broken_alike(road: Road, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many more messages that wait, due before every other, at which something of ours breaks."""
    message = Message.objects.filter(state="waiting").order_by("created_at")[0]
    broken = set()
    for _ in range(count):
        message.pk, message.act = uuid4(), uuid4()
        message.next_at = road.now - timedelta(hours=1)
        message.save(force_insert=True)
        broken.add(message.pk)
    real = sending.push

    def push(id: UUID, **more: Any) -> Message:
        if id in broken:
            raise KeyError("its words were lost")
        return real(id, **more)

    monkeypatch.setattr(sending, "push", push)
    monkeypatch.setattr(mailing, "_is_overtaken", lambda *_args, **_more: False)


def test_messages_at_which_something_breaks_keep_no_other_waiting(
    scheduled: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules 14: more of them than one sweep takes, and each is seen by whoever looks after the system."""
    scheduled.world.break_down(*BOTH)
    scheduled.notify()
    scheduled.world.mend()
    broken_alike(scheduled, mailing.AT_ONCE, monkeypatch)
    scheduled.world.later(minutes=1)
    for _ in range(2):
        mailing.deliver_all(now=scheduled.world.now)
    assert sms_of(scheduled).state == "sent"
    seen = undone.look(at=scheduled.now)
    assert seen.failing_in_all == mailing.AT_ONCE
    assert {(one.row.kind, one.row.why) for one in seen.failing} == {("send_message", "KeyError, see the log")}


def test_a_message_at_which_something_breaks_rests_and_is_tried_at_once_when_somebody_says_so(
    scheduled: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[UUID] = []

    def breaks(message: Message, **_more: object) -> None:
        tried.append(message.id)
        raise KeyError

    monkeypatch.setattr(mailing, "put_on_file", breaks)
    with pytest.raises(KeyError):
        scheduled.notify()
    at = scheduled.world.later(minutes=1)
    for second in range(0, 300, 5):
        mailing.deliver_all(now=stopped_at(at + timedelta(seconds=second)))
    row = Undone.objects.get(kind="file_message", subject=sms_of(scheduled).id)
    assert tried.count(row.subject) - 1 == row.attempts < 12
    monkeypatch.undo()
    resting = row.next_at - timedelta(seconds=1)
    mailing.deliver_all(now=stopped_at(resting))
    assert ("sms", None) not in notices(scheduled)
    undone.try_again(by=By(account="operator"), at=resting, id=row.pk)
    mailing.deliver_all(now=stopped_at(resting))
    assert ("sms", None) in notices(scheduled)
    assert not Undone.objects.filter(subject=row.subject).exists()
