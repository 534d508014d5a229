"""What ``ruqsat monitoring reconcile`` and ``ruqsat outbox`` do and say."""

import argparse
import getpass
import json
import sys
from typing import Any
from uuid import UUID

from ruqsat.running import CannotRun
from ruqsat.running.commands import set_up

SAME, DIFFERS, UNKNOWN = 0, 1, 2


def reconcile(said: argparse.Namespace) -> int:
    """
    Rules 21: hold the monitoring system against what is on file.

    0: nothing is missing there, and nothing differs; 1: something does; 2: it did not answer, so nothing is known.
    """
    set_up(said.var)
    from ruqsat.jobs.reconciling import NotAnswered, reconcile

    try:
        found = reconcile(mend=said.mend)
    except NotAnswered as error:
        print(f"Nothing can be said: {error}", file=sys.stderr)
        return UNKNOWN
    cases = [
        {
            "case": str(one.case), "number": one.number, "missing": one.missing, "extra": one.extra,
            "differing": one.differing, "unordered": one.unordered, "told": one.told, "why": one.why,
        }
        for one in found.differences
    ]  # fmt: skip
    if said.json:
        print(json.dumps({"cases": found.cases, "events": found.events, "differences": cases}, indent=2))
    else:
        for case in cases:
            print(_line(case))
        print(_verdict(found.cases, found.events, len(cases), whole=found.nothing_is_missing))
    return SAME if found.nothing_is_missing else DIFFERS


def _line(case: dict[str, Any]) -> str:
    parts = [
        f"{word} {', '.join(map(str, case[word]))}"
        for word in ("missing", "extra", "differing", "unordered", "told")
        if case[word]
    ]
    return f"{case['number'] or case['case']}: {'; '.join(parts)}{'. ' + case['why'] if case['why'] else ''}"


def _verdict(cases: int, events: int, differ: int, *, whole: bool) -> str:
    compared = f"Compared: {cases} cases, {events} events on file."
    if not differ:
        return f"{compared} The monitoring system has every one of them, once and in order."
    if whole:
        return f"{compared} {differ} cases differed; what was missing is there now. Run it again to see."
    return f"{compared} {differ} cases differ; “--mend” tells what is missing."


def show(said: argparse.Namespace) -> int:
    """List what waits, what could not be done, and how outside systems answer. 1 where something waits for a person."""
    set_up(said.var)
    from ruqsat import instance_clock
    from ruqsat.cases.undone import look
    from ruqsat.cases.undone_told import as_json, as_lines

    seen = look(at=instance_clock.now())
    if said.json:
        print(json.dumps(as_json(seen), indent=2, ensure_ascii=False))
    else:
        for line in as_lines(seen):
            print(line)
    return 1 if seen.dead or any(one.again for one in seen.messages.lost) else 0


def retry(said: argparse.Namespace) -> int:
    """Have a dead letter tried again, or all, or a message that nobody took; who did is on record."""
    set_up(said.var)
    from ruqsat import instance_clock
    from ruqsat.cases.undone import NotSentAgain, send_again, try_again
    from ruqsat.journal.undone import By

    if said.all == (said.id is not None):
        raise CannotRun("Say which: the number that “ruqsat outbox” shows, or --all.")
    by, at = By(account=getpass.getuser()[:120]), instance_clock.now()
    if isinstance(said.id, UUID):
        try:
            send_again(by=by, at=at, id=said.id)
        except NotSentAgain as error:
            raise CannotRun(str(error)) from error
        print("It will be sent within seconds.")
        return 0
    count = try_again(by=by, at=at, **({} if said.all else {"id": said.id}))
    if not count and not said.all:
        raise CannotRun(f"Nothing undone has the number {said.id}.")
    print(f"{count} will be tried again within seconds.")
    return 0
