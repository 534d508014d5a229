"""
Whole lifecycles per second over HTTP, with every signature, PDF and outside system, two web workers.

    python -m bench.http [--quick]

A whole instance is started as people start it, and `ruqsat smoke` plays issues on it as people would: forms, CSRF,
signatures of the sandbox's signing program, payment, both offices, the inspector. There is no floor: it is what it is.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass

from ruqsat.running.supervisor import WEB_WORKERS


@dataclass(frozen=True)
class Measured:
    """Lifecycles per second for so many clients at once, and how many were played."""

    by_clients: dict[int, tuple[float, int]]


def run(*, quick: bool) -> Measured:
    """One instance; one client, then several."""
    from tests.instance import RunningInstance, left_after, new_var, remove_var

    instance = RunningInstance(var=new_var())
    try:
        instance.start(seconds=600)
        try:
            found = {clients: _played(instance.url, times, clients) for clients, times in _plan(quick=quick)}
        finally:
            instance.end(signal.SIGTERM)
    finally:
        left_after(instance.var, seconds=60)
        remove_var(instance.var)
    return Measured(found)


def _plan(*, quick: bool) -> list[tuple[int, int]]:
    return [(1, 1)] if quick else [(1, 5), (4, 12)]


def _played(url: str, times: int, clients: int) -> tuple[float, int]:
    command = [
        os.path.join(os.path.dirname(sys.executable), "ruqsat"),
        "smoke", "--url", url, "--times", str(times), "--clients", str(clients), "--json",
    ]  # fmt: skip
    came = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- our own program
    said = json.loads(came.stdout)
    if not said["ok"]:
        raise RuntimeError([step for step in said["steps"] if not step["ok"]] or came.stderr)
    return said["per_second"], said["lifecycles"]


def report(found: Measured) -> str:
    """The figures as a table."""
    lines = [f"{WEB_WORKERS} web workers.", "", "| clients | lifecycles played | lifecycles/s |", "|---|---|---|"]
    lines += [f"| {clients} | {count} | **{rate:.3f}** |" for clients, (rate, count) in found.by_clients.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(run(quick="--quick" in sys.argv)))
