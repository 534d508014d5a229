"""Rules 8, List 9(8): a consent that was over before the registers had answered, though nobody took it back here."""

from datetime import datetime
from uuid import UUID

from ruqsat.law import merits
from ruqsat.law.acts import Basis, ConsentGiven, ConsentRefused
from ruqsat.law.gathered import Consent
from ruqsat.law.inquiries import APPLICANT, INQUIRIES, PAYMENT, Ask, for_application, needing_consent
from ruqsat.law.standing import Standing, act_of


def unanswered(standing: Standing) -> tuple[Ask, ...]:
    """Rules 8: the inquiries that the application calls for, but that of the fee, which have no definite answer."""
    if standing.application is None:
        return ()
    asks = for_application(standing.application, education_year=standing.edition.education_year)
    return tuple(ask for ask in asks if ask.inquiry != PAYMENT and not standing.has_answered(ask.inquiry, ask.about))


def may_leave(standing: Standing, ask: Ask, *, at: datetime | None) -> bool:
    """Rules 8: whether it rests on the statute, or on a consent that is not over; with *at*, nor ran out."""
    if INQUIRIES[ask.inquiry].basis is Basis.STATUTE:
        return True
    return any(one.bears(ask.inquiry, owner=ask.owner, at=at) for one in standing.consents.values())


def run_out(standing: Standing, *, at: datetime) -> tuple[UUID, ...]:
    """
    Rules 8: the consents that ran out by *at* with something left to ask on them, of which the file does not say so.

    It is put on file then, so that what follows does so from the file and not from a clock.
    """
    waiting = [ask for ask in needing_consent(unanswered(standing)) if not may_leave(standing, ask, at=at)]
    return tuple(
        id_
        for id_, one in standing.consents.items()
        if any(one.bears(ask.inquiry, owner=ask.owner, at=None) for ask in waiting)
    )


def asked_anew(standing: Standing, *, owner: str, inquiry: str = "", at: datetime | None = None) -> bool:
    """
    Rules 8, List 9(8): whether *owner*'s last consent lapsed, and the owner has neither given another nor refused
    (docs/law/readings.md).

    :param inquiry: of those consents only that cover it; without it, of all. :param at: also if it ran out by then.
    """
    last = _last(standing, owner=owner, inquiry=inquiry)
    if last is None or last.withdrawn is not None:
        return False
    if last.lapsed is None and not (at is not None and act_of(last.given, ConsentGiven).valid_until <= at):
        return False
    refused = (one for one in standing.consent_refusals if act_of(one, ConsentRefused).owner == owner)
    return all(one.seq < last.given.seq for one in refused)


def silent(standing: Standing) -> bool:
    """
    List 9(8): whether the applicant, asked anew, said nothing until the examination was over, though something that
    rests on the consent is unanswered still (docs/law/readings.md).

    Whoever is asked anew after the examination has not been silent to its end: a consent that lapses then is no ground.
    """
    last, over = _last(standing, owner=APPLICANT), merits.examined_since(standing)
    if last is None or last.lapsed is None or over is None or last.lapsed.filed_at > over:
        return False
    return asked_anew(standing, owner=APPLICANT) and _something_waits(standing)


def wanted(standing: Standing, *, at: datetime) -> bool:
    """
    Rules 8: whether the applicant has to consent: no consent is in force at *at*, and none was given or it was taken
    back, or the registers have not answered all that rests on it.
    """
    if merits.consented(standing, at=at):
        return False
    last = _last(standing, owner=APPLICANT)
    return last is None or last.withdrawn is not None or _something_waits(standing)


def _something_waits(standing: Standing) -> bool:
    return any(ask.owner == APPLICANT for ask in needing_consent(unanswered(standing)))


def _last(standing: Standing, *, owner: str, inquiry: str = "") -> Consent | None:
    found = [
        one
        for one in standing.consents.values()
        for given in (act_of(one.given, ConsentGiven),)
        if given.owner == owner and (not inquiry or inquiry in given.data)
    ]
    return max(found, key=lambda one: one.given.seq, default=None)
