"""What ``ruqsat demo`` does at the terminal: looks whether it may, tells how far it is, leaves the clock right."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import connection

from ruqsat import instance_clock
from ruqsat.cases.models import Draft
from ruqsat.demo import playing
from ruqsat.demo.days import Days
from ruqsat.demo.sandbox import Sandbox
from ruqsat.demo.stories import tell
from ruqsat.demo.walk import Walk, World
from ruqsat.instance_clock import ClockCannotMove
from ruqsat.journal.models import File
from ruqsat.keeping import books
from ruqsat.running import CannotRun

CASES, SEED = 60, 1
_ONE_AT_A_TIME = 7_210_375  # of the database's advisory locks, ours


def demo(*, cases: int, seed: int, say: Callable[[str], None]) -> None:
    """
    Fill the empty database of a sandboxed instance with a living office.

    :raises CannotRun: if the database is not empty, an outside system is real, or the sandbox does not answer.
    """
    _stop_unless_empty()
    ahead = instance_clock.ahead()
    sandbox = Sandbox(settings.SANDBOX_URL)
    began = time.monotonic()
    world = World.around(
        sandbox, days=Days(present=instance_clock.now(), calendar=books.in_force().calendar), seed=seed
    )
    stories = tell(cases)
    counted = _Counted(say, of=cases)
    try:
        first = playing.begin(world, stories)
        say(f"{cases} applications are on their way; the clock begins at {first:%Y-%m-%d} and goes on to today.")
        say("Sign in when it is done: until then the clock jumps, and no challenge lives as long as a signature takes.")
        playing.play(stories, world, hear=counted.hear)
    except KeyboardInterrupt:
        raise CannotRun(_interrupted(counted.done, cases)) from None
    except ClockCannotMove as error:
        raise CannotRun(str(error)) from error
    finally:
        _return_to(ahead)
        sandbox.close()
    say(f"Done in {time.monotonic() - began:.0f} seconds. Look: {settings.PUBLIC_URL}/desk/")


class _Counted:
    """One line for each story that has come as far as it goes."""

    def __init__(self, say: Callable[[str], None], *, of: int) -> None:
        self._say, self._of, self.done = say, of, 0

    def hear(self, walk: Walk) -> None:
        self.done += 1
        case = playing.case_of(walk)
        number = case.number if case and case.number else "no number"
        self._say(f"{self.done:3}/{self._of}  {walk.office}  {number:<16}  {walk.title}")


def _stop_unless_empty() -> None:
    if not instance_clock.may_move():
        raise CannotRun("A demo is for the sandbox: an outside system of this instance is real.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ONE_AT_A_TIME])
        if cursor.fetchone() != (True,):
            raise CannotRun("A demo is being made already: wait for it.")
    if File.objects.exists() or Draft.objects.exists():
        if instance_clock.ahead() < timedelta(0):
            _return_to(timedelta(0))
        raise CannotRun(
            f"There are applications in this database already, and a demo begins in an empty one. {_anew()}"
        )


def _return_to(ahead: timedelta) -> None:
    """The clock goes to where it was, by now later by what the stories took."""
    seconds = int((ahead - instance_clock.ahead()) / timedelta(seconds=1))
    if seconds > 0:
        instance_clock.move(seconds, by="ruqsat demo")


def _interrupted(done: int, of: int) -> str:
    return (
        f"Interrupted after {done} of {of} stories. Nothing is half-signed: every case stands as far as it came, and"
        f" the clock is at the present again. {_anew()}"
    )


def _anew() -> str:
    return (
        f"For a whole one stop the instance, remove its folder {settings.VAR}, and start it with “ruqsat run --demo”."
    )
