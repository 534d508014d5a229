"""What the public may ask of the register: is this license valid, is this PDF the very file."""

import hashlib
from dataclasses import dataclass
from datetime import date

from ruqsat.licenses.models import IssuedDocument, License


@dataclass(frozen=True, kw_only=True)
class FileCheck:
    """What the register says of a file somebody holds: its SHA-256, and the issued document it is, if any."""

    sha256: str
    document: IssuedDocument | None


def license_by_number(number: str) -> License | None:
    """The license under *number*, spaces and dashes forgiven; None if the register has none."""
    wanted = "".join(sign for sign in number if sign.isalnum())
    return License.objects.prefetch_related("annexes", "documents").filter(number=wanted).first()


def is_valid(license_: License, *, on: date) -> bool:
    """Whether the license stands on that day: issued by then, and neither suspended nor ended."""
    return license_.status == "valid" and license_.issued_on <= on


def check_file(content: bytes) -> FileCheck:
    """Compare *content*, byte for byte by its SHA-256, with every sealed PDF that was ever issued."""
    digest = hashlib.sha256(content).hexdigest()
    document = IssuedDocument.objects.select_related("license").filter(sha256=digest).first()
    return FileCheck(sha256=digest, document=document)
