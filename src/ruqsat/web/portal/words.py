"""Stages and turns in words for the applicant."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from ruqsat.cases.drafting import Beginning
from ruqsat.law.acts import Role
from ruqsat.law.application import ApplicantKind, Service
from ruqsat.law.standing import Stage


@dataclass(frozen=True, kw_only=True)
class InWords:
    """A state as the applicant reads it, and the colour of its tag."""

    text: Any
    colour: str


STAGES: Mapping[str, InWords] = {
    Stage.PREPARING: InWords(text=gettext_lazy("Being prepared"), colour="grey"),
    Stage.RECEIVED: InWords(text=gettext_lazy("Received, the signature is being checked"), colour="blue"),
    Stage.SIGNATURE_FAILED: InWords(text=gettext_lazy("Not filed: the signature did not pass"), colour="red"),
    Stage.FILED: InWords(text=gettext_lazy("Registered, the documents are being checked"), colour="blue"),
    Stage.CONSIDERATION_REFUSED: InWords(text=gettext_lazy("Not considered further"), colour="red"),
    Stage.COMPLETE: InWords(text=gettext_lazy("Under consideration"), colour="blue"),
    Stage.HEARING: InWords(text=gettext_lazy("A refusal is intended: you can be heard"), colour="orange"),
    Stage.DECIDING: InWords(text=gettext_lazy("The decision awaits its signature"), colour="blue"),
    Stage.GRANTED: InWords(text=gettext_lazy("Granted, the license is being sealed"), colour="green"),
    Stage.ISSUED: InWords(text=gettext_lazy("License issued"), colour="green"),
    Stage.REFUSED: InWords(text=gettext_lazy("Refused"), colour="red"),
    Stage.WITHDRAWN: InWords(text=gettext_lazy("Taken back"), colour="grey"),
}

TURNS: Mapping[str, Any] = {
    Role.APPLICANT: gettext_lazy("Your turn"),
    Role.OFFICER: gettext_lazy("The department's turn"),
    Role.INSPECTOR: gettext_lazy("The turn of the department's specialist"),
    Role.HEAD: gettext_lazy("The turn of the head of the department"),
    Role.APPROVER: gettext_lazy("The turn of the sanitary service"),
    Role.APPROVING_HEAD: gettext_lazy("The turn of the head of the sanitary service"),
    Role.COMPLAINT_OFFICER: gettext_lazy("The turn of the body considering the complaint"),
    Role.KEEPER: gettext_lazy("The Committee's turn"),
    Role.SYSTEM: gettext_lazy("This goes on by itself"),
}

OF_REPRESENTATIVE = gettext_lazy("Your representative's turn")

OF_SERVICE: Mapping[tuple[str, str], InWords] = {
    (Service.ANNEX, Stage.GRANTED): InWords(text=gettext_lazy("Granted, the annex is being sealed"), colour="green"),
    (Service.ANNEX, Stage.ISSUED): InWords(text=gettext_lazy("Annex issued"), colour="green"),
    (Service.REISSUE, Stage.GRANTED): InWords(
        text=gettext_lazy("Granted, what is reissued is being sealed"), colour="green"
    ),
    (Service.REISSUE, Stage.ISSUED): InWords(text=gettext_lazy("Reissued"), colour="green"),
    (Service.DUPLICATE, Stage.GRANTED): InWords(
        text=gettext_lazy("Granted, the duplicate is being sealed"), colour="green"
    ),
    (Service.DUPLICATE, Stage.ISSUED): InWords(text=gettext_lazy("Duplicate issued"), colour="green"),
}
"""What a stage is called where it is not a first license that is asked for."""

SERVICES: Mapping[str, Any] = {
    Service.ISSUE: gettext_lazy("License for medical activity"),
    Service.ANNEX: gettext_lazy("Annex to the license"),
    Service.REISSUE: gettext_lazy("Reissue of the license or annex"),
    Service.DUPLICATE: gettext_lazy("Duplicate of the license or annex"),
}
"""List 5: what is asked for, as the heading of an application."""

LICENSE_STATES: Mapping[str, InWords] = {
    "valid": InWords(text=gettext_lazy("Valid"), colour="green"),
    "suspended": InWords(text=gettext_lazy("Suspended"), colour="orange"),
    "ended": InWords(text=gettext_lazy("Terminated"), colour="red"),
    "superseded": InWords(text=gettext_lazy("Replaced by a newer one"), colour="grey"),
}

PAPERS: Mapping[str, Any] = {
    "license": gettext_lazy("License"),
    "annex": gettext_lazy("Annex to the license"),
    "reissued_license": gettext_lazy("Reissued license"),
    "reissued_annex": gettext_lazy("Reissued annex"),
    "license_duplicate": gettext_lazy("Duplicate of the license"),
    "annex_duplicate": gettext_lazy("Duplicate of the annex"),
    "refusal": gettext_lazy("Reasoned refusal"),
    "refusal_of_consideration": gettext_lazy("Refusal of further consideration"),
    "conclusion": gettext_lazy("Conclusion of permit control"),
    "hearing_protocol": gettext_lazy("Protocol of the hearing"),
}


WHOM: Mapping[tuple[ApplicantKind, bool], Any] = {
    (ApplicantKind.INDIVIDUAL, False): gettext_lazy("For myself, as an individual"),
    (ApplicantKind.ENTREPRENEUR, False): gettext_lazy("For myself, as an individual entrepreneur"),
    (ApplicantKind.LEGAL_ENTITY, False): gettext_lazy("For the legal entity that I head"),
    (ApplicantKind.INDIVIDUAL, True): gettext_lazy("For an individual, on a power of attorney"),
    (ApplicantKind.ENTREPRENEUR, True): gettext_lazy("For an individual entrepreneur, on a power of attorney"),
    (ApplicantKind.LEGAL_ENTITY, True): gettext_lazy("For a legal entity, on a power of attorney"),
}


def in_words(beginning: Beginning) -> Any:
    """For whom somebody applies, as they chose it."""
    return WHOM[beginning.kind, beginning.represented]


def turn_in_words(role: Role, *, represented: bool) -> Any:
    """Whose turn it is, as the applicant reads it; what is the applicant's to do a representative does, if any."""
    return OF_REPRESENTATIVE if represented and role is Role.APPLICANT else TURNS[role]


def stage_in_words(stage: str, *, service: str = Service.ISSUE) -> InWords:
    """A stage as the applicant reads it, of a license that is issued for the first time or of another service."""
    of_service = OF_SERVICE.get((service, stage))
    return of_service or STAGES.get(stage, InWords(text=stage, colour="grey"))
