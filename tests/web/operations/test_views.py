"""The operator sees what waits and what is stuck, without personal data, and has it tried again; nobody else does."""

import re

import pytest
from django.db import connection
from django.test import Client

from ruqsat.cases.consequences import LETTERS, MONITORING
from ruqsat.cases.models import Case
from ruqsat.jobs import monitoring
from ruqsat.journal import counterparts, undone
from ruqsat.journal.models import TriedAgain, Undone
from ruqsat.journal.models_of_delivery import Cause
from ruqsat.journal.undone import Failure
from ruqsat.running.environment import OPERATOR_OF_THE_SANDBOX
from tests.journal.feeds import next_untold
from tests.milestones import Stand
from tests.walking import Road
from tests.web.officers import window_of
from tests.world import AIZHAN, HEAD, OFFICER, person

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
    monitoring.deliver_all(at=road.now)
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
    for page in ("/operations/again/1/", "/operations/again/", "/operations/jobs/sweep/"):
        assert operator.get(page).status_code == 405
