"""The report for a terminal: a line for each part, at most 80 wide."""

from textwrap import wrap

from ruqsat.running.doctor.findings import Finding, Mark

WIDTH = 80
NAME = 20
TIME = 10
_MARKS = {Mark.GOOD: "✓", Mark.NOTE: "!", Mark.WRONG: "✗"}


def lines_of(finding: Finding) -> list[str]:
    """Mark, part, how it is, how long it took; below it, what to do."""
    first, *rest = wrap(finding.said, WIDTH - NAME - TIME - 3, break_on_hyphens=False) or [""]
    took = f"{finding.ms:,} ms".replace(",", "\N{NO-BREAK SPACE}")
    beside = WIDTH - NAME - TIME - 3
    lines = [f"{_MARKS[finding.mark]} {finding.tried:<{NAME}} {first:<{beside}}{took:>{TIME}}"]
    lines += [f"  {'':<{NAME}} {line}" for line in rest]
    doing = wrap(finding.todo, WIDTH - NAME - 5, break_on_hyphens=False)
    return lines + [f"  {'':<{NAME}} {'→' if place == 0 else ' '} {line}" for place, line in enumerate(doing)]


def summary(findings: list[Finding]) -> str:
    """How it went, in a sentence."""
    counts = {mark: sum(finding.mark is mark for finding in findings) for mark in Mark}
    tried = f"{len(findings)} parts were tried"
    if counts[Mark.WRONG]:
        return f"{tried}: {counts[Mark.WRONG]} wrong (✗), {counts[Mark.NOTE]} to know about (!)."
    if counts[Mark.NOTE]:
        return f"{tried}: nothing is wrong, {counts[Mark.NOTE]} to know about (!)."
    return f"{tried}, and all are well."
