"""The eight grounds of refusal, a closed list: List 9. A ground may be named only when the file bears it out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from ruqsat.law import documents, inquiries, lapsed_consents, merits
from ruqsat.law.acts import (
    ConclusionSigned,
    ConsentGiven,
    ConsentRefused,
    CourtActRecorded,
    Filed,
    Finding,
    InquiryAnswered,
    Outcome,
    PreliminaryDecisionMade,
    PreliminaryDecisionServed,
)
from ruqsat.law.local_time import local
from ruqsat.law.names import Names
from ruqsat.law.reference import load
from ruqsat.law.standing import Consent, Standing, act_of


@dataclass(frozen=True, kw_only=True)
class Ground:
    """List 9: a ground of refusal: its reference as key, its names, and what on file bears it out."""

    key: str
    names: Names
    borne_out: Callable[[Standing], tuple[UUID, ...]]


def _ids(filed: list[Filed]) -> tuple[UUID, ...]:
    return tuple(one.id for one in filed)


def _court(standing: Standing, *, ground: str) -> tuple[UUID, ...]:
    """List 9(1), List 9(5), List 9(7): an officer recorded the court's act with its number and day."""
    return _ids([one for one in standing.court_acts if act_of(one, CourtActRecorded).ground == ground])


def _prohibited(standing: Standing) -> tuple[UUID, ...]:
    """List 9(1): a court's act on file, or a ban that the Committee on Legal Statistics reports."""
    bans = [filed for place, filed in standing.answers.items() if place[0] == "ban" and _bans(filed)]
    return (*_court(standing, ground="List 9(1)"), *_ids(bans))


def _bans(filed: Filed) -> bool:
    """Rules 8: the register reports a ban that had not run out on the day it answered; its last day counts."""
    answer = act_of(filed, InquiryAnswered)
    if answer.outcome is not Outcome.VALUE or answer.data.get("banned", "").lower() != "true":
        return False
    return not documents.expired(answer, on=local(answer.happened_at).date(), field="until")


def _unpaid(standing: Standing) -> tuple[UUID, ...]:
    """List 9(2): the application stands, and no payment in full does."""
    if standing.received is None or merits.fee_paid(standing):
        return ()
    return (standing.received.id,)


def _unqualified(standing: Standing) -> tuple[UUID, ...]:
    """List 9(3): a point found not compliant on the visit, or a specialist certificate that is absent or has lapsed."""
    found = [
        one
        for one in standing.conclusions.values()
        if any(point.finding is Finding.NOT_COMPLIANT for point in act_of(one, ConclusionSigned).points)
    ]
    return _ids([*found, *merits.without_certificate(standing).values()])


def _negative(standing: Standing) -> tuple[UUID, ...]:
    """List 9(4): the approving body refused, or the conclusion of permit control is negative."""
    refusals = [approval.refusal for approval in standing.approvals.values() if approval.refusal is not None]
    conclusions = [one for one in standing.conclusions.values() if not act_of(one, ConclusionSigned).positive]
    return _ids([*refusals, *conclusions])


def _unreliable(standing: Standing) -> tuple[UUID, ...]:
    """
    List 9(6): an officer recorded that a document or datum is unreliable, and by what that is shown; or the license
    that the application rests on is not as it states (docs/law/readings.md).
    """
    disproved = merits.license_disproved(standing)
    return _ids([*standing.unreliable, *([disproved] if disproved else [])])


def _no_consent(standing: Standing) -> tuple[UUID, ...]:
    """
    List 9(8): the applicant's consent to restricted personal data was refused, taken back, or never given; what
    specialists answer is no ground (docs/law/readings.md).

    A consent that lapsed is none by itself: the applicant is asked anew, and refuses or is silent to the end.
    """
    silent = lapsed_consents.silent(standing)
    awaited = lapsed_consents.asked_anew(standing, owner=inquiries.APPLICANT) and not silent
    if standing.received is None or merits.consented(standing) or awaited:
        return ()
    refused = [one for one in standing.consent_refusals if act_of(one, ConsentRefused).owner == inquiries.APPLICANT]
    taken_back = [
        consent.withdrawn for consent in standing.consents.values() if consent.withdrawn is not None and _own(consent)
    ]
    lapsed = [one.lapsed for one in standing.consents.values() if silent and one.lapsed is not None and _own(one)]
    return _ids([*refused, *taken_back, *lapsed]) or (standing.received.id,)


def _own(consent: Consent) -> bool:
    return act_of(consent.given, ConsentGiven).owner == inquiries.APPLICANT


_BORNE_OUT: Mapping[str, Callable[[Standing], tuple[UUID, ...]]] = {
    "List 9(1)": _prohibited,
    "List 9(2)": _unpaid,
    "List 9(3)": _unqualified,
    "List 9(4)": _negative,
    "List 9(5)": partial(_court, ground="List 9(5)"),
    "List 9(6)": _unreliable,
    "List 9(7)": partial(_court, ground="List 9(7)"),
    "List 9(8)": _no_consent,
}

GROUNDS: Mapping[str, Ground] = {
    key: Ground(key=key, names=Names.from_table(table), borne_out=_BORNE_OUT[key])
    for key, table in load("grounds")["grounds"].items()
}

COURT_GROUNDS = ("List 9(1)", "List 9(5)", "List 9(7)")
"""Grounds that an officer bears out by recording a court's act."""


BY_FACILITY = ("List 9(3)", "List 9(4)")
"""Grounds that hinder the annex of the facility they concern."""

CURABLE = ("List 9(2)", "List 9(8)")
"""Grounds that the applicant can still take away: by paying, by consenting."""


def borne_out(standing: Standing) -> Mapping[str, tuple[UUID, ...]]:
    """List 9: the grounds that the file bears out, each with the acts that do."""
    return standing.borne_out


def borne_out_by(standing: Standing) -> Mapping[str, tuple[UUID, ...]]:
    """List 9: as `borne_out`, worked out from the file; the standing keeps it."""
    found = {key: ground.borne_out(standing) for key, ground in GROUNDS.items() if key in standing.edition.grounds}
    return {key: acts for key, acts in found.items() if acts}


def of_the_whole(standing: Standing) -> tuple[str, ...]:
    """List 9: the grounds borne out that hinder a grant to any facility; 9(3) and 9(4) go facility by facility."""
    return tuple(key for key in borne_out(standing) if key not in BY_FACILITY)


def announced(standing: Standing) -> frozenset[str]:
    """Rules 12: the grounds of which the applicant has been told, or is being told now."""
    if standing.intended is not None:
        return frozenset(one.ground for one in act_of(standing.intended, PreliminaryDecisionMade).grounds)
    if standing.preliminary is not None:
        return frozenset(one.ground for one in act_of(standing.preliminary, PreliminaryDecisionServed).grounds)
    return frozenset()


def still_standing(standing: Standing) -> frozenset[str]:
    """Rules 12: the grounds announced that the file still bears out: what is left for the applicant to answer."""
    return announced(standing) & borne_out(standing).keys()


def to_be_announced(standing: Standing) -> tuple[str, ...]:
    """
    Rules 12: the grounds on which a refusal is to be announced now.

    What the applicant can still put right, payment and consent, is announced only once the examination is over.
    """
    examined = merits.examined_since(standing) is not None
    return tuple(key for key in borne_out(standing) if examined or key not in CURABLE)
