"""The daily anchor: drawn, stamped, exported, on record, one a day."""

import hashlib
import json
from datetime import timedelta
from uuid import uuid4

import pytest

from ruqsat.journal import anchor
from ruqsat.journal.anchor import BrokenExportError, draw, exported_days, folder, make, read_export
from ruqsat.journal.models import Anchor, File
from tests.journal.filing import new_file, put_many
from tests.journal.samples import AT
from tests.journal.stamping import token_over

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: object, settings: object) -> None:
    settings.VAR = tmp_path  # type: ignore[attr-defined]  # pytest-django's fixture


def test_an_anchor_is_over_all_heads_and_is_exported_with_them() -> None:
    files = sorted(new_file() for _ in range(3))
    put_many(files[0], 2)
    made = make(AT, token_over)
    assert (made.count, made.day.isoformat(), made.previous) == (3, "2026-03-18", None)
    export = read_export(made.day, folder())
    heads = {file.id: (file.head_seq, bytes(file.head_hash)) for file in File.objects.all()}
    assert {leaf.file: (leaf.seq, leaf.hash) for leaf in export.drawn.leaves} == heads
    assert [leaf.file for leaf in export.drawn.leaves] == files
    assert export.drawn.root == bytes(made.root)
    assert export.stamp == bytes(made.stamp) == token_over(hashlib.sha256(bytes(made.statement)).digest())


def test_a_day_has_one_anchor() -> None:
    first = make(AT, token_over)
    new_file()
    assert make(AT + timedelta(hours=1), lambda digest: b"not asked").root == first.root
    assert Anchor.objects.count() == 1


def test_an_anchor_names_the_one_before_it() -> None:
    first = make(AT, token_over)
    second = make(AT + timedelta(days=1), token_over)
    assert second.previous is not None
    assert bytes(second.previous) == hashlib.sha256(bytes(first.statement)).digest()
    assert exported_days(folder()) == [first.day, second.day]


def test_an_empty_journal_has_an_anchor_too() -> None:
    assert make(AT, token_over).count == 0
    assert read_export(AT.date(), folder()).drawn.leaves == ()


def test_an_export_whose_leaves_were_changed_is_broken() -> None:
    new_file()
    made = make(AT, token_over)
    path = folder() / "2026-03-18.json"
    said = json.loads(path.read_text())
    said["leaves"][0][0] = str(uuid4())
    path.write_text(json.dumps(said))
    with pytest.raises(BrokenExportError):
        read_export(made.day, folder())


def test_nothing_is_on_record_when_the_export_cannot_be_written(tmp_path: object) -> None:
    (folder().parent / "anchors").write_text("in the way")
    with pytest.raises(FileExistsError):
        anchor.keep(draw(at=AT), stamp=b"")
    assert not Anchor.objects.exists()
