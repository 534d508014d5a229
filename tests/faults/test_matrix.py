"""
Every fault of every outside system: no case moves on a bad answer, none is lost, all finish when the fault ends.

``pytest tests/faults -m long --systems registers,tsp --kinds html`` runs some cells; ``--faults-table`` writes them
into `docs/operating/faults.md`, ``--missing`` runs those that are not whole yet.
"""

import pytest

from tests.faults.cells import is_sensible
from tests.faults.conftest import RunCell
from tests.faults.table import cells

IN_EVERY_RUN = {("monitoring", "other_answer")}


def matrix() -> list[object]:
    """Every cell that makes sense; but for a few they take too long for every change."""
    return [
        pytest.param(system, kind, id=f"{system}-{kind}", marks=marks_of(system, kind))
        for system, kind in cells()
        if is_sensible(system, kind)
    ]


def marks_of(system: str, kind: str) -> tuple[pytest.MarkDecorator, ...]:
    return () if (system, kind) in IN_EVERY_RUN else (pytest.mark.long,)


@pytest.mark.parametrize(("system", "kind"), matrix())
def test_no_case_moves_on_a_bad_answer_and_all_finish(run_cell: RunCell, system: str, kind: str) -> None:
    outcome = run_cell(system, kind)
    assert outcome.met > 0
    assert outcome.wrongly_moved == 0
    assert outcome.unfinished == 0
