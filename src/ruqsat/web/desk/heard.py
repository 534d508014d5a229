"""Rules 12: the hearing as the desk shows it: intended, sent, received, objected, and from when the result may come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ruqsat.cases.case_file import CaseFile
from ruqsat.law import grounds, terms
from ruqsat.law.acts import (
    Filed,
    GroundFound,
    ObjectionFiled,
    PreliminaryDecisionMade,
    PreliminaryDecisionSent,
    PreliminaryDecisionServed,
)
from ruqsat.law.permissions_of_hearing import OPENED
from ruqsat.law.situation import days_left
from ruqsat.law.standing import Standing, act_of
from ruqsat.law.terms import Due
from ruqsat.web.desk.examination import People, name_in
from ruqsat.web.told import Told, told


@dataclass(frozen=True, kw_only=True)
class Objection:
    """What the applicant said to an intended refusal; ``late`` when that came after the term."""

    id: UUID
    act: ObjectionFiled
    filed_at: datetime
    kept_by: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """
    The last intended refusal, from the decision on; what has not happened yet is ``None`` or empty.

    ``objection_left`` counts working days while the objection is open; ``announce_by`` is the last day for a receipt
    with which a refusal would still be in time.
    """

    grounds: tuple[GroundFound, ...]
    fallen: frozenset[str]
    intended_at: datetime
    intended_by: str
    sent_at: datetime | None
    document: str
    received_at: datetime | None
    means: str
    reference: str
    evidence: str
    received_by: str
    objections: tuple[Objection, ...]
    objection_due: Due | None
    objection_open: bool
    objection_left: int | None
    earliest: Due | None
    result_open: bool
    announce_by: Due | None


def hearing(file: CaseFile, people: People, *, at: datetime) -> Hearing | None:
    """The story of the hearing; ``None`` while no refusal was intended."""
    standing = file.standing
    if standing.intended is None:
        return None
    situation, served = standing.at(at), None if standing.awaits_receipt else standing.preliminary
    receipt = act_of(served, PreliminaryDecisionServed) if served else None
    made = act_of(standing.intended, PreliminaryDecisionMade)
    due = situation.objection_due if receipt else None
    sent = standing.intention_sent
    borne = grounds.borne_out(standing)
    return Hearing(
        grounds=made.grounds,
        fallen=frozenset(one.ground for one in made.grounds if one.ground not in borne),
        intended_at=standing.intended.filed_at,
        intended_by=name_in(people, standing.intended),
        sent_at=sent.filed_at if sent else None,
        document=act_of(sent, PreliminaryDecisionSent).document if sent else "",
        received_at=receipt.happened_at if receipt else None,
        means=receipt.means if receipt else "",
        reference=receipt.reference if receipt else "",
        evidence=receipt.evidence if receipt else "",
        received_by="" if receipt is None or receipt.means == OPENED else name_in(people, served),
        objections=objections(file, people),
        objection_due=due,
        objection_open=bool(receipt) and situation.objection_open,
        objection_left=days_left(standing, due, moment=at) if due else None,
        earliest=situation.earliest_result if receipt else None,
        result_open=bool(receipt and situation.earliest_result and situation.earliest_result.passed(at)),
        announce_by=situation.hearing_closes,
    )


def told_of_it(file: CaseFile) -> tuple[Told, ...]:
    """Rules 12: the messages that told the applicant of the last intended refusal, and how they stand."""
    sent = file.standing.intention_sent
    return told(file.id, about=[sent.id]) if sent else ()


def objections(file: CaseFile, people: People) -> tuple[Objection, ...]:
    """Rules 12: every objection on file; what was said by word counts with the hour at which it was said."""
    found: list[Objection] = []
    due: Due | None = None
    for filed in file.acts:
        if isinstance(filed.act, PreliminaryDecisionServed):
            due = _due(filed.act, file.standing)
        if isinstance(filed.act, ObjectionFiled):
            found.append(_objection(filed, filed.act, due, people))
    return tuple(found)


def _due(receipt: PreliminaryDecisionServed, standing: Standing) -> Due:
    return terms.objection(received_at=receipt.happened_at, calendar=standing.calendar, edition=standing.edition)


def _objection(filed: Filed, act: ObjectionFiled, due: Due | None, people: People) -> Objection:
    said_at = act.heard_at or filed.filed_at
    return Objection(
        id=filed.id,
        act=act,
        filed_at=filed.filed_at,
        kept_by=name_in(people, filed) if act.oral else "",
        late=due is not None and due.passed(said_at),
    )


def texts_told(standing: Standing) -> Mapping[str, str]:
    """The grounds of which the applicant was told, each with the reason that was given; empty before the receipt."""
    if standing.preliminary is None:
        return {}
    return {one.ground: one.text for one in act_of(standing.preliminary, PreliminaryDecisionServed).grounds}
