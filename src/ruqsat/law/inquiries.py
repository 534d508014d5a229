"""What the provider asks of state registers: Rules 8."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ruqsat.law import reissue, service_rules
from ruqsat.law.acts import Basis
from ruqsat.law.application import Applicant, ApplicantKind, Application
from ruqsat.law.names import Names
from ruqsat.law.reference import load

APPLICANT = "applicant"
PAYMENT = "fee_payment"
"""Rules 8(5): answered by the payment gateway's notice and by asking it after each order: `ruqsat.payments`."""


class Scope(StrEnum):
    """Of whom or what a register is asked."""

    APPLICANT = "applicant"
    SPECIALIST = "specialist"
    FACILITY = "facility"


class Follows(StrEnum):
    """Rules 8, Rules 9: what follows from an answer that is absent, has run out, or differs from what is stated."""

    NOTHING = "nothing"
    DOCUMENT = "document"  # the document that List 8 names in its place is asked for
    EXAMINATION = "examination"  # it goes to approval and permit control
    FINDING = "finding"  # shown to whoever decides, who may find data unreliable
    GROUND = "ground"  # it bears out a ground of refusal


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """
    Rules 8: one kind of inquiry: its clause, names, basis, scope, and the fields of an answer with their names.

    ``source`` is the system that is asked, a key of `SOURCES`.
    ``document`` is the key of the document that List 8 names for when the register has none; empty when it names none.
    ``proves`` says what an answer proves, ``unless`` when it is not needed. ``ground`` is the one that it can bear out.
    """

    key: str
    ref: str
    names: Names
    basis: Basis
    source: str
    scope: Scope
    fields: Mapping[str, Names]
    proves: Names
    absence: Follows
    expiry: Follows
    mismatch: Follows
    unless: Names | None = None
    document: str = ""
    ground: str = ""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """
    One inquiry to make. ``about`` is "applicant", a specialist's IIN or a facility's id; ``owner`` whose consent it
    needs: "applicant" or a specialist's IIN.
    """

    inquiry: str
    about: str
    owner: str


def _read() -> dict[str, Inquiry]:
    tables = load("inquiries")
    fields = {key: Names.from_table(table) for key, table in tables["fields"].items()}
    return {
        key: Inquiry(
            key=key,
            ref=table["ref"],
            names=Names.from_table(table),
            basis=Basis(table["basis"]),
            source=table["source"],
            scope=Scope(table["scope"]),
            fields={name: fields[name] for name in table["fields"]},
            proves=Names.from_table(table["proves"]),
            absence=Follows(table["absence"]),
            expiry=Follows(table["expiry"]),
            mismatch=Follows(table["mismatch"]),
            unless=Names.from_table(table["unless"]) if "unless" in table else None,
            document=table.get("document", ""),
            ground=table.get("ground", ""),
        )
        for key, table in tables["inquiries"].items()
    }


INQUIRIES: Mapping[str, Inquiry] = _read()

SOURCES: Mapping[str, Names] = {key: Names.from_table(table) for key, table in load("inquiries")["sources"].items()}
"""Rules 8: the systems that hold the data, and the gateway before all of them."""

GATEWAY = "gateway"

_OF_INDIVIDUALS = ("identity", "medical_license", "fee_payment", "ban")
_OF_REGISTERED = ("identity", "entrepreneur_registration", "medical_license", "fee_payment", "ban")
_OF_SPECIALISTS = ("name_change", "specialist_certificate", "labor_activity")
_OF_FACILITIES = ("premises_title", "real_estate", "sanitary_conclusion")


def of_applicant(kind: ApplicantKind) -> tuple[Ask, ...]:
    """Rules 8(1), Rules 8(2), Rules 8(3), Rules 8(5): what is asked about the applicant."""
    keys = _OF_INDIVIDUALS if kind is ApplicantKind.INDIVIDUAL else _OF_REGISTERED
    return tuple(Ask(inquiry=key, about=APPLICANT, owner=APPLICANT) for key in keys)


