"""``docs/operating/faults.md``: the matrix as a table, kept row by row so that a run can go on where another ended."""

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ruqsat_sandbox.faults import KINDS, SYSTEMS
from tests.faults.cells import Outcome, is_sensible

PATH = Path(__file__).resolve().parents[2] / "docs" / "operating" / "faults.md"
HEAD = """\
# What becomes of cases when an outside system fails

Made by the tests: `.venv/bin/pytest tests/faults -m long --faults-table`; `--systems` and `--kinds` choose some cells,
`--missing` those that are not here yet, or without their pages; `--no-pages` compares no pages, on a busy machine.
A run replaces its own cells and leaves the others. Do not edit it by hand.

In each cell twenty cases wait for one system, which fails in one way (the sandbox's page “Faults” says what each
does), while a real web server and a real worker run; then the fault ends. Waiting runs on the instance's clock; the
time-outs are a tenth of the usual ones.

- **met**: questions that met the fault. **moved**: cases that moved on a bad answer, to be 0. **left**: cases not
  finished after the fault had ended, to be 0. **pages**: time of the pages that people look at in the fault, over their
  time where the system works, to be at most 1.2; each is the median of twelve rounds or more while a worker does the
  same work, in one run, so that a single figure is good to a tenth or two. Where there is none it was not compared.
- In `slow`, `drip`, `huge`, `duplicate` and `out_of_order` the answer is the right one: a case may move on it.
- For OCSP the revocation lists are switched off meanwhile, and the other way round: neither stands in for the other.
  So it is with the two providers of messages.
- A line with dashes makes no sense: the sandbox refuses it, and its page says why. What was “not run” is not known.

| system | fault | cases | met | moved | left | pages |
|---|---|---|---|---|---|---|
"""
NOT_RUN = ("not run", "", "", "", "")
SENSELESS = ("–", "–", "–", "–", "–")
_ROW = re.compile(r"^\| (?P<system>\w+) \| (?P<kind>\w+) \| (?P<rest>.*) \|$", re.MULTILINE)

Cell = tuple[str, str]


def cells() -> Iterator[Cell]:
    """Every system with every fault, whether it makes sense or not, in the table's order."""
    for system in SYSTEMS:
        for kind in KINDS:
            if kind != "none":
                yield system, kind


def read(path: Path = PATH) -> dict[Cell, tuple[str, ...]]:
    """What the table says of each cell."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return {
        (row["system"], row["kind"]): tuple(each.strip() for each in row["rest"].split(" | "))
        for row in _ROW.finditer(text)
        if row["system"] in SYSTEMS
    }


def is_whole(said: tuple[str, ...]) -> bool:
    """Whether a cell was run and its pages were compared."""
    return said[0] != NOT_RUN[0] and said[-1] != ""


def write(outcome: Outcome, path: Path = PATH) -> None:
    """Put what a cell showed in its place."""
    with _alone(path):
        known = read(path)
        known[outcome.system, outcome.kind] = row_of(outcome)
        path.write_text(text_of(known), encoding="utf-8")


def row_of(outcome: Outcome) -> tuple[str, ...]:
    """A cell as it is written."""
    numbers = (outcome.cases, outcome.met, outcome.wrongly_moved, outcome.unfinished)
    return (*(str(each) for each in numbers), "" if outcome.slower is None else f"{outcome.slower:.2f}")


def text_of(known: dict[Cell, tuple[str, ...]]) -> str:
    """The whole page; of cells that nobody ran, that they were not."""
    rows = []
    for system, kind in cells():
        said = known.get((system, kind), NOT_RUN) if is_sensible(system, kind) else SENSELESS
        rows.append(f"| {' | '.join((system, kind, *said))} |")
    return HEAD + "\n".join(rows) + "\n"


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
