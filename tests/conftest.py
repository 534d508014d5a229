"""
What the tests stand on.

* ``db`` (or ``@pytest.mark.django_db``): Django on a migrated database as the application's own role, rolled back after
  the test. ``transactional_db`` cannot be used: the journal refuses TRUNCATE.
* ``clone_database()``: a database of one's own, for tests that commit, use threads or start processes.
* ``own_database``: Django itself on such a clone for the length of the test.
* ``ruqsat_instance``: a whole instance, started as people start it; ``page`` is a browser's page on it.
"""

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from ruqsat.gateways.hardware import Device
from tests import softhsm
from tests.eds.pki import pki
from tests.ground import Database, Server, django_at
from tests.instance import RunningInstance, chromium, copied_var, new_var, remove_var

pytest_plugins = ["tests.milestones"]

sys.dont_write_bytecode = False  # pytest rewrites every assertion: kept beside the tests, that is done once

settings.SECRET_KEY = "only for tests"
settings.INSTANCE_KEY = bytes(range(32))


def pytest_addoption(parser: pytest.Parser) -> None:
    """What is chosen of the matrix of faults (`tests/faults`)."""
    matrix = parser.getgroup("matrix of faults")
    matrix.addoption("--systems", default="", help="only these outside systems, with commas between")
    matrix.addoption("--kinds", default="", help="only these faults")
    matrix.addoption("--missing", action="store_true", help="only cells that docs/operating/faults.md has not whole")
    matrix.addoption("--no-pages", action="store_true", help="compare no times of pages: other work is done meanwhile")
    matrix.addoption("--faults-table", action="store_true", help="write what they show into docs/operating/faults.md")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """One server for all workers, started and stopped by the process that started them. Browser tests need none."""
    config = node.config
    if config.option.markexpr.startswith("browser"):
        return
    if not hasattr(config, "ruqsat_server"):
        config.ruqsat_server = Server.start()
    node.workerinput["ruqsat_server"] = config.ruqsat_server.address


def pytest_unconfigure(config: pytest.Config) -> None:
    server = getattr(config, "ruqsat_server", None)
    if server is not None:
        server.stop()


def pytest_report_header() -> list[str]:
    """What is left out on this machine is said before anything runs."""
    return [] if softhsm.module() else [softhsm.ABSENT]


@pytest.fixture(scope="session")
def token_in_software(tmp_path_factory: pytest.TempPathFactory) -> Device:
    """A hardware module played by SoftHSM, with the key of the tests' office in it, under the label KZ-75."""
    folder = tmp_path_factory.mktemp("token")
    device = softhsm.make_token(folder)
    softhsm.put_key(pki().seal.key_pem, "KZ-75", folder=folder)
    return device


@pytest.fixture(scope="session", autouse=True)
def var_of_this_run() -> Iterator[Path]:
    """Nothing that a test does touches an instance's own folder."""
    with tempfile.TemporaryDirectory(prefix="ruqsat-var-") as folder:
        var = Path(folder)
        settings.VAR = var
        settings.CLOCK_FILE = var / "clock.jsonl"
        for name in ("TRUST_DIR", "SEALS_DIR", "FILES_DIR"):
            setattr(settings, name, var / name.removesuffix("_DIR").lower())
        os.environ["RUQSAT_VAR"] = str(var)
        yield var


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The PostgreSQL of this run."""
    address = getattr(request.config, "workerinput", {}).get("ruqsat_server")
    found = Server.at(address) if address else Server.start()
    yield found
    found.stop()


@pytest.fixture(scope="session")
def template(server: Server, django_db_blocker: DjangoDbBlocker) -> Server:
    """The server, with its template migrated."""
    with django_db_blocker.unblock():
        server.make_template()
    return server


@pytest.fixture(scope="session")
def django_db_setup(
    template: Server, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """pytest-django's own would create and flush; ours clones."""
    with (
        template.clone() as database,
        django_db_blocker.unblock(),
        django_at(database.app_url),
        django_db_blocker.block(),
    ):
        yield


