"""The commands say in plain lines, or in JSON, what was found, and exit accordingly."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from ruqsat.journal.anchor import make
from ruqsat.journal.commands import rebuild_command, verify_command
from ruqsat.journal.models import PreparedStatement
from ruqsat.journal.projections import PROJECTIONS, Table, register
from tests.journal.filing import new_file, put_many
from tests.journal.samples import AT
from tests.journal.stamping import token_over
from tests.journal.test_rebuild import derive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.VAR = tmp_path
    before = dict(PROJECTIONS)
    PROJECTIONS.clear()
    with translation.override("en"):
        yield
    PROJECTIONS.clear()
    PROJECTIONS.update(before)


def test_a_whole_journal_is_said_to_be_whole() -> None:
    put_many(new_file(), 3)
    make(AT, token_over)
    out = io.StringIO()
    assert verify_command(as_json=False, out=out) == 0
    assert "3 entries in 1 files" in out.getvalue()
    assert "Held against the anchor of 2026-03-18." in out.getvalue()
    assert out.getvalue().endswith("The journal is whole.\n")


def test_what_is_wrong_is_said_in_a_line_each_and_the_status_is_one(tmp_path: Path) -> None:
    make(AT, token_over)
    (tmp_path / "anchors" / "2026-03-18.json").unlink()
    out = io.StringIO()
    assert verify_command(as_json=False, out=out) == 1
    lines = out.getvalue().splitlines()
    assert lines[0] == "The anchor of 2026-03-18 is on record, and its export is missing."
    assert lines[-1] == "The journal is not whole. Findings: 1."


def test_json_says_the_same_to_programs() -> None:
    file = new_file()
    put_many(file, 2)
    out = io.StringIO()
    assert verify_command(as_json=True, out=out) == 0
    said = json.loads(out.getvalue())
    assert (said["whole"], said["files"], said["entries"], said["findings"]) == (True, 1, 2, [])
    assert said["anchored_on"] is None


def test_anchors_are_taken_from_the_folder_that_is_named(tmp_path: Path) -> None:
    make(AT, token_over)
    (tmp_path / "anchors").rename(tmp_path / "elsewhere")
    assert verify_command(as_json=True, out=io.StringIO()) == 1
    assert verify_command(as_json=True, anchors=tmp_path / "elsewhere", out=io.StringIO()) == 0


def test_a_rebuild_tells_differences_until_they_are_accepted() -> None:
    register("thing", derive, tables=[Table(model=PreparedStatement, by="file_id")])
    file = new_file("thing")
    derive(file, at=AT)
    out = io.StringIO()
    assert rebuild_command(accept=False, as_json=False, at=AT, out=out) == 0
    assert out.getvalue() == "Everything derived from 1 files comes out the same.\n"
    put_many(file, 1)
    for accept, status, last in [
        (False, 1, "Nothing was changed. Differences: 1. Keep them with --accept."),
        (True, 0, "Derived anew, and kept. Differences: 1."),
    ]:
        out = io.StringIO()
        assert rebuild_command(accept=accept, as_json=False, at=AT, out=out) == status
        assert out.getvalue().splitlines()[-1] == last
    out = io.StringIO()
    assert rebuild_command(accept=False, as_json=True, at=AT, out=out) == 0
    assert json.loads(out.getvalue())["differences"] == []
