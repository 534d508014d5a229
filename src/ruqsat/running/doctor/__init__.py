"""
``ruqsat doctor``: every part of an instance and every outside system tried, a line each, with what to do.

It changes nothing, here or elsewhere, and goes on whatever is wrong: that is when it is needed.
"""

import json
import os
from pathlib import Path

from ruqsat.running import CannotRun
from ruqsat.running.doctor import machine
from ruqsat.running.doctor.findings import Finding, Round, Said, good, one_line, wrong
from ruqsat.running.doctor.printing import lines_of, summary
from ruqsat.running.environment import adopt

SETTINGS = "Settings"


def doctor(var: Path, *, as_json: bool) -> int:
    """Try everything of the instance in *var*; 0 when nothing is wrong, 1 otherwise."""
    round_ = Round(_unheard if as_json else _Terminal().show)
    machine.look(round_, var)
    round_.tries(SETTINGS, "settings", lambda: _settings(var))
    if _have_settings():
        _with_settings(round_)
    if as_json:
        findings = [finding.to_json() for finding in round_.findings]
        print(json.dumps({"ok": round_.ok, "findings": findings}, ensure_ascii=False, indent=1))
    else:
        print(f"\n{summary(round_.findings)}")
    return 0 if round_.ok else 1


class _Terminal:
    """Findings as they come, each group under its name."""

    def __init__(self) -> None:
        self._group = ""

    def show(self, finding: Finding) -> None:
        """Print one."""
        if finding.group != self._group:
            print("\n" * bool(self._group) + finding.group)
            self._group = finding.group
        print("\n".join(lines_of(finding)), flush=True)


def _unheard(finding: Finding) -> None:
    """For programs all of it comes at the end."""


def _settings(var: Path) -> Said:
    """The settings can be read, and Django's checks of this program find nothing wrong."""
    adopt(var)
    import django

    try:
        django.setup()
    except CannotRun as error:
        return wrong(one_line(error), "Correct it in the environment, or in the file that it names.")
    from django.conf import settings
    from django.core.checks import ERROR, run_checks

    if errors := [message for message in run_checks() if message.level >= ERROR]:
        return wrong(one_line(Exception(errors[0].msg)), str(errors[0].hint or "Correct it in the environment."))
    real = sorted(name for name, gateway in settings.GATEWAYS.items() if gateway["kind"] != "sandbox")
    return good(f"read; real outside systems: {', '.join(real) or 'none'}")


def _have_settings() -> bool:
    from django.apps import apps

    return apps.ready


def _with_settings(round_: Round) -> None:
    from django.conf import settings

    from ruqsat import instance_clock
    from ruqsat.documents import seals
    from ruqsat.keeping import books
    from ruqsat.running.doctor import building, database, law, outside, trust

    now = instance_clock.now()
    building.look(round_, static=settings.HERE / "web" / "static", locale=settings.LOCALE_PATHS[0])
    database.look(round_, url=os.environ.get("DATABASE_URL", ""), files=settings.FILES_DIR, now=now)
    round_.tries("Work", "web server", lambda: outside.web(settings.PUBLIC_URL))
    device = seals.device(module=settings.SEAL_MODULE, token=settings.SEAL_TOKEN, pin=settings.SEAL_PIN)
    seal = trust.any_seal(settings.SEALS_DIR, device=device)
    outside.look(round_, gateways=settings.GATEWAYS, trust=settings.TRUST_DIR, seal=seal, now=instance_clock.now)
    trust.look(round_, trust=settings.TRUST_DIR, seals=settings.SEALS_DIR, device=device, book=books.in_force, now=now)
    law.look(round_, book=books.in_force, now=now, ahead=instance_clock.ahead())
