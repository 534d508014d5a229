"""Rules 12, Rules 14: which provider is asked, when again, and what becomes of a message by what each of them says."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction

from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.messages import Delivery, MessageState, Provider, UnknownMessage
from ruqsat.post import sending
from ruqsat.post.models import Attempt, Message
from ruqsat.post.sending import (
    GIVEN_UP_AFTER,
    LONGEST_PAUSE,
    LONGEST_UNASKED,
    NoAnswer,
    ProviderIsGone,
    ask,
    came,
    hold_back,
    push,
    stop_if_its_provider_is_gone,
)
from ruqsat.post.writing import Content, about, content_of, next_of, told_of, write
from tests.clocks import stopped_at
from tests.payments.ground import AT
from tests.post.played import PHONE, SMS, Played

pytestmark = pytest.mark.django_db
SECOND_PHONE = "+77000000102"
LATER = AT + timedelta(minutes=1)


def said(message: Message) -> list[tuple[str, str]]:
    """What which provider said of it, in order."""
    return list(message.attempts.order_by("id").values_list("provider", "said"))


def sent(message: Message, first: Played, via: tuple[Provider, ...]) -> Message:
    """The first provider has it."""
    first.takes()
    return push(message.id, via=via, now=lambda: AT)


def test_the_first_takes_it_and_the_second_is_not_asked(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    after = sent(message, first, via)
    assert (after.state, after.provider, after.reference, after.accepted_at) == ("sent", "first", "R-1", AT)
    assert (first.asked, second.asked) == (["send"], [])
    assert push(message.id, via=via, now=lambda: LATER).state == "sent"
    assert first.asked == ["send"]


def test_the_hour_of_the_taking_is_the_provider_s_but_never_one_to_come(
    message: Message, first: Played, via: tuple[Provider, ...]
) -> None:
    """Rules 14: twenty-four hours from the recorded sending."""
    first.takes(at=AT + timedelta(hours=5))
    assert push(message.id, via=via, now=lambda: LATER).accepted_at == LATER


def test_the_hour_of_the_taking_is_not_before_that_provider_was_asked(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    """Rules 14: a provider that says last week has not made the notice early enough; its bytes stay with the proof."""
    first.takes_nothing_now()
    second.takes_nothing_now()
    push(message.id, via=via, now=lambda: AT)
    first.takes(at=AT - timedelta(days=3))
    after = push(message.id, via=via, now=lambda: LATER)
    assert after.accepted_at == LATER
    assert (AT - timedelta(days=3)).isoformat().encode() in told_of(after)[-1].raw


def test_where_an_answer_was_lost_the_hour_of_the_taking_is_not_before_the_first_question(
    message: Message, first: Played, via: tuple[Provider, ...]
) -> None:
    """Rules 14: it may have taken the message then; it cannot have taken it before."""
    first.loses_its_answer()
    push(message.id, via=via, now=lambda: AT)
    first.takes(at=AT - timedelta(days=3))
    assert push(message.id, via=via, now=lambda: LATER).accepted_at == AT


@pytest.mark.parametrize("state", ["delivered", "failed"])
def test_what_became_of_it_is_not_before_its_sending(
    message: Message, first: Played, via: tuple[Provider, ...], state: str
) -> None:
    """Rules 12: two working days do not run before there was anything to receive."""
    sent(message, first, via)
    first.knows(state, at=AT - timedelta(days=3))
    ask(message.id, via=via[:1], now=lambda: LATER)
    assert told_of(message)[-1].told_at == AT


def test_what_the_second_takes_after_the_first_kept_everybody_waiting_has_its_own_hour(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    """Rules 14: from the recorded sending, and not from when the first provider was asked in vain."""
    first.takes_nothing_now()
    second.takes(at=AT + timedelta(minutes=3))

    def a_minute_for_each_question() -> datetime:
        return AT + timedelta(minutes=len(first.asked) + len(second.asked))

    after = push(message.id, via=via, now=a_minute_for_each_question)
    assert (after.provider, after.accepted_at) == ("second", AT + timedelta(minutes=3))
    assert [one.at for one in after.attempts.order_by("id")] == [AT + timedelta(minutes=number) for number in range(3)]


@pytest.mark.parametrize("how", ["takes_nothing_now", "does_not_serve"])
def test_what_the_first_certainly_has_not_the_second_carries(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...], how: str
) -> None:
    getattr(first, how)()
    second.takes()
    after = push(message.id, via=via, now=lambda: AT)
    assert (after.state, after.provider) == ("sent", "second")
    assert first.asked == ["send"] * (sending.TRIES if how == "takes_nothing_now" else 1)
    assert second.asked == ["send"]


def of_two_numbers(message: Message) -> Message:
    """A message that goes to a second number if it comes to nothing."""
    said = Content(to=PHONE, subject="", text="Келу уақыты", then=(SECOND_PHONE,))
    return write(message.file_id, act=uuid4(), what="registered", language="kk", contents={"sms": said}, at=AT)[0]


@pytest.mark.parametrize("how", ["refuses", "does_not_serve", "failed"])
def test_what_comes_to_nothing_at_the_first_number_goes_to_the_second(
    message: Message, first: Played, via: tuple[Provider, ...], how: str
) -> None:
    """Rules 14: the applicant named both, and a notice to either counts; each is a message of its own."""
    of_both = of_two_numbers(message)
    played = Played(first.world, of_both)
    if how == "failed":
        sent(of_both, played, via)
        played.knows("failed")
        ask(of_both.id, via=via[:1], now=lambda: LATER)
    else:
        getattr(played, how)()
        push(of_both.id, via=via[:1], now=lambda: LATER)
    then = next_of(Message.objects.get(id=of_both.id))
    assert then is not None
    assert (then.state, then.contact, then.next_at, then.what) == ("waiting", 2, LATER, "registered")
    assert content_of(then) == Content(to=SECOND_PHONE, subject="", text="Келу уақыты")
    assert about(of_both.act) == [of_both, then]
    Played(first.world, then).refuses()
    push(then.id, via=via[:1], now=lambda: LATER)
    assert len(about(of_both.act)) == 2


def test_what_the_first_refuses_for_everybody_is_not_tried_elsewhere(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    first.refuses()
    after = push(message.id, via=via, now=lambda: AT)
    assert (after.state, after.settled_at, second.asked) == ("failed", AT, [])


def test_an_answer_that_was_lost_is_asked_after_and_nobody_else_is(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    """It may have sent: a second sending would be a second message."""
    first.loses_its_answer()
    first.knows("sent")
    after = push(message.id, via=via, now=lambda: AT)
    assert (after.state, after.provider, second.asked) == ("waiting", "first", [])
    assert first.asked == ["send", "state"]
    first.takes()
    assert push(message.id, via=via, now=lambda: LATER).state == "sent"


def test_a_proxy_that_is_out_of_service_says_nothing_of_what_the_provider_took(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    """Rules 14: two SMS would have two hours of sending. The provider is asked what it knows, and it has it."""
    first.hides_behind_a_proxy_out_of_service()
    first.knows("sent")
    after = push(message.id, via=via, now=lambda: AT)
    assert (after.state, after.provider, second.asked) == ("waiting", "first", [])
    assert said(after) == [("first", "lost")]


def test_where_it_knows_of_none_the_second_is_asked(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    first.loses_its_answer()
    first.knows_nothing()
    second.takes()
    after = push(message.id, via=via, now=lambda: AT)
    assert (after.state, after.provider) == ("sent", "second")
    assert said(after) == [("first", "lost"), ("first", "unknown"), ("second", "accepted")]


def test_what_a_provider_may_have_that_is_configured_no_more_goes_to_no_other(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    """Rules 14: it would be sent twice; it waits, and whoever looks after the system is told why."""
    first.does_not_serve()
    second.loses_its_answer()
    push(message.id, via=via, now=lambda: AT)
    first.takes()
    asked = list(first.asked)
    after = push(message.id, via=via[:1], now=lambda: LATER)
    assert (after.state, after.provider, after.next_at is not None) == ("waiting", "second", True)
    assert first.asked == asked
    with pytest.raises(ProviderIsGone, match="second provider may have this message"):
        stop_if_its_provider_is_gone(after, via=via[:1])
    stop_if_its_provider_is_gone(after, via=via)


def lost(message: Message, first: Played, via: tuple[Provider, ...]) -> None:
    """The first provider may have it."""
    first.loses_its_answer()
    push(message.id, via=via, now=lambda: AT)
    assert first.asked == ["send", "state"]


def test_overtaken_it_is_only_asked_after_and_held_back_where_it_is_not_known(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    """Rules 14: neither the first nor the second provider sends what is not so any more."""
    lost(message, first, via)
    first.knows_nothing()
    after = hold_back(message.id, via=via, now=lambda: LATER)
    assert (after.state, after.provider, after.settled_at, after.next_at) == ("overtaken", "", LATER, None)
    assert (first.asked, second.asked) == (["send", "state", "state"], [])
    assert said(after) == [("first", "lost"), ("first", "unknown")]


@pytest.mark.parametrize(
    ("state", "stands"),
    [
        ("sent", ("sent", "first", "accepted")),
        ("delivered", ("delivered", "first", "delivered")),
        ("failed", ("overtaken", "", "failed")),
    ],
)
def test_overtaken_it_stays_with_the_provider_that_says_it_has_it(
    message: Message, first: Played, via: tuple[Provider, ...], state: str, stands: tuple[str, str, str]
) -> None:
    """Rules 14: what somebody received or sent goes on file with its hour, not before the first question."""
    lost(message, first, via)
    first.knows(state, at=AT - timedelta(days=3))
    after = hold_back(message.id, via=via, now=lambda: LATER)
    assert first.asked == ["send", "state", "state"]
    assert said(after) == [("first", "lost"), ("first", stands[2])]
    assert (after.state, after.provider) == stands[:2]
    assert told_of(after)[-1].told_at == AT


def test_overtaken_it_waits_while_the_provider_that_may_have_it_says_nothing_or_is_gone(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    lost(message, first, via)
    for asked in (via, via[1:]):
        after = hold_back(message.id, via=asked, now=lambda: LATER)
        assert (after.state, after.provider, after.next_at) == ("waiting", "first", LATER + timedelta(minutes=1))
    assert (first.asked, second.asked) == (["send", "state", "state"], [])


def test_nobody_takes_it_and_it_waits_for_as_long_again_ten_minutes_at_most(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    first.takes_nothing_now()
    second.takes_nothing_now()
    pauses = []
    for minutes in (0, 1, 5, 60):
        at = AT + timedelta(minutes=minutes)
        after = push(message.id, via=via, now=stopped_at(at))
        assert (after.state, after.provider) == ("waiting", "")
        assert after.next_at is not None
        pauses.append(after.next_at - at)
    assert pauses == [sending.SHORTEST_PAUSE, timedelta(minutes=1), timedelta(minutes=5), LONGEST_PAUSE]


def test_before_it_is_due_nobody_is_asked(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    first.takes_nothing_now()
    second.takes_nothing_now()
    push(message.id, via=via, now=lambda: AT)
    before = (first.asked, second.asked)
    push(message.id, via=via, now=lambda: AT + timedelta(seconds=4))
    assert (first.asked, second.asked) == before


def test_none_serves_the_number_and_it_failed(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    first.does_not_serve()
    second.does_not_serve()
    after = push(message.id, via=via, now=lambda: AT)
    assert (after.state, after.spent, after.next_at) == ("failed", ["first", "second"], None)


def test_asked_what_became_of_it_the_provider_says_delivered_with_its_hour(
    message: Message, first: Played, via: tuple[Provider, ...]
) -> None:
    """Rules 12: received when it was delivered."""
    sent(message, first, via)
    first.knows("delivered", at=AT + timedelta(seconds=30))
    after = ask(message.id, via=via, now=lambda: LATER)
    assert (after.state, after.settled_at, after.next_at) == ("delivered", AT + timedelta(seconds=30), None)
    ask(message.id, via=via, now=lambda: LATER + timedelta(hours=1))
    assert first.asked == ["send", "state"]


def test_what_it_could_not_deliver_is_another_s_turn(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    sent(message, first, via)
    first.knows("failed")
    after = ask(message.id, via=via, now=lambda: LATER)
    assert (after.state, after.provider, after.spent, after.next_at) == ("waiting", "", ["first"], LATER)
    second.takes()
    assert push(message.id, via=via, now=lambda: LATER).provider == "second"
    second.knows("failed")
    assert ask(message.id, via=via, now=lambda: LATER + timedelta(minutes=1)).state == "failed"


def test_it_is_asked_after_half_as_long_again_as_it_is_under_way_two_hours_at_most(
    message: Message, first: Played, via: tuple[Provider, ...]
) -> None:
    sent(message, first, via)
    first.knows("sent")
    pauses = []
    for later in (timedelta(seconds=6), timedelta(hours=1), timedelta(hours=12)):
        after = ask(message.id, via=via, now=stopped_at(AT + later))
        assert after.next_at is not None
        pauses.append(after.next_at - AT - later)
    assert pauses == [sending.SHORTEST_PAUSE, timedelta(minutes=30), LONGEST_UNASKED]
    assert ask(message.id, via=via, now=lambda: AT + GIVEN_UP_AFTER + timedelta(seconds=1)).state == "given_up"


def test_a_provider_that_does_not_answer_is_said_and_when_it_is_asked_again_is_noted(
    message: Message, first: Played, via: tuple[Provider, ...]
) -> None:
    sent(message, first, via)
    first.world.will_answer("GET", f"/messages/{message.id}", b"", status=500)
    with pytest.raises(NoAnswer):
        ask(message.id, via=via, now=lambda: LATER)
    after = Message.objects.get(id=message.id)
    assert (after.state, after.next_at) == ("sent", LATER + timedelta(seconds=30))


def test_of_a_provider_that_is_configured_no_more_nobody_is_asked(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    sent(message, first, via)
    after = ask(message.id, via=via[1:], now=lambda: LATER)
    assert (after.state, second.asked) == ("sent", [])


@pytest.mark.parametrize("order", [("delivered", "delivered", "sent", "failed"), ("sent", "delivered", "failed")])
def test_delivered_is_the_last_word_in_whatever_order_states_come(
    message: Message, first: Played, via: tuple[Provider, ...], order: tuple[str, ...]
) -> None:
    sent(message, first, via)
    for state in order:
        told = MessageState(delivery=Delivery(state), at=LATER, raw=state.encode())
        after = came(message.id, told, provider="first", via=via, at=LATER)
    for told_nothing in (UnknownMessage(raw=b"{}"), Unavailable(why="It is silent.")):
        after = came(message.id, told_nothing, provider="first", via=via, at=LATER)
    assert after.state == "delivered"
    assert [word for _, word in said(after)] == ["accepted", "delivered"]


def test_that_it_failed_counts_from_the_provider_that_has_the_message(
    message: Message, first: Played, via: tuple[Provider, ...]
) -> None:
    sent(message, first, via)
    failed = MessageState(delivery=Delivery.FAILED, at=LATER, raw=b"failed")
    after = came(message.id, failed, provider="second", via=via, at=LATER)
    assert (after.state, after.provider) == ("sent", "first")


def test_a_delivery_by_one_whose_answer_was_lost_counts_though_another_was_asked_since(
    message: Message, first: Played, second: Played, via: tuple[Provider, ...]
) -> None:
    """It has arrived, whoever carried it; the hour of its taking is not known, so that it is that of its delivery."""
    first.loses_its_answer()
    first.knows_nothing()
    second.takes()
    push(message.id, via=via, now=lambda: AT)
    told = MessageState(delivery=Delivery.DELIVERED, at=LATER, raw=b"delivered")
    after = came(message.id, told, provider="first", via=via, at=LATER)
    assert (after.state, after.provider, after.accepted_at, after.settled_at) == ("delivered", "first", LATER, LATER)


def test_what_was_said_is_kept_encrypted_and_only_added_to(
    message: Message, first: Played, via: tuple[Provider, ...]
) -> None:
    after = sent(message, first, via)
    assert content_of(after) == SMS
    assert PHONE.encode() not in bytes(after.content_encrypted)
    attempt = Attempt.objects.get(message=after)
    assert b"R-1" not in bytes(attempt.raw_encrypted)
    with pytest.raises(ProgrammingError, match="only added to"), transaction.atomic():
        attempt.delete()
