"""Rules 21-1: who was not sent the information on an order, or has not confirmed it, is listed until it has."""

from datetime import timedelta

import pytest

from ruqsat.keeping import publishing
from ruqsat.keeping.uninformed import uninformed
from ruqsat.law.information import CONTACT_CENTRE, OPERATOR
from tests.keeping.orders import published
from tests.payments.ground import AT

pytestmark = pytest.mark.django_db


def test_who_was_not_sent_it_comes_before_who_has_not_confirmed_it() -> None:
    """Rules 21-1."""
    assert uninformed(most=50) == []
    change = published(at=AT)
    everybody = uninformed(most=50)
    assert {one.recipient for one in everybody} > {OPERATOR, CONTACT_CENTRE}
    assert {(one.sent_at, one.since) for one in everybody} == {(None, AT)}
    sent_at = AT + timedelta(minutes=1)
    publishing.sent(change, to=OPERATOR, at=sent_at)
    listed = uninformed(most=50)
    assert len(listed) == len(everybody)
    assert (listed[-1].recipient, listed[-1].sent_at, listed[-1].since) == (OPERATOR, sent_at, sent_at)
    publishing.received(change, to=OPERATOR, received_at=sent_at, at=sent_at)
    assert OPERATOR not in {one.recipient for one in uninformed(most=50)}
    assert len(uninformed(most=3)) == 3
