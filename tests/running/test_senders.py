"""At set-up we become known to the sandbox's gateway, and hold on to the certificate under which it signs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ruqsat.running import CannotRun, senders
from ruqsat.running.sandbox import Sandbox
from tests.ruqsat_sandbox.conftest import sandbox

FILES = ("gateway.pem", "sender.key", "sender.pem")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with sandbox(tmp_path_factory.mktemp("senders")) as address:
        yield Sandbox(url=address)


def test_key_and_certificates_are_made_once_and_nobody_else_can_read_them(known: Sandbox, tmp_path: Path) -> None:
    folder = tmp_path / "registers"
    senders.enrol(known, folder=folder)
    made = {name: (folder / name).read_text() for name in FILES}
    senders.enrol(known, folder=folder)
    assert {name: (folder / name).read_text() for name in FILES} == made
    assert {(folder / name).stat().st_mode & 0o077 for name in FILES} == {0}
    assert folder.stat().st_mode & 0o077 == 0


def test_a_gateway_with_another_certificate_is_not_believed(known: Sandbox, tmp_path: Path) -> None:
    senders.enrol(known, folder=tmp_path)
    (tmp_path / "gateway.pem").write_text("another")
    with pytest.raises(CannotRun, match="another certificate"):
        senders.enrol(known, folder=tmp_path)
    assert (tmp_path / "gateway.pem").read_text() == "another"


def test_a_certificate_that_was_lost_is_asked_for_with_a_new_key(known: Sandbox, tmp_path: Path) -> None:
    senders.enrol(known, folder=tmp_path)
    key = (tmp_path / "sender.key").read_text()
    (tmp_path / "sender.pem").unlink()
    senders.enrol(known, folder=tmp_path)
    assert (tmp_path / "sender.key").read_text() != key
