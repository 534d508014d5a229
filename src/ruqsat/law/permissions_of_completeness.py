"""What may be done while completeness is checked, and what everything after it rests on: Rules 3, 6, 7, 9."""

from collections.abc import Iterator
from datetime import datetime

from ruqsat.law import completeness, terms
from ruqsat.law.acts import (
    Act,
    Actor,
    ConsiderationRefusalDrafted,
    ConsiderationRefused,
    Role,
    Shortcoming,
)
from ruqsat.law.documents import Reason
from ruqsat.law.local_time import local
from ruqsat.law.saying import say
from ruqsat.law.standing import No, Stage, Standing, act_of
from ruqsat.law.terms import Due

_EXAMINED = frozenset({Stage.COMPLETE, Stage.HEARING, Stage.DECIDING})


def own_office(standing: Standing, by: Actor) -> Iterator[No]:
    """Rules 3: only the department that has the case acts in it."""
    if standing.application is not None and by.role is not Role.SYSTEM and by.office != standing.application.office:
        yield No(ref="Rules 3", why=say("Another territorial department has this case."))


def must_be_filed(standing: Standing) -> Iterator[No]:
    """Rules 6, Rules 7: nothing is examined before the application is signed and registered."""
    if standing.stage in (Stage.PREPARING, Stage.RECEIVED):
        yield No(ref="Rules 6", why=say("The application is not filed yet: its signature has to be confirmed first."))
    elif standing.registered_on is None:
        yield No(ref="Rules 7", why=say("The application is not registered yet."))


def must_be_complete(standing: Standing) -> Iterator[No]:
    """Rules 10: approval, permit control and decision follow once the documents are found complete."""
    yield from must_be_filed(standing)
    if standing.stage not in _EXAMINED:
        yield No(ref="Rules 10", why=say("The documents have not been found complete yet."))


def _completeness_term(standing: Standing) -> Due | None:
    day = standing.counts_from
    return terms.completeness(registered_on=day, calendar=standing.calendar, edition=standing.edition) if day else None


def _at_completeness(standing: Standing, by: Actor) -> Iterator[No]:
    yield from must_be_filed(standing)
    yield from own_office(standing, by)
    if standing.stage is not Stage.FILED:
        yield No(ref="Rules 9", why=say("The documents have already been found complete."))


def found_complete(standing: Standing, _act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """
    Rules 9: complete when no document that List 8 asks for is missing or expired.

    Once the two days are over without a refusal, what is missing no longer stands in the way (docs/law/readings.md).
    """
    yield from _at_completeness(standing, by)
    missing = completeness.missing(standing, on=local(at).date(), at=at)
    term = _completeness_term(standing)
    if term is not None and term.passed(at):
        return
    pending = {one.demand.reason for one in missing if one.pending}
    if Reason.NOT_ASKED in pending:
        yield No(ref="Rules 8", why=say("A state register has not been asked yet for what would replace a document."))
    if Reason.REGISTER_DOWN in pending:
        why = say("A state register does not answer now. It is asked again, for four hours, before a document is.")
        yield No(ref="Rules 8", why=why)
    if any(one.held for one in missing):
        yield No(ref="Rules 9", why=say("A document that List 8 asks for is missing or has expired."))


def document_added(standing: Standing, _act: Act | None, _by: Actor, _at: datetime) -> Iterator[No]:
    """Rules 9, Rules 13: after filing and until the decision the applicant may add documents."""
    yield from must_be_filed(standing)


def _refusal_of_consideration(
    standing: Standing, by: Actor, at: datetime, *, named: tuple[Shortcoming, ...] | None, text: str
) -> Iterator[No]:
    yield from _at_completeness(standing, by)
    term = _completeness_term(standing)
    if term is not None and term.passed(at):
        why = say("The term for refusing consideration ended on %(last)s.", last=term.on or at)
        yield No(ref="Rules 9", why=why)
    missing = completeness.missing(standing, on=local(at).date(), at=at)
    held = [one.shortcoming() for one in missing if one.held]
    if not held:
        yield No(ref="Rules 9", why=say("No document that List 8 asks for is missing or expired."))
    if named is None:
        return
    if not named or not text.strip():
        why = say("The refusal has to name what is missing or expired and say why.")
        yield No(ref="Rules 9", why=why)
    if any(one not in held for one in named):
        why = say("The refusal names a document that is neither missing nor expired.")
        yield No(ref="Rules 9", why=why)


def consideration_refusal_drafted(standing: Standing, act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """Rules 9: an officer names each document that is missing or expired; the authorized person signs."""
    drafted = act if isinstance(act, ConsiderationRefusalDrafted) else None
    named, text = (drafted.shortcomings, drafted.text) if drafted else (None, "")
    yield from _refusal_of_consideration(standing, by, at, named=named, text=text)


def consideration_refused(standing: Standing, act: Act | None, by: Actor, at: datetime) -> Iterator[No]:
    """Rules 9: signed by the authorized person within two working days, on what another officer put before them."""
    refused = act if isinstance(act, ConsiderationRefused) else None
    named, text = (refused.shortcomings, refused.text) if refused else (None, "")
    yield from _refusal_of_consideration(standing, by, at, named=named, text=text)
    if standing.prepared is None:
        yield No(ref="Rules 9", why=say("No officer has put a refusal of consideration before you."))
        return
    if by.person is not None and by.person == standing.prepared.by.person:
        yield No(ref="Rules 20", why=say("Who prepared the decision does not sign it; another person does."))
    drafted = act_of(standing.prepared, ConsiderationRefusalDrafted)
    if refused is not None and refused.shortcomings != drafted.shortcomings:
        yield No(ref="Rules 9", why=say("The refusal names other documents than the draft that was prepared."))
