"""A small demo in an empty database, beside the sandbox as a process: every stage, and nothing left undone."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from ruqsat import instance_clock
from ruqsat.cases.case_file import look
from ruqsat.cases.models import Case, Draft, OpenDuty
from ruqsat.cases.owed import system_work
from ruqsat.demo.command import demo
from ruqsat.demo.stories import FIRST, OF_THE_SANDBOX
from ruqsat.journal.commands import rebuild_command, verify_command
from ruqsat.law.application import ApplicantKind
from ruqsat.law.local_time import local
from ruqsat.law.procedure import Stage
from ruqsat.running import CannotRun
from ruqsat.running.sandbox import Sandbox
from ruqsat.running.seals import make_seals
from tests.ground import Server, django_at
from tests.world import World, instance_in, load_people, running_world

TITLES = {title for title, _ in FIRST} | {story.title for story in OF_THE_SANDBOX}
WEDNESDAY_NOON = datetime(2026, 6, 10, 7, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Made:
    """The office, and what was said while it was made."""

    world: World
    said: list[str]
    ahead: timedelta


@pytest.fixture(scope="module")
def office(
    template: Server, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Made]:
    """The smallest demo with every stage; it ends on a Wednesday at noon, whenever the test runs."""
    said: list[str] = []
    folder = tmp_path_factory.mktemp("office")
    with (
        running_world(tmp_path_factory.mktemp("world")) as world,
        instance_in(world, folder, files=folder / "files"),
        template.clone() as database,
        django_db_blocker.unblock(),
        django_at(database.app_url),
    ):
        make_seals(Sandbox(url=world.address), offices=["KZ-71", "KZ-75"], folder=world.folder / "seals")
        world.set_clock(WEDNESDAY_NOON)
        load_people(world)
        ahead = instance_clock.ahead()
        demo(cases=len(TITLES), seed=1, say=said.append)
        yield Made(world=world, said=said, ahead=ahead)


def test_every_stage_is_there(office: Made) -> None:
    stages = set(Case.objects.values_list("stage", flat=True))
    passing = {Stage.PREPARING, Stage.GRANTED}  # no case yet; sealed at once
    assert stages == {stage.value for stage in Stage} - {stage.value for stage in passing}
    assert Draft.objects.filter(filed_at=None).exists()
    assert {"KZ-71", "KZ-75"} == set(Case.objects.values_list("office", flat=True))


def test_every_kind_of_applicant_is_there(office: Made) -> None:
    at = instance_clock.now()
    applications = [look(case.id, at=at).standing.application for case in Case.objects.all()]
    assert {application.applicant.kind for application in applications if application} == set(ApplicantKind)


def test_another_department_has_a_visit_to_make(office: Made) -> None:
    """Rules 10, Rules 18: three facilities in two regions, in mid-examination."""
    case = Case.objects.get(duties__code="schedule_visit", duties__facility="F3")
    duties = {(one.code, one.facility, one.office) for one in OpenDuty.objects.filter(case=case)}
    elsewhere = {"KZ-75", "KZ-71"} - {case.office}
    assert {office for code, facility, office in duties if (code, facility) == ("schedule_visit", "F3")} == elsewhere
    assert ("carry_out_visit", "F1", case.office) in duties
    assert any(code == "answer_approval" and facility == "F2" for code, facility, _ in duties)


def test_the_clock_is_where_it_was(office: Made) -> None:
    assert instance_clock.ahead() == office.ahead
    assert not Case.objects.filter(changed_at__gt=instance_clock.now()).exists()


def test_something_is_overdue_something_due_today_and_something_soon(office: Made) -> None:
    today = local(instance_clock.now()).date()
    due = OpenDuty.objects.filter(owed_by="officer").values_list("due_on", flat=True)
    assert any(day and day < today for day in due)
    assert any(day == today for day in due)
    assert OpenDuty.objects.filter(due_on__gt=today, due_on__lte=today + timedelta(days=3)).exists()
    assert OpenDuty.objects.filter(due_on__gt=today + timedelta(days=5)).exists()


def test_the_system_has_left_nothing_undone_but_the_signature_that_nobody_can_judge(office: Made) -> None:
    at = instance_clock.now()
    owing = [case for case in Case.objects.all() if system_work((file := look(case.id, at=at)).acts, file.standing)]
    assert [(case.stage, case.system_owes) for case in owing] == [("received", True)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        assert cursor.fetchone() == (0,)


def test_the_journal_is_whole_and_everything_is_derived_as_it_stands(office: Made) -> None:
    said = io.StringIO()
    assert verify_command(as_json=False, out=said) == 0, said.getvalue()
    assert rebuild_command(accept=False, as_json=False, at=instance_clock.now(), out=said) == 0, said.getvalue()


def test_each_story_says_one_line_when_it_has_come_as_far_as_it_goes(office: Made) -> None:
    told = [line.rsplit("  ", 1)[1] for line in office.said if f"/{len(TITLES)} " in line]
    assert sorted(told) == sorted(TITLES)
    assert office.said[-1].startswith("Done in ")


def test_who_is_told_and_what_is_reported(office: Made) -> None:
    issued = Case.objects.filter(stage="issued").earliest("received_at")
    assert office.world.events_of(issued.id)[-1]["kind"] == "result_issued"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_outbox WHERE delivered_at IS NULL")
        assert cursor.fetchone() == (0,)


def test_a_second_demo_is_refused_with_what_to_do(office: Made) -> None:
    with pytest.raises(CannotRun, match=r"begins in an empty one.*ruqsat run --demo"):
        demo(cases=1, seed=1, say=office.said.append)
