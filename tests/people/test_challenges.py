"""A challenge is fresh, for one browser session and this site, five minutes, once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from pytest_django import Settings

from ruqsat.journal.statements import NotAStatementError, read_statement
from ruqsat.people.challenges import (
    VALID_FOR,
    ChallengeExpiredError,
    ChallengeUsedError,
    NoSuchChallengeError,
    forget_expired,
    issue,
    text_of,
    use,
)
from tests.people.known import AT

pytestmark = pytest.mark.django_db


def test_a_challenge_names_the_site_and_the_time_and_is_never_the_same() -> None:
    one, other = issue("session", at=AT), issue("session", at=AT)
    assert one.text != other.text
    lines = one.text.decode().splitlines()
    assert lines[:3] == ["Ruqsat: sign in", f"Site: {settings.PUBLIC_URL}", "Time: 2026-03-18T13:30:00.000000Z"]
    assert len(lines[3].removeprefix("Challenge: ")) == 43


def test_a_challenge_of_another_address_of_the_site_is_not_there(settings: Settings) -> None:
    issued = issue("session", at=AT)
    settings.PUBLIC_URL = "https://ruqsat.example"
    for asked in (use, text_of):
        with pytest.raises(NoSuchChallengeError):
            asked(issued.id, session_key="session", at=AT)


def test_a_challenge_cannot_be_taken_for_a_statement() -> None:
    with pytest.raises(NotAStatementError):
        read_statement(issue("session", at=AT).text)


def test_a_challenge_is_used_once() -> None:
    issued = issue("session", at=AT)
    assert text_of(issued.id, session_key="session", at=AT) == issued.text
    assert bytes(use(issued.id, session_key="session", at=AT).text) == issued.text
    for again in (use, text_of):
        with pytest.raises(ChallengeUsedError):
            again(issued.id, session_key="session", at=AT)


@pytest.mark.parametrize("session_key", ["another", ""])
def test_a_challenge_of_another_session_is_not_there(session_key: str) -> None:
    with pytest.raises(NoSuchChallengeError):
        use(issue("session", at=AT).id, session_key=session_key, at=AT)
    with pytest.raises(NoSuchChallengeError):
        use(uuid4(), session_key="session", at=AT)


def test_a_challenge_expires_after_five_minutes() -> None:
    in_time, late = issue("session", at=AT), issue("session", at=AT)
    assert use(in_time.id, session_key="session", at=AT + VALID_FOR - timedelta(microseconds=1)).used_at
    with pytest.raises(ChallengeExpiredError):
        use(late.id, session_key="session", at=AT + VALID_FOR)


def test_what_has_expired_unused_is_forgotten() -> None:
    used, unused = issue("session", at=AT), issue("session", at=AT)
    use(used.id, session_key="session", at=AT)
    assert forget_expired(at=unused.expires_at) == 0
    assert forget_expired(at=unused.expires_at + timedelta(seconds=1)) == 1


def test_without_a_session_there_is_no_challenge() -> None:
    with pytest.raises(NoSuchChallengeError):
        issue("", at=AT)
