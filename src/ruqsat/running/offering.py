"""At a first start, with nothing on file, a demo office is offered."""

import select
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

import psycopg

from ruqsat.running.leash import leashed

SECONDS_TO_ANSWER = 20
QUESTION = "Fill it with a demo office of 60 cases? It takes a few minutes. [y/N] "
HOW = "Nothing is on file yet. “ruqsat demo” in another terminal fills it with an office of 60 cases."


def is_empty(url: str) -> bool:
    """Whether nobody has begun anything in the database at *url*."""
    with psycopg.connect(url) as connection:
        query = "SELECT EXISTS (SELECT FROM journal_file) OR EXISTS (SELECT FROM cases_draft)"
        return connection.execute(query).fetchone() == (False,)


def hindrance(url: str, *, sandboxed: bool) -> str:
    """Why this instance cannot be filled with a demo office; empty when it can."""
    if not sandboxed:
        return "There will be no demo office: an outside system of this instance is real."
    if not is_empty(url):
        return "There will be no demo office: this instance has its own cases or drafts. Take a new folder with --var."
    return ""


def is_wanted(say: Callable[[str], None]) -> bool:
    """Ask at the terminal, for a short while; where there is none, say how it is done."""
    if not sys.stdin.isatty():
        say(HOW)
        return False
    print(QUESTION, end="", flush=True)
    ready, _, _ = select.select([sys.stdin], [], [], SECONDS_TO_ANSWER)
    if ready:
        return sys.stdin.readline().strip().casefold() in {"y", "yes"}
    say(f"\nNo answer in {SECONDS_TO_ANSWER} seconds: it stays empty. {HOW}")
    return False


def fill(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """
    Run *command*, which fills the database, beside the instance; it writes to this terminal.

    In a session of its own, so that Ctrl-C reaches the supervisor only.
    """
    return subprocess.Popen(  # noqa: S603  (our own program)
        leashed(command, by=signal.SIGINT), env=environment, start_new_session=True, stdin=subprocess.DEVNULL
    )


def stop(filling: subprocess.Popen[bytes], *, seconds: float) -> None:
    """Interrupt it as Ctrl-C would: it leaves the clock right. What has not ended after *seconds* is killed."""
    filling.send_signal(signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        filling.wait(seconds)
    if filling.poll() is None:
        filling.kill()
        filling.wait()
