"""PKCS#11: the seals' keys in a hardware module; SoftHSM plays it."""

from dataclasses import replace
from pathlib import Path

import pytest

from ruqsat.eds.evidence import Evidence
from ruqsat.eds.pdf import verify_pdf
from ruqsat.eds.seal_keys import CannotSign, FileKey
from ruqsat.eds.seals import CannotSeal, Seal, seal_pdf
from ruqsat.eds.verdicts import Verdict
from ruqsat.gateways import hardware
from ruqsat.gateways.hardware import Device
from tests import softhsm
from tests.eds.papers import paper
from tests.eds.pki import AT, pki, time_stamp

LABEL = "KZ-75"


@pytest.fixture(scope="module")
def device(token_in_software: Device) -> Device:
    return token_in_software


def test_a_key_in_the_device_is_the_one_that_was_put_there_and_signs_the_same(device: Device) -> None:
    """RFC 8017, 8.2: such a signature of the same data is the same bytes."""
    key, of_file = device.key(LABEL), FileKey.from_pem(pki().seal.key_pem)
    assert (key.public_key, key.signature_size) == (of_file.public_key, of_file.signature_size)
    assert key.sign(b"license") == of_file.sign(b"license")


def test_a_document_sealed_by_the_device_passes(device: Device) -> None:
    seal = Seal.of(pki().seal.pem + pki().issuing.pem, device.key(LABEL))
    seal.try_out()
    known = pki().good(pki().seal, pki().tsa)
    pdf = seal_pdf(paper(), seal, reason="x", at=AT, timestamper=time_stamp, evidence=known)
    assert verify_pdf(pdf, trust=pki().trust, at=AT).verdict is Verdict.PASSED


def test_a_key_of_another_certificate_is_no_seal(device: Device) -> None:
    with pytest.raises(CannotSeal, match="not the one of its certificate"):
        Seal.of(pki().sign.pem, device.key(LABEL))


def test_a_key_that_is_not_there_is_told_by_its_label(device: Device) -> None:
    with pytest.raises(CannotSign, match=r"The key KZ-71 in the token ruqsat test: .*NoSuchKey"):
        device.key("KZ-71")


def test_a_device_that_is_not_there_is_told(device: Device, tmp_path: Path) -> None:
    with pytest.raises(CannotSign, match=r"The key KZ-75 in the token another: .*NoSuchToken"):
        Device(module=device.module, token="another", pin=softhsm.PIN).key(LABEL)
    with pytest.raises(CannotSign, match="cannot open shared object file"):
        Device(module=tmp_path / "nothing.so", token=device.token, pin=softhsm.PIN).key(LABEL)


@pytest.mark.filterwarnings("ignore:Exception ignored in. 'pkcs11._pkcs11.OperationContext")  # the library's own end
def test_a_session_that_broke_is_opened_anew(device: Device) -> None:
    """As when the device was taken out and put back."""
    key = device.key(LABEL)
    hardware._SESSIONS[device].close()
    assert key.sign(b"license")


def test_a_pin_that_was_refused_is_not_tried_again(device: Device) -> None:
    """A device locks itself after a few, and the sweep comes every few seconds."""
    hardware._forget(device)
    wrong = Device(module=device.module, token=device.token, pin="111111")
    with pytest.raises(CannotSign, match="PinIncorrect"):
        wrong.key(LABEL)
    for _ in range(20):
        with pytest.raises(CannotSign, match="refused the PIN"):
            wrong.key(LABEL)
    assert device.key(LABEL).sign(b"license")


def test_the_pin_stays_out_of_what_is_printed(device: Device) -> None:
    assert softhsm.PIN not in repr(device)
    assert softhsm.PIN not in repr(device.key(LABEL))


def test_a_device_that_was_taken_out_leaves_the_document_unsealed(device: Device) -> None:
    key = device.key(LABEL)
    away = replace(key, device=replace(device, token="taken out"))
    seal = Seal.of(pki().seal.pem + pki().issuing.pem, away)
    with pytest.raises(CannotSeal, match="NoSuchToken"):
        seal_pdf(paper(), seal, reason="x", at=AT, timestamper=time_stamp, evidence=Evidence())
    with pytest.raises(CannotSeal, match="NoSuchToken"):
        seal.try_out()
