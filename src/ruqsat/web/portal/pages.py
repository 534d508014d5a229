"""The pages of the questions: for each section its form, its words and its template."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from ruqsat.cases.drafting import Section
from ruqsat.keeping import at_hand
from ruqsat.law.local_time import local
from ruqsat.web.forms import GovukForm
from ruqsat.web.portal.forms.organization import (
    ABROAD,
    EntityForm,
    ForeignAddressForm,
    HeadForm,
    LegalAddressForm,
    OrganizationForm,
    RegistrationForm,
)
from ruqsat.web.portal.forms.person import (
    BankForm,
    ConfirmationsForm,
    ContactsForm,
    NameForm,
    PaperForm,
    ResidenceForm,
)
from ruqsat.web.portal.forms.practice import ActivityForm, FacilityForm, QualificationForm, RequirementsForm
from ruqsat.web.portal.forms.representing import RepresentativeForm
from ruqsat.web.portal.opened import OpenedDraft
from ruqsat.web.portal.page import Page, Text
from ruqsat.web.portal.page import plain as _plain
from ruqsat.web.portal.pages_held import HELD_PAGES, HELD_TASKS, HELD_TITLES

ADDRESS_WIDTHS = {"postal_code": "10", "building": "10"}


def _qualification(opened: OpenedDraft, **kwargs: Any) -> GovukForm:
    return QualificationForm(on=local(opened.at).date(), subtypes=opened.every_subtype, **kwargs)


def _representative(opened: OpenedDraft, **kwargs: Any) -> GovukForm:
    kind, on = opened.beginning.kind, local(opened.at).date()
    return RepresentativeForm(kind=kind, own_iin=opened.signer_iin, on=on, **kwargs)


def _legal_address(opened: OpenedDraft, **kwargs: Any) -> GovukForm:
    """Annex 3(6): with the country, of a foreign legal entity."""
    abroad = opened.given(Section.ORGANIZATION).get("foreign") == ABROAD
    return ForeignAddressForm(**kwargs) if abroad else LegalAddressForm(**kwargs)


def _requirements(opened: OpenedDraft, **kwargs: Any) -> GovukForm:
    return RequirementsForm(points=at_hand.lists().points_for(opened.subtypes), **kwargs)


PAGES: Mapping[Section, Page] = {
    Section.ACTIVITY: Page(
        heading=gettext_lazy("Choose the subtypes of medical activity"),
        form=_plain(ActivityForm),
        template="portal/activity.html",
    ),
    Section.REPRESENTATIVE: Page(
        heading=gettext_lazy("Say for whom you sign and on what power"),
        intro=gettext_lazy(
            "You fill in the form and sign it with your own key. The document on your powers is attached "
            "with the other documents; without it nothing can be filed."
        ),
        form=_representative,
        ref="Rules 6",
        widths={"applicant_iin": "20", "number": "20"},
    ),
    Section.ORGANIZATION: Page(
        heading=gettext_lazy("Give the number of the legal entity"),
        form=_plain(OrganizationForm),
        widths={"bin": "20", "branch_bin": "20"},
    ),
    Section.ENTITY: Page(
        heading=gettext_lazy("Give the name and location of the legal entity"),
        intro=gettext_lazy("The license is issued in this name."),
        form=_plain(EntityForm),
        ref="Rules 8(2)",
    ),
    Section.LEGAL_ADDRESS: Page(
        heading=gettext_lazy("Give the legal address"),
        intro=gettext_lazy(
            "The department of the region of the legal address considers the application; of a foreign legal "
            "entity, that of the region of the premises."
        ),
        form=_legal_address,
        ref="Rules 3",
        widths=ADDRESS_WIDTHS,
    ),
    Section.HEAD: Page(
        heading=gettext_lazy("Give the name of the head of the legal entity"),
        form=_plain(HeadForm),
    ),
    Section.REGISTRATION: Page(heading="", form=_plain(RegistrationForm), ref="Rules 8(2)"),
    Section.NAME: Page(
        heading=gettext_lazy("Check the name and date of birth"),
        form=_plain(NameForm),
        ref="Rules 8(1)",
        template="portal/name.html",
    ),
    Section.RESIDENCE: Page(
        heading=gettext_lazy("Give the address of residence"),
        intro=gettext_lazy("The department of the region of residence considers the application."),
        form=_plain(ResidenceForm),
        ref="Rules 3",
        widths=ADDRESS_WIDTHS,
    ),
    Section.CONTACTS: Page(
        heading=gettext_lazy("Give the contacts"),
        intro=gettext_lazy("These become the official contacts: what is sent to them counts as delivered."),
        form=_plain(ContactsForm),
        widths={"phone": "20", "second_phone": "20", "fax": "20"},
    ),
    Section.BANK: Page(
        heading=gettext_lazy("Give the bank account"),
        form=_plain(BankForm),
        widths={"number": "30"},
    ),
    Section.FACILITY: Page(
        heading=gettext_lazy("Describe the premises"),
        intro=gettext_lazy(
            "These are the premises where patients will be seen. The visit takes place there, "
            "and the annex to the license names this address."
        ),
        form=_plain(FacilityForm),
        ref="Rules 8(4)",
        template="portal/facility.html",
        widths=ADDRESS_WIDTHS | {"sanitary_conclusion": "20"},
    ),
    Section.QUALIFICATION: Page(
        heading=gettext_lazy("Give the education and work of the specialist"),
        form=_qualification,
        ref="List 8(1)",
        widths={"graduated_in": "4", "certificate": "20"},
    ),
    Section.REQUIREMENTS: Page(
        heading=gettext_lazy("Say how the qualification requirements are met"),
        intro=gettext_lazy(
            "This is the form of information on compliance with the qualification requirements. "
            "The specialist who visits the premises checks each point on the spot."
        ),
        form=_requirements,
        ref="List 8(1)",
        template="portal/requirements.html",
    ),
    Section.PAPER: Page(heading="", form=_plain(PaperForm)),
    Section.CONFIRMATIONS: Page(
        heading=gettext_lazy("Confirm four things"),
        intro=gettext_lazy("The application holds each of these statements. Read each one and tick it."),
        form=_plain(ConfirmationsForm),
    ),
    **HELD_PAGES,
}

TASK_NAMES: Mapping[Section, Text] = {
    Section.ACTIVITY: gettext_lazy("Choose the subtypes of medical activity"),
    Section.REPRESENTATIVE: gettext_lazy("Say for whom you sign and on what power"),
    Section.ORGANIZATION: gettext_lazy("Give the number of the legal entity"),
    Section.CONSENT: gettext_lazy("Say whether the state registers may be asked"),
    Section.REGISTRATION: gettext_lazy("Give the registration as an individual entrepreneur"),
    Section.ENTITY: gettext_lazy("Give the name and location of the legal entity"),
    Section.LEGAL_ADDRESS: gettext_lazy("Give the legal address"),
    Section.HEAD: gettext_lazy("Give the name of the head of the legal entity"),
    Section.SPECIALISTS: gettext_lazy("List the specialists"),
    Section.NAME: gettext_lazy("Check the name and date of birth"),
    Section.RESIDENCE: gettext_lazy("Give the address of residence"),
    Section.CONTACTS: gettext_lazy("Give the contacts"),
    Section.BANK: gettext_lazy("Give the bank account"),
    Section.FACILITY: gettext_lazy("Describe the premises"),
    Section.QUALIFICATION: gettext_lazy("Give the education and work of the specialist"),
    Section.REQUIREMENTS: gettext_lazy("Say how the qualification requirements are met"),
    Section.DOCUMENTS: gettext_lazy("Attach documents"),
    Section.PAPER: gettext_lazy("Say whether the license is wanted on paper"),
    Section.CONFIRMATIONS: gettext_lazy("Confirm four things"),
    **HELD_TASKS,
}

PART_TITLES: Mapping[Section, Text] = {
    Section.ACTIVITY: gettext_lazy("What you ask for"),
    Section.REPRESENTATIVE: gettext_lazy("The representative"),
    Section.ORGANIZATION: gettext_lazy("Number of the legal entity"),
    Section.CONSENT: gettext_lazy("State registers"),
    Section.NAME: gettext_lazy("Name and date of birth"),
    Section.RESIDENCE: gettext_lazy("Address of residence"),
    Section.REGISTRATION: gettext_lazy("Registration as an individual entrepreneur"),
    Section.ENTITY: gettext_lazy("The legal entity"),
    Section.LEGAL_ADDRESS: gettext_lazy("Legal address"),
    Section.HEAD: gettext_lazy("Head of the legal entity"),
    Section.CONTACTS: gettext_lazy("Contacts"),
    Section.BANK: gettext_lazy("Bank account"),
    Section.FACILITY: gettext_lazy("The premises"),
    Section.QUALIFICATION: gettext_lazy("Education and work"),
    Section.SPECIALISTS: gettext_lazy("Specialists"),
    Section.REQUIREMENTS: gettext_lazy("How the qualification requirements are met"),
    Section.DOCUMENTS: gettext_lazy("Documents"),
    Section.PAPER: gettext_lazy("The license on paper"),
    Section.CONFIRMATIONS: gettext_lazy("What you confirm"),
    **HELD_TITLES,
}
"""The sections as headings over what was answered."""
