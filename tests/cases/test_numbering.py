"""Rules 7: numbers follow each other, each is given once, also to many takers at the same moment."""

from datetime import date
from uuid import uuid4

from django.db import transaction

from ruqsat.cases import numbering
from tests.milestones import Stand
from tests.together import at_once

DAY = date(2026, 3, 18)


def test_many_takers_at_once_get_different_numbers_without_a_gap(stand_apart: Stand) -> None:
    stand_apart("known")

    def take() -> str:
        with transaction.atomic():
            return numbering.next_registration("KZ-75", on=DAY)

    taken = at_once(*[take] * 8)
    assert sorted(taken) == [f"KZ75-2026-{place:06d}" for place in range(1, 9)]


def test_licenses_reserved_at_once_are_different_and_the_same_for_one_case(stand_apart: Stand) -> None:
    stand_apart("known")
    cases = [uuid4() for _ in range(6)]
    taken = at_once(*[lambda case=case: numbering.license_number(case, on=DAY) for case in cases])
    assert sorted(taken) == [f"26{place:06d}" for place in range(1, 7)]
    assert [numbering.license_number(case, on=date(2027, 1, 5)) for case in cases] == taken


def test_each_office_and_each_year_counts_from_one(stand: Stand) -> None:
    stand("known")
    with transaction.atomic():
        assert numbering.next_registration("KZ-75", on=DAY) == "KZ75-2026-000001"
        assert numbering.next_registration("KZ-71", on=DAY) == "KZ71-2026-000001"
        assert numbering.next_registration("KZ-75", on=date(2027, 1, 5)) == "KZ75-2027-000001"
        assert numbering.next_registration("KZ-75", on=DAY) == "KZ75-2026-000002"


def test_what_was_not_registered_takes_no_number(stand: Stand) -> None:
    stand("known")
    with transaction.atomic():
        numbering.next_registration("KZ-75", on=DAY)
        transaction.set_rollback(True)
    with transaction.atomic():
        assert numbering.next_registration("KZ-75", on=DAY) == "KZ75-2026-000001"
