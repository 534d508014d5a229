"""What a person signs, and the way back from stored bytes of every version."""

import hashlib
import json
from uuid import uuid5

import pytest

from ruqsat.journal.canonical import canonical_bytes
from ruqsat.journal.statements import NotAStatementError, read_statement, statement_bytes
from ruqsat.law.acts import KINDS
from ruqsat.law.statements import UnreadableAct
from tests.journal.golden_files import DOCUMENTS, FILE, FOLDER, path_of
from tests.journal.samples import NAMES, judged_act, sample_of

GOLDEN = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_version_ever_released_is_read_for_ever(path: object) -> None:
    golden = json.loads(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]  # parametrize passes paths
    stored = canonical_bytes(golden["statement"])
    assert hashlib.sha256(stored).hexdigest() == golden["sha256"]
    said = read_statement(stored)
    assert said.act == sample_of(golden["statement"]["kind"], version=golden["statement"]["version"])
    assert (said.file, said.documents) == (FILE, DOCUMENTS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_present_version_of_every_kind_has_its_golden_file(kind: str) -> None:
    path = path_of(kind, KINDS[kind].VERSION)
    golden = json.loads(path.read_text(encoding="utf-8"))
    assert statement_bytes(sample_of(kind), file=FILE, id=uuid5(NAMES, kind), documents=DOCUMENTS) == canonical_bytes(
        golden["statement"]
    )


def test_a_statement_names_its_file_its_id_and_the_documents_shown() -> None:
    act, name = judged_act(), uuid5(NAMES, "an id")
    said = json.loads(statement_bytes(act, file=FILE, id=name, documents=["ab" * 32]))
    assert (said["file"], said["id"], said["documents"]) == (str(FILE), str(name), ["ab" * 32])
    assert (said["kind"], said["version"], said["statement"]) == ("signature_judged", 1, 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: b" " + whole,
        lambda whole: whole.replace(b'"statement":1', b'"statement":2'),
        lambda whole: whole.replace(b'{"content"', b'{"also":1,"content"'),
        lambda whole: whole[:-1],
        lambda whole: b"[]",
        lambda whole: whole.replace(b'"version":1', b'"version":1.5'),
    ],
)
def test_bytes_that_are_not_a_statement_in_canonical_form_are_refused(change: object) -> None:
    whole = statement_bytes(judged_act(), file=FILE, id=uuid5(NAMES, "an id"))
    with pytest.raises(NotAStatementError):
        read_statement(change(whole))  # type: ignore[operator]  # parametrize passes functions


def test_an_unknown_kind_is_named() -> None:
    whole = statement_bytes(judged_act(), file=FILE, id=uuid5(NAMES, "an id"))
    with pytest.raises(UnreadableAct):
        read_statement(whole.replace(b'"signature_judged"', b'"signature_judgee"'))
