"""Rules 8: the database itself takes no inquiry without its basis, and no consent changes but by withdrawal."""

from collections.abc import Mapping
from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from ruqsat.consents import giving
from ruqsat.consents.models import Consent, Inquiry, Invitation, Pending
from ruqsat.journal.files import open_file
from ruqsat.journal.keys import blind_index
from tests.consents.ground import AT, IIN, OWNER, UNTIL, Service, consented, put_on_file, requested

pytestmark = pytest.mark.django_db

INSERT = """
INSERT INTO consents_inquiry
    (id, file_id, inquiry, about_index, owner_index, person_index, basis, consent_id, asked_at, outcome)
VALUES (%(id)s, %(file)s, %(inquiry)s, %(about)s, %(owner)s, %(person)s, %(basis)s, %(consent)s, %(asked_at)s, '')
"""


def enter(given: Consent, **other: Any) -> None:
    """An inquiry that the consent bears, but for what is said otherwise, by SQL as anybody could send it."""
    row: dict[str, Any] = {
        "id": uuid4(),
        "file": given.file_id,
        "inquiry": "identity",
        "about": blind_index("applicant"),
        "owner": bytes(given.owner_index),
        "person": bytes(given.person_index),
        "basis": "consent",
        "consent": given.id,
        "asked_at": AT,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT, row | other)


def test_an_inquiry_that_its_consent_bears_is_let_in(service: Service) -> None:
    enter(consented(service, uuid4()))
    assert Inquiry.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"asked_at": AT - timedelta(seconds=1)}, id="not given yet"),
        pytest.param({"asked_at": UNTIL}, id="run out"),
        pytest.param({"inquiry": "real_estate"}, id="does not cover this inquiry"),
        pytest.param({"owner": blind_index(IIN)}, id="of another owner in the case"),
        pytest.param({"person": blind_index("880101399016")}, id="about another person"),
        pytest.param({"consent": uuid4()}, id="that nobody gave"),
    ],
)
def test_no_inquiry_rests_on_a_consent(service: Service, other: Mapping[str, Any]) -> None:
    """Rules 8: each way in which a consent does not bear an inquiry, tried by SQL."""
    consent = consented(service, uuid4())
    with pytest.raises(IntegrityError, match="the consent does not bear this inquiry"):
        enter(consent, **other)


def test_no_inquiry_rests_on_a_consent_of_another_file(service: Service) -> None:
    consent, other = consented(service, uuid4()), uuid4()
    open_file("case", id=other, at=AT)
    with pytest.raises(IntegrityError, match="the consent does not bear this inquiry"):
        enter(consent, file=other)


def test_no_inquiry_rests_on_a_consent_that_was_taken_back(service: Service) -> None:
    consent = consented(service, uuid4())
    giving.withdraw(consent.file_id, consent.id, at=AT, by=OWNER, record=put_on_file)
    with pytest.raises(IntegrityError, match="the consent does not bear this inquiry"):
        enter(consent)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"consent": None}, "inquiry_rests_on_statute_or_a_consent"),
        ({"basis": "statute"}, "inquiry_rests_on_statute_or_a_consent"),
        ({"basis": "curiosity"}, "inquiry_rests_on_statute_or_a_consent"),
        ({"basis": "statute", "consent": None}, "inquiry_without_consent_is_what_the_statute_asks"),
    ],
)
def test_no_inquiry_is_without_its_basis(service: Service, other: Mapping[str, Any], why: str) -> None:
    """Rules 8: a consent, or for the ban check alone the statute."""
    with pytest.raises(IntegrityError, match=why):
        enter(consented(service, uuid4()), **other)


def test_the_ban_check_needs_no_consent(service: Service) -> None:
    """Rules 8, last part."""
    enter(consented(service, uuid4()), inquiry="ban", basis="statute", consent=None)
    assert Inquiry.objects.get().consent is None


@pytest.mark.parametrize(
    "change", [{"inquiry": "labor_activity"}, {"consent": None}, {"basis": "statute"}, {"person_index": b"x" * 32}]
)
def test_what_an_inquiry_rested_on_never_changes(service: Service, change: Mapping[str, Any]) -> None:
    enter(consented(service, uuid4()))
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        Inquiry.objects.update(**change)
    Inquiry.objects.update(outcome="none", answered_at=AT)
    Inquiry.objects.get().save()


@pytest.mark.parametrize(
    "change",
    [{"data": ["identity", "real_estate"]}, {"valid_until": UNTIL + timedelta(days=1)}, {"owner_index": b"x" * 32}],
)
def test_of_a_consent_nothing_changes_but_that_it_is_taken_back(service: Service, change: Mapping[str, Any]) -> None:
    consent = consented(service, uuid4())
    with pytest.raises(IntegrityError, match="taken back once"), transaction.atomic():
        Consent.objects.update(**change)
    Consent.objects.update(withdrawn_at=AT)
    for again in (None, AT + timedelta(days=1)):
        with pytest.raises(IntegrityError, match="taken back once"), transaction.atomic():
            Consent.objects.filter(id=consent.id).update(withdrawn_at=again)


def test_requests_of_before_are_told_apart_by_what_is_asked_about_the_applicant_alone(service: Service) -> None:
    """Rules 8(1): migration 0010 knows by it for whose data a request was made."""
    for data in (["identity", "real_estate"], ["labor_activity"]):
        Invitation.objects.create(
            file_id=uuid4(), person_index=b"p", sealed=b"s", data=data, asked_at=AT, until=AT + timedelta(days=1)
        )
    requested(service, uuid4())
    Pending.objects.update(as_applicant=False)
    statements = import_module("ruqsat.consents.migrations.0010_as_applicant").AS_APPLICANT
    with connection.cursor() as cursor:
        cursor.execute(statements)
    assert sorted(Invitation.objects.values_list("data", "as_applicant")) == [
        (["identity", "real_estate"], True),
        (["labor_activity"], False),
    ]
    assert Pending.objects.get().as_applicant


OF_BEFORE = """
CREATE TEMPORARY TABLE consents_pending (
    name text, asked_at timestamptz, expires_at timestamptz, over_at timestamptz, looked_at timestamptz,
    look_until timestamptz
) ON COMMIT DROP;
INSERT INTO consents_pending VALUES
    ('awaited', now() - interval '1 day', now(), NULL, now(), NULL),
    ('answered', now() - interval '1 day', now(), now(), now(), NULL),
    ('of long ago', now() - interval '91 days', now(), NULL, now(), NULL),
    ('asked about before its code was over', now(), now(), now(), now() - interval '1 second', NULL),
    ('not asked about', now(), now(), NULL, NULL, NULL);
"""


def test_requests_of_before_that_were_awaited_when_last_asked_about_are_asked_about_again() -> None:
    """Rules 8: migration 0013: an owner may have answered by SMS after that; not those answered, nor of long ago."""
    with connection.cursor() as cursor:
        cursor.execute(OF_BEFORE)
        cursor.execute(import_module("ruqsat.consents.migrations.0013_looked_until").LOOK_ONCE_MORE)
        cursor.execute("SELECT name FROM consents_pending WHERE look_until = expires_at + interval '1 hour'")
        again = {name for (name,) in cursor.fetchall()}
    assert again == {"awaited", "asked about before its code was over", "not asked about"}
