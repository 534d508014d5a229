"""Numbers of registrations and licenses: one row lock per series and year, no table lock, no gaps refilled."""

from datetime import date
from uuid import UUID

from django.db import transaction

from ruqsat.journal.writing import execute

LICENSES = "license"


def next_registration(office: str, *, on: date) -> str:
    """
    Rules 7: the next registration number of *office*, as ``KZ75-2026-000123``.

    Taken inside the transaction that registers, so that an application that does not register takes none.
    """
    return f"{office.replace('-', '')}-{on.year}-{_next(f'registration {office}', on.year):06d}"


def license_number(case: UUID, *, on: date) -> str:
    """
    The number of the license that *case* leads to: two digits of the year and a national counter of six digits.

    Reserved at the first asking, so that the PDF that the head reads already carries it; the same one ever after.
    """
    with transaction.atomic():
        reserved = execute(_RESERVED, [case, LICENSES])
        if reserved:
            return str(reserved[0][0])
        number = f"{on.year % 100:02d}{_next(LICENSES, on.year):06d}"
        execute(_RESERVE, [case, LICENSES, number])
        return number


def _next(series: str, year: int) -> int:
    ((last,),) = execute(_COUNT, [series, year])
    return int(last)


_RESERVED = 'SELECT number FROM cases_reservednumber WHERE "case" = $1 AND series = $2'
_RESERVE = 'INSERT INTO cases_reservednumber ("case", series, number) VALUES ($1, $2, $3) RETURNING id'
_COUNT = """
    INSERT INTO cases_counter (series, year, last) VALUES ($1, $2, 1)
    ON CONFLICT (series, year) DO UPDATE SET last = cases_counter.last + 1 RETURNING last
"""
