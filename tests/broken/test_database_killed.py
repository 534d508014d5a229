"""
The database killed with -9 while a case is on its way: at each place it comes back, and everything happened once.

The road is driven over HTTP as `ruqsat smoke` does. A place is held by a trigger in this instance's own database, which
waits there before the commit; the postmaster is killed while it waits.
"""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg
import pytest

from ruqsat.cases.consequences import LETTERS
from ruqsat.running import postgres
from ruqsat.running.supervisor import DATABASE
from ruqsat.smoke import offices, public
from ruqsat.smoke.applicant import Applicant
from ruqsat.smoke.browser import Browser
from ruqsat.smoke.lifecycle import REGION
from ruqsat.smoke.offices import Official
from ruqsat.smoke.sandbox import Sandbox
from ruqsat.smoke.steps import Step, Steps, StoppedError
from tests.broken.processes import wait_until
from tests.instance import RunningInstance, new_var, processes_of, remove_var

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("instance")]

ACCEPT, VERDICT, DELIVERY, SEAL = "received", "signature_judged", f"told {LETTERS}", "result_issued"
"""Where the database is killed: the kind of act that is written, or the feed of which a message was just told."""
ONCE = (
    "received", "registered", "receipt_issued", "found_complete", "approval_requested",
    "approval_answered", "visit_scheduled", "visit_started", "recording_added",
    "conclusion_signed", "conclusion_sealed", "decision_prepared", "granted", "result_issued",
)  # fmt: skip
TIMES = dict.fromkeys(ONCE, 1) | {"signature_judged": 4, "visit_notice_sent": 4}
"""Four acts are signed by a person; a visit is told by SMS and by e-mail, each of them taken and then delivered."""
HOLDS = """
CREATE TABLE held (place text PRIMARY KEY);
CREATE FUNCTION wait_while_held() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    here text;
BEGIN
    IF TG_TABLE_NAME = 'journal_entry' THEN here := NEW.kind; ELSE here := 'told ' || NEW.feed; END IF;
    WHILE EXISTS (SELECT FROM public.held WHERE place = here) LOOP
        PERFORM set_config('application_name', 'held at ' || here, true);
        PERFORM pg_sleep(0.02);
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER held BEFORE INSERT ON journal_entry FOR EACH ROW EXECUTE FUNCTION wait_while_held();
CREATE TRIGGER held BEFORE UPDATE ON journal_outbox FOR EACH ROW EXECUTE FUNCTION wait_while_held();
"""


