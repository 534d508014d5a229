"""Whom the instance trusts, and seals: missing, foreign, near their end."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from ruqsat.gateways.hardware import Device
from ruqsat.law.book import FIRST
from ruqsat.law.offices import LIST, OFFICES
from ruqsat.law.timeline import Timeline, Wording
from ruqsat.running.doctor import trust
from ruqsat.running.doctor.findings import Mark
from ruqsat.running.sandbox import Sandbox
from ruqsat.running.seals import make_seals
from ruqsat.running.seals import trust as trust_sandbox
from tests.eds.pki import pki
from tests.ruqsat_sandbox.conftest import sandbox

NOW = datetime(2026, 3, 18, 5, tzinfo=UTC)
SEALED = "KZ-75"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Trust in a sandbox, and the seal of one office by it."""
    folder = tmp_path_factory.mktemp("instance")
    with sandbox(tmp_path_factory.mktemp("sandbox")) as address:
        trust_sandbox(Sandbox(url=address), folder=folder / "trust", seals=folder / "seals")
        make_seals(Sandbox(url=address), offices=[SEALED], folder=folder / "seals")
    return folder


@pytest.mark.parametrize(
    ("day", "mark"), [("2026-03-18", Mark.GOOD), ("2048-12-01", Mark.NOTE), ("2049-02-01", Mark.WRONG)]
)
def test_the_end_of_trust_is_told_before_it_comes(folder: Path, day: str, mark: Mark) -> None:
    said = trust.anchors(folder / "trust", now=datetime.fromisoformat(day).replace(tzinfo=UTC))
    assert said.mark is mark
    assert "until 2049-01-01" in said.text


def test_an_empty_folder_of_trust_is_told(tmp_path: Path) -> None:
    said = trust.anchors(tmp_path, now=NOW)
    assert said.mark is Mark.WRONG
    assert "pins.sha256" in said.todo


def test_offices_without_a_seal_are_told(folder: Path) -> None:
    said = trust.offices(folder / "seals", of=list(OFFICES), now=NOW)
    assert said.mark is Mark.WRONG
    assert said.text.startswith(f"{len(OFFICES) - 1} of {len(OFFICES)} missing")
    assert SEALED not in said.text.split(": ")[1].split(", ")


def test_offices_that_the_keepers_entered_need_a_seal_and_those_that_ended_none() -> None:
    new = replace(OFFICES["KZ-75"], code="KZ-NEW")
    later = replace(LIST, offices={**OFFICES, new.code: new}, ended=frozenset({"KZ-71"}))
    book = replace(FIRST, offices=Timeline([*FIRST.offices, Wording(since=date(2026, 4, 1), value=later)]))
    assert {"KZ-71", "KZ-NEW"} <= set(trust.sealing(book, today=date(2026, 3, 31)))
    assert "KZ-71" not in trust.sealing(book, today=date(2026, 4, 1))
    assert set(trust.sealing(FIRST, today=date(2026, 4, 1))) == set(OFFICES)


def test_a_key_that_is_not_the_seals_is_told(folder: Path, tmp_path: Path) -> None:
    for name in (f"{SEALED}.pem", f"{SEALED}.key"):
        (tmp_path / name).write_bytes((folder / "seals" / name).read_bytes())
    assert trust.any_seal(tmp_path) is not None
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / f"{SEALED}.key").write_bytes(pem)
    said = trust.offices(tmp_path, of=[SEALED], now=NOW)
    assert said.mark is Mark.WRONG
    assert said.text.startswith(f"{SEALED}: ")
    assert trust.any_seal(tmp_path) is None


def test_a_seal_in_a_hardware_module_is_tried_out_and_one_that_is_not_there_is_told(
    token_in_software: Device, tmp_path: Path
) -> None:
    (tmp_path / "KZ-79.pem").write_bytes(pki().seal.pem)
    (tmp_path / f"{SEALED}.pem").write_bytes(pki().seal.pem)
    said = trust.offices(tmp_path, of=list(OFFICES), device=token_in_software, now=NOW)
    assert (said.mark, said.text) == (
        Mark.WRONG,
        "KZ-79: The key KZ-79 in the token ruqsat test: there is no key under this label (NoSuchKey).",
    )
    assert "RUQSAT_SEAL_TOKEN" in said.todo
    (tmp_path / "KZ-79.pem").unlink()
    said = trust.offices(tmp_path, of=list(OFFICES), device=token_in_software, now=NOW)
    assert said.text.startswith(f"{len(OFFICES) - 1} of {len(OFFICES)} missing")
    assert trust.any_seal(tmp_path, device=token_in_software) is not None


def test_offices_that_sign_are_told_with_where_their_keys_lie(token_in_software: Device, tmp_path: Path) -> None:
    (tmp_path / f"{SEALED}.pem").write_bytes(pki().seal.pem)
    said = trust.offices(tmp_path, of=[SEALED], device=token_in_software, now=NOW)
    assert said.text.startswith("1 of 1 offices sign, keys in the token ruqsat test; until 2027-01-01")
    (tmp_path / f"{SEALED}.key").write_bytes(pki().seal.key_pem)
    assert trust.offices(tmp_path, of=[SEALED], now=NOW).text.startswith(
        "1 of 1 offices sign, keys in files; until 2027-01-01"
    )
