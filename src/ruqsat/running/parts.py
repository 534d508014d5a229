"""The processes of an instance: each on a leash, with a log of its own, ended in order."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ruqsat.running import CannotRun
from ruqsat.running.leash import leashed
from ruqsat.running.reviving import Revival

LARGEST_LOG = 20_000_000  # bytes; a larger one is set aside at the next start


@dataclass(kw_only=True)
class Part:
    """One process and the processes it starts: a group of its own, so that Ctrl-C reaches the supervisor only."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    when_orphaned: signal.Signals  # what it gets when the supervisor dies without a word
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    revival: Revival = field(init=False)

    def __post_init__(self) -> None:
        self.revival = Revival(name=f"The {self.name}", log=self.log)

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  (our own programs)
                leashed(self.command, by=self.when_orphaned), env=self.environment, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    @property
    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def check(self) -> None:
        """
        :raises CannotRun: when it has ended by itself.
        """
        if self.ended:
            raise CannotRun(f"The {self.name} stopped by itself: {self.last_words()} (more in {self.log}).")

    def wait_until_it_answers(self, url: str, *, seconds: float) -> None:
        """
        :raises CannotRun: when it ends, or gives no answer at *url* within *seconds*, or answers with an error.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.check()
            try:
                urllib.request.urlopen(url, timeout=10).close()  # noqa: S310  (our own address)
            except urllib.error.HTTPError as error:
                raise CannotRun(
                    f"The {self.name} answers {url} with error {error.code}: {self.last_words()} (more in {self.log})."
                ) from error
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise CannotRun(f"The {self.name} gives no answer at {url} after {seconds:.0f} seconds: see {self.log}.")

    def revive(self, *, now: float) -> str:
        """
        Start it again when it has ended by itself and its pause is over; a sentence when there is something to say.

        :raises CannotRun: when it has ended too often.
        """
        if self.process is None or not self.ended:
            return ""
        if self.revival.due is None:
            return self.revival.ended(now=now, last_words=self.last_words())
        if not self.revival.is_due(now=now):
            return ""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # what it had started may still hold its port
        self.start()
        return f"The {self.name} runs again."

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait_until_stopped(self, *, seconds: float) -> None:
        """Wait for it; whatever of its group is left after *seconds* is killed."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self) -> str:
        """The last line of its log."""
        lines = self.log.read_text(errors="replace").strip().splitlines() if self.log.exists() else []
        return lines[-1].strip() if lines else "it said nothing"


def run_step(what: str, command: list[str], *, environment: dict[str, str], log: Path) -> None:
    """
    Run a step of the start to its end.

    :raises CannotRun: when it fails; with its last line.
    """
    step = Part(name=what, command=command, environment=environment, log=log, when_orphaned=signal.SIGTERM)
    step.start()
    assert step.process is not None  # noqa: S101  (started in the line above)
    if step.process.wait() != 0:
        raise CannotRun(f"Could not {what}: {step.last_words()} (more in {log}).")
