"""Rules 8: the code goes to a person's own phone; in however many files it is asked for, that phone is not flooded."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection

from ruqsat.consents.models import Pending
from ruqsat.journal.refusals import RefusalError
from ruqsat.law.saying import say

CODES, WITHIN = 5, timedelta(minutes=10)
"""So many codes go to one person's phone within that time, for all files together."""

CODES_A_DAY, A_DAY = 20, timedelta(days=1)
"""And no more than so many within a day."""


class TooManyCodes(RefusalError):
    """So many codes were sent to this phone that the next has to wait, or one is being sent at this moment."""

    def __init__(self) -> None:
        super().__init__(say("Several codes were sent to this phone just now. Use the newest, or wait ten minutes."))


class TooManyCodesToday(TooManyCodes):
    """So many codes were sent to this phone within a day that the next has to wait until tomorrow."""

    def __init__(self) -> None:
        RefusalError.__init__(self, say("Too many codes were sent to this phone within a day. Try again tomorrow."))


@contextmanager
def one_at_a_time(person_index: bytes, *, at: datetime) -> Iterator[None]:
    """
    Around the sending of a code: requests for the same person that come at the same time do not all pass.

    Not inside a transaction: the lock is the connection's, and what is sent is counted once its row is there.

    :raises TooManyCodes: if this person was sent as many as can be, or is being sent one.
    """
    key = f"code to {person_index.hex()}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        if not cursor.fetchone()[0]:
            raise TooManyCodes
    try:
        _stop_at_limit(person_index, at=at)
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])


def _stop_at_limit(person_index: bytes, *, at: datetime) -> None:
    sent = Pending.objects.filter(person_index=person_index)
    if sent.filter(asked_at__gt=at - WITHIN).count() >= CODES:
        raise TooManyCodes
    if sent.filter(asked_at__gt=at - A_DAY).count() >= CODES_A_DAY:
        raise TooManyCodesToday
