"""Rules 8(3): what was issued is entered into the state register of licenses, where later applications look."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from ruqsat.cases.case_file import look
from ruqsat.cases.consequences import REGISTER
from ruqsat.gateways import licenses as gateway
from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.licenses import LicenseEntry
from ruqsat.jobs import delivering
from ruqsat.jobs.delivering import Feed
from ruqsat.journal import read
from ruqsat.journal.models import Outbox
from ruqsat.law import license as life
from ruqsat.law.application import THE_LICENSE
from ruqsat.law.license import LicenseState
from ruqsat.law.license_held import by_its_file
from ruqsat.law.local_time import local
from ruqsat.licenses.license_file import file_of

IN_THE_REGISTER = {
    LicenseState.VALID: "valid",
    LicenseState.SUSPENDED: "suspended",
    LicenseState.SUPERSEDED: "superseded",
    LicenseState.ENDED: "terminated",
}


def publish(case: UUID, *, now: Callable[[], datetime]) -> bool:
    """Enter the licenses that a case is about as they are now; ``False`` where the register does not answer."""
    return delivering.deliver(_feed(now), case, now=now)


def publish_all(*, now: Callable[[], datetime]) -> None:
    """Catch up: every case with a result that the register has not got, several at a time."""
    delivering.deliver_all(_feed(now), now=now)


def _feed(now: Callable[[], datetime]) -> Feed:
    register = gateway.connect(settings.GATEWAYS["licenses"]["url"])

    def enter(row: Outbox) -> Unavailable | None:
        answers = (register.enter(entry) for entry in _entries(row.file_id, at=now()))
        return next((answer for answer in answers if isinstance(answer, Unavailable)), None)

    return Feed(name=REGISTER, system="licenses", telling=lambda _cases: enter)


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
