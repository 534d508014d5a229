"""
Editions of the Rules: everything that an amending order can change, as one frozen value.

A case keeps the edition of its filing day unless the amending order says otherwise. Readings of unclear clauses that
are settings stand here too; each is named in ``docs/law/readings.md``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, time
from typing import Any

from ruqsat.law.names import Names
from ruqsat.law.reference import load
from ruqsat.law.timeline import Timeline, Wording


class UnknownEdition(LookupError):
    """No edition of that name is in the reference data."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One edition of the Rules. Days are working days unless the name says otherwise; fees are in MCI or per cent."""

    id: str
    order: str
    in_force_from: date
    # Rules 7, List 7(1): opening hours, lunch, closing
    opens: time
    lunch_from: time
    lunch_until: time
    closes: time
    # Rules 9: completeness
    completeness_days: int
    # Permits 25(2): the request for approval after registration
    approval_request_days: int
    # Rules 11: the answer of the approving body
    approval_days: int
    # Rules 12: before the result; the objection
    hearing_days: int
    objection_days: int
    # Rules 14: hours between the sending of the notice and the visit; minutes by which a visit may begin early
    visit_notice_hours: int
    visit_early_minutes: int
    # Rules 16: recordings of each visit
    recordings_at_least: int
    # Rules 19, List 3: the service itself
    issue_days: int
    reissue_days: int
    duplicate_days: int
    # Rules 21-1, 23, 25, 26
    update_days: int
    complaint_provider_days: int
    complaint_body_days: int
    complaint_forward_days: int
    # APPC 91: calendar months in which to complain, from the day of learning of the act
    complaint_months: int
    # List 6
    issue_fee_mci: int
    annex_fee_mci: int
    reissue_fee_percent: int
    reissue_fee_cap_mci: int
    duplicate_fee_percent: int
    # Rules 8(7), 8(8), List 8(1): registers know who graduated after, documents are asked of who graduated before
    education_year: int
    # List 8 and 9: keys of documents.DOCUMENTS by service, keys of grounds.GROUNDS
    documents_issue: tuple[str, ...]
    documents_reissue: tuple[str, ...]
    documents_duplicate: tuple[str, ...]
    grounds: tuple[str, ...]
    # Rules 11 with Permits 25(3): silence of the approving body
    silence_is_consent: bool
    # List 10(3), List 10(5): telephone numbers of the Unified contact centre, the Committee's e-mail
    contact_centre: tuple[str, ...]
    committee_email: str
    # Clauses that this order, or one before it, has worded anew: reference and what it says (clauses.in_force)
    texts: tuple[tuple[str, Names], ...] = ()
    # Names of the fields above whose values the amending order applies to cases that were filed before it too
    open_cases: tuple[str, ...] = ()


def _edition(table: Mapping[str, Any]) -> Edition:
    known = {field.name for field in fields(Edition)}
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items() if key in known
    }
    return Edition(**values)


_TABLES = load("editions")["edition"]
EDITIONS: Timeline[Edition] = Timeline(
    Wording(since=table["in_force_from"], value=_edition(table)) for table in _TABLES
)


def of_case(editions: Timeline[Edition], *, filed_on: date, on: date) -> Edition:
    """
    The rules that a case filed on one day lives under on another: those of its filing day, and of each later order
    what that applies to open cases.

    :raises NotInForce: when no edition is recorded for the day of filing.
    """
    rules = editions.on(filed_on)
    for wording in editions:
        later = wording.value
        if filed_on < wording.since <= on and later.open_cases:
            taken = {name: getattr(later, name) for name in later.open_cases}
            rules = replace(rules, id=f"{rules.id}+{later.id}", **taken)
    return rules


def edition(id_: str) -> Edition:
    """
    The edition of that name, for a case that keeps the one of its filing day.

    :raises UnknownEdition: if there is none.
    """
    for wording in EDITIONS:
        if wording.value.id == id_:
            return wording.value
    raise UnknownEdition(id_)
