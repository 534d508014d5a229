"""
The outside world of the tests of cases, jobs and licenses: the sandbox as a process of its own, and its clock.

The world begins on a working morning of 2026 and goes on from there, so that no test depends on the day it runs on.
"""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings

from ruqsat.gateways import payments
from ruqsat.law.acts import Actor, Role
from ruqsat.payments import pinning
from ruqsat.people import loading
from ruqsat.people.models import Person
from ruqsat.people.persons import by_iin
from ruqsat.running import senders
from ruqsat.running.leash import leashed
from ruqsat.running.outside import gateways
from ruqsat.running.sandbox import Sandbox
from ruqsat.running.seals import make_seals, trust
from tests.instance import free_port, plain_environment
from tests.ruqsat_sandbox import asking

MORNING = datetime(2026, 3, 18, 5, 0, tzinfo=UTC)
"""Ten o'clock of a Wednesday in Almaty, with Nauryz from Saturday on."""

# The people of the sandbox, by what they are here.
AIZHAN = "940517499011"  # a therapist in Almaty whom every register knows
PETR = "810203399051"  # another applicant
OFFICER = "850719499299"
SECOND_OFFICER = "930425499337"
INSPECTOR = "910830399379"
HEAD = "770211499418"
DEPUTY = "831006499459"
APPROVER = "870512399499"
OFFICER_OF_ASTANA = "890214399571"

PHONE, MAILBOX = "+77000000101", "aizhan@example.kz"
PHONE_OF_SANIYA = "+77000000106"
ALMATY, SANITARY = "KZ-75", "SES-75"
ASTANA = "KZ-71"


@dataclass(frozen=True, kw_only=True)
class World:
    """A running sandbox, its folder, and what a test does in it as people and fate would."""

    folder: Path
    address: str
    client: httpx.Client
    seen: set[str] = field(default_factory=set)

    @property
    def clock_file(self) -> Path:
        return self.folder / "clock.jsonl"

    def now(self) -> datetime:
        """The moment by the sandbox's clock."""
        total = json.loads(self.clock_file.read_text().splitlines()[-1])["total_seconds"]
        return datetime.now(UTC) + timedelta(seconds=total)

    def set_clock(self, moment: datetime) -> None:
        """Set the clock, back too: a test that begins earlier on the road begins at its own hour, not before."""
        total = ceil((moment - datetime.now(UTC)).total_seconds())
        line = {"moved_at": moment.isoformat(), "by": "tests", "seconds": 0, "total_seconds": total}
        beside = self.clock_file.with_suffix(".part")
        beside.write_text(json.dumps(line) + "\n")
        beside.replace(self.clock_file)

    def later(self, **by: float) -> datetime:
        """Move the clock forward, as `timedelta` says, and give the new moment."""
        self.set_clock(self.now() + timedelta(**by))
        return self.now()

    def sign(self, statement: bytes, iin: str, **more: Any) -> bytes:
        """
        The CMS that NCALayer gives for *statement* with the key of the person: over its WebSocket.

        *more* are members of ``signing`` and ``signer`` parameters, as `tests.ruqsat_sandbox.asking.basics` takes them.
        """
        with ThreadPoolExecutor(max_workers=1) as beside:  # a browser's driver may have left a loop in this thread
            return beside.submit(lambda: asking.sign_at_once(self.client, iin, statement, **more)).result()

    def code_on(self, phone: str) -> str:
        """The six digits of the newest SMS."""
        return self.messages_on(phone)[0]["text"][:6]

    def messages_on(self, phone: str) -> list[dict[str, str]]:
        """The SMS that came to a phone in this test, the newest first."""
        return self._fresh(f"/api/phone/{phone}")

    def letters_to(self, mailbox: str) -> list[dict[str, str]]:
        """The e-mails that came to a mailbox in this test, the newest first."""
        return self._fresh(f"/api/mailbox/{mailbox}")

    def _fresh(self, path: str) -> list[dict[str, str]]:
        return [one for one in self.client.get(path).json() if one["id"] not in self.seen]

    def put_post_away(self) -> None:
        """What came so far is read: `messages_on` and `letters_to` give what comes from now on."""
        with closing(self._store()) as store:
            self.seen.update(each for (each,) in store.execute("SELECT id FROM post"))

    def events_of(self, case: object) -> list[dict[str, Any]]:
        """What the monitoring system was told of a case, in the order it came."""
        told: list[dict[str, Any]] = self.client.get("/api/monitoring/events", params={"case": str(case)}).json()
        return told

    def forget_events(self) -> None:
        """What other tests told of the same case: they went on from here in another way, and were taken back."""
        with closing(self._store()) as store, store:
            store.execute("DELETE FROM events")

    def forget_all_taken(self) -> None:
        """
        What the systems took of other tests, and what should become of messages to somebody there.

        Ids are made of acts, and tests walk on from the same ones: what came once has no effect again, and stands as
        another test left it.
        """
        self.seen.clear()
        with closing(self._store()) as store, store:
            for table in ("events", "post", "post_ways", "information", "inquiries", "licenses"):
                store.execute(f"DELETE FROM {table}")  # noqa: S608 -- names from the line above

    def break_down(self, *systems: str, kind: str = "unavailable") -> None:
        """Switch systems off, or make them "slow", as the page of faults does."""
        for system in systems:
            self.client.post("/api/faults", json={"system": system, "kind": kind}).raise_for_status()

    def mend(self, *systems: str) -> None:
        """Switch systems on again; all of them, if none is named."""
        for system in systems or self._broken():
            self.client.post("/api/faults", json={"system": system, "kind": "none"}).raise_for_status()

    def _broken(self) -> list[str]:
        with closing(self._store()) as store:
            return [system for (system,) in store.execute("SELECT DISTINCT system FROM faults_set")]

    def _store(self) -> sqlite3.Connection:
        """What the sandbox keeps: looked into where every test would ask, and changed as nobody can from outside."""
        return sqlite3.connect(self.folder / "sandbox" / "sandbox.sqlite3", timeout=30)

    def revoke(self, iin: str) -> None:
        """Revoke the certificates of a person as of now."""
        self.client.post("/api/pki/revoke", json={"iin": iin}).raise_for_status()

    def forget_revocations(self) -> None:
        """What other tests revoked, at hours of their own: the roads that tests begin on were signed with it."""
        with closing(self._store()) as store, store:
            store.execute("UPDATE certificates SET revoked_at = NULL, reason = NULL WHERE revoked_at IS NOT NULL")

    def renew(self, iin: str) -> None:
        """New keys for a person."""
        self.client.post("/api/pki/renew", json={"iin": iin}).raise_for_status()

    def certify_until(self, iin: str, moment: datetime) -> None:
        """New keys for a person, whose certificates end at *moment*; `renew` gives lasting ones again."""
        asked = {"iin": iin, "until": moment.isoformat()}
        self.client.post("/api/pki/renew", json=asked).raise_for_status()

    def pay(self, pay_url: str) -> None:
        """Press “Pay” on the gateway's page."""
        answer = self.client.post(pay_url, data={"decision": "pay"})
        assert answer.status_code in {302, 303}, answer.text


