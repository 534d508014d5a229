"""Numbers of registrations and licenses: one row lock per series and year, no table lock, no gaps refilled."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from ruqsat.journal.writing import execute

LICENSES, REISSUES = "license", "reissue"
_OF_ALL_YEARS = 0


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


def annex_number(case: UUID, *, license_: str, facility: str, taken: Collection[str]) -> str:
    """
    The number under which the license takes up the annex for a *facility*, after all that are *taken*.

    Reserved at the first asking, as that of a license; two cases of one license never get the same.
    """
    series = f"annex {license_}"
    with transaction.atomic():
        reserved = execute(_RESERVED, [case, f"{series} {facility}"])
        if reserved:
            return str(reserved[0][0])
        last = max((int(number) for number in taken if number.isdecimal()), default=0)
        ((found,),) = execute(_COUNT_ON, [series, _OF_ALL_YEARS, last])
        number = f"{int(found):03d}"
        execute(_RESERVE, [case, f"{series} {facility}", number])
        return number


def reissue_of(license_: str, *, case: UUID) -> UUID:
    """Rules 19: the case that reissues the license: *case*, unless another was quicker; there is one for each."""
    if execute(_RESERVE_ONCE, [case, REISSUES, license_]):
        return case
    ((found,),) = execute(_WHOSE, [REISSUES, license_])
    return UUID(str(found))


def _next(series: str, year: int) -> int:
    ((last,),) = execute(_COUNT, [series, year])
    return int(last)


_RESERVED = 'SELECT number FROM cases_reservednumber WHERE "case" = $1 AND series = $2'
_RESERVE = 'INSERT INTO cases_reservednumber ("case", series, number) VALUES ($1, $2, $3) RETURNING id'
_RESERVE_ONCE = f"{_RESERVE.removesuffix(' RETURNING id')} ON CONFLICT DO NOTHING RETURNING id"
_WHOSE = 'SELECT "case" FROM cases_reservednumber WHERE series = $1 AND number = $2'
_COUNT_ON = """
    INSERT INTO cases_counter (series, year, last) VALUES ($1, $2, $3 + 1)
    ON CONFLICT (series, year) DO UPDATE SET last = GREATEST(cases_counter.last, $3) + 1 RETURNING last
"""
_COUNT = """
    INSERT INTO cases_counter (series, year, last) VALUES ($1, $2, 1)
    ON CONFLICT (series, year) DO UPDATE SET last = cases_counter.last + 1 RETURNING last
"""
