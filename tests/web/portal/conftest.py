"""What the tests of the applicant's pages stand on: somebody signed in, a draft, and a sandbox over HTTP."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ruqsat import instance_clock
from ruqsat.cases.drafting import start
from ruqsat.cases.models import Draft
from ruqsat.law.application import PersonName, Service
from ruqsat.people.models import Person
from ruqsat.people.persons import know
from ruqsat.people.sessions import PERSON
from ruqsat.running import senders
from ruqsat.running.outside import gateways
from ruqsat.running.sandbox import Sandbox
from tests.ruqsat_sandbox.conftest import sandbox

AIZHAN = "940517499011"
"""The therapist of the sandbox whom every register knows."""


def browser_of(person: Person, language: str = "en") -> Client:
    """A window in which *person* is signed in."""
    client = Client(headers={"accept-language": language})
    session = client.session
    session[PERSON] = str(person.id)
    session.save()
    return client


@pytest.fixture
def aizhan(db: None) -> Person:
    return know(AIZHAN, PersonName(last="Үлгібаева", first="Айжан", patronymic="Сынаққызы"), at=instance_clock.now())


@pytest.fixture
def stranger(db: None) -> Person:
    return know("810203399051", PersonName(last="Примеров", first="Пётр"), at=instance_clock.now())


@pytest.fixture
def window(aizhan: Person) -> Client:
    return browser_of(aizhan)


@pytest.fixture
def draft(aizhan: Person) -> Draft:
    return start(aizhan, Service.ISSUE, at=instance_clock.now())


@pytest.fixture
def here(draft: Draft) -> Callable[[str], str]:
    """The address of a page of the draft."""

    def address(page: str) -> str:
        return f"/applications/{draft.id}/{page}"

    return address


@pytest.fixture(scope="session")
def sandbox_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sandbox(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture(scope="session")
def sandbox_gateways(sandbox_address: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The settings of the sandbox's systems, to whose registers we are known."""
    var = tmp_path_factory.mktemp("sender")
    senders.enrol(Sandbox(url=sandbox_address), folder=var / "registers")
    return gateways({}, sandbox_url=sandbox_address, var=var)


@pytest.fixture
def world(sandbox_address: str, sandbox_gateways: dict[str, dict[str, str]], settings: Any, tmp_path: Path) -> str:
    """The sandbox behind every gateway of this test; its address."""
    settings.VAR = tmp_path
    settings.GATEWAYS = sandbox_gateways
    return sandbox_address
