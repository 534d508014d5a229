"""How a fee came about, in sentences."""

from dataclasses import replace
from datetime import date

import pytest

from ruqsat.law.application import Service
from ruqsat.law.editions import EDITIONS
from ruqsat.law.fee_in_words import fee_told, grouped
from ruqsat.law.fees import license_fee

ON = date(2026, 5, 5)
RULES = EDITIONS.on(ON)


@pytest.mark.parametrize(
    ("service", "sentences"),
    [
        (
            Service.ISSUE,
            ["The rate for issuing a license is 10 MCI: 43 250 ₸.", "The fee is 43 250 ₸."],
        ),
        (
            Service.REISSUE,
            [
                "The rate for issuing a license is 10 MCI: 43 250 ₸.",
                "For a reissue 10 per cent of it are paid, at most 4 MCI: 17 300 ₸.",
                "The fee is 4 325 ₸.",
            ],
        ),
        (
            Service.DUPLICATE,
            [
                "The rate for issuing a license is 10 MCI: 43 250 ₸.",
                "For a duplicate 100 per cent of it are paid.",
                "The fee is 43 250 ₸.",
            ],
        ),
    ],
)
def test_every_step_of_the_reckoning_is_told(service: Service, sentences: list[str]) -> None:
    """List 6(1), List 6(2), List 6(3), Tax 554."""
    told = fee_told(service, on=ON, index=4325, edition=RULES)
    said = [str(step).replace("\u202f", " ") for step in told.derivation]
    assert said == ["One MCI on 2026-05-05 is 4 325 ₸.", *sentences]
    assert told.tenge == license_fee(service, on=ON, edition=RULES)


def test_an_annex_has_no_fee_unless_an_edition_names_one() -> None:
    """List 6."""
    told = fee_told(Service.ANNEX, on=ON, index=4325, edition=RULES)
    assert (told.tenge, told.refs) == (0, ("List 6",))
    assert [str(step) for step in told.derivation] == [
        "The List names no fee for an annex to a license that is held.",
        "No fee is paid.",
    ]
    amended = fee_told(Service.ANNEX, on=ON, index=4325, edition=replace(RULES, annex_fee_mci=2))
    assert amended.tenge == 8650
    assert "For an annex 2 MCI are paid" in str(amended.derivation[0])


def test_thousands_stand_apart() -> None:
    assert grouped(1234567) == "1\u202f234\u202f567"
