"""What an applicant states: the fields of Annexes 2 and 3 and the form of information (List 8(1))."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Service(StrEnum):
    """List 5: what can be asked for."""

    ISSUE = "issue"
    ANNEX = "annex"
    REISSUE = "reissue"
    DUPLICATE = "duplicate"


class ApplicantKind(StrEnum):
    """Rules 6: who may apply."""

    INDIVIDUAL = "individual"
    ENTREPRENEUR = "entrepreneur"
    LEGAL_ENTITY = "legal_entity"


@dataclass(frozen=True, kw_only=True)
class PersonName:
    """Last name, first name and, where there is one, patronymic."""

    last: str
    first: str
    patronymic: str | None = None

    def full(self) -> str:
        """The name as forms print it: last, first, patronymic."""
        return " ".join(part for part in (self.last, self.first, self.patronymic) if part)


@dataclass(frozen=True, kw_only=True)
class Address:
    """
    An address as Annexes 2 and 3 ask for it.

    ``region`` is the first two digits of the KATO code ("75" is Almaty city); the rest is text as written.
    """

    # Annex 2(6), Annex 3(6): residence or legal address, part by part.
    postal_code: str
    region: str
    city: str
    district: str
    locality: str
    street: str
    building: str
    country: str = "KZ"

    def in_line(self) -> str:
        """As one line, as it was written: postal code, city, district, locality, street, building."""
        parts = (self.postal_code, self.city, self.district, self.locality, self.street, self.building)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, kw_only=True)
class Contacts:
    """Official contacts: notices sent to them count (Annex 2, confirmation 1). Phones in E.164."""

    # Annex 2(7), Annex 3(7): e-mail.
    email: str
    # Annex 2(8), Annex 3(8): phone numbers.
    phones: tuple[str, ...]
    # Annex 2(9), Annex 3(9): fax.
    fax: str = ""


@dataclass(frozen=True, kw_only=True)
class BankAccount:
    """Account number (IBAN), name and location of the bank."""

    # Annex 2(10), Annex 3(10): bank account: number, name and location of the bank.
    number: str
    bank: str
    location: str


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """
    Rules 6: an individual (IIN), an individual entrepreneur (IIN) or a legal entity (BIN, through its head).

    ``iin`` and ``name`` are the person's, or the head's of a legal entity; ``organization`` is the entity's full name,
    or the name under which an entrepreneur is registered. ``branch_bin`` stands only where a foreign entity has no
    BIN of its own (docs/law/readings.md, Annex 3).
    """

    # Annex 2(2), Annex 2(3): names and IIN of an individual. Annex 3(14): name of the legal entity's head.
    kind: ApplicantKind
    iin: str
    name: PersonName
    # Annex 3(3): BIN; of the branch or representative office where a foreign entity has none of its own.
    bin: str | None = None
    # Annex 3(2): full name and location of the legal entity.
    organization: str | None = None
    branch_bin: str | None = None
    location: str | None = None

    def called(self) -> str:
        """Who applies: the entity or the entrepreneur as registered, the individual by name."""
        return self.organization or self.name.full()

    def number(self) -> str:
        """The number of who applies: BIN of the entity or of its branch, IIN of a person."""
        return self.bin or self.branch_bin or self.iin


@dataclass(frozen=True, kw_only=True)
class Representative:
    """
    Rules 6: who signs for the applicant, and the power that lets them.

    ``power`` is the SHA-256 of the attachment that is the power, ``number`` and ``issued_on`` what it says of itself.
    """

    iin: str
    name: PersonName
    power: str
    number: str
    issued_on: date
    valid_until: date | None


@dataclass(frozen=True, kw_only=True)
class Facility:
    """Rules 8(12): the premises in which medical activity is planned. ``id`` is "F1", "F2", …"""

    # Annex 2(11), Annex 3(11): address of the object, for each facility.
    id: str
    address: Address
    # Annex 2(4), Annex 3(4): subtypes of activity, by their codes.
    subtypes: tuple[str, ...]
    title_basis: str
    sanitary_conclusion: str = ""


@dataclass(frozen=True, kw_only=True)
class Specialist:
    """Who will work in which subtype; an individual applicant lists at least himself."""

    iin: str
    name: PersonName
    speciality: str
    graduated_in: int
    diploma: str
    certificate: str
    employment: str
    facility: str


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A document filed with the application. ``proves`` is a key of `documents.DOCUMENTS`; ``sha256`` is hex."""

    sha256: str
    name: str
    media_type: str
    size: int
    proves: str
    about: str = "applicant"
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class RequirementStatement:
    """Form of information (List 8(1)): what the applicant states on one qualification requirement of one facility."""

    requirement: str
    facility: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Confirmations:
    """The four confirmations of Annexes 2 and 3, each ticked on its own."""

    # Annex 2(13), Annex 3(13): four confirmations.
    contacts_are_official: bool
    no_court_ban: bool
    documents_are_valid: bool
    personal_data_may_be_used: bool


@dataclass(frozen=True, kw_only=True)
class LicenseHeld:
    """
    List 8(2), List 8(3): the license that an application rests on, by its number.

    ``papers`` are those that it asks anew: ``"license"`` for the license itself, an annex by its number ("001").
    """

    number: str
    papers: tuple[str, ...] = ()

    @property
    def annexes(self) -> tuple[str, ...]:
        """The annexes among the papers."""
        return tuple(paper for paper in self.papers if paper != THE_LICENSE)


THE_LICENSE = "license"
"""Among the papers of a license: the license itself."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """List 8(2): what changed since the license was issued. ``ground`` is a key of `reissue.GROUNDS`."""

    ground: str
    changed_on: date
    before: str
    now: str


class Loss(StrEnum):
    """Rules 19: what became of a paper original of which a duplicate is asked."""

    LOST = "lost"
    DAMAGED = "damaged"


@dataclass(frozen=True, kw_only=True)
class Application:
    """
    Annex 2 or 3, whole: exactly what is shown at "check answers", signed, and printed in the receipt.

    ``held`` stands in all but a first license, ``change`` in a reissue, ``loss`` in a duplicate: which of them an
    application must have is asked of `service_rules.faults`. The facilities of a reissue are those that it concerns.
    """

    service: Service
    # Annex 2(1), Annex 3(1): the licensor.
    office: str
    licensor: str
    applicant: Applicant
    address: Address
    contacts: Contacts
    bank_account: BankAccount
    # Annex 2(5), Annex 3(5): wanted on paper.
    on_paper: bool
    facilities: tuple[Facility, ...]
    specialists: tuple[Specialist, ...]
    requirements: tuple[RequirementStatement, ...]
    attachments: tuple[Attachment, ...]
    # Annex 2(12), Annex 3(12): sheets attached.
    sheets: int
    confirmations: Confirmations
    # Annex 2(14), Annex 3(14): date of completion; signature and full name are those of the act's signer.
    completed_on: date
    language: str
    # Rules 6: nobody where the applicant, or the head of the legal entity, signs.
    representative: Representative | None = None
    held: LicenseHeld | None = None
    change: Change | None = None
    loss: Loss | None = None

    def signed_by(self) -> PersonName:
        """Rules 6: whose signature it carries: of the applicant or the head of the entity, or of the representative."""
        return self.representative.name if self.representative else self.applicant.name
