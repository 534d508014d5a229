"""The premises of a draft that has several facilities: kept, and asked about by their address."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from ruqsat.cases.actions.consenting import put_questions
from ruqsat.cases.case_file import NoSuchCaseError, look
from ruqsat.cases.composing import address_in_line, applicant_of
from ruqsat.cases.drafting import Section, answers_of, draft_of
from ruqsat.cases.facilities import add_facility, at_facility, keep_of_facility, places_in
from ruqsat.gateways.registers import Registers
from ruqsat.law.acts import InquiryAnswered, Outcome
from ruqsat.law.inquiries import needing_consent, of_facility
from ruqsat.people.models import Person


def add_premises(
    draft: UUID, premises: dict[str, Any], *, owner: Person, now: Callable[[], datetime], registers: Registers
) -> str:
    """
    Annex 2(11), Annex 3(11), Rules 8(4), Rules 8(12): one more facility, about which the registers are asked at once.

    :raises NoSuchDraftError: for anybody else's draft. :raises ruqsat.cases.facilities.FacilitiesFullError.
    """
    place = add_facility(owner, draft, premises, at=now())
    _ask_about(draft, place, owner=owner, now=now, registers=registers)
    return place


def keep_premises(
    draft: UUID,
    place: str,
    premises: dict[str, Any],
    *,
    owner: Person,
    now: Callable[[], datetime],
    registers: Registers,
) -> None:
    """
    Rules 8(4), Rules 8(6), Rules 8(12): the premises as typed; at another address the registers are asked anew.

    :raises NoSuchDraftError: for anybody else's draft. :raises ruqsat.cases.facilities.NoSuchFacilityError.
    """
    at = now()
    before = address_in_line(at_facility(answers_of(draft_of(owner, draft, at=at)), place))
    keep_of_facility(owner, draft, place, Section.FACILITY, premises, at=at)
    if before != address_in_line({Section.FACILITY.value: premises}):
        _ask_about(draft, place, owner=owner, now=now, registers=registers)


def _ask_about(draft: UUID, place: str, *, owner: Person, now: Callable[[], datetime], registers: Registers) -> None:
    """Rules 8: by its address; of a single facility the registers are asked with everything else, so not here."""
    answers = answers_of(draft_of(owner, draft, at=now()))
    if len(places_in(answers)) == 1:
        return
    addresses = {place: address_in_line(at_facility(answers, place))}
    asks = needing_consent(of_facility(place))
    put_questions(draft, asks, applicant_of(answers, owner), now=now, registers=registers, addresses=addresses)
    _fill(draft, place, owner=owner, at=now())


def _fill(draft: UUID, place: str, *, owner: Person, at: datetime) -> None:
    """Rules 8(4), Rules 8(12): what was left empty is what the registers say of these premises, held by that right."""
    try:
        standing = look(draft, at=at).standing
    except NoSuchCaseError:
        return  # nobody consented, so nothing was asked
    given = at_facility(answers_of(draft_of(owner, draft, at=at)), place)[Section.FACILITY.value]
    title, sanitary = standing.answer("premises_title", place), standing.answer("sanitary_conclusion", place)
    known = {"sanitary_conclusion": _said(sanitary, "number")}
    if _said(title, "kind") == given.get("title_basis"):
        known["title_document"] = _said(title, "document_number")
    filled = {name: value for name, value in known.items() if value and not given.get(name)}
    if filled:
        keep_of_facility(owner, draft, place, Section.FACILITY, given | filled, at=at)


def _said(answer: InquiryAnswered | None, name: str) -> str:
    return answer.data.get(name, "") if answer is not None and answer.outcome is Outcome.VALUE else ""
