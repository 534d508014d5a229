"""Bytes that were acknowledged are there, whole, and nothing else is."""

from pathlib import Path

import pytest

from ruqsat.gateways import storage

NAME = "ab" * 16


def test_what_was_put_is_got_and_no_half_written_file_stays(tmp_path: Path) -> None:
    store = storage.connect(tmp_path / "blobs")
    store.put(NAME, b"first")
    store.put(NAME, b"second")
    assert store.get(NAME) == b"second"
    assert [path.name for path in (tmp_path / "blobs").rglob("*") if path.is_file()] == [NAME]


def test_what_was_dropped_is_not_there_and_dropping_twice_is_no_error(tmp_path: Path) -> None:
    store = storage.connect(tmp_path)
    store.put(NAME, b"bytes")
    store.drop(NAME)
    store.drop(NAME)
    with pytest.raises(storage.NothingStored):
        store.get(NAME)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "AB" * 16, "ab" * 40, "ab" * 16 + "\n"])
def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="Not a name"):
        storage.connect(tmp_path).put(name, b"bytes")
