"""A statement is prepared for one person, for a day, and is taken once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ruqsat.journal.append import ProofBytes, append
from ruqsat.journal.models import PreparedStatement
from ruqsat.journal.prepared import (
    KEPT_FOR,
    NoSuchPreparedError,
    PreparedExpiredError,
    PreparedTakenError,
    forget_expired,
    look,
    prepare,
    take,
)
from ruqsat.journal.read import statement_of
from tests.journal.filing import JUDGED, new_file
from tests.journal.samples import AT, OFFICER, sample_of

pytestmark = pytest.mark.django_db
PERSON, STRANGER = uuid4(), uuid4()


def test_what_is_taken_is_what_was_shown_and_what_is_filed() -> None:
    file, act = new_file(), sample_of("received")
    shown = prepare(act, file=file, for_person=PERSON, at=AT, relies_seq=7, documents=["ab" * 32])
    taken = take(shown.id, for_person=PERSON, at=AT + timedelta(hours=1))
    assert taken == shown
    assert (taken.act, taken.relies_seq, taken.documents) == (act, 7, ("ab" * 32,))
    filed = append(
        taken.file,
        taken.act,
        id=taken.id,
        at=AT,
        by=OFFICER,
        judged=JUDGED,
        proof=ProofBytes("cms", b"CMS"),
        statement=taken.statement,
    )
    assert statement_of(filed.id) == shown.statement


def test_nothing_of_the_statement_is_readable_in_the_table() -> None:
    prepare(sample_of("withdrawn"), file=new_file(), for_person=PERSON, at=AT, relies_seq=0)
    assert b"withdrawn" not in bytes(PreparedStatement.objects.get().ciphertext)


def test_a_statement_can_be_looked_at_often_and_taken_once() -> None:
    shown = prepare(sample_of("received"), file=new_file(), for_person=PERSON, at=AT, relies_seq=0)
    assert look(shown.id, for_person=PERSON, at=AT) == look(shown.id, for_person=PERSON, at=AT)
    take(shown.id, for_person=PERSON, at=AT)
    for use in (take, look):
        with pytest.raises(PreparedTakenError):
            use(shown.id, for_person=PERSON, at=AT)


def test_a_statement_prepared_for_another_person_is_not_there() -> None:
    shown = prepare(sample_of("received"), file=new_file(), for_person=PERSON, at=AT, relies_seq=0)
    for prepared, person in [(shown.id, STRANGER), (uuid4(), PERSON)]:
        with pytest.raises(NoSuchPreparedError):
            take(prepared, for_person=person, at=AT)


def test_a_statement_expires_after_a_day() -> None:
    shown = prepare(sample_of("received"), file=new_file(), for_person=PERSON, at=AT, relies_seq=0)
    assert take(shown.id, for_person=PERSON, at=AT + KEPT_FOR - timedelta(microseconds=1)).id == shown.id
    late = prepare(sample_of("received"), file=new_file(), for_person=PERSON, at=AT, relies_seq=0)
    with pytest.raises(PreparedExpiredError):
        take(late.id, for_person=PERSON, at=AT + KEPT_FOR)


def test_what_has_expired_is_forgotten() -> None:
    prepare(sample_of("received"), file=new_file(), for_person=PERSON, at=AT, relies_seq=0)
    assert forget_expired(at=AT + KEPT_FOR) == 0
    assert forget_expired(at=AT + KEPT_FOR + timedelta(seconds=1)) == 1
