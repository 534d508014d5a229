"""License fees: List 6."""

from dataclasses import replace
from datetime import date

import pytest

from ruqsat.law.application import Service
from ruqsat.law.editions import EDITIONS
from ruqsat.law.fees import (
    Counts,
    Gone,
    MciUnknown,
    counts,
    counts_by_decision,
    fee_clauses,
    gone,
    license_fee,
)
from ruqsat.law.permitted import No


@pytest.mark.parametrize(
    ("service", "on", "tenge"),
    [
        (Service.ISSUE, date(2026, 1, 1), 43250),  # List 6(1)
        (Service.ISSUE, date(2025, 12, 31), 39320),  # Tax 554: the MCI of the day of payment
        (Service.REISSUE, date(2026, 11, 9), 4325),  # List 6(2)
        (Service.DUPLICATE, date(2026, 11, 9), 43250),  # List 6(3)
        (Service.ANNEX, date(2026, 11, 9), 0),  # no fee is named for an annex alone
        (Service.ISSUE, date(2024, 6, 1), 36920),
    ],
)
def test_the_fee_goes_by_the_mci_of_the_day_of_payment(service: Service, on: date, tenge: int) -> None:
    """List 6, List 6(1), List 6(2), List 6(3), Tax 554."""
    assert license_fee(service, on=on) == tenge


def test_the_fee_of_a_year_whose_mci_is_unknown_is_a_named_error() -> None:
    """Tax 554."""
    with pytest.raises(MciUnknown, match="2027"):
        license_fee(Service.ISSUE, on=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("service", "refs"),
    [
        (Service.ISSUE, ("List 6", "List 6(1)", "Tax 554")),
        (Service.ANNEX, ("List 6",)),
        (Service.REISSUE, ("List 6", "List 6(2)", "Tax 554")),
        (Service.DUPLICATE, ("List 6", "List 6(3)", "Tax 554")),
    ],
)
def test_each_fee_rests_on_its_clauses(service: Service, refs: tuple[str, ...]) -> None:
    """List 6, Tax 554: each rate has its part of the List; for an annex none is named (docs/law/readings.md)."""
    assert fee_clauses(service) == refs


def test_an_annex_costs_what_its_edition_says() -> None:
    """List 6: none is named today; an order may name one (docs/law/readings.md)."""
    rules = replace(EDITIONS.on(date(2026, 11, 9)), annex_fee_mci=2)
    assert license_fee(Service.ANNEX, on=date(2026, 11, 9), edition=rules) == 8650


@pytest.mark.parametrize(
    ("tiyn", "missing", "unpaid", "ended", "due"),
    [
        (100, 0, 100, False, (0, 100)),
        (150, 0, 100, False, (0, 100)),  # the rest is not due
        (100, 0, 0, False, (0, 0)),  # the fee is paid
        (100, 100, 0, False, (100, 0)),  # paid, and taken back by the bank
        (150, 100, 0, False, (100, 0)),
        (100, 60, 70, False, (30, 70)),  # first what is due still, then what was taken back
        (150, 60, 70, False, (60, 70)),
        (100, 100, 100, True, (0, 0)),  # after the end nothing counts by itself
    ],
)
def test_money_pays_the_fee_and_then_makes_good_what_the_bank_took_back(
    tiyn: int, missing: int, unpaid: int, ended: bool, due: tuple[int, int]
) -> None:
    """Rules 5, List 6."""
    found = counts(tiyn, missing=missing, unpaid=unpaid, ended=ended)
    assert found == Counts(good=due[0], covers=due[1])


@pytest.mark.parametrize(
    ("tiyn", "missing", "unpaid", "ended", "due"),
    [
        (100, 0, 100, False, (0, 100)),  # the case is open again
        (100, 60, 70, False, (30, 70)),
        (150, 0, 100, False, (0, 100)),
        (100, 40, 0, False, (40, 0)),  # the fee is paid, and the bank took some of it back
        (100, 60, 70, True, (60, 0)),  # after the end nothing is due, and what had counted is missing still
    ],
)
def test_an_officer_can_decide_that_money_counts_which_was_put_aside(
    tiyn: int, missing: int, unpaid: int, ended: bool, due: tuple[int, int]
) -> None:
    """List 6, Rules 25."""
    found = counts_by_decision(tiyn, missing=missing, unpaid=unpaid, ended=ended)
    assert found == Counts(good=due[0], covers=due[1])


@pytest.mark.parametrize(
    ("unpaid", "ended", "why"), [(100, True, "has ended"), (0, True, "has ended"), (0, False, "already paid")]
)
def test_money_for_which_nothing_is_owed_can_only_be_returned(unpaid: int, ended: bool, why: str) -> None:
    """List 6, Rules 25."""
    found = counts_by_decision(100, missing=0, unpaid=unpaid, ended=ended)
    assert isinstance(found, No)
    assert (found.ref, why in str(found.why)) == ("List 6", True)


@pytest.mark.parametrize(
    ("tiyn", "not_due", "parts"),
    [(100, 0, (0, 100)), (100, 40, (40, 60)), (100, 100, (100, 0)), (100, 250, (100, 0)), (0, 40, (0, 0))],
)
def test_of_what_the_bank_takes_back_what_was_not_due_goes_first(
    tiyn: int, not_due: int, parts: tuple[int, int]
) -> None:
    """List 6."""
    assert gone(tiyn, not_due=not_due) == Gone(not_due=parts[0], counted=parts[1])
