"""What an application of its kind needs, told before anybody writes one: Rules 13."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ruqsat.law import signers
from ruqsat.law.act import Outcome
from ruqsat.law.application import ApplicantKind, Service
from ruqsat.law.documents import DOCUMENTS, DocumentDemand
from ruqsat.law.editions import Edition
from ruqsat.law.inquiries import APPLICANT, Ask, needing_consent
from ruqsat.law.saying import Saying, say
from ruqsat.law.service_rules import RULES, examined
from ruqsat.law.signers import Capacity
from ruqsat.law.supposed import Supposed, application_of, asks_of, by_place, confirming, demands, without


@dataclass(frozen=True, kw_only=True)
class Told:
    """A sentence with the clause that it rests on."""

    ref: str
    says: Saying


@dataclass(frozen=True, kw_only=True)
class Needed:
    """
    Rules 13: the forms that are filled in, the documents attached in any case, those attached only where a register
    has nothing, and the inquiries that need the consent of the owner of the data, or need none.
    """

    forms: tuple[DocumentDemand, ...]
    attached: tuple[DocumentDemand, ...]
    where_unknown: tuple[DocumentDemand, ...]
    by_consent: tuple[Ask, ...]
    by_statute: tuple[Ask, ...]


def needed(supposed: Supposed, *, edition: Edition, on: date) -> Needed:
    """Rules 13, List 8(1), List 8(2), List 8(3), Rules 8: the complete list of documents and of inquiries."""
    asks = asks_of(supposed, edition=edition, on=on)
    known = by_place(confirming(ask, on=on) for ask in asks)
    unknown = by_place(without(ask, Outcome.NONE, on=on) for ask in asks)
    always = demands(supposed, known, edition=edition, on=on)
    places = {(one.document, one.about) for one in always}
    further = demands(supposed, unknown, edition=edition, on=on)
    by_consent = needing_consent(asks)
    return Needed(
        forms=tuple(one for one in always if DOCUMENTS[one.document].part_of_form),
        attached=tuple(one for one in always if not DOCUMENTS[one.document].part_of_form),
        where_unknown=tuple(one for one in further if (one.document, one.about) not in places),
        by_consent=by_consent,
        by_statute=tuple(ask for ask in asks if ask not in by_consent),
    )


def consents(supposed: Supposed, *, edition: Edition, on: date) -> Iterator[Told]:
    """Rules 8: who gives consent, each for the data on themselves."""
    asks = needing_consent(asks_of(supposed, edition=edition, on=on))
    if any(ask.owner == APPLICANT for ask in asks):
        yield Told(
            ref="Rules 8",
            says=say("The applicant consents by a code that comes to the mobile phone registered on the portal."),
        )
    if not any(ask.owner != APPLICANT for ask in asks):
        return
    if supposed.kind is ApplicantKind.LEGAL_ENTITY:
        each = say("Each specialist consents in person to inquiries about themselves, the head of the entity too.")
    else:
        each = say("Each specialist other than the applicant consents in person to inquiries about themselves.")
    yield Told(ref="Rules 8", says=each)


def steps(supposed: Supposed, *, facilities: int, elsewhere: int, edition: Edition, on: date) -> Iterator[Told]:
    """
    Rules 10(1), Rules 10(3), Rules 14, Rules 18: the approvals and visits that follow.

    :param facilities: how many there are.
    :param elsewhere: how many of them are in another region than the one where the application is made.
    """
    if not examined(application_of(supposed, on=on)):
        yield Told(ref="Rules 19", says=say("No approval is asked for, and nobody visits the facilities."))
        return
    yield Told(
        ref="Rules 10(1)",
        says=say(
            "The sanitary service is asked to approve each facility. Requests: %(facilities)s.", facilities=facilities
        ),
    )
    yield Told(
        ref="Rules 10(3)",
        says=say("A specialist of permit control visits each facility. Visits: %(facilities)s.", facilities=facilities),
    )
    yield Told(
        ref="Rules 14",
        says=say("Day and hour of a visit are told at least %(hours)s hours before.", hours=edition.visit_notice_hours),
    )
    if elsewhere:
        yield Told(
            ref="Rules 18",
            says=say(
                "Facilities in another region are visited by the department of that region, which tells day and hour."
                " Such facilities: %(elsewhere)s.",
                elsewhere=elsewhere,
            ),
        )


def place(kind: ApplicantKind, *, foreign: bool) -> Told:
    """Rules 3: the department that the application goes to, as `offices.for_application` finds it."""
    if kind is not ApplicantKind.LEGAL_ENTITY:
        return Told(ref="Rules 3", says=say("You apply to the department of the region where you live."))
    if foreign:
        return Told(ref="Rules 3", says=say("You apply to the department of the region of the first facility."))
    return Told(ref="Rules 3", says=say("You apply to the department of the region of your legal address."))


_CERTIFICATES = {
    signers.INDIVIDUAL: say("an EDS certificate of an individual, in the name of who signs"),
    signers.FIRST_HEAD: say("an EDS certificate of the head of the legal entity"),
    signers.MAY_SIGN: say("an EDS certificate of the legal entity with the right to sign"),
}


def certificates(kind: ApplicantKind, *, represented: bool) -> tuple[Told, ...]:
    """Rules 6: the certificates of which any one carries the application."""
    capacity = Capacity.REPRESENTATIVE if represented else Capacity.APPLICANT
    entry = signers.table_entry("received", capacity, kind)
    if entry is None:
        return ()
    return tuple(Told(ref=entry.ref, says=words) for role, words in _CERTIFICATES.items() if role in entry.roles)


def paper_original(service: Service, *, on_paper: bool) -> Told | None:
    """List 8(2), Rules 19: what becomes of a paper original, or what its absence means; ``None`` where nothing."""
    if service is Service.REISSUE and on_paper:
        return Told(
            ref="List 8(2)",
            says=say("When you receive what is reissued, you give the earlier paper original back to the department."),
        )
    if service is Service.DUPLICATE and not on_paper:
        return Told(
            ref="Rules 19",
            says=say(
                "A duplicate is issued only of what was issued on paper and is lost or damaged. An electronic license"
                " is there in the personal account at any time."
            ),
        )
    return None


def held(service: Service) -> Told | None:
    """List 8(2), List 8(3): the license that an application rests on has to be named; ``None`` for a first one."""
    rule = RULES[service]
    if not rule.held:
        return None
    return Told(ref=rule.ref, says=say("You name the license that you hold by its number."))
