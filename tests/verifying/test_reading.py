"""Files are recognized by content, and folders of roots are read as their owner means them."""

import base64
from pathlib import Path

import pytest
from asn1crypto import pem

from ruqsat.eds.trust import pin_lines
from ruqsat.lawbook.answers import CannotAnswer
from ruqsat.verifying.reading import Kind, moment, recognized, roots_in
from tests.eds.papers import paper
from tests.eds.pki import pki, signed
from tests.eds.sent import DATA

SIGNED = signed(DATA, pki().sign)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (SIGNED, Kind.CMS),
        (pem.armor("PKCS7", SIGNED), Kind.CMS),
        (base64.b64encode(SIGNED), Kind.CMS),
        (SIGNED[:-5], Kind.CMS),  # damaged, but meant as one: judged, and failed
        (pki().sign.der, Kind.CERTIFICATE),
        (pki().sign.pem + pki().issuing.pem, Kind.CERTIFICATE),
        (paper(), Kind.PDF),
        (b"\n" + paper(), Kind.PDF),
    ],
)
def test_a_file_is_what_it_holds(tmp_path: Path, content: bytes, kind: Kind) -> None:
    path = tmp_path / "any.name"
    path.write_bytes(content)
    assert recognized(path)[0] is kind


@pytest.mark.parametrize(
    "content", [b"", b"0", b"%PDF", b"\x30\x80", b"AAAA", b"-----BEGIN CMS-----\n?", pki().sign.key_pem]
)
def test_a_file_that_is_none_of_them_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(CannotAnswer, match="no PDF, no CMS"):
        recognized(path)


def test_roots_are_the_authorities_without_an_issuer_beside_them(tmp_path: Path) -> None:
    for name, content in (
        ("a.cer", pki().root.der),
        ("b.crt", pki().issuing.pem),
        ("c.cer", pki().sign.der),
        ("d.txt", b"notes"),
    ):
        (tmp_path / name).write_bytes(content)
    found = roots_in(tmp_path)
    assert (found.roots, found.intermediates) == ((pki().root.read,), (pki().issuing.read,))
    (tmp_path / "a.cer").unlink()
    assert roots_in(tmp_path).roots == (pki().issuing.read,)


def test_pins_in_the_folder_are_heeded(tmp_path: Path) -> None:
    (tmp_path / "a.cer").write_bytes(pki().root.der)
    (tmp_path / "pins.sha256").write_text(pin_lines([pki().root.read]))
    assert roots_in(tmp_path).roots == (pki().root.read,)
    (tmp_path / "b.cer").write_bytes(pki().issuing.der)
    with pytest.raises(CannotAnswer, match="not pinned"):
        roots_in(tmp_path)


def test_a_moment_without_an_offset_is_of_utc() -> None:
    assert moment("2026-03-18T13:30").isoformat() == "2026-03-18T13:30:00+00:00"
    assert moment("2026-03-18T18:30:00+05:00") == moment("2026-03-18T13:30:00Z")
