"""What the commands of ``ruqsat`` do that belong to the instance itself; `ruqsat.cli` reads their arguments."""

import argparse
import getpass
import os
import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ruqsat.running import CannotRun

if TYPE_CHECKING:
    from ruqsat.law.book import Book
    from ruqsat.law.edition_amended import EditionAmended
    from ruqsat.law.replaying import Replayed

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def run(said: argparse.Namespace) -> int:
    """The whole instance, until it is asked to stop."""
    from ruqsat.running import supervisor
    from ruqsat.running.environment import Instance
    from ruqsat.running.outside import SANDBOX, gateways

    outside = gateways(os.environ, sandbox_url="")
    instance = Instance(
        var=said.var,
        web_port=said.web_port,
        sandbox_port=said.sandbox_port,
        sandboxed=frozenset(name for name, gateway in outside.items() if gateway["kind"] == SANDBOX),
    )
    supervisor.run(
        instance,
        leashed=not said.outlive_parent,
        filled=said.demo,
        say=lambda line: print(line, flush=True),
    )
    return 0


def seal_request(said: argparse.Namespace) -> int:
    """The request to certify the key of an office's seal, for the certification authority."""
    from ruqsat.running.environment import adopt

    adopt(said.var)
    from django.conf import settings

    from ruqsat.documents.seals import device
    from ruqsat.running import certifying

    request = certifying.seal_request(
        said.office,
        organization=said.organization,
        bin_=said.bin,
        folder=settings.SEALS_DIR,
        device=device(module=settings.SEAL_MODULE, token=settings.SEAL_TOKEN, pin=settings.SEAL_PIN),
    )
    print(request, end="")
    return 0


def clock(said: argparse.Namespace) -> int:
    """Show the clock of the instance, or move it."""
    from ruqsat.running.environment import adopt

    adopt(said.var)
    from ruqsat import instance_clock

    if said.move != "show":
        try:
            instance_clock.move(_seconds(said.move), by=f"{getpass.getuser()}, ruqsat clock")
        except instance_clock.ClockCannotMove as error:
            raise CannotRun(str(error)) from error
    moment = instance_clock.now().astimezone().isoformat(sep=" ", timespec="seconds")
    ahead = instance_clock.ahead()
    print(f"{moment}, {ahead} ahead of the wall clock" if ahead else f"{moment}, the wall clock's time")
    return 0


def _seconds(text: str) -> int:
    found = re.fullmatch(r"\+(\d+)([mhdw])", text)
    if not found:
        raise CannotRun(f"“{text}” is no move of the clock: say +90m, +2h, +1d or +1w, or show.")
    return int(timedelta(**{_UNITS[found[2]]: int(found[1])}).total_seconds())


def check(said: argparse.Namespace) -> int:
    """Say what is wrong or missing in the configuration; 1 when something is that keeps the program from working."""
    from ruqsat.running.environment import adopt

    adopt(said.var)
    import django

    django.setup()
    from django.core.checks import ERROR, run_checks

    found = run_checks(include_deployment_checks=said.deploy)
    unsaid = ("security.", "journal.E002") if _is_to_begin(said.var) and not said.deploy else ("security.",)
    ours = [message for message in found if not str(message.id or "").startswith(unsaid)]
    for message in ours:
        mark = "error" if message.level >= ERROR else "warning"
        print(f"{mark}: {message.msg} ({message.id})" + (f"\n  {message.hint}" if message.hint else ""))
    errors = sum(message.level >= ERROR for message in ours)
    print(f"{errors} errors, {len(ours) - errors} warnings." if ours else "Nothing is wrong or missing.")
    return 1 if errors else 0


def _is_to_begin(var: Path) -> bool:
    """Whether this instance has no key of its own yet: the first “ruqsat run” makes it."""
    return not os.environ.get("RUQSAT_INSTANCE_KEY") and not (var / "keys" / "instance.key").exists()


def worker(said: argparse.Namespace) -> int:
    """Do the queued work until stopped."""
    set_up(said.var)
    from ruqsat.running.working import work_until_stopped

    work_until_stopped()
    return 0


def migrate(said: argparse.Namespace) -> int:
    """Bring the database up to date, as its owner."""
    from ruqsat.running.environment import adopt

    adopt(said.var)
    os.environ["DATABASE_URL"] = os.environ.get("DATABASE_OWNER_URL", os.environ.get("DATABASE_URL", ""))
    set_up(said.var)
    from django.core.management import call_command

    call_command("migrate", interactive=False)
    return 0


def load(said: argparse.Namespace) -> int:
    """Load reference data; in the sandbox its people too."""
    set_up(said.var)
    from django.conf import settings
    from django.core.management import call_command

    from ruqsat import instance_clock
    from ruqsat.cases.recounting import derive_missing
    from ruqsat.people.loading import load_demo, load_reference
    from ruqsat.running.sandbox import Sandbox

    call_command("check", databases=["default"], verbosity=0)
    at = instance_clock.now()
    load_reference(at)
    if instance_clock.may_move():
        load_demo(Sandbox(url=settings.SANDBOX_URL).people(), at)
    derive_missing(at=at)
    return 0


def verify(said: argparse.Namespace) -> int:
    """Find what was changed behind the journal's back."""
    set_up(said.var)
    from ruqsat import instance_clock
    from ruqsat.jobs.anchoring import stamp_checker
    from ruqsat.journal.commands import verify_command

    return verify_command(as_json=said.json, anchors=said.anchors, check_stamp=stamp_checker(at=instance_clock.now()))


def rebuild(said: argparse.Namespace) -> int:
    """Derive everything anew and show what comes out otherwise."""
    set_up(said.var)
    from ruqsat import instance_clock
    from ruqsat.journal.commands import rebuild_command

    return rebuild_command(accept=said.accept, as_json=said.json, at=instance_clock.now())


def replay(order: "EditionAmended", *, since: date | None, var: Path) -> "list[Replayed]":
    """Rules 21-1: run an amending order over the cases on file; nothing is changed."""
    set_up(var)
    from ruqsat import instance_clock
    from ruqsat.cases.replaying import over_cases

    return over_cases(order, at=instance_clock.now(), since=since)


def book_of(var: Path) -> "Book":
    """The book that is in force in an instance."""
    set_up(var)
    from ruqsat.keeping import books

    return books.in_force()


def set_up(var: Path) -> None:
    """
    Django with a database behind it.

    :raises CannotRun: when no instance runs in *var* and no other database is named.
    """
    from ruqsat.running.environment import adopt

    adopt(var)
    if not os.environ.get("DATABASE_URL"):
        raise CannotRun(f"No instance is running in {var}: start it with “ruqsat run”, or set DATABASE_URL.")
    import django

    django.setup()