def of_specialist(iin: str, *, graduated_in: int | None, owner: str, education_year: int) -> tuple[Ask, ...]:
    """
    Rules 8(7), Rules 8(8), Rules 8(9), Rules 8(10), Rules 8(11): what is asked about a specialist.

    Education is asked only when it was completed in *education_year* or later.
    """
    education = ("higher_education", "secondary_education")
    asked = education if graduated_in is None or graduated_in >= education_year else ()
    return tuple(Ask(inquiry=key, about=iin, owner=owner) for key in (*asked, *_OF_SPECIALISTS))


def of_facility(id_: str) -> tuple[Ask, ...]:
    """Rules 8(4), Rules 8(6), Rules 8(12): what is asked about a facility."""
    return tuple(Ask(inquiry=key, about=id_, owner=APPLICANT) for key in _OF_FACILITIES)


def for_application(application: Application, *, education_year: int) -> tuple[Ask, ...]:
    """
    Rules 8: every inquiry that an application calls for.

    Specialists and premises are asked about where they are examined, and what proves the change of a reissue.
    """
    own = consents_with_applicant(application)
    examined = service_rules.examined(application)
    asks: list[Ask] = list(of_applicant(application.applicant.kind))
    for specialist in _once(one.iin for one in application.specialists if examined):
        graduated = max(one.graduated_in for one in application.specialists if one.iin == specialist)
        owner = APPLICANT if specialist == own else specialist
        asks += of_specialist(specialist, graduated_in=graduated, owner=owner, education_year=education_year)
    for facility in examined:
        asks += of_facility(facility.id)
    if application.change is not None:
        facilities = [facility.id for facility in application.facilities]
        asks += on_the_change(application.change.ground, iin=application.applicant.iin, facilities=facilities)
    return tuple(dict.fromkeys(asks))


def on_the_change(ground: str, *, iin: str, facilities: Iterable[str]) -> Iterator[Ask]:
    """
    List 8(2), Rules 8(2), Rules 8(6), Rules 8(9): what state systems hold on the change is not asked as a copy.

    :param iin: of the applicant. :param facilities: the ids of those that the change concerns.
    """
    known = reissue.GROUNDS.get(ground)
    for key in known.proved_by if known else ():
        match INQUIRIES[key].scope:
            case Scope.APPLICANT:
                yield Ask(inquiry=key, about=APPLICANT, owner=APPLICANT)
            case Scope.SPECIALIST:
                yield Ask(inquiry=key, about=iin, owner=APPLICANT)
            case Scope.FACILITY:
                for facility in facilities:
                    yield Ask(inquiry=key, about=facility, owner=APPLICANT)


OF_THE_ENTITY = frozenset({"entrepreneur_registration", "medical_license", "ban"})
"""Rules 8(2), Rules 8(3): of a legal entity these are asked by its own number; Rules 8(1) is about its head."""


def found_by(ask: Ask, applicant: Applicant) -> str:
    """Rules 8: the number by which a register finds what it is asked: an IIN, or the BIN of a legal entity."""
    scope = INQUIRIES[ask.inquiry].scope
    if scope is Scope.SPECIALIST:
        return ask.about
    of_entity = scope is Scope.FACILITY or ask.inquiry in OF_THE_ENTITY
    return applicant.number() if of_entity else applicant.iin


def consents_with_applicant(application: Application) -> str:
    """
    Rules 8: the IIN of the specialist whose consent is the applicant's own; "" of a legal entity, where each
    specialist, its head too, consents in person: who consents for the entity speaks of the entity's data.
    """
    return "" if application.applicant.kind is ApplicantKind.LEGAL_ENTITY else application.applicant.iin


def needing_consent(asks: Iterable[Ask]) -> tuple[Ask, ...]:
    """Rules 8: those that leave only with the owner's consent; the ban check rests on the statute."""
    return tuple(ask for ask in asks if INQUIRIES[ask.inquiry].basis is Basis.CONSENT)


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
