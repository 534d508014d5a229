"""Acts go on file in order, once, with their proof, and as they were signed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ruqsat.journal import append as appending
from ruqsat.journal.append import (
    ClockBehindFileError,
    OtherActUnderThisIdError,
    ProofBytes,
    ProofMissingError,
    StatementSaysOtherwiseError,
    append,
)
from ruqsat.journal.files import NoSuchFileError
from ruqsat.journal.models import Entry, File
from ruqsat.journal.read import acts_of, proof_of, statement_of
from ruqsat.journal.statements import statement_bytes
from ruqsat.journal.verify import verify
from ruqsat.law.acts import KINDS, Withdrawn
from tests.ground import Database
from tests.journal.filing import JUDGED, append_all, documents_of, new_file, put, put_many
from tests.journal.samples import AT, OFFICER, judged_act, sample_of


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_act_comes_back_as_it_was_filed(kind: str) -> None:
    file = new_file()
    filed = put(file, sample_of(kind))
    assert acts_of(file) == [filed]
    assert (filed.act, filed.seq, filed.filed_at, filed.by) == (sample_of(kind), 1, AT, OFFICER)
    assert verify().whole


@pytest.mark.django_db
def test_an_entry_keeps_by_what_the_act_was_judged() -> None:
    filed = put(new_file(), judged_act())
    entry = Entry.objects.get(id=filed.id)
    assert (entry.edition, entry.calendar_version, entry.law_version) == (JUDGED.edition, JUDGED.calendar, JUDGED.law)


@pytest.mark.django_db
def test_nothing_that_was_said_can_be_read_in_the_tables() -> None:
    act = judged_act()
    filed = append(
        new_file(), act, at=AT, by=OFFICER, judged=JUDGED, proof=ProofBytes("answer", b"850101399017"), documents=["ab"]
    )
    entry = Entry.objects.get(id=filed.id)
    stored = bytes(entry.ciphertext) + bytes(entry.proof or b"")
    assert act.reason.encode() not in stored
    assert b"850101399017" not in stored
    assert proof_of(filed.id) == b"850101399017"
    assert documents_of(filed.id) == ("ab",)


@pytest.mark.django_db
def test_a_batch_is_one_insert_in_the_order_given() -> None:
    file = new_file()
    put(file, judged_act(99))
    with CaptureQueriesContext(connection) as queries:
        filed = put_many(file, 300)
    inserts = [query for query in queries.captured_queries if "INSERT" in query["sql"]]
    assert len(inserts) == 1
    assert [one.seq for one in filed] == list(range(2, 302))
    assert acts_of(file, after=1) == filed
    assert verify().whole


@pytest.mark.django_db
def test_the_same_act_under_the_same_id_is_filed_once() -> None:
    file, name = new_file(), uuid4()
    once = put(file, judged_act(), id=name)
    assert put(file, judged_act(), id=name, at=AT + timedelta(hours=1)) == once
    assert len(acts_of(file)) == 1


@pytest.mark.django_db
def test_a_batch_repeated_with_its_ids_adds_only_what_is_new() -> None:
    file, ids = new_file(), [uuid4() for _ in range(3)]
    facts = [(judged_act(number), None) for number in range(3)]
    first = append_all(file, facts[:2], at=AT, by=OFFICER, judged=JUDGED, ids=ids[:2])
    again = append_all(file, facts, at=AT, by=OFFICER, judged=JUDGED, ids=ids)
    assert again[:2] == first
    assert [one.seq for one in again] == [1, 2, 3]


@pytest.mark.django_db
def test_another_act_under_a_known_id_is_refused_in_this_file_and_in_any_other() -> None:
    file, name = new_file(), uuid4()
    put(file, judged_act(1), id=name)
    for where, act in [(file, judged_act(2)), (new_file(), judged_act(1))]:
        with pytest.raises(OtherActUnderThisIdError):
            put(where, act, id=name)


@pytest.mark.django_db
def test_two_acts_of_a_batch_cannot_share_an_id() -> None:
    name, facts = uuid4(), [(judged_act(1), None), (judged_act(2), None)]
    with pytest.raises(OtherActUnderThisIdError):
        append_all(new_file(), facts, at=AT, by=OFFICER, judged=JUDGED, ids=[name, name])


@pytest.mark.django_db
def test_an_empty_batch_changes_nothing() -> None:
    file = new_file()
    assert append_all(file, [], at=AT, by=OFFICER, judged=JUDGED) == []
    assert acts_of(file) == []


@pytest.mark.django_db
def test_nothing_is_filed_in_a_file_that_was_not_opened() -> None:
    with pytest.raises(NoSuchFileError):
        put(uuid4(), judged_act())


@pytest.mark.django_db
def test_an_act_is_never_filed_before_the_one_it_follows() -> None:
    file = new_file()
    put(file, judged_act(1))
    assert put(file, judged_act(2), at=AT - timedelta(seconds=2)).filed_at == AT
    with pytest.raises(ClockBehindFileError):
        put(file, judged_act(3), at=AT - timedelta(minutes=5))


@pytest.mark.django_db
def test_what_was_signed_is_what_is_stored_and_kept_with_its_cms() -> None:
    file, name, act = new_file(), uuid4(), sample_of("received")
    statement = statement_bytes(act, file=file, id=name, documents=["ab" * 32])
    cms = ProofBytes("cms", b"CMS")
    filed = append(file, act, id=name, at=AT, by=OFFICER, judged=JUDGED, proof=cms, statement=statement)
    assert statement_of(filed.id) == statement
    assert proof_of(filed.id) == b"CMS"
    assert documents_of(filed.id) == ("ab" * 32,)


@pytest.mark.django_db
def test_a_statement_that_says_something_else_is_refused() -> None:
    file, name, act = new_file(), uuid4(), sample_of("withdrawn")
    cms = ProofBytes("cms", b"CMS")
    wrong = [
        statement_bytes(sample_of("objection_filed"), file=file, id=name),
        statement_bytes(act, file=uuid4(), id=name),
        statement_bytes(act, file=file, id=uuid4()),
        statement_bytes(Withdrawn(happened_at=AT, reason="other"), file=file, id=name),
    ]
    for statement in wrong:
        with pytest.raises(StatementSaysOtherwiseError):
            append(file, act, id=name, at=AT, by=OFFICER, judged=JUDGED, proof=cms, statement=statement)
    assert acts_of(file) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "proof"),
    [
        ("received", None),
        ("received", ProofBytes("answer", b"{}")),
        ("received", ProofBytes("cms", b"CMS")),
        ("inquiry_answered", None),
        ("inquiry_answered", ProofBytes("cms", b"CMS")),
    ],
)
def test_an_act_without_the_proof_its_kind_demands_is_refused(kind: str, proof: ProofBytes | None) -> None:
    with pytest.raises(ProofMissingError):
        append(new_file(), sample_of(kind), at=AT, by=OFFICER, judged=JUDGED, proof=proof)


@pytest.mark.django_db
def test_what_is_taken_back_with_its_transaction_leaves_no_trace() -> None:
    file = new_file()
    put(file, judged_act(1))
    head = File.objects.values().get(id=file)
    with transaction.atomic():
        put(file, judged_act(2))
        transaction.set_rollback(True)
    assert File.objects.values().get(id=file) == head
    assert verify().whole


@pytest.fixture
def threads(own_database: Database) -> Iterator[ThreadPoolExecutor]:
    """Threads whose connections are closed after every piece of work."""
    with ThreadPoolExecutor(max_workers=6) as pool:
        yield pool


def test_appends_to_one_file_come_one_after_the_other(threads: ThreadPoolExecutor) -> None:
    file, other = new_file(), new_file()

    def work(number: int) -> None:
        try:
            put_many(file, 3, start=10 * number)
            put(other, judged_act(number))
        finally:
            connection.close()

    list(threads.map(work, range(12)))
    filed = acts_of(file)
    assert [one.seq for one in filed] == list(range(1, 37))
    seconds = [int((one.act.happened_at - AT).total_seconds()) for one in filed]
    assert all(
        seconds[place : place + 3] == list(range(seconds[place], seconds[place] + 3)) for place in range(0, 36, 3)
    )
    assert len(acts_of(other)) == 12
    assert verify().whole


def test_the_same_act_filed_by_many_at_once_is_on_file_once(threads: ThreadPoolExecutor) -> None:
    file, name = new_file(), uuid4()

    def work(_: int) -> int:
        try:
            return put(file, judged_act(), id=name).seq
        finally:
            connection.close()

    assert list(threads.map(work, range(8))) == [1] * 8
    assert len(acts_of(file)) == 1


def test_clocks_of_servers_may_differ_by_a_minute_at_most() -> None:
    assert timedelta(minutes=1) == appending.CLOCKS_MAY_DIFFER
