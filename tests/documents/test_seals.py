"""The offices' seals as they are installed: read once, until their files are others."""

import os
from pathlib import Path

import pytest

from ruqsat.documents import seals
from ruqsat.eds.seals import CannotSeal
from ruqsat.gateways.hardware import Device
from tests.eds.pki import pki

OFFICE = "KZ-75"


def install(folder: Path) -> None:
    (folder / f"{OFFICE}.pem").write_bytes(pki().seal.pem + pki().issuing.pem)
    (folder / f"{OFFICE}.key").write_bytes(pki().seal.key_pem)


def test_a_seal_is_read_once_and_anew_when_its_files_are_others(tmp_path: Path) -> None:
    install(tmp_path)
    first = seals.read(OFFICE, folder=tmp_path, device=None)
    assert seals.read(OFFICE, folder=tmp_path, device=None) is first
    (tmp_path / f"{OFFICE}.pem").write_bytes(pki().sign.pem)
    os.utime(tmp_path / f"{OFFICE}.pem", (1, 1))
    with pytest.raises(CannotSeal, match="not the one of its certificate"):
        seals.read(OFFICE, folder=tmp_path, device=None)


@pytest.mark.parametrize("missing", [".pem", ".key"])
def test_without_certificate_or_key_there_is_no_seal(tmp_path: Path, missing: str) -> None:
    install(tmp_path)
    (tmp_path / f"{OFFICE}{missing}").unlink()
    with pytest.raises(seals.NotInstalled, match=f"{OFFICE}{missing} is missing"):
        seals.read(OFFICE, folder=tmp_path, device=None)


def test_with_a_hardware_module_no_file_holds_the_key(tmp_path: Path, token_in_software: Device) -> None:
    install(tmp_path)
    (tmp_path / f"{OFFICE}.key").unlink()
    seal = seals.read(OFFICE, folder=tmp_path, device=token_in_software)
    seal.try_out()
    assert seals.read(OFFICE, folder=tmp_path, device=token_in_software) is seal


def test_the_settings_name_a_hardware_module_or_none() -> None:
    assert seals.device(module="", token="ruqsat", pin="") is None
    named = seals.device(module="/usr/lib/any.so", token="seals", pin="1")
    assert named is not None
    assert (named.module, named.token) == (Path("/usr/lib/any.so"), "seals")
