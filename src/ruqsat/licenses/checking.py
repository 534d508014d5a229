"""What the public may ask of the register: is this license valid, is this PDF the very file."""

import hashlib
from dataclasses import dataclass
from datetime import date

from ruqsat.documents import store
from ruqsat.law.license import LicenseState
from ruqsat.law.license_in_public import ShownLicense, shown_on
from ruqsat.licenses.license_file import standing_of
from ruqsat.licenses.models import IssuedDocument, License
from ruqsat.licenses.rows import plain


@dataclass(frozen=True, kw_only=True)
class FileCheck:
    """What the register says of a file somebody holds: its SHA-256, and the issued document it is, if any."""

    sha256: str
    document: IssuedDocument | None


def license_by_number(number: str) -> License | None:
    """The license under *number*, spaces and dashes forgiven; None if the register has none."""
    return License.objects.prefetch_related("annexes", "documents").filter(number_plain=plain(number)[:20]).first()


def issued_instead_of(number: str) -> License | None:
    """Rules 2(1): the license in whose place *number* stands, which may be of before this register; None if none."""
    wanted = plain(number)[:20]
    return License.objects.filter(stands_for_plain=wanted).first() if wanted else None


def shown(license_: License, *, on: date) -> ShownLicense | None:
    """Rules 2(1): what the register shows of the license for that day; ``None`` where it was not issued yet."""
    return shown_on(standing_of(license_.number), day=on)


def is_valid(license_: License, *, on: date) -> bool:
    """Whether the license stands on that day: issued by then, and neither suspended nor ended."""
    return standing_of(license_.number).state_on(on) is LicenseState.VALID


def check_file(content: bytes) -> FileCheck:
    """
    Compare *content*, byte for byte by its SHA-256, with every sealed PDF that was ever issued.

    One whose time stamp was renewed since is the document that was issued, before the renewal and after it.
    """
    digest = hashlib.sha256(content).hexdigest()
    document = IssuedDocument.objects.select_related("license").filter(sha256=store.as_first_sealed(digest)).first()
    return FileCheck(sha256=digest, document=document)
