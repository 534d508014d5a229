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

    postal_code: str
    region: str
    city: str
    district: str
    locality: str
    street: str
    building: str
    country: str = "KZ"


@dataclass(frozen=True, kw_only=True)
class Contacts:
    """Official contacts: notices sent to them count (Annex 2, confirmation 1). Phones in E.164."""

    email: str
    phones: tuple[str, ...]
    fax: str = ""


@dataclass(frozen=True, kw_only=True)
class BankAccount:
    """Account number (IBAN), name and location of the bank."""

    number: str
    bank: str
    location: str


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Rules 6: an individual (IIN), an individual entrepreneur (IIN) or a legal entity (BIN, through its head)."""

    kind: ApplicantKind
    iin: str
    name: PersonName
    bin: str | None = None
    organization: str | None = None
    branch_bin: str | None = None


@dataclass(frozen=True, kw_only=True)
class Facility:
    """Rules 8(12): the premises in which medical activity is planned. ``id`` is "F1", "F2", …"""

    id: str
    address: Address
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

    contacts_are_official: bool
    no_court_ban: bool
    documents_are_valid: bool
    personal_data_may_be_used: bool


@dataclass(frozen=True, kw_only=True)
class Application:
    """Annex 2 or 3, whole: exactly what is shown at "check answers", signed, and printed in the receipt."""

    service: Service
    office: str
    licensor: str
    applicant: Applicant
    address: Address
    contacts: Contacts
    bank_account: BankAccount
    on_paper: bool
    facilities: tuple[Facility, ...]
    specialists: tuple[Specialist, ...]
    requirements: tuple[RequirementStatement, ...]
    attachments: tuple[Attachment, ...]
    sheets: int
    confirmations: Confirmations
    completed_on: date
    language: str
