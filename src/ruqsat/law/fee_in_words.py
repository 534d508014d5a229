"""How the fee for a service came about, in sentences: List 6, Tax 554."""

from dataclasses import dataclass
from datetime import date

from ruqsat.law.application import Service
from ruqsat.law.editions import Edition
from ruqsat.law.fees import fee_by, fee_clauses
from ruqsat.law.saying import Saying, say

NARROW_SPACE = "\u202f"


@dataclass(frozen=True, kw_only=True)
class FeeTold:
    """A fee in tenge, the index it rests on, the clauses, and the reckoning in sentences."""

    tenge: int
    index: int
    refs: tuple[str, ...]
    derivation: tuple[Saying, ...]


def fee_told(service: Service, *, on: date, index: int, edition: Edition) -> FeeTold:
    """
    List 6(1), List 6(2), List 6(3), Tax 554: the fee for *service* on the day of payment, step by step.

    :param index: the monthly calculation index of that day, in tenge.
    """
    tenge = fee_by(service, tenge=index, edition=edition)
    steps = _steps(service, on=on, index=index, edition=edition)
    last = (say("The fee is %(tenge)s ₸.", tenge=grouped(tenge)),) if tenge else (say("No fee is paid."),)
    return FeeTold(tenge=tenge, index=index, refs=fee_clauses(service), derivation=(*steps, *last))


def _steps(service: Service, *, on: date, index: int, edition: Edition) -> tuple[Saying, ...]:
    if service is Service.ANNEX:
        return (_of_annex(on=on, index=index, edition=edition),)
    rate = (
        say("One MCI on %(day)s is %(index)s ₸.", day=on, index=grouped(index)),
        say(
            "The rate for issuing a license is %(mci)s MCI: %(tenge)s ₸.",
            mci=edition.issue_fee_mci,
            tenge=grouped(edition.issue_fee_mci * index),
        ),
    )
    if service is Service.REISSUE:
        share = say(
            "For a reissue %(percent)s per cent of it are paid, at most %(mci)s MCI: %(tenge)s ₸.",
            percent=edition.reissue_fee_percent,
            mci=edition.reissue_fee_cap_mci,
            tenge=grouped(edition.reissue_fee_cap_mci * index),
        )
        return (*rate, share)
    if service is Service.DUPLICATE:
        whole = say("For a duplicate %(percent)s per cent of it are paid.", percent=edition.duplicate_fee_percent)
        return (*rate, whole)
    return rate


def _of_annex(*, on: date, index: int, edition: Edition) -> Saying:
    if not edition.annex_fee_mci:
        return say("The List names no fee for an annex to a license that is held.")
    return say(
        "For an annex %(mci)s MCI are paid; one MCI on %(day)s is %(index)s ₸.",
        mci=edition.annex_fee_mci,
        day=on,
        index=grouped(index),
    )


def grouped(amount: int) -> str:
    """A number with its thousands apart, as all three languages write it."""
    return f"{amount:,}".replace(",", NARROW_SPACE)
