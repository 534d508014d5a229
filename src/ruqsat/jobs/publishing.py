"""Rules 8(3): what was issued is entered into the state register of licenses, where later applications look."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from ruqsat.cases.case_file import look
from ruqsat.cases.consequences import REGISTER
from ruqsat.gateways import licenses as gateway
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.licenses import LicenseEntry
from ruqsat.journal import files, outbox, read
from ruqsat.law import license as life
from ruqsat.law.application import THE_LICENSE
from ruqsat.law.license import LicenseState
from ruqsat.law.license_held import by_its_file
from ruqsat.law.local_time import local
from ruqsat.licenses.license_file import file_of

log = structlog.get_logger()

AT_ONCE = 50
FAILED_IN_A_ROW = 3
IN_THE_REGISTER = {
    LicenseState.VALID: "valid",
    LicenseState.SUSPENDED: "suspended",
    LicenseState.SUPERSEDED: "superseded",
    LicenseState.ENDED: "terminated",
}


def publish(case: UUID, *, at: datetime) -> bool:
    """Enter the licenses that a case is about as they are now; ``False`` where the register does not answer."""
    register = gateway.connect(settings.GATEWAYS["registers"]["url"])
    while (row := outbox.next_undelivered(REGISTER, case)) is not None:
        for entry in _entries(case, at=at):
            came = register.enter(entry)
            if isinstance(came, Unavailable):
                log.warning("the register of licenses does not answer", why=came.why, case=str(case))
                return False
        with transaction.atomic():
            files.lock(case)
            outbox.delivered(row, at=at)
    return True


def publish_all(*, at: datetime) -> None:
    """Catch up: every case with a result that the register has not got; given up for now after three in a row."""
    failed = 0
    for case in outbox.files_waiting(REGISTER, limit=AT_ONCE):
        try:
            failed = 0 if publish(case, at=at) else failed + 1
        except Exception:
            log.exception("a license cannot be entered into the register", case=str(case))
        if failed == FAILED_IN_A_ROW:
            return


def _entries(case: UUID, *, at: datetime) -> Iterator[LicenseEntry]:
    """The license that was issued, and the one that was held, as their files know them."""
    standing = look(case, at=at).standing
    held = standing.application.held if standing.application else None
    numbers = dict.fromkeys((held.number if held else "", standing.granted.license_number if standing.granted else ""))
    for number in numbers:
        entry = _entry(file_of(number), on=local(at).date()) if number else None
        if entry is not None:
            yield entry


def _entry(file: UUID, *, on: date) -> LicenseEntry | None:
    license_ = life.standing(read.acts_of(file))
    known, state = by_its_file(license_, on=on), license_.state_on(on)
    if license_.license is None or known is None or state is None:
        return None
    return LicenseEntry(
        number=known.number,
        holder=license_.license.holder.number(),
        issued_on=license_.license.issued_on,
        status=IN_THE_REGISTER[state],
        annexes=tuple(paper for paper in known.papers if paper != THE_LICENSE),
        on_paper=tuple(sorted(known.on_paper)),
    )
