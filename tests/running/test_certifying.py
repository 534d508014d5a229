"""An office's request to certify the key of its seal, from a file or a hardware module (SoftHSM plays it)."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ruqsat import cli
from ruqsat.gateways import hardware
from ruqsat.gateways.hardware import Device
from ruqsat.running import CannotRun
from ruqsat.running.certifying import seal_request
from tests import softhsm
from tests.eds.pki import BIN, pki

NAME = "Сынақ департаменті"


def asked(office: str = "KZ-75", *, folder: Path, bin_: str = BIN, device: Device | None = None) -> str:
    return seal_request(office, organization=NAME, bin_=bin_, folder=folder, device=device)


def of(request: str) -> tuple[list[str], bytes]:
    """Whom the request names, and the key that it is of; its own signature is right."""
    read = x509.load_pem_x509_csr(request.encode())
    assert read.is_signature_valid
    key = read.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return [str(part.value) for part in read.subject], key


def test_the_key_in_the_device_signs_the_request_to_certify_it(token_in_software: Device, tmp_path: Path) -> None:
    """RFC 2986, 3: the private key never leaves its device, and no file is made."""
    named, key = of(asked(folder=tmp_path, device=token_in_software))
    assert named == ["KZ-75", "KZ", NAME, f"BIN{BIN}"]
    assert key == pki().seal.read.public_key
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_pin_no_such_token_and_no_such_key_are_one_sentence_each(
    token_in_software: Device, tmp_path: Path
) -> None:
    hardware._forget(token_in_software)
    for device, office, why in (
        (replace(token_in_software, pin="222222"), "KZ-75", "the PIN is not right"),
        (replace(token_in_software, token="nowhere"), "KZ-75", "there is no token of this name"),
        (token_in_software, "KZ-71", "there is no key under this label"),
    ):
        with pytest.raises(CannotRun, match=why) as refused:
            asked(office, folder=tmp_path, device=device)
        assert str(refused.value).count(". ") == 0
        assert str(refused.value).endswith(".")


def test_without_a_device_the_key_is_made_in_a_file_once_that_nobody_else_reads(tmp_path: Path) -> None:
    first, second = of(asked(folder=tmp_path)), of(asked(folder=tmp_path))
    assert first == second
    (file,) = tmp_path.iterdir()
    assert (file.name, stat.S_IMODE(file.stat().st_mode)) == ("KZ-75.key", 0o600)


@pytest.mark.parametrize(("office", "bin_"), [("../KZ-75", BIN), ("", BIN), ("KZ-75", "123"), ("KZ-75", "")])
def test_what_is_no_office_or_no_number_is_refused(office: str, bin_: str, tmp_path: Path) -> None:
    with pytest.raises(CannotRun):
        asked(office, bin_=bin_, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_command_takes_the_device_from_the_settings(
    token_in_software: Device, tmp_path: Path, settings: object, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (
        ("SEAL_MODULE", str(token_in_software.module)),
        ("SEAL_TOKEN", token_in_software.token),
        ("SEAL_PIN", softhsm.PIN),
    ):
        setattr(settings, name, value)
    command = ["seal-request", "KZ-75", "--organization", NAME, "--bin", BIN, "--var", str(tmp_path)]
    assert cli.main(command) == 0
    assert of(capsys.readouterr().out)[1] == pki().seal.read.public_key
    settings.SEAL_TOKEN = "nowhere"  # type: ignore[attr-defined]  # a name; the fixture has every setting
    assert cli.main(command) == 1
    assert "there is no token of this name" in capsys.readouterr().err
