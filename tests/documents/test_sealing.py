"""Rules 17, 20: the office's seal on a document, made with the sandbox's certification authority over real HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from django.conf import settings

from ruqsat.documents import sealing
from ruqsat.documents.rendering import Kind, render
from ruqsat.eds.certificates import read_pem
from ruqsat.eds.csr import key_and_request
from ruqsat.eds.pdf import Level, verify_pdf
from ruqsat.eds.trust import TrustStore, pin_lines
from ruqsat.eds.verdicts import Verdict
from ruqsat.gateways import pki
from ruqsat.gateways.hardware import Device
from tests import softhsm
from tests.documents.test_rendering import license_data
from tests.ruqsat_sandbox.conftest import sandbox

OFFICE, REVOKED = "KZ-11", "KZ-10"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A running authority, an office with its seal, and the folders they lie in."""

    authority: pki.Pki
    trust: Path
    seals: Path


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    var = tmp_path_factory.mktemp("sealing")
    trust, seals = var / "trust", var / "seals"
    trust.mkdir()
    seals.mkdir()
    with sandbox(var) as url, httpx.Client(base_url=url, trust_env=False, timeout=20) as world:
        root = world.get("/api/pki/trust").json()["roots"][0].encode()
        (trust / "root.pem").write_bytes(root)
        (trust / "pins.sha256").write_text(pin_lines(read_pem(root)))
        for office in ("KZ-75", OFFICE, REVOKED):
            key, request = key_and_request(office=office, organization="Department", bin_="990240990013")
            given = world.post("/pki/seal", json={"office": office, "csr": request.decode()}).json()
            (seals / f"{office}.key").write_bytes(key)
            (seals / f"{office}.pem").write_text("".join(given["chain"]))
        world.post("/api/pki/revoke", json={"office": REVOKED}).raise_for_status()
        yield Ground(authority=pki.connect(f"{url}/pki"), trust=trust, seals=seals)


@pytest.fixture
def installed(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> Ground:
    monkeypatch.setattr(settings, "TRUST_DIR", ground.trust)
    monkeypatch.setattr(settings, "SEALS_DIR", ground.seals)
    return ground


@pytest.fixture(scope="module")
def shown() -> bytes:
    return render(Kind.LICENSE, license_data(), at=datetime.now(UTC))


def test_the_seal_is_added_to_the_very_document_that_was_shown(installed: Ground, shown: bytes) -> None:
    at = datetime.now(UTC)
    sealed = sealing.seal_document(shown, "KZ-75", at=at, pki=installed.authority)
    assert sealed.startswith(shown)
    report = verify_pdf(sealed, trust=TrustStore.from_folder(installed.trust), at=datetime.now(UTC))
    assert (report.verdict, report.whole_file) == (Verdict.PASSED, True), report


def test_a_seal_that_was_revoked_seals_nothing(installed: Ground, shown: bytes) -> None:
    with pytest.raises(sealing.SealUnavailable, match="cannot be used") as refused:
        sealing.seal_document(shown, REVOKED, at=datetime.now(UTC), pki=installed.authority)
    assert "revoked" in refused.value.why


def test_an_office_whose_key_lies_in_a_hardware_module_seals_by_it(
    installed: Ground, shown: bytes, token_in_software: Device, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The same certificate; its key is in no file."""
    softhsm.put_key((installed.seals / f"{OFFICE}.key").read_bytes(), OFFICE, folder=tmp_path)
    (tmp_path / f"{OFFICE}.pem").write_bytes((installed.seals / f"{OFFICE}.pem").read_bytes())
    monkeypatch.setattr(settings, "SEALS_DIR", tmp_path)
    with pytest.raises(sealing.SealUnavailable, match="is not installed"):
        sealing.seal_document(shown, OFFICE, at=datetime.now(UTC), pki=installed.authority)
    monkeypatch.setattr(settings, "SEAL_MODULE", str(token_in_software.module))
    monkeypatch.setattr(settings, "SEAL_TOKEN", token_in_software.token)
    monkeypatch.setattr(settings, "SEAL_PIN", token_in_software.pin)
    sealed = sealing.seal_document(shown, OFFICE, at=datetime.now(UTC), pki=installed.authority)
    report = verify_pdf(sealed, trust=TrustStore.from_folder(installed.trust), at=datetime.now(UTC))
    assert (report.verdict, report.level) == (Verdict.PASSED, Level.B_LTA)
    monkeypatch.setattr(settings, "SEAL_TOKEN", "taken out")
    with pytest.raises(sealing.SealUnavailable, match="cannot be used") as refused:
        sealing.seal_document(shown, OFFICE, at=datetime.now(UTC), pki=installed.authority)
    assert "NoSuchToken" in refused.value.why


def test_without_the_offices_key_nothing_is_sealed(installed: Ground, shown: bytes) -> None:
    with pytest.raises(sealing.SealUnavailable, match="is not installed") as refused:
        sealing.seal_document(shown, "KZ-71", at=datetime.now(UTC), pki=installed.authority)
    assert "KZ-71.pem" in refused.value.why


@pytest.mark.parametrize("office", ["", "../trust/root", "XX-99"])
def test_an_office_that_there_is_not_has_no_seal(installed: Ground, shown: bytes, office: str) -> None:
    with pytest.raises(sealing.SealUnavailable, match="There is no office"):
        sealing.seal_document(shown, office, at=datetime.now(UTC), pki=installed.authority)


def test_a_key_of_another_certificate_does_not_seal(
    installed: Ground, shown: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    key, _ = key_and_request(office="KZ-75", organization="Department", bin_="990240990013")
    (tmp_path / "KZ-75.key").write_bytes(key)
    (tmp_path / "KZ-75.pem").write_bytes((installed.seals / "KZ-75.pem").read_bytes())
    monkeypatch.setattr(settings, "SEALS_DIR", tmp_path)
    with pytest.raises(sealing.SealUnavailable, match="cannot be used"):
        sealing.seal_document(shown, "KZ-75", at=datetime.now(UTC), pki=installed.authority)


def test_without_a_time_stamp_nothing_is_sealed_and_it_will_be_tried_again(installed: Ground, shown: bytes) -> None:
    with pytest.raises(sealing.SealUnavailable, match="tried again"):
        sealing.seal_document(shown, "KZ-75", at=datetime.now(UTC), pki=pki.connect("http://127.0.0.1:1/pki"))


def test_what_is_no_pdf_is_not_sealed(installed: Ground) -> None:
    with pytest.raises(sealing.SealUnavailable, match="tried again"):
        sealing.seal_document(b"not a document", "KZ-75", at=datetime.now(UTC), pki=installed.authority)
