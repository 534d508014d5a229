"""Messages at which something broke come after the others, rest, and are forgotten once they are done."""

from datetime import timedelta

import pytest

from ruqsat.journal.models import Undone
from ruqsat.post import stuck
from ruqsat.post.models import Message
from ruqsat.post.writing import write
from tests.payments.ground import AT
from tests.post.played import SMS

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=1)


def broken(message: Message, *, times: int) -> None:
    for _ in range(times):
        stuck.broke(stuck.SENDING, message, error=KeyError("to whom it goes"), at=AT)


def due(message: Message, kind: str = stuck.SENDING, *, most: int = 50) -> bool:
    return message in stuck.due(kind, at=LATER, most=most)


def test_what_broke_comes_after_the_others_and_takes_the_place_of_none(message: Message) -> None:
    broken(message, times=1)
    other = write(message.file_id, act=message.id, what="registered", language="kk", contents={"sms": SMS}, at=AT)[0]
    assert stuck.due(stuck.SENDING, at=LATER, most=1) == [other, message]


def test_after_several_times_it_rests_and_on_record_stands_no_personal_data(message: Message) -> None:
    broken(message, times=10)
    assert not due(message)
    row = Undone.objects.get()
    assert (row.kind, row.subject, row.why) == ("send_message", message.id, "KeyError, see the log")
    assert stuck.due(stuck.SENDING, at=row.next_at, most=1) == [message]


def test_what_waits_for_a_provider_that_is_gone_is_looked_at_each_time_it_is_due_and_never_a_dead_letter(
    message: Message,
) -> None:
    for _ in range(20):
        stuck.waits(stuck.SENDING, message, why="The second provider is not configured any more.", at=AT)
    assert due(message)
    assert Undone.objects.get().dead_at is None


def test_what_was_done_meanwhile_is_not_undone(message: Message) -> None:
    broken(message, times=1)
    stuck.forget_what_is_done()
    assert Undone.objects.exists()
    Message.objects.filter(id=message.id).update(state="overtaken", settled_at=AT, next_at=None)
    stuck.forget_what_is_done()
    assert not Undone.objects.exists()


def test_each_step_of_a_message_is_on_record_by_itself(message: Message) -> None:
    """Its sending broke; that is no reason to leave what is owed to the file."""
    broken(message, times=10)
    Message.objects.filter(id=message.id).update(on_file=False)
    assert due(message, stuck.FILING)
    stuck.over(stuck.FILING, message)
    assert Undone.objects.get().kind == stuck.SENDING