@pytest.fixture
def clone_database(template: Server) -> Iterator[Callable[[], Database]]:
    """Gives a migrated database of one's own at each call; dropped after the test."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(template.clone())


@pytest.fixture
def own_database(clone_database: Callable[[], Database], django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    """Django on a database of its own, where transactions really commit. Not together with ``db``."""
    database = clone_database()
    with django_db_blocker.unblock(), django_at(database.app_url):
        yield database


@pytest.fixture(scope="session")
def prepared() -> Iterator[RunningInstance]:
    """An instance that was started for the first time, as people start it, and stopped: a folder for `copied_var`."""
    instance = RunningInstance(var=new_var())
    try:
        instance.start()
        assert instance.end(signal.SIGTERM) == 0
        yield instance
    finally:
        remove_var(instance.var)


@pytest.fixture(scope="session")
def ruqsat_instance(request: pytest.FixtureRequest) -> Iterator[RunningInstance]:
    """
    A whole instance with the sandbox, started as people start it; one for all tests of a worker that ask for it.

    Gives ``url`` and ``sandbox_url``. Its clock only moves forward, for everybody.
    """
    only_this_one = request.config.option.markexpr.startswith("browser")  # nobody there asks for a prepared folder
    var = new_var() if only_this_one else copied_var(request.getfixturevalue("prepared").var)
    instance = RunningInstance(var=var)
    try:
        instance.start()
        yield instance
        instance.end(signal.SIGTERM)
    finally:
        remove_var(instance.var)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Chromium as installed on this machine: nothing is downloaded, nothing asks the network."""
    # the browser's driver keeps an event loop in this thread for the rest of the session, and Django would refuse
    # every query of the tests after it
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    quiet = ("background-networking", "component-update", "sync", "dev-shm-usage")
    return {
        "executable_path": chromium(),
        "args": ["--no-sandbox", "--no-first-run", *(f"--disable-{feature}" for feature in quiet)],
    }


@pytest.fixture(scope="session")
def base_url(ruqsat_instance: RunningInstance) -> str:
    """Where pages are; instead of the plugin's own fixture, of whose form pytest warns."""
    return ruqsat_instance.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], ruqsat_instance: RunningInstance) -> dict[str, Any]:
    """On the instance; ``@pytest.mark.browser_context_args(locale="kk-KZ")`` asks for a language."""
    return {**browser_context_args, "base_url": ruqsat_instance.url, "locale": "en-US", "timezone_id": "Asia/Almaty"}


HERE = Path(__file__).parent
WITH_BROWSER = (HERE / "journeys", HERE / "web")
"""Where tests in a browser are: their run reads no others, which takes longer than some of them."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Whatever is neither on the way to the tests in a browser nor among them, in a run of these alone."""
    if not config.option.markexpr.startswith("browser"):
        return None
    near = (folder.is_relative_to(collection_path) or collection_path.is_relative_to(folder) for folder in WITH_BROWSER)
    return None if any(near) else True


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """
    Tests that share an instance, or anything that is made once for their module, go to one worker (`loadgroup`).

    Those in a browser are a run of their own, in which each worker has an instance and does what comes next.
    """
    _leave_out_what_needs_softhsm(config, items)
    for item in items:
        wanted = set(getattr(item, "fixturenames", ()))
        given = getattr(item, "callspec", None)
        if "playwright" in wanted and not (given and "page" in given.params):  # a parameter may be called page too
            item.add_marker(pytest.mark.browser)
            if not any(item.path.is_relative_to(folder) for folder in WITH_BROWSER):
                raise pytest.UsageError(f"{item.nodeid} is in a browser, and its run does not look there: WITH_BROWSER")
        elif wanted & {"ruqsat_instance", "prepared"}:
            item.add_marker(pytest.mark.xdist_group("instance"))
        elif _has_its_own_of_the_module(item):
            item.add_marker(pytest.mark.xdist_group(str(item.path.relative_to(HERE))))


def _has_its_own_of_the_module(item: pytest.Item) -> bool:
    """Whether it stands on a fixture that is made once for its module: by two workers it would be made twice."""
    known = getattr(item, "_fixtureinfo", None)
    fixtures = known.name2fixturedefs.values() if known else ()
    return any(each.scope == "module" for found in fixtures for each in found)


def _leave_out_what_needs_softhsm(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where there is no SoftHSM, the tests that stand on it are counted as left out; in CI that is a failure."""
    without = [item for item in items if "token_in_software" in getattr(item, "fixturenames", ())]
    if softhsm.module() or not without:
        return
    assert not os.environ.get("CI"), softhsm.ABSENT
    items[:] = [item for item in items if item not in without]
    config.hook.pytest_deselected(items=without)