@contextmanager
def running_world(folder: Path) -> Iterator[World]:
    """The sandbox in *folder* with trust, seals and the gateway's key taken from it as an instance's start does."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    client = httpx.Client(base_url=address, trust_env=False, timeout=20)
    world = World(folder=folder, address=address, client=client)
    world.set_clock(MORNING)
    command = [sys.executable, "-m", "ruqsat_sandbox", "--port", str(port), "--var", str(folder)]
    with (folder / "sandbox.log").open("wb") as log:
        sandbox = subprocess.Popen(
            leashed(command, by=signal.SIGTERM),
            env=plain_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_until_it_answers(client, sandbox)
        said = Sandbox(url=address)
        trust(said, folder=folder / "trust", seals=folder / "seals")
        make_seals(said, offices=[ALMATY, ASTANA], folder=folder / "seals")
        pinning.pin(payments.connect(address), var=folder)
        senders.enrol(said, folder=folder / "registers")
        yield world
    finally:
        client.close()
        sandbox.send_signal(signal.SIGTERM)
        sandbox.wait(30)


def _wait_until_it_answers(client: httpx.Client, sandbox: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            client.get("/api/clock").raise_for_status()
        except httpx.TransportError:
            assert sandbox.poll() is None, "the sandbox ended by itself"
            assert time.monotonic() < deadline, "the sandbox does not answer"
            time.sleep(0.05)
        else:
            return


@contextmanager
def instance_in(world: World, folder: Path, *, files: Path) -> Iterator[None]:
    """Settings of an instance in *folder*, its blobs in *files*, whose outside systems are all of *world*."""
    (folder / "payments").mkdir()
    shutil.copy(world.folder / pinning.KEPT, folder / pinning.KEPT)
    shutil.copytree(world.folder / "registers", folder / "registers")  # where other processes look for it
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "VAR", folder)
        patch.setattr(settings, "CLOCK_FILE", world.clock_file)
        patch.setattr(settings, "TRUST_DIR", world.folder / "trust")
        patch.setattr(settings, "SEALS_DIR", world.folder / "seals")
        patch.setattr(settings, "FILES_DIR", files)
        patch.setattr(settings, "SANDBOX_URL", world.address)
        patch.setattr(settings, "GATEWAYS", gateways({}, sandbox_url=world.address, var=folder))
        yield


def load_people(world: World) -> None:
    """Offices and the sandbox's people, appointed from this morning on."""
    loading.load_reference(MORNING)
    loading.load_demo(Sandbox(url=world.address).people(), MORNING)


def person(iin: str) -> Person:
    """Somebody who was loaded."""
    found = by_iin(iin)
    assert found is not None, iin
    return found


def officer(iin: str = OFFICER) -> Actor:
    """The officer of Almaty who has the case, or another one."""
    return Actor(person=person(iin).id, role=Role.OFFICER, office=ALMATY)


def inspector() -> Actor:
    return Actor(person=person(INSPECTOR).id, role=Role.INSPECTOR, office=ALMATY)


def head(iin: str = HEAD) -> Actor:
    """The head of Almaty's department, or the deputy."""
    return Actor(person=person(iin).id, role=Role.HEAD, office=ALMATY)


def approver() -> Actor:
    return Actor(person=person(APPROVER).id, role=Role.APPROVER, office=SANITARY)
