"""
Whose signature carries an act: the kind of act, the capacity of the signer, the kind of applicant, the certificate.

One table for the whole product. Signing in, decisions and applications ask `may_sign`; the signing panel asks
`table_entry`, so that the signing program offers the key that will be accepted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ruqsat.law.act import Role
from ruqsat.law.application import ApplicantKind, Application, Representative
from ruqsat.law.identifiers import check_iin
from ruqsat.law.saying import Saying, say
from ruqsat.law.standing import No, Permission, Yes

# What the National Certification Authority certifies somebody as: object identifiers of extended key usage.
INDIVIDUAL = "1.2.398.3.3.4.1.1"
INDIVIDUALS_SYSTEM = "1.2.398.3.3.4.1.1.1"
LEGAL_ENTITY = "1.2.398.3.3.4.1.2"
FIRST_HEAD = "1.2.398.3.3.4.1.2.1"
MAY_SIGN = "1.2.398.3.3.4.1.2.2"
FINANCIAL = "1.2.398.3.3.4.1.2.3"
PERSONNEL = "1.2.398.3.3.4.1.2.4"
EMPLOYEE = "1.2.398.3.3.4.1.2.5"
ENTITYS_SYSTEM = "1.2.398.3.3.4.1.2.6"

MACHINES = frozenset({INDIVIDUALS_SYSTEM, ENTITYS_SYSTEM})
"""Rules 2(2): a signature shows whose will it is; a program has none."""

SIGNING_IN = "sign_in"
"""No act; it stands in the table beside the kinds of acts."""


class Capacity(StrEnum):
    """In what capacity somebody signs."""

    ANYBODY = "anybody"  # who signs in: what they may do is asked when they do it
    APPLICANT = "applicant"  # the individual, or the head of the legal entity
    REPRESENTATIVE = "representative"  # of the applicant, by a power on file (Rules 6)
    OFFICER = "officer"
    INSPECTOR = "inspector"
    HEAD = "head"
    APPROVER = "approver"
    APPROVING_HEAD = "approving_head"
    COMPLAINT_OFFICER = "complaint_officer"


@dataclass(frozen=True, kw_only=True)
class Certified:
    """What a certificate says of its holder; empty text where it is silent."""

    iin: str
    bin: str
    roles: frozenset[str]

    @property
    def of_entity(self) -> bool:
        """Whether it was issued for a legal entity, to whomever in it."""
        return any(role.startswith(LEGAL_ENTITY) for role in self.roles)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """
    One entry of the table: the roles of certificates of which one is enough, and what the signer has to rest on.

    A certificate of a legal entity has to name the BIN of the one that is signed for.
    """

    ref: str
    roles: frozenset[str]
    otherwise: Saying
    power: bool = False
    appointed: bool = False

    @property
    def asked(self) -> str:
        """The one role that every certificate accepted here carries; empty where they have none in common."""
        if len(self.roles) == 1:
            return next(iter(self.roles))
        return LEGAL_ENTITY if all(role.startswith(LEGAL_ENTITY) for role in self.roles) else ""


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """
    Whose signature is wanted, and what they rest on at the moment of signing.

    ``iin`` is empty for anybody's; ``bin`` is that of the legal entity that applies or of the office, empty where none
    is known. ``power`` is None for who acts in their own right.
    """

    capacity: Capacity
    iin: str = ""
    bin: str = ""
    applicant: ApplicantKind | None = None
    power: Representative | None = None
    power_on_file: bool = False
    appointed: bool = False


_SIGNS_IN = Entry(
    ref="Rules 2(2)",
    roles=frozenset({INDIVIDUAL, FIRST_HEAD, MAY_SIGN, EMPLOYEE}),
    otherwise=say("Sign in with the certificate of a person: of an individual, an employee or a head."),
)
_ONESELF = Entry(
    ref="Rules 6",
    roles=frozenset({INDIVIDUAL}),
    otherwise=say(
        "The certificate was issued for work in an organization, and the applicant applies in their own name. Sign with"
        " your own certificate of an individual."
    ),
)
_HEAD_OF_ENTITY = Entry(
    ref="Rules 6",
    roles=frozenset({FIRST_HEAD}),
    otherwise=say(
        "A legal entity applies through its head, and the certificate is not one of a head. Sign with the head's"
        " certificate, or name a representative and attach the power of attorney."
    ),
)
_FOR_PERSON = Entry(
    ref="Rules 6",
    roles=frozenset({INDIVIDUAL}),
    power=True,
    otherwise=say(
        "The certificate was issued for work in an organization, and the representative acts for a person. Sign with"
        " your own certificate of an individual."
    ),
)
_FOR_ENTITY = Entry(
    ref="Rules 6",
    roles=frozenset({MAY_SIGN, INDIVIDUAL}),
    power=True,
    otherwise=say(
        "The certificate does not let its holder act for the legal entity. A representative signs with the entity's"
        " certificate with the right to sign, or with their own certificate of an individual."
    ),
)
_OF_OFFICE = Entry(
    ref="Rules 20",
    roles=frozenset({FIRST_HEAD, MAY_SIGN, EMPLOYEE}),
    appointed=True,
    otherwise=say(
        "Acts of an office are signed with the certificate that was issued for work in it, and this is another one."
        " Choose the key of the organization."
    ),
)

_BY_APPLICANT: Mapping[Capacity, Mapping[ApplicantKind, Entry]] = {
    Capacity.APPLICANT: {
        ApplicantKind.INDIVIDUAL: _ONESELF,
        ApplicantKind.ENTREPRENEUR: _ONESELF,
        ApplicantKind.LEGAL_ENTITY: _HEAD_OF_ENTITY,
    },
    Capacity.REPRESENTATIVE: {
        ApplicantKind.INDIVIDUAL: _FOR_PERSON,
        ApplicantKind.ENTREPRENEUR: _FOR_PERSON,
        ApplicantKind.LEGAL_ENTITY: _FOR_ENTITY,
    },
}

APPLICANTS = frozenset(_BY_APPLICANT)

CAPACITIES: Mapping[str, frozenset[Capacity]] = {
    SIGNING_IN: frozenset({Capacity.ANYBODY}),
    "received": APPLICANTS,
    "withdrawn": APPLICANTS,
    "objection_filed": APPLICANTS | {Capacity.OFFICER},  # Rules 12: by word, with the officer's protocol
    "consideration_refused": frozenset({Capacity.HEAD}),
    "approval_answered": frozenset({Capacity.APPROVER, Capacity.APPROVING_HEAD}),
    "conclusion_signed": frozenset({Capacity.INSPECTOR}),
    "granted": frozenset({Capacity.HEAD}),
    "refused": frozenset({Capacity.HEAD}),
    "complaint_filed": APPLICANTS | {Capacity.OFFICER},  # Rules 22: by word, with the officer's protocol
    "complaint_withdrawn": APPLICANTS,
    "complaint_satisfied": frozenset({Capacity.HEAD}),
    "provider_considered": frozenset({Capacity.HEAD}),
    "body_decided": frozenset({Capacity.COMPLAINT_OFFICER}),
    "license_suspended": frozenset({Capacity.HEAD}),
    "license_resumed": frozenset({Capacity.HEAD}),
    "license_terminated": frozenset({Capacity.HEAD}),
    "license_entry_set_aside": frozenset({Capacity.HEAD}),
}
"""Rules 2(1), 6, 11, 17, 20, 22, 25: for each kind of act that a person proves, in which capacities it is signed."""


def table_entry(kind: str, capacity: Capacity, applicant: ApplicantKind | None) -> Entry | None:
    """
    Rules 6, Rules 20: what is asked of who signs an act of *kind* in *capacity*; ``None`` where nobody signs it so.

    :param applicant: matters only to who signs as the applicant or for the applicant.
    """
    if capacity not in CAPACITIES.get(kind, ()):
        return None
    if capacity is Capacity.ANYBODY:
        return _SIGNS_IN
    if capacity in _BY_APPLICANT:
        return _BY_APPLICANT[capacity][applicant] if applicant else None
    return _OF_OFFICE


def of_applicant(application: Application) -> Signatory:
    """Rules 6: the representative that the application names signs, and otherwise the applicant or its head."""
    applicant, representative = application.applicant, application.representative
    attached = {one.sha256 for one in application.attachments}
    return Signatory(
        capacity=Capacity.REPRESENTATIVE if representative else Capacity.APPLICANT,
        iin=representative.iin if representative else applicant.iin,
        bin=applicant.bin or applicant.branch_bin or "",
        applicant=applicant.kind,
        power=representative,
        power_on_file=representative is not None and representative.power in attached,
    )


def of_office(role: Role, *, iin: str, bin_: str, appointed: bool) -> Signatory:
    """Rules 20: somebody who signs for an office, by an appointment that is or is not in force now."""
    return Signatory(capacity=Capacity(role.value), iin=iin, bin=bin_, appointed=appointed)


def may_sign(kind: str, signatory: Signatory, *, certified: Certified, on: date) -> Permission:
    """
    Rules 2(2), Rules 6, Rules 20: whether this certificate carries an act of *kind* by *signatory* on this day.

    The sentence of a "no" says what to do; it never holds a value, because it is kept on file as it is.
    """
    entry = table_entry(kind, signatory.capacity, signatory.applicant)
    if entry is None:
        return No(ref="Rules 20", why=NOT_IN_THIS_CAPACITY)
    return next(_obstacles(entry, signatory, certified, on=on), Yes())


def _obstacles(entry: Entry, signatory: Signatory, certified: Certified, *, on: date) -> Iterator[No]:
    if entry.appointed and not signatory.appointed:
        yield No(ref="Rules 20", why=NOT_APPOINTED)
    if signatory.iin and certified.iin != signatory.iin:
        yield No(ref="Rules 2(2)", why=_ANOTHER.get(signatory.capacity, ANOTHER_PERSON))
    if certified.roles & MACHINES or not certified.roles & entry.roles:
        yield No(ref=entry.ref, why=entry.otherwise)
    if not check_iin(certified.iin):
        yield No(ref="Rules 2(2)", why=NO_IIN)
    if signatory.bin and certified.of_entity and certified.bin != signatory.bin:
        yield No(ref=entry.ref, why=ANOTHER_OFFICE if entry.appointed else ANOTHER_ENTITY)
    if entry.power and not _empowered(signatory, on=on):
        yield No(ref="Rules 6", why=NO_POWER)


def _empowered(signatory: Signatory, *, on: date) -> bool:
    """Rules 6: the power is attached, and in force on this day, both ends counted."""
    power = signatory.power
    if power is None or not signatory.power_on_file or on < power.issued_on:
        return False
    return power.valid_until is None or on <= power.valid_until


ANOTHER_PERSON = say("The certificate belongs to another person. Sign with your own, the one you signed in with.")
NOT_THE_REPRESENTATIVE = say(
    "The application names a representative, and the certificate belongs to somebody else. The representative signs,"
    " with their own certificate."
)
ANOTHER_ENTITY = say(
    "The certificate belongs to another organization than the one that applies. Sign with the certificate of the"
    " organization that applies."
)
ANOTHER_OFFICE = say(
    "The certificate belongs to another organization than your office. Sign with the one that was issued to you for"
    " this office."
)
NO_IIN = say("Your certificate carries no valid IIN. Use another certificate.")
NO_POWER = say(
    "The power of attorney was not in force on the day of signing, or is not attached. Attach one that is in force, or"
    " let the applicant sign."
)
NOT_APPOINTED = say(
    "You do not hold this post today: the appointment has ended, or has not begun. Somebody who holds it today signs."
)
NOT_IN_THIS_CAPACITY = say("This is not signed in the capacity in which you act. Somebody else signs it.")

_ANOTHER: Mapping[Capacity, Saying] = {Capacity.REPRESENTATIVE: NOT_THE_REPRESENTATIVE}

_REFS: Mapping[str, str] = {
    **{entry.otherwise.text: entry.ref for entry in (_ONESELF, _HEAD_OF_ENTITY, _FOR_PERSON, _FOR_ENTITY, _OF_OFFICE)},
    ANOTHER_ENTITY.text: "Rules 6",
    ANOTHER_OFFICE.text: "Rules 20",
    NO_POWER.text: "Rules 6",
    NOT_APPOINTED.text: "Rules 20",
    NOT_IN_THIS_CAPACITY.text: "Rules 20",
}


def clause_of(reason: str) -> str:
    """Rules 2(2): the clause of the sentence kept with a verdict; the signature itself, unless the table said it."""
    return _REFS.get(reason, "Rules 2(2)")
