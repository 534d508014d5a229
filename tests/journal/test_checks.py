"""What is made sure of before the program starts."""

import pytest
from pytest_django import Settings

from ruqsat.journal import outbox
from ruqsat.journal.checks import check_instance_key, check_rights, check_tasks
from tests.ground import Database, django_at


def test_a_declared_task_that_no_worker_knows_is_an_error() -> None:
    name = outbox.declare("tests.nobody_does_this", "tells nobody")
    try:
        found = check_tasks(None)
        assert [message.id for message in found if name in str(message.msg)] == ["journal.E001"]
    finally:
        del outbox.TASKS[name]


def test_every_declared_task_of_the_program_has_its_worker() -> None:
    assert check_tasks(None) == []


def test_a_missing_instance_key_is_an_error(settings: Settings) -> None:
    assert check_instance_key(None) == []
    settings.INSTANCE_KEY = b""
    assert [message.id for message in check_instance_key(None)] == ["journal.E002"]


@pytest.mark.django_db
def test_the_applications_role_has_no_right_that_it_must_not_have() -> None:
    assert check_rights(None, databases=["default"]) == []


def test_working_as_the_owner_is_warned_of(own_database: Database) -> None:
    with django_at(own_database.owner_url):
        found = check_rights(None, databases=["default"])
    assert {message.id for message in found} == {"journal.W001"}
    assert len(found) == 6
