"""Whom we trust: certificates from a configured folder, each pinned by the SHA-256 of its DER."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ruqsat.eds import algorithms
from ruqsat.eds.certificates import Certificate, UnreadableCertificate, read_pem
from ruqsat.eds.verdicts import NotBorneOut

PINS = "pins.sha256"
_SUFFIXES = frozenset({".pem", ".cer", ".crt", ".der"})
_PIN = re.compile(r"[0-9a-f]{64}", re.ASCII)


class UntrustworthyFolder(Exception):
    """The folder of trusted certificates is not in order; the message says which file and what to do."""


@dataclass(frozen=True, kw_only=True)
class TrustStore:
    """
    The roots at which a path must end, and the intermediate authorities that were configured with them.

    Being pinned, these certificates are trusted by configuration: whoever runs the instance removes a withdrawn one.
    """

    roots: tuple[Certificate, ...]
    intermediates: tuple[Certificate, ...] = ()

    @classmethod
    def from_folder(cls, folder: Path) -> "TrustStore":
        """
        All certificates of *folder* (``.pem``, ``.cer``, ``.crt``, ``.der``); self-signed ones are roots.

        ``pins.sha256`` lists their fingerprints, lower-case hex, as the first word of a line; ``#`` opens a comment.

        :raises UntrustworthyFolder: if a certificate is not pinned or not readable, or there is no root.
        """
        files, pins = _files(folder), _pins(folder / PINS)
        found = [certificate for path in files for certificate in _read(path, pins)]
        roots = tuple(certificate for certificate in found if is_self_signed(certificate))
        if not roots:
            raise UntrustworthyFolder(f"There is no root certificate in {folder}: put one there and pin it in {PINS}.")
        return cls(roots=roots, intermediates=tuple(found_ for found_ in found if found_ not in roots))

    def has_pinned(self, certificate: Certificate) -> bool:
        """Whether this very certificate is a configured one."""
        return any(certificate.der == pinned.der for pinned in self.roots + self.intermediates)


def pin_lines(certificates: Iterable[Certificate]) -> str:
    """The text of ``pins.sha256`` for these certificates; the set-up of the sandbox writes it."""
    return "".join(f"{each.sha256}  {each.subject.name}\n" for each in certificates)


def is_self_signed(certificate: Certificate) -> bool:
    """Whether the certificate is an authority's own, signed by its own key."""
    if not (certificate.is_authority and certificate.is_self_issued):
        return False
    try:
        return algorithms.verifies(
            certificate.public_key,
            algorithm=certificate.signature_algorithm,
            message=certificate.signed_part,
            signature=certificate.signature,
        )
    except NotBorneOut:
        return False


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise UntrustworthyFolder(f"The folder of trusted certificates {folder} does not exist.")
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)


def _pins(path: Path) -> frozenset[str]:
    if not path.is_file():
        raise UntrustworthyFolder(f"{path} is missing: list there the SHA-256 of every trusted certificate.")
    found = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.partition("#")[0].split()
        if not words:
            continue
        if not _PIN.fullmatch(words[0].lower()):
            raise UntrustworthyFolder(f"{path} has a line that does not open with a SHA-256 in hex: {line}")
        found.add(words[0].lower())
    return frozenset(found)


def _read(path: Path, pins: frozenset[str]) -> tuple[Certificate, ...]:
    try:
        certificates = read_pem(path.read_bytes())
    except UnreadableCertificate as error:
        raise UntrustworthyFolder(f"{path} is no certificate that can be read: {error}") from error
    for certificate in certificates:
        if certificate.sha256 not in pins:
            raise UntrustworthyFolder(
                f"{path} is not pinned: check its origin, then list its SHA-256 {certificate.sha256} in {PINS}."
            )
        if not certificate.is_authority:
            raise UntrustworthyFolder(f"{path} is not the certificate of a certification authority: take it out.")
    return certificates
