"""Rules 8: what the service and owners of data have not been told yet is counted; a register that fails says why."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ruqsat.consents import giving, outstanding, sources
from ruqsat.consents.models import Invitation, Untaken
from ruqsat.gateways.answers import NothingOnRecord, Unavailable
from tests.consents.ground import AT, IIN, OWNER, Service, consented, put_on_file

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(minutes=1)


def test_nothing_waits() -> None:
    assert [(one.what, one.count, one.since) for one in outstanding.waiting(most=10, at=AT)] == [
        ("withdrawals", 0, None),
        ("untaken_consents", 0, None),
        ("consent_links", 0, None),
    ]
    assert outstanding.silent_sources() == []


def test_withdrawals_and_consents_not_taken_wait_until_the_service_knows(service: Service) -> None:
    for _ in range(2):
        consent = consented(service, uuid4())
        giving.withdraw(consent.file_id, consent.id, at=AT, by=OWNER, record=put_on_file)
    Untaken.objects.create(id=uuid4(), came_at=AT, tell_at=LATER)
    withdrawals, untaken, _ = outstanding.waiting(most=10, at=AT)
    assert (withdrawals.count, withdrawals.since, withdrawals.next_at) == (2, AT, AT)
    assert (untaken.count, untaken.since, untaken.next_at) == (1, AT, LATER)
    assert outstanding.waiting(most=1, at=AT)[0].count == 1


def test_a_link_waits_until_it_is_sent_answered_or_over() -> None:
    row = Invitation.objects.create(
        file_id=uuid4(), person_index=b"1" * 32, sealed=b"", data=["identity"], asked_at=AT,
        until=AT + timedelta(days=30), link_due=LATER,
    )  # fmt: skip
    links = outstanding.waiting(most=10, at=AT)[2]
    assert (links.count, links.since, links.next_at) == (1, AT, LATER)
    assert outstanding.waiting(most=10, at=row.until)[2].count == 0


def test_a_register_that_fails_says_since_when_and_why_without_anybodys_number() -> None:
    """Rules 8."""
    for minutes in range(3):
        came = Unavailable(why=f"http://there/{IIN} answered with the status 503.")
        sources.note([("education", came)], at=AT + timedelta(minutes=minutes))
    (source,) = outstanding.silent_sources()
    assert (source.name, source.failures, source.failing_since) == ("education", 3, AT)
    assert source.ask_again_at is not None
    assert "status 503" in source.why
    assert IIN not in source.why
    sources.note([("education", NothingOnRecord(source="x", answered_at=AT, raw=b""))], at=AT + timedelta(hours=1))
    assert outstanding.silent_sources() == []
