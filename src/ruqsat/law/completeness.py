"""Completeness of what was filed: Rules 9 over List 8(1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ruqsat.law import documents, reissue, service_rules
from ruqsat.law.acts import ConsentGiven, InquiryAnswered, Shortcoming
from ruqsat.law.application import Application
from ruqsat.law.documents import DocumentDemand, Given, Lack, Reason
from ruqsat.law.inquiries import APPLICANT, INQUIRIES, consents_with_applicant
from ruqsat.law.lapsed_consents import asked_anew
from ruqsat.law.silence import silences
from ruqsat.law.standing import Standing, act_of


@dataclass(frozen=True, kw_only=True)
class Missing:
    """
    A demanded document that is not there or has expired.

    ``held`` says that it counts against completeness. It does not while the register is down, nor where the consent to
    asking it lapsed; ``pending`` says that the register may be asked and has not been yet, or is asked again
    (docs/law/readings.md, Rules 9).
    """

    demand: DocumentDemand
    lack: Lack
    held: bool
    pending: bool

    def shortcoming(self) -> Shortcoming:
        """The item as a refusal under Rules 9 names it."""
        return Shortcoming(
            document=self.demand.document,
            about=self.demand.about,
            expired=self.lack is Lack.EXPIRED,
            ref=self.demand.ref,
        )


def answers_on_file(standing: Standing) -> Mapping[tuple[str, str], InquiryAnswered]:
    """What registers answered, by inquiry and whom it is about."""
    return {place: act_of(filed, InquiryAnswered) for place, filed in standing.answers.items()}


def demands(standing: Standing, *, on: date) -> tuple[DocumentDemand, ...]:
    """List 8(1): the documents that this case calls for on that day."""
    if standing.application is None:
        return ()
    facts = documents.facts_of(standing.application)
    return documents.required(facts, answers_on_file(standing), edition=standing.edition, on=on)


def given(standing: Standing) -> tuple[Given, ...]:
    """The documents on file: attached to the application or added since."""
    if standing.application is None:
        return ()
    added = tuple(Given(proves=one.proves, about=one.about) for one in standing.documents_added)
    return (*documents.given_with(standing.application.attachments), *added)


def missing(standing: Standing, *, on: date, at: datetime | None = None) -> tuple[Missing, ...]:
    """
    Rules 9: which demanded documents are missing or expired on that day, and whether that counts.

    :param at: the moment at which a register could be asked on a consent; without it, as far as the file alone tells.
    """
    if standing.application is None:
        return ()
    own = standing.application.applicant.iin
    found: list[Missing] = list(_of_the_form(standing.application))
    on_file: dict[str, list[Given]] = {}
    for one in given(standing):
        on_file.setdefault(one.proves, []).append(one)
    for demand in demands(standing, on=on):
        lack = documents.lack(demand, on_file.get(demand.document, ()), applicant_iin=own, on=on)
        if lack is None:
            continue
        asked_on = demand.reason is Reason.NOT_ASKED or _asked_again(standing, demand)
        owner = _owner(standing, demand, own=consents_with_applicant(standing.application))
        pending = asked_on and _may_be_asked(standing, demand, owner=owner, at=at)
        excused = demand.reason is Reason.REGISTER_DOWN or _consent_lapsed(standing, demand, owner=owner, at=at)
        held = not excused and not pending
        found.append(Missing(demand=demand, lack=lack, held=held, pending=pending))
    return tuple(found)


def _of_the_form(application: Application) -> Iterator[Missing]:
    """List 8(1), List 8(2), List 8(3): an application that lacks what its service asks for is not in its form."""
    for fault in service_rules.faults(application):
        demand = DocumentDemand(
            document="application", about=APPLICANT, ref=fault.ref, reason=Reason.ALWAYS, why=fault.why
        )
        yield Missing(demand=demand, lack=Lack.MISSING, held=True, pending=False)


def consent_for(standing: Standing, inquiry: str, *, owner: str, at: datetime | None = None) -> ConsentGiven | None:
    """
    Rules 8: a consent of *owner* on file that covers *inquiry* and is not over; with *at*, still valid then.

    Without it no inquiry on restricted personal data may leave.
    """
    for consent in standing.consents.values():
        if consent.bears(inquiry, owner=owner, at=at):
            return act_of(consent.given, ConsentGiven)
    return None


def _asked_again(standing: Standing, demand: DocumentDemand) -> bool:
    """Rules 9: whether a register that does not answer is still asked alone, and no document instead."""
    if demand.reason is not Reason.REGISTER_DOWN:
        return False
    instead, of_change = _instead_of(standing, demand), demand.document == documents.CHANGE
    silent = [one for one in silences(standing) if one.inquiry in instead and (of_change or one.about == demand.about)]
    return any(not one.stays for one in silent)


def _owner(standing: Standing, demand: DocumentDemand, *, own: str) -> str:
    in_person = demand.about == own or standing.facility(demand.about) is not None
    return APPLICANT if in_person else demand.about


def _may_be_asked(standing: Standing, demand: DocumentDemand, *, owner: str, at: datetime | None) -> bool:
    return any(consent_for(standing, key, owner=owner, at=at) is not None for key in _instead_of(standing, demand))


def _consent_lapsed(standing: Standing, demand: DocumentDemand, *, owner: str, at: datetime | None) -> bool:
    """Rules 9: a register not asked because a consent lapsed is as one that is down, until its owner refuses."""
    if demand.reason is not Reason.NOT_ASKED:
        return False
    return any(asked_anew(standing, owner=owner, inquiry=key, at=at) for key in _instead_of(standing, demand))


def _instead_of(standing: Standing, demand: DocumentDemand) -> tuple[str, ...]:
    """List 8(1), List 8(2): the inquiries whose answer takes the place of a document."""
    change = standing.application.change if standing.application else None
    if demand.document == documents.CHANGE and change is not None:
        return reissue.GROUNDS[change.ground].proved_by
    return tuple(key for key, inquiry in INQUIRIES.items() if inquiry.document == demand.document)
