"""A text that waits for a phone: for one browser, at an address nobody can guess, five minutes, one signature."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ruqsat.people.models import PhoneSigning
from ruqsat.people.phone_signing import (
    VALID_FOR,
    GoneError,
    NotGivenOutError,
    State,
    Waiting,
    bring,
    forget_expired,
    open_at,
    put,
    seen_by,
    text_at,
    ticket,
)
from tests.people.known import AT

pytestmark = pytest.mark.django_db

TEXT = "Мәлімдеме".encode()


def waiting(text: bytes = TEXT) -> Waiting:
    return put(text, ticket=ticket(text, session_key="session"), session_key="session", at=AT)


def test_the_phone_gets_the_bytes_of_the_page_and_its_signature_comes_back_to_that_browser() -> None:
    put_there = waiting()
    assert seen_by(put_there.id, session_key="session", at=AT)[1] is State.WAITING
    opened = open_at(put_there.id, secret=put_there.secret, at=AT)
    assert seen_by(put_there.id, session_key="session", at=AT)[1] is State.OPENED
    assert text_at(put_there.id, access=opened.access, at=AT).text == TEXT
    bring(b"CMS", id=put_there.id, access=opened.access, at=AT)
    assert seen_by(put_there.id, session_key="session", at=AT + VALID_FOR)[1:] == (State.SIGNED, b"CMS")


@pytest.mark.parametrize(("text", "session"), [(b"another text", "session"), (TEXT, "another session")])
def test_a_page_lets_its_own_text_wait_in_its_own_browser_only(text: bytes, session: str) -> None:
    with pytest.raises(NotGivenOutError):
        put(text, ticket=ticket(TEXT, session_key="session"), session_key=session, at=AT)
    with pytest.raises(NotGivenOutError):
        put(TEXT, ticket="forged", session_key="session", at=AT)


def test_another_browser_sees_nothing() -> None:
    with pytest.raises(NotGivenOutError):
        seen_by(waiting().id, session_key="another session", at=AT)


def test_neither_secret_can_be_guessed_nor_taken_for_the_other() -> None:
    one, other = waiting(), waiting()
    for secret in ("", one.access, other.secret):
        with pytest.raises(NotGivenOutError):
            open_at(one.id, secret=secret, at=AT)
    for access in ("", one.secret, other.access):
        with pytest.raises(NotGivenOutError):
            text_at(one.id, access=access, at=AT)
        with pytest.raises(NotGivenOutError):
            bring(b"CMS", id=one.id, access=access, at=AT)
    with pytest.raises(NotGivenOutError):
        open_at(uuid4(), secret=one.secret, at=AT)


def test_once_signed_nothing_is_given_out_or_taken_any_more() -> None:
    put_there = waiting()
    bring(b"CMS", id=put_there.id, access=put_there.access, at=AT)
    with pytest.raises(GoneError):
        open_at(put_there.id, secret=put_there.secret, at=AT)
    with pytest.raises(GoneError):
        text_at(put_there.id, access=put_there.access, at=AT)
    with pytest.raises(GoneError):
        bring(b"another CMS", id=put_there.id, access=put_there.access, at=AT)
    assert seen_by(put_there.id, session_key="session", at=AT)[2] == b"CMS"


def test_after_five_minutes_the_code_has_run_out_and_everything_is_forgotten() -> None:
    put_there, late = waiting(), AT + VALID_FOR
    assert text_at(put_there.id, access=put_there.access, at=late - timedelta(microseconds=1)).text == TEXT
    with pytest.raises(GoneError):
        bring(b"CMS", id=put_there.id, access=put_there.access, at=late)
    assert seen_by(put_there.id, session_key="session", at=late)[1:] == (State.ENDED, None)
    assert (forget_expired(at=late), forget_expired(at=late + timedelta(seconds=1))) == (0, 1)


def test_what_waits_cannot_be_read_in_the_table() -> None:
    put_there = waiting()
    bring(b"the signature", id=put_there.id, access=put_there.access, at=AT)
    row = PhoneSigning.objects.get(id=put_there.id)
    assert TEXT not in bytes(row.text)
    assert b"the signature" not in bytes(row.cms or b"")
