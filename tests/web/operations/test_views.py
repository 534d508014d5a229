"""The operator sees what waits and what is stuck, without personal data, and has it tried again; nobody else does."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from ruqsat.cases.actions import visit as visits
from ruqsat.cases.consequences import LETTERS, MONITORING
from ruqsat.cases.models import Case
from ruqsat.consents import sources
from ruqsat.gateways.answers import Unavailable
from ruqsat.jobs import monitoring
from ruqsat.journal import counterparts, undone
from ruqsat.journal.models import TriedAgain, Undone
from ruqsat.journal.models_of_delivery import Cause
from ruqsat.journal.undone import Failure
from ruqsat.law.information import SYSTEMS
from ruqsat.law.inquiries import SOURCES
from ruqsat.post.models import Message
from ruqsat.post.writing import Content, Told, add_attempt, write
from ruqsat.running.environment import OPERATOR_OF_THE_SANDBOX
from tests.journal.feeds import next_untold
from tests.keeping.orders import published
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import window_of
from tests.world import AIZHAN, HEAD, OFFICER, officer, person

KEEPER = "780520499737"


@pytest.fixture
def road(stand: Stand) -> Road:
    return stand("registered")


@pytest.fixture
def operator(road: Road) -> Client:
    return window_of(OPERATOR_OF_THE_SANDBOX)


def stuck(road: Road, kind: str = MONITORING, cause: Cause = Cause.REFUSED) -> Undone:
    row = next_untold(kind, road.case)
    assert row is not None
    failure = Failure(cause=cause, why="We do not accept this.")
    return undone.failed(kind, file=road.case, subject=row.entry_id, failure=failure, counts=True, at=road.now)


def text_of(window: Client, language: str = "en") -> str:
    page = window.get("/operations/", headers={"accept-language": language}).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


def test_only_who_is_named_opens_it(road: Road) -> None:
    row = stuck(road)
    for who in (AIZHAN, OFFICER, HEAD, KEEPER):
        window = window_of(who)
        assert window.get("/operations/").status_code == 403
        assert window.post(f"/operations/again/{row.pk}/").status_code == 403
        assert "/operations/" not in window.get("/").content.decode()
    assert not TriedAgain.objects.exists()


def test_nothing_is_stuck(operator: Client) -> None:
    text = text_of(operator)
    assert "Nothing waits for a person" in text
    assert 'href="/operations/"' in operator.get("/").content.decode()


def test_a_dead_letter_is_shown_with_its_case_and_why_and_is_tried_again(road: Road, operator: Client) -> None:
    row = stuck(road)
    number = Case.objects.get(id=road.case).number
    text = text_of(operator)
    for said in ("1 thing is stuck", str(number), "The other system does not accept it.", "We do not accept this."):
        assert said in text
    answer = operator.post(f"/operations/again/{row.pk}/", follow=True)
    assert "is tried again within seconds" in answer.content.decode()
    again = TriedAgain.objects.get()
    assert (again.by_person, again.file_id) == (person(OPERATOR_OF_THE_SANDBOX).id, road.case)
    monitoring.deliver_all(now=road.world.now)
    assert next_untold(MONITORING, road.case) is None
    text = text_of(operator)
    assert "Nothing waits for a person" in text
    assert "Tried again by people" in text


def test_all_of_a_kind_are_tried_again_and_no_other(road: Road, operator: Client) -> None:
    stuck(road), stuck(road, LETTERS)
    assert operator.post("/operations/again/", {"kind": MONITORING}).status_code == 302
    assert list(Undone.objects.exclude(dead_at=None).values_list("kind", flat=True)) == [LETTERS]
    assert operator.post("/operations/again/", {"kind": "nonsense"}).status_code == 404
    assert operator.post("/operations/again/999999999/").status_code == 404


def test_a_system_that_does_not_answer_is_named_with_since_when(road: Road, operator: Client) -> None:
    counterparts.failed("monitoring", why="http://there answered with the status 503.", at=road.now)
    stuck(road, cause=Cause.SILENT)
    text = text_of(operator)
    assert "Monitoring system Does not answer since" in text
    assert "answered with the status 503" in text
    assert "Tried again by itself" in text


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_personal_data_stand_there(road: Road, language: str) -> None:
    stuck(road), stuck(road, LETTERS)
    text = text_of(window_of(OPERATOR_OF_THE_SANDBOX, language), language)
    applicant = person(AIZHAN)
    for private in (AIZHAN, applicant.last, applicant.phone, str(applicant.id)):
        assert private not in text


def test_failed_jobs_are_shown_and_run_again(road: Road, operator: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        for lock in ("a", "a", None):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status, args)"
                " VALUES ('cases', 'tell_applicant', %s, 'failed', '{}')",
                [lock],
            )
    assert "Letter to the applicant: 3" in text_of(operator)
    assert operator.post("/operations/jobs/tell_applicant/").status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1")
        assert dict(cursor.fetchall()) == {"todo": 2, "failed": 1}  # a second one of the same file waits already
    assert operator.post("/operations/jobs/nonsense/").status_code == 404


def test_a_button_is_no_link(operator: Client) -> None:
    for page in (
        "/operations/again/1/",
        "/operations/again/",
        "/operations/jobs/sweep/",
        f"/operations/messages/{uuid4()}/again/",
    ):
        assert operator.get(page).status_code == 405


def failed_notice(road: Road, what: str = "visit_notice", said: str = "refused", about: str = "registered") -> Message:
    """An SMS about an act of that kind that came to nothing."""
    contents = {"sms": Content(to="+77000000199", subject="", text="Келу уақыты")}
    act = next(filed.id for filed in road.look().acts if about == filed.act.KIND)
    (row,) = write(road.case, act=act, what=what, language="kk", contents=contents, at=road.now)
    add_attempt(row, Told(provider="first", said=said, raw=b"{}"), at=road.now)
    Message.objects.filter(id=row.id).update(state="failed", settled_at=road.now, next_at=None)
    return row


def test_a_message_that_nobody_took_is_shown_with_its_case_and_sent_again(road: Road, operator: Client) -> None:
    """Rules 14; decision 14."""
    row = failed_notice(road)
    number = Case.objects.get(id=road.case).number
    text = text_of(operator)
    for shown in ("1 message came to nothing", "SMS: The day and hour of the visit", str(number), "does not accept it"):
        assert shown in text
    assert "+7700" not in text
    answer = operator.post(f"/operations/messages/{row.id}/again/", follow=True).content.decode()
    assert "is sent again within seconds" in answer
    assert "Message" in answer.partition("Tried again by people")[2]
    assert Message.objects.get(id=row.id).state == "waiting"
    again = operator.post(f"/operations/messages/{row.id}/again/", follow=True).content.decode()
    assert "cannot be sent again" in again
    assert window_of(OFFICER).post(f"/operations/messages/{row.id}/again/").status_code == 403


def test_of_a_message_that_the_file_has_overtaken_it_is_said_why_it_is_not_sent(stand: Stand) -> None:
    """Rules 14: the operator's list does not read the file; who asks for the message is told what the file says."""
    road = stand("approved")
    road.schedule()
    row = failed_notice(road, about="visit_scheduled")
    (visit,) = road.look().standing.visits
    visits.cancel(road.case, visit=visit, reason="Ill", by=officer(), at=road.now)
    window = window_of(OPERATOR_OF_THE_SANDBOX)
    answer = window.post(f"/operations/messages/{row.id}/again/", follow=True).content.decode()
    assert "This visit has begun, is over, or is not on file." in answer
    assert Message.objects.get(id=row.id).state == "failed"


