"""What has expired goes, and what is on file stays."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from ruqsat.cases import drafting
from ruqsat.cases.models import Draft
from ruqsat.documents import store
from ruqsat.documents.models import Blob
from ruqsat.jobs import forgetting
from ruqsat.journal.models import PreparedStatement
from ruqsat.people import challenges
from ruqsat.people.models import Challenge
from tests.milestones import Stand
from tests.walking import draft_of
from tests.world import AIZHAN, person


def test_a_draft_that_nobody_came_back_to_goes_with_its_documents(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    ends = draft_of(road).expires_at
    (blob,) = Blob.objects.filter(file_id=road.case)
    forgetting.forget_expired(at=ends + timedelta(hours=23))
    assert Draft.objects.exists(), "somebody may be signing what was prepared just before the end"
    forgetting.forget_expired(at=ends + timedelta(hours=25))
    assert not Draft.objects.exists()
    with pytest.raises(store.NoSuchBlob):
        store.read(road.case, blob.sha256)


def test_a_draft_in_use_stays(stand: Stand) -> None:
    road = stand("known")
    road.fill()
    later = draft_of(road).expires_at - timedelta(days=1)
    drafting.save_section(person(AIZHAN), road.case, drafting.Section.PAPER, {"on_paper": "no"}, at=later)
    forgetting.forget_expired(at=later + timedelta(days=5))
    assert Draft.objects.filter(id=road.case).exists()


def test_of_an_application_that_was_received_the_documents_stay(stand: Stand) -> None:
    road = stand("received")
    (blob,) = Blob.objects.filter(file_id=road.case)
    forgetting.forget_expired(at=draft_of(road).expires_at + timedelta(days=2))
    assert not Draft.objects.exists()
    assert store.read(road.case, blob.sha256)
    assert "received" in road.kinds()


def test_consents_and_payments_of_a_forgotten_draft_stay_on_file(stand: Stand) -> None:
    road = stand("consented")
    kinds = road.kinds()
    forgetting.forget_expired(at=draft_of(road).expires_at + timedelta(days=2))
    assert not Draft.objects.exists()
    assert road.kinds() == kinds


def test_statements_nobody_signed_and_challenges_nobody_used_go(stand: Stand) -> None:
    road = stand("consented")
    road.prepare()
    challenges.issue("a session", at=road.now)
    forgetting.forget_expired(at=road.now + timedelta(minutes=4))
    assert (PreparedStatement.objects.count(), Challenge.objects.count()) == (1, 1)
    forgetting.forget_expired(at=road.now + timedelta(hours=25))
    assert (PreparedStatement.objects.count(), Challenge.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_sessions_that_ended_go_and_live_ones_stay() -> None:
    Client().get("/sign-in/")
    Client().get("/sign-in/")
    ended = Session.objects.first()
    assert ended is not None
    ended.expire_date = datetime.now(UTC) - timedelta(minutes=1)
    ended.save()
    forgetting.forget_expired(at=datetime.now(UTC))
    assert Session.objects.exclude(pk=ended.pk).get().expire_date > datetime.now(UTC)
    assert not Session.objects.filter(pk=ended.pk).exists()
