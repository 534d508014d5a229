"""Messages are written once, encrypted, and shown in part."""

from uuid import uuid4

import pytest

from ruqsat.journal import files
from ruqsat.post.models import Message
from ruqsat.post.writing import Content, about, content_of, masked, of_file, write
from tests.payments.ground import AT

SMS = Content(to="+77000000101", subject="", text="Келу уақыты")
EMAIL = Content(to="aizhan@example.kz", subject="Келу", text="Келу уақыты")


@pytest.mark.django_db
def test_written_twice_a_message_says_what_it_said_first() -> None:
    """Rules 14: what was sent does not change by itself when the case does."""
    file, act = uuid4(), uuid4()
    files.open_file("case", id=file, at=AT)
    first = write(file, act=act, what="registered", language="kk", contents={"sms": SMS, "email": EMAIL}, at=AT)
    other = Content(to="+77000000102", subject="", text="Другое")
    again = write(file, act=act, what="registered", language="ru", contents={"sms": other}, at=AT)
    assert [one.id for one in first] == [one.id for one in again] == [one.id for one in about(act)]
    assert [(one.means, one.language, content_of(one)) for one in of_file(file)] == [
        ("sms", "kk", SMS),
        ("email", "kk", EMAIL),
    ]
    kept = Message.objects.get(act=act, means="email")
    assert b"aizhan" not in bytes(kept.content_encrypted)
    assert kept.to_masked == "ai•••@example.kz"


@pytest.mark.parametrize(
    ("to", "shown"),
    [("+77000000101", "+7700•••01"), ("aizhan@example.kz", "ai•••@example.kz"), ("a@b.kz", "a•••@b.kz")],
)
def test_where_it_was_sent_is_shown_in_part(to: str, shown: str) -> None:
    assert masked(to) == shown