@dataclass(kw_only=True)
class Killed:
    """An instance whose database is killed at places, and what its people do meanwhile."""

    instance: RunningInstance
    sandbox: Sandbox
    told: list[Step] = field(default_factory=list)

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database says, past the service."""
        cluster = postgres.embedded(self.instance.var)
        with psycopg.connect(cluster.url(postgres.SUPERUSER, DATABASE), autocommit=True) as there:
            cursor = there.execute(query, values or None)
            return cursor.fetchall() if cursor.description else []

    def hold(self, *places: str) -> None:
        self.ask(HOLDS)
        for place in places:
            self.ask("INSERT INTO held VALUES (%s)", place)

    def kill_at(self, place: str) -> None:
        """Wait until somebody comes to *place*, kill the database there, and let go of the place once it is back."""
        wait_until(lambda: self._somebody_is_at(place), f"somebody at {place}")
        (server,) = self.instance.parts("/bin/postgres -D")
        os.kill(server, signal.SIGKILL)
        wait_until(lambda: self._let_go(place), "the database to come back")
        # Each of the two web workers reconnects by itself; whichever answers has to have done so.
        wait_until(lambda: all(self.instance.is_ready() for _ in range(12)), "the instance to be ready again")

    def steps(self) -> Steps:
        return Steps(self.told.append)

    def official(self, role: str, office: str) -> Official:
        return Official(self.instance.url, self.sandbox, role=role, office=f"{office}-{REGION}")

    def acts(self, case: str) -> list[tuple[str, str]]:
        """Id and kind of what is on file, in its order."""
        found = self.ask("SELECT id, kind FROM journal_entry WHERE file_id = %s ORDER BY seq", case)
        return [(str(id_), kind) for id_, kind in found]

    def _somebody_is_at(self, place: str) -> bool:
        return bool(self.ask("SELECT 1 FROM pg_stat_activity WHERE application_name = %s", f"held at {place}"))

    def _let_go(self, place: str) -> bool:
        try:
            self.ask("DELETE FROM held WHERE place = %s", place)
        except psycopg.OperationalError:
            return False
        return True


@pytest.fixture
def killed() -> Iterator[Killed]:
    instance = RunningInstance(var=new_var())
    try:
        instance.start()
        with closing(Sandbox(instance.sandbox_url)) as sandbox:
            yield Killed(instance=instance, sandbox=sandbox)
        assert instance.end(signal.SIGTERM) == 0
        assert processes_of(instance.var) == {}
    finally:
        remove_var(instance.var)


@contextmanager
def meanwhile(what: Any) -> Iterator["Future[None]"]:
    with ThreadPoolExecutor(max_workers=1) as beside:
        yield beside.submit(what)


def test_the_case_arrives_at_its_license_and_every_act_is_on_file_once(killed: Killed) -> None:
    """Accept, verdict, delivery, seal: what was not committed is done again, what was told is not told twice."""
    doctor = killed.sandbox.moves_in()
    with closing(Browser(killed.instance.url)) as browser:
        applicant = Applicant(browser, killed.sandbox, doctor, killed.steps())
        applicant.prepares()
        killed.hold(ACCEPT, VERDICT, DELIVERY, SEAL)
        with meanwhile(applicant.sends) as sent:
            killed.kill_at(ACCEPT)
        with pytest.raises(StoppedError):
            sent.result()
        assert killed.told[-1].came.startswith("503 at ")
        applicant.sends()
        killed.kill_at(VERDICT)
        killed.kill_at(DELIVERY)
        applicant.sees_it_registered()
        examine_and_grant(killed, applicant.case, present=doctor.name)
        killed.kill_at(SEAL)
        number, papers = applicant.finds_license()
        public.check(browser, number, papers, killed.steps())
    assert [step.step for step in killed.told if not step.ok] == ["doctor: checks the answers, signs, submits"]
    assert_once(killed, applicant)


def examine_and_grant(killed: Killed, case: str, *, present: str) -> None:
    """What the offices do, from completeness to the head's signature."""
    posts = {"officer": "KZ", "inspector": "KZ", "head": "KZ", "approver": "SES"}
    people = {role: killed.official(role, office) for role, office in posts.items()}
    for official in people.values():
        official.sign_in()
    offices.find_complete(people["officer"], case)
    offices.ask_for_approval(people["officer"], case)
    killed.sandbox.move_to(offices.fix_visit(people["officer"], people["inspector"], case))
    offices.approve(people["approver"], case)
    visit = offices.record(people["inspector"], offices.begin_visit(people["inspector"], case))
    offices.conclude(people["inspector"], visit, present=present)
    offices.prepare(people["officer"], case)
    offices.sign_license(people["head"], case)
    for official in people.values():
        official.browser.close()


def assert_once(killed: Killed, applicant: Applicant) -> None:
    acts = killed.acts(applicant.case)
    kinds = [kind for _, kind in acts]
    assert {kind: kinds.count(kind) for kind in TIMES} == TIMES
    assert killed.ask("SELECT count(*) FROM journal_entry WHERE kind = 'license_entered'") == [(1,)]
    mailbox = f"{killed.sandbox.url}/api/mailbox/{applicant.doctor.email}"
    letters = [one["text"] for one in httpx.get(mailbox, trust_env=False, timeout=20).json()]
    for texts in (killed.sandbox.messages(applicant.doctor.phone), letters):
        assert texts
        assert len(texts) == len(set(texts))
    wait_until(lambda: len(reported(killed, acts)) == len(acts), "every act to be reported")
    assert len(reported(killed, acts)) == len(set(reported(killed, acts)))


def reported(killed: Killed, acts: list[tuple[str, str]]) -> list[str]:
    """Rules 21: the acts of which the monitoring system was told."""
    ours = {id_ for id_, _ in acts}
    events = httpx.get(f"{killed.sandbox.url}/api/monitoring/events", trust_env=False, timeout=20).json()
    return [event["id"] for event in events if event["id"] in ours]
