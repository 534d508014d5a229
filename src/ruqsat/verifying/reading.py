"""Files as they come: recognized by content, not by name; a file that is none of them is said to be none."""

import base64
import binascii
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from asn1crypto import pem
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509 import InvalidVersion, load_der_x509_crl, ocsp

from ruqsat.eds.certificates import MALFORMED, Certificate, UnreadableCertificate, read_pem
from ruqsat.eds.evidence import Evidence
from ruqsat.eds.trust import PINS, TrustStore, UntrustworthyFolder, is_self_signed
from ruqsat.lawbook.answers import CannotAnswer

MOST_BYTES = 100_000_000
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
_PDF_WITHIN = 1024  # ISO 32000-2, 7.5.2: where readers look for the first line


class Kind(StrEnum):
    """What a file is."""

    PDF = "pdf"
    CMS = "cms"
    CERTIFICATE = "certificate"


def bytes_of(path: Path) -> bytes:
    """All of the file."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CannotAnswer(f"{path} is too large: at most {MOST_BYTES // 1_000_000} MB are judged.")
        return path.read_bytes()
    except OSError as error:
        raise CannotAnswer(f"{path} cannot be read: {error.strerror}.") from error


def recognized(path: Path) -> tuple[Kind, tuple[bytes, ...]]:
    """What the file is, and its bytes: of a PEM with several certificates, each one's, as they come."""
    content = bytes_of(path)
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return Kind.PDF, (content,)
    ders = ders_in(content)
    if ders and _is_cms(ders[0]):
        return Kind.CMS, ders[:1]
    if ders and _is_certificate(ders[0]):
        return Kind.CERTIFICATE, ders
    raise CannotAnswer(f"{path} is no PDF, no CMS signature and no certificate.")


def ders_in(content: bytes) -> tuple[bytes, ...]:
    """The DER in a file of DER, PEM or bare base64; nothing where it is none of them."""
    try:
        if pem.detect(content):
            return tuple(der for _, _, der in pem.unarmor(content, multiple=True))
        if content[:1] == b"\x30":
            return (content,)
        if _BASE64.fullmatch(content):
            return (base64.b64decode(b"".join(content.split()), validate=True),)
    except (*MALFORMED, binascii.Error):
        return ()
    return ()


def roots_in(folder: Path) -> TrustStore:
    """
    The authorities in the folder that the caller trusts. A ``pins.sha256`` in it is heeded, as by an instance.

    Who names a folder vouches for it: an authority whose own issuer is not in it counts as a root.
    """
    if (folder / PINS).is_file():
        try:
            return TrustStore.from_folder(folder)
        except UntrustworthyFolder as error:
            raise CannotAnswer(str(error)) from error
    if not folder.is_dir():
        raise CannotAnswer(f"The folder of roots {folder} does not exist.")
    found = tuple(dict.fromkeys(each for path in sorted(folder.iterdir()) for each in _authorities(path)))
    roots = tuple(each for each in found if is_self_signed(each) or not _has_issuer(each, found))
    if not roots:
        raise CannotAnswer(f"There is no certificate of a certification authority in {folder}.")
    return TrustStore(roots=roots, intermediates=tuple(each for each in found if each not in roots))


def evidence_in(*, ocsp_files: Iterable[Path], crl_files: Iterable[Path], now: datetime) -> Evidence:
    """What the authorities said, in files; gathered by *now*."""
    return Evidence(
        ocsp=tuple(_answer(path) for path in ocsp_files),
        crls=tuple(_list(path) for path in crl_files),
        gathered_at=now,
    )


def moment(text: str) -> datetime:
    """An ISO moment; without an offset, of UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise CannotAnswer(f"“{text}” is no moment: write it as 2026-03-18T18:30:00+05:00.") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _is_cms(der: bytes) -> bool:
    return der[:1] == b"\x30" and _SIGNED_DATA in der[:30]


def _is_certificate(der: bytes) -> bool:
    try:
        Certificate.read(der)
    except UnreadableCertificate:
        return False
    return True


def _authorities(path: Path) -> tuple[Certificate, ...]:
    """Certificates of authorities in a file; other files lie about in such folders, and certificates of others."""
    if not path.is_file() or path.stat().st_size > MOST_BYTES:
        return ()
    try:
        return tuple(each for each in read_pem(path.read_bytes()) if each.is_authority)
    except (OSError, UnreadableCertificate):
        return ()


def _has_issuer(certificate: Certificate, among: Iterable[Certificate]) -> bool:
    return any(certificate.issuer_der == each.subject_der for each in among if each != certificate)


def _answer(path: Path) -> bytes:
    for der in ders_in(bytes_of(path)):
        try:
            ocsp.load_der_ocsp_response(der)
        except (ValueError, UnsupportedAlgorithm):
            continue
        return der
    raise CannotAnswer(f"{path} is no OCSP answer.")


def _list(path: Path) -> bytes:
    for der in ders_in(bytes_of(path)):
        try:
            load_der_x509_crl(der)
        except (ValueError, UnsupportedAlgorithm, InvalidVersion):
            continue
        return der
    raise CannotAnswer(f"{path} is no revocation list.")
