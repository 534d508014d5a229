"""License fees: List 6, Tax 554."""

from dataclasses import dataclass
from datetime import date

from ruqsat.law.application import Service
from ruqsat.law.editions import EDITIONS, Edition
from ruqsat.law.permitted import No
from ruqsat.law.reference import load
from ruqsat.law.saying import say
from ruqsat.law.timeline import NotInForce, Timeline, Wording

_TABLES = load("mci")

MCI: Timeline[int] = Timeline(
    Wording(since=date(row["year"], 1, 1), until=date(row["year"], 12, 31), value=row["tenge"])
    for row in _TABLES["mci"]
)
"""The monthly calculation index in tenge; known for whole years only."""

BUDGET_CODE: str = _TABLES["payment"]["budget_code"]
PURPOSE_CODE: str = _TABLES["payment"]["purpose_code"]


class MciUnknown(NotInForce):
    """The monthly calculation index of that year is not in the reference data yet."""


def mci(*, on: date, index: Timeline[int] = MCI) -> int:
    """
    Tax 554: the index in force on the day of payment, in tenge.

    :param index: as the instance keeps it (`book.Book.mci`).

    :raises MciUnknown: when the index of that year is not recorded.
    """
    try:
        return index.on(on)
    except NotInForce as error:
        raise MciUnknown(f"the monthly calculation index of {on.year} has to be added to the reference data") from error


def license_fee(service: Service, *, on: date, edition: Edition | None = None, index: Timeline[int] = MCI) -> int:
    """
    List 6, List 6(1), List 6(2), List 6(3), Tax 554: the fee for *service* in tenge, by the MCI of the day of payment.

    :raises MciUnknown: when the index of that year is not recorded.
    """
    return fee_by(service, tenge=mci(on=on, index=index), edition=edition or EDITIONS.on(on))


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Of money that came, in tiyn: what pays the fee, and what makes good what the bank took back."""

    covers: int
    good: int


def counts(tiyn: int, *, missing: int, unpaid: int, ended: bool) -> Counts:
    """
    Rules 5, List 6: money pays what is due, then makes good what the bank took back; after the end nothing by itself.

    :param missing: what had counted as the fee of this case, and the bank took back.
    :param unpaid: what is still due on the order. Readings: docs/law/readings.md.
    """
    return Counts(covers=0, good=0) if ended else _shared(tiyn, missing=missing, unpaid=unpaid)


def counts_by_decision(tiyn: int, *, missing: int, unpaid: int, ended: bool) -> Counts | No:
    """
    List 6, Rules 25: an officer can decide that money counts which was put aside: of a case that is open (again) as
    any money does, after the end only for what the bank took back.

    The parameters are those of `counts`. Readings: docs/law/readings.md.
    """
    due = 0 if ended else unpaid
    if due or missing:
        return _shared(tiyn, missing=missing, unpaid=due)
    if ended:
        return No(ref="List 6", why=say("The case has ended: what is paid after that changes nothing in it."))
    return No(ref="List 6", why=say("The license fee for this application is already paid."))


def _shared(tiyn: int, *, missing: int, unpaid: int) -> Counts:
    """Rules 5, List 6: first what is due, then what was taken back; nobody pays beyond both."""
    covers = min(tiyn, unpaid)
    return Counts(covers=covers, good=min(tiyn - covers, missing))


@dataclass(frozen=True, kw_only=True)
class Gone:
    """Of money that the bank took back, in tiyn: what was not due, and what had counted."""

    not_due: int
    counted: int


def gone(tiyn: int, *, not_due: int) -> Gone:
    """
    List 6: of what the bank takes back, what was *not_due* goes first: nobody is left unpaid while money lies there.

    Readings: docs/law/readings.md.
    """
    first = min(tiyn, not_due)
    return Gone(not_due=first, counted=tiyn - first)


def fee_by(service: Service, *, tenge: int, edition: Edition) -> int:
    """List 6, List 6(1), List 6(2), List 6(3): the fee for *service* in tenge, one MCI being so many *tenge*."""
    issue = edition.issue_fee_mci * tenge
    match service:
        case Service.ISSUE:
            return issue
        case Service.ANNEX:
            return edition.annex_fee_mci * tenge
        case Service.REISSUE:
            return min(issue * edition.reissue_fee_percent // 100, edition.reissue_fee_cap_mci * tenge)
        case Service.DUPLICATE:
            return issue * edition.duplicate_fee_percent // 100


def fee_clauses(service: Service) -> tuple[str, ...]:
    """List 6, Tax 554: the clauses that the fee for *service* rests on; none names a fee for an annex."""
    match service:
        case Service.ISSUE:
            return ("List 6", "List 6(1)", "Tax 554")
        case Service.ANNEX:
            return ("List 6",)
        case Service.REISSUE:
            return ("List 6", "List 6(2)", "Tax 554")
        case Service.DUPLICATE:
            return ("List 6", "List 6(3)", "Tax 554")
