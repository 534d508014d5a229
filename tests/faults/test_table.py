"""The table of the matrix: whole, in its shape, and kept cell by cell."""

from pathlib import Path

from ruqsat_sandbox.faults import KINDS, SYSTEMS
from tests.faults import table
from tests.faults.cells import Outcome, is_sensible
from tests.faults.targets import TARGETS

SHOWN = Outcome(system="tsp", kind="html", cases=20, met=41, wrongly_moved=0, unfinished=0, slower=1.04)


def test_the_committed_table_is_the_one_that_its_own_cells_make() -> None:
    """Nothing in it is written by hand, and no system and no fault is missing."""
    assert table.PATH.read_text(encoding="utf-8") == table.text_of(table.read())
    assert list(table.read()) == list(table.cells())


def test_every_outside_system_has_a_target() -> None:
    assert [(name, target.system) for name, target in TARGETS.items()] == [(name, name) for name in SYSTEMS]


def test_every_cell_says_what_was_found_that_it_was_not_run_or_that_it_makes_no_sense() -> None:
    for (system, kind), said in table.read().items():
        if not is_sensible(system, kind):
            assert said == table.SENSELESS
        elif said[0] != "not run":
            cases, met, moved, left, slower = said
            assert int(cases) == 20, (system, kind)
            assert int(met) > 0, (system, kind)
            assert int(moved) == 0, (system, kind)
            assert int(left) == 0, (system, kind)
            assert slower == "" or float(slower) > 0, (system, kind)


def test_a_cell_is_whole_once_its_pages_were_compared() -> None:
    not_compared = Outcome(**{**vars(SHOWN), "slower": None})
    assert [table.is_whole(said) for said in (table.row_of(SHOWN), table.row_of(not_compared), table.NOT_RUN)] == [
        True,
        False,
        False,
    ]


def test_a_run_replaces_its_own_cell_and_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "faults.md"
    table.write(SHOWN, path)
    table.write(Outcome(**{**vars(SHOWN), "kind": "error", "unfinished": 3}), path)
    known = table.read(path)
    assert known["tsp", "html"] == ("20", "41", "0", "0", "1.04")
    assert known["tsp", "error"] == ("20", "41", "0", "3", "1.04")
    assert known["tsp", "wrong"][0] == "not run"
    assert known["monitoring", "wrong_amount"] == table.SENSELESS
    assert len(known) == len(SYSTEMS) * (len(KINDS) - 1)
