"""A license of this register in its holder's hands, as its own file knows it."""

from datetime import date

from ruqsat.journal import read
from ruqsat.law import license as life
from ruqsat.law.license import LicenseStanding
from ruqsat.law.license_held import KnownLicense, by_its_file
from ruqsat.licenses.models import License
from ruqsat.licenses.rows import plain
from ruqsat.people.models import Person


def standing_of(holder: Person, number: str) -> LicenseStanding | None:
    """What the license under *number* is, if it is this very person's, or that of the entity that the person heads."""
    row = License.objects.filter(number_plain=plain(number), holder=holder).first()
    return life.standing(read.acts_of(row.id)) if row is not None else None


def known_to(holder: Person, number: str, *, on: date) -> KnownLicense | None:
    """Rules 2(1): the same, as far as it matters for what can be asked for."""
    found = standing_of(holder, number)
    return by_its_file(found, on=on) if found is not None else None
