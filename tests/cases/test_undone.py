"""What waits and what is stuck is listed with its case and without personal data, and is tried again when told to."""

import json
from threading import Event
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from ruqsat.cases import undone, undone_told
from ruqsat.cases.actions import visit as visits
from ruqsat.cases.case_file import case_file
from ruqsat.cases.consequences import LETTERS, MONITORING
from ruqsat.cases.models import Case
from ruqsat.cases.undone import NotSentAgain
from ruqsat.consents import sources
from ruqsat.gateways.answers import Unavailable
from ruqsat.journal import counterparts
from ruqsat.journal import undone as journal
from ruqsat.journal.models import TriedAgain, Undone
from ruqsat.journal.models_of_delivery import Cause
from ruqsat.journal.undone import By, Failure
from ruqsat.law.acts import Act, Registered, ResultIssued, VisitCancelled, VisitScheduled
from ruqsat.post.models import Message
from ruqsat.post.writing import Content, Told, add_attempt, write
from tests.broken.processes import wait_until
from tests.journal.feeds import next_untold
from tests.keeping.orders import published
from tests.milestones import Stand
from tests.together import at_once
from tests.walking import Road
from tests.world import AIZHAN, officer, person

SMS = Content(to="+77000000199", subject="", text="Өтінішіңіз тіркелді")
CLERK = By(account="clerk")


def stuck(road: Road, kind: str, cause: Cause = Cause.REFUSED) -> Undone:
    row = next_untold(kind, road.case)
    assert row is not None
    failure = Failure(cause=cause, why="No.")
    return journal.failed(kind, file=road.case, subject=row.entry_id, failure=failure, counts=True, at=road.now)


@pytest.fixture
def road(stand: Stand) -> Road:
    return stand("registered")


def test_what_there_is_is_said_in_lines_and_for_programs(road: Road) -> None:
    dead = stuck(road, MONITORING)
    stuck(road, LETTERS, Cause.BROKE)
    counterparts.failed("messages", why="503", at=road.now)
    seen = undone.look(at=road.now)
    lines = undone_told.as_lines(seen)
    number = Case.objects.get(id=road.case).number
    assert lines[0] == "Waiting for a person: 1"
    assert lines[1].startswith(f"  {dead.pk}  monitoring  {number}  since ")
    assert any(line.startswith("System messages: does not answer since ") for line in lines)
    assert any(line.startswith("Feed letters: 1 waiting, the oldest since ") for line in lines)
    said = undone_told.as_json(seen)
    assert [one["id"] for one in said["dead_letters"]] == [dead.pk]
    assert said["dead_letters"][0]["next_at"] is None
    assert [one["kind"] for one in said["failing"]] == ["letters"]
    assert {one["task"] for one in said["queue"]} >= {"deliver_monitoring"}


def test_one_is_tried_again_or_all_of_a_kind_or_all(road: Road) -> None:
    one, other = stuck(road, MONITORING), stuck(road, LETTERS)
    Case.objects.filter(id=road.case).update(swept_at=road.now)
    assert undone.try_again(by=CLERK, at=road.now, id=one.pk) == 1
    assert Case.objects.get(id=road.case).swept_at is None
    assert undone.try_again(by=CLERK, at=road.now, kind=LETTERS) == 1
    assert undone.try_again(by=CLERK, at=road.now) == 2
    assert undone.try_again(by=CLERK, at=road.now, id=0) == 0
    assert not Undone.objects.exclude(dead_at=None).exists()
    assert TriedAgain.objects.filter(by_account="clerk", subject=other.subject).count() == 2


def refused(road: Road, what: str = "registered", about: type[Act] = Registered) -> Message:
    """An SMS about the last act of that kind, which no provider serves: it came to nothing."""
    act = next(filed.id for filed in reversed(road.look().acts) if isinstance(filed.act, about))
    return came_to_nothing(road, act=act, what=what)


def came_to_nothing(road: Road, *, act: UUID, what: str) -> Message:
    (row,) = write(road.case, act=act, what=what, language="kk", contents={"sms": SMS}, at=road.now)
    add_attempt(row, Told(provider="first", said="refused", raw=b"{}"), at=road.now)
    Message.objects.filter(id=row.id).update(state="failed", settled_at=road.now, next_at=None)
    return row