@pytest.mark.parametrize(
    ("what", "can"),
    [
        ("visit_notice", "notifies by another means and records it in the case"),
        ("refusal_intended", "hands the preliminary decision over by another means"),
        ("registered", "No term depends on it"),
    ],
)
def test_of_a_message_that_somebody_may_have_it_is_said_what_an_officer_can_do(
    road: Road, operator: Client, what: str, can: str
) -> None:
    """Rules 12, Rules 14: another recorded means."""
    failed_notice(road, what, said="lost")
    text = text_of(operator)
    assert can in text
    assert "Send again" not in text


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_registers_withdrawals_links_and_information_that_wait_stand_on_the_page(road: Road, language: str) -> None:
    """Rules 8, Rules 21-1."""
    sources.note([("education", Unavailable(why="The status 503."))] * 3, at=road.now)
    published(at=road.now)
    text = text_of(window_of(OPERATOR_OF_THE_SANDBOX, language), language)
    assert SOURCES["education"].in_(language) in text
    assert "The status 503." in text
    for recipient in SYSTEMS.values():
        assert recipient.in_(language) in text
    if language == "en":
        assert "Consents taken back that the digital document service does not know of yet 0 – –" in text
        assert "Requests for consent to be sent to the phones of owners of data 0 – –" in text


def test_what_a_register_refuses_of_us_stands_apart_from_those_that_do_not_answer(road: Road, operator: Client) -> None:
    """Rules 8: it is ours to put right."""
    assert "Registers that refuse what we send" not in text_of(operator)
    refused = Unavailable(why="The gateway refuses our message, SCSE002: the signature does not hold.", ours=True)
    sources.note([("education", refused)] * 4, at=road.now)
    shown = text_of(operator)
    assert "Registers that do not answer" not in shown
    assert "Registers that refuse what we send" in shown
    assert SOURCES["education"].en in shown
    assert "SCSE002" in shown
