"""What ``ruqsat journal verify`` and ``ruqsat journal rebuild`` do; each gives the status its command exits with."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext

from ruqsat.journal import rebuild
from ruqsat.journal.rebuild import Rebuilt
from ruqsat.journal.report import Report
from ruqsat.journal.verify import CheckStamp, stamp_is_over, verify
from ruqsat.law.saying import Saying, say

WHOLE = 0
NOT_WHOLE = 1


def verify_command(
    *,
    as_json: bool,
    anchors: Path | None = None,
    check_stamp: CheckStamp = stamp_is_over,
    out: TextIO = sys.stdout,
) -> int:
    """
    Verify the journal and say what was found: 0 when all is as it was filed, 1 when not.

    :param check_stamp: judges an anchor's time stamp; whoever knows the authority's roots passes the stricter one.
    """
    report = verify(anchors=anchors, check_stamp=check_stamp)
    if as_json:
        _print_json(_verified(report), out)
    else:
        for finding in report.findings:
            _print(finding.saying, out)
        for saying in _summary(report):
            _print(saying, out)
    return WHOLE if report.whole else NOT_WHOLE


def rebuild_command(*, accept: bool, as_json: bool, at: datetime, out: TextIO = sys.stdout) -> int:
    """Derive everything anew and say what comes out otherwise: 0 when nothing does or it was accepted, 1 when not."""
    rebuilt = rebuild.accept(at=at) if accept else rebuild.look(at=at)
    if as_json:
        _print_json(_derived(rebuilt), out)
    else:
        _print_rebuilt(rebuilt, out)
    return WHOLE if rebuilt.accepted or not rebuilt.differences else NOT_WHOLE


def _summary(report: Report) -> list[Saying]:
    sayings = [
        say(
            "Read: %(entries)s entries in %(files)s files, %(rate)s entries a second; erased files: %(erased)s.",
            entries=report.entries,
            files=report.files,
            rate=report.entries_per_second,
            erased=report.erased,
        ),
        say("Held against the anchor of %(day)s.", day=str(report.anchored_on))
        if report.anchored_on
        else say("There is no anchor yet: a vanished file or a tail cut together with its head cannot be found."),
    ]
    if report.whole:
        return [*sayings, say("The journal is whole.")]
    return [*sayings, say("The journal is not whole. Findings: %(count)s.", count=len(report.findings))]


def _verified(report: Report) -> dict[str, object]:
    return {
        "whole": report.whole,
        "files": report.files,
        "entries": report.entries,
        "erased": report.erased,
        "seconds": round(report.seconds, 3),
        "entries_per_second": report.entries_per_second,
        "anchored_on": report.anchored_on,
        "findings": [
            {
                "trouble": finding.trouble.value,
                "file": finding.file,
                "seq": finding.seq,
                "sentence": _sentence(finding.saying),
            }
            for finding in report.findings
        ],
    }


def _derived(rebuilt: Rebuilt) -> dict[str, object]:
    return {
        "files": rebuilt.files,
        "erased": rebuilt.erased,
        "accepted": rebuilt.accepted,
        "differences": [
            {
                "file": one.file,
                "table": one.table,
                "field": one.field,
                "stored": one.stored,
                "derived": one.derived,
            }
            for one in rebuilt.differences
        ],
    }


def _print_rebuilt(rebuilt: Rebuilt, out: TextIO) -> None:
    for one in rebuilt.differences:
        saying = say(
            "File %(file)s, %(table)s %(field)s: stored %(stored)s, derived %(derived)s.",
            file=str(one.file),
            table=one.table,
            field=one.field,
            stored=str(one.stored),
            derived=str(one.derived),
        )
        _print(saying, out)
    count = len(rebuilt.differences)
    if not count:
        _print(say("Everything derived from %(files)s files comes out the same.", files=rebuilt.files), out)
    elif rebuilt.accepted:
        _print(say("Derived anew, and kept. Differences: %(count)s.", count=count), out)
    else:
        _print(say("Nothing was changed. Differences: %(count)s. Keep them with --accept.", count=count), out)


def _sentence(saying: Saying) -> str:
    return gettext(saying.text) % dict(saying.values) if saying.values else gettext(saying.text)


def _print(saying: Saying, out: TextIO) -> None:
    print(_sentence(saying), file=out)


def _print_json(value: dict[str, object], out: TextIO) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str), file=out)
