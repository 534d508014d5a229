"""The folder of trusted certificates: nothing in it is trusted unless it is pinned."""

from pathlib import Path

import pytest

from ruqsat.eds.trust import PINS, TrustStore, UntrustworthyFolder, pin_lines
from tests.eds.pki import Holder, pki


def folder(path: Path, *holders: Holder, pinned: tuple[Holder, ...] | None = None) -> Path:
    for number, holder in enumerate(holders):
        (path / f"{number}.pem").write_bytes(holder.pem)
    known = holders if pinned is None else pinned
    (path / PINS).write_text("# of the tests\n\n" + pin_lines(holder.read for holder in known), encoding="utf-8")
    return path


def test_pinned_certificates_are_trusted_the_self_signed_ones_as_roots(tmp_path: Path) -> None:
    trust = TrustStore.from_folder(folder(tmp_path, pki().root, pki().issuing))
    assert trust == pki().trust
    assert trust.has_pinned(pki().issuing.read)
    assert not trust.has_pinned(pki().sign.read)


def test_several_certificates_may_stand_in_one_file_and_der_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "both.crt").write_bytes(pki().root.pem + pki().issuing.pem)
    (tmp_path / "again.cer").write_bytes(pki().root.der)
    (tmp_path / "readme.txt").write_text("not looked at", encoding="utf-8")
    trust = TrustStore.from_folder(folder(tmp_path, pinned=(pki().root, pki().issuing)))
    assert trust.intermediates == (pki().issuing.read,)


def test_an_unpinned_certificate_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UntrustworthyFolder, match=f"1.pem is not pinned.*{pki().issuing.read.sha256}"):
        TrustStore.from_folder(folder(tmp_path, pki().root, pki().issuing, pinned=(pki().root,)))


def test_a_persons_certificate_is_no_authority_even_if_pinned(tmp_path: Path) -> None:
    with pytest.raises(UntrustworthyFolder, match="not the certificate of a certification authority"):
        TrustStore.from_folder(folder(tmp_path, pki().root, pki().sign))


def test_without_a_root_nothing_can_be_trusted(tmp_path: Path) -> None:
    with pytest.raises(UntrustworthyFolder, match="no root certificate"):
        TrustStore.from_folder(folder(tmp_path, pki().issuing))


def test_a_folder_out_of_order_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(UntrustworthyFolder, match="does not exist"):
        TrustStore.from_folder(tmp_path / "absent")
    with pytest.raises(UntrustworthyFolder, match="is missing"):
        TrustStore.from_folder(tmp_path)
    folder(tmp_path, pki().root)
    (tmp_path / "broken.pem").write_text("-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----\n")
    with pytest.raises(UntrustworthyFolder, match=r"broken\.pem is no certificate"):
        TrustStore.from_folder(tmp_path)
    (tmp_path / PINS).write_text("not a pin", encoding="utf-8")
    with pytest.raises(UntrustworthyFolder, match="does not open with a SHA-256"):
        TrustStore.from_folder(tmp_path)