def test_what_does_not_leave_is_said_in_lines_and_for_programs_without_personal_data(road: Road) -> None:
    """Rules 8, Rules 12, Rules 14, Rules 21-1."""
    row = refused(road)
    number = Case.objects.get(id=road.case).number
    sources.note([("education", Unavailable(why="The status 503."))] * 3, at=road.now)
    published(at=road.now)
    seen = undone.look(at=road.now)
    lines = "\n".join(undone_told.as_lines(seen))
    assert f"  {row.id}  registered, sms  {number}  failed since " in lines
    assert "1 attempts, last first: refused, can be sent again" in lines
    assert "Not told or sent yet, withdrawals: 0" in lines
    assert "Register education: fails since " in lines
    assert "Information on order " in lines
    said = undone_told.as_json(seen)
    assert said["messages"]["came_to_nothing"][0]["can_be_sent_again"] is True
    assert [one["source"] for one in said["registers"]] == ["education"]
    assert {one["recipient"] for one in said["information"]} > {"operator", "contact_centre"}
    assert [one["what"] for one in said["consents"]] == ["withdrawals", "untaken_consents", "consent_links"]
    for private in (SMS.to, SMS.to[-2:] + '"', AIZHAN, person(AIZHAN).last):
        assert private not in lines + json.dumps(said)


def test_a_message_that_nobody_took_is_sent_once_more_and_who_said_so_is_on_record(road: Road) -> None:
    """Decision 14."""
    row = refused(road)
    undone.send_again(by=CLERK, at=road.now, id=row.id)
    assert Message.objects.get(id=row.id).state == "waiting"
    again = TriedAgain.objects.get()
    assert (again.kind, again.file_id, again.subject, again.by_account) == ("message", road.case, row.id, "clerk")
    for id in (row.id, uuid4()):
        with pytest.raises(NotSentAgain, match="somebody may have it, or it is too old"):
            undone.send_again(by=CLERK, at=road.now, id=id)
    assert TriedAgain.objects.count() == 1


def test_the_notice_of_a_visit_that_was_called_off_is_not_sent_once_more_and_it_is_said_why(stand: Stand) -> None:
    """Rules 14: the list reads no file; who asks for the message is told what the file says."""
    road = stand("approved")
    road.schedule()
    row = refused(road, "visit_notice", VisitScheduled)
    visits.cancel(road.case, visit=visit_of(road), reason="Ill", by=officer(), at=road.now)
    (lost,) = undone.look(at=road.now).messages.lost
    assert lost.again
    with pytest.raises(NotSentAgain, match="This visit has begun, is over"):
        undone.send_again(by=CLERK, at=road.now, id=row.id)
    assert Message.objects.get(id=row.id).state == "failed"
    assert not TriedAgain.objects.exists()


def test_of_a_case_that_has_ended_its_registration_is_not_told_once_more(stand: Stand) -> None:
    """List 10(1)."""
    road = stand("granted")
    row = refused(road)
    (lost,) = undone.look(at=road.now).messages.lost
    assert not lost.again
    with pytest.raises(NotSentAgain, match="The case has ended"):
        undone.send_again(by=CLERK, at=road.now, id=row.id)


def test_the_message_that_tells_the_result_is_sent_once_more_though_the_case_has_ended(stand: Stand) -> None:
    """List 10(1)."""
    road = stand("issued")
    row = refused(road, "license_issued", ResultIssued)
    (lost,) = undone.look(at=road.now).messages.lost
    assert lost.again
    undone.send_again(by=CLERK, at=road.now, id=row.id)
    assert Message.objects.get(id=row.id).state == "waiting"


def test_whether_a_message_holds_is_asked_under_the_lock_of_its_file(stand_apart: Stand) -> None:
    """Rules 14: an officer calls the visit off at the same moment; the notice waits for that, and does not go out."""
    road = stand_apart("approved")
    road.schedule()
    row = refused(road, "visit_notice", VisitScheduled)
    called_off = VisitCancelled(happened_at=road.now, visit=visit_of(road), reason="Ill")

    def call_off() -> None:
        with case_file(road.case, at=road.now) as file:
            held.set()
            wait_until(somebody_waits, "somebody waits for the file")
            file.append(called_off, by=officer())

    def send() -> None:
        assert held.wait(60)
        undone.send_again(by=CLERK, at=road.now, id=row.id)

    held = Event()
    _, sent = at_once(call_off, send)
    assert isinstance(sent, NotSentAgain)
    assert "This visit has begun, is over" in str(sent)
    assert Message.objects.get(id=row.id).state == "failed"


def visit_of(road: Road) -> UUID:
    (visit,) = road.look().standing.visits
    return visit


def somebody_waits() -> bool:
    """Whether somebody waits for what this thread's transaction holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return cursor.fetchone() is not None


def test_however_much_there_is_it_is_asked_with_the_same_queries(
    road: Road, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    refused(road), stuck(road, MONITORING), stuck(road, LETTERS, Cause.BROKE)
    with CaptureQueriesContext(connection) as few:
        undone.look(at=road.now)
    for _ in range(20):
        came_to_nothing(road, act=uuid4(), what="registered")
    with django_assert_num_queries(len(few)):
        seen = undone.look(at=road.now)
    assert (len(seen.messages.lost), seen.messages.lost_in_all) == (21, 21)
