"""Rules 12, Rules 14: what has not left is counted by purpose; only what certainly nobody took is sent once more."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from ruqsat.journal import files
from ruqsat.post import unsent
from ruqsat.post.models import Message
from ruqsat.post.writing import Content, Told, add_attempt, write
from tests.payments.ground import AT

pytestmark = pytest.mark.django_db

SMS = Content(to="+77000000101", subject="", text="Келу уақыты")


def written(what: str = "registered") -> Message:
    file = uuid4()
    files.open_file("case", id=file, at=AT)
    (message,) = write(file, act=uuid4(), what=what, language="kk", contents={"sms": SMS}, at=AT)
    return message


def said(message: Message, *words: str) -> Message:
    for word in words:
        provider, _, what = word.partition(" ")
        add_attempt(message, Told(provider=provider, said=what, raw=b"{}"), at=AT)
    return message


def failed(*words: str, **more: object) -> UUID:
    message = said(written(), *words)
    over = {"state": "failed", "settled_at": AT, "next_at": None} | more
    Message.objects.filter(id=message.id).update(**over)
    return message.id


def test_what_waits_is_counted_by_purpose_and_state_with_the_oldest() -> None:
    written("visit_notice"), written("visit_notice"), written()
    taken = written()
    Message.objects.filter(id=taken.id).update(state="sent", provider="first", accepted_at=AT)
    found = [(one.state, one.what, one.means, one.count, one.since) for one in unsent.waiting(most=100)]
    assert found == [
        ("waiting", "registered", "sms", 1, AT),
        ("waiting", "visit_notice", "sms", 2, AT),
        ("sent", "registered", "sms", 1, AT),
    ]
    assert sum(one.count for one in unsent.waiting(most=2)) == 2


def test_what_was_tried_in_vain_is_shown_with_what_was_said_last_and_to_whom_it_goes_is_not() -> None:
    written()
    tried = said(written("visit_notice"), "first unreached", "second lost")
    (row,) = unsent.troubled(unsent.failing(), most=50, at=AT)
    assert (row.id, row.what, row.attempts, row.provider, row.said) == (tried.id, "visit_notice", 2, "second", "lost")
    assert not row.again
    assert "101" not in str(row).replace(str(row.id), "").replace(str(row.file_id), "")


AGAIN: Sequence[tuple[Sequence[str], bool]] = [
    (["first refused", "second refused"], True),
    (["first unreached", "second refused"], True),
    (["first lost", "first unknown", "second refused"], True),
    (["first lost", "second refused"], False),
    (["first unknown", "first lost", "second refused"], False),
    (["first accepted", "first failed"], False),
    (["first refused", "second accepted", "second failed"], False),
]


@pytest.mark.parametrize(("words", "again"), AGAIN)
def test_only_what_certainly_nobody_took_is_sent_once_more(words: Sequence[str], again: bool) -> None:
    """Decision 14: one message is in effect through one provider."""
    id = failed(*words)
    (row,) = unsent.troubled(unsent.came_to_nothing(at=AT), most=50, at=AT)
    assert row.again is again
    assert [one.id for one in unsent.send_again([id], at=AT)] == ([id] if again else [])
    message = Message.objects.get(id=id)
    assert (message.state, message.next_at) == (("waiting", AT) if again else ("failed", None))


@pytest.mark.parametrize(
    "more",
    [
        {"state": "given_up", "accepted_at": AT, "provider": "first"},
        {"accepted_at": AT, "provider": "first"},
        {"on_file": False},
        {"created_at": AT - unsent.AGAIN_WITHIN},
    ],
)
def test_what_was_taken_is_owed_to_the_file_or_is_old_is_not_sent_once_more(more: dict[str, object]) -> None:
    id = failed("first refused", **more)
    assert unsent.send_again([id], at=AT) == []


def test_what_came_to_nothing_is_shown_for_a_month_the_latest_first() -> None:
    old = failed("first refused")
    new = failed("first refused", settled_at=AT + timedelta(days=1))
    assert list(unsent.came_to_nothing(at=AT).values_list("id", flat=True)) == [new, old]
    assert unsent.came_to_nothing(at=AT + unsent.SHOWN_FOR).get().id == new
