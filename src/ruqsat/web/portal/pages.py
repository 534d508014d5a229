"""The pages of the questions: for each section its form, its words and its template."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy

from ruqsat.cases.drafting import Section
from ruqsat.law.local_time import local
from ruqsat.law.requirements import for_facility
from ruqsat.web.forms import GovukForm
from ruqsat.web.portal.forms.person import (
    BankForm,
    ConfirmationsForm,
    ContactsForm,
    NameForm,
    PaperForm,
    ResidenceForm,
)
from ruqsat.web.portal.forms.practice import ActivityForm, FacilityForm, QualificationForm, RequirementsForm
from ruqsat.web.portal.opened import OpenedDraft

Make = Callable[..., GovukForm]
Text = Any
"""A text that is translated when it is shown."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """
    One question page.

    ``form`` makes the form of an opened draft; ``widths`` are the widths of inputs in characters; ``ref`` is the clause
    that asks for these data.
    """

    heading: Text
    form: Callable[..., GovukForm]
    ref: str = ""
    intro: Text = ""
    template: str = "portal/question.html"
    widths: Mapping[str, str] = field(default_factory=dict)


ADDRESS_WIDTHS = {"postal_code": "10", "building": "10"}


def _plain(form: type[GovukForm]) -> Make:
    def make(opened: OpenedDraft, **kwargs: Any) -> GovukForm:
        return form(**kwargs)

    return make


def _qualification(opened: OpenedDraft, **kwargs: Any) -> GovukForm:
    return QualificationForm(on=local(opened.at).date(), subtypes=opened.subtypes, **kwargs)


def _requirements(opened: OpenedDraft, **kwargs: Any) -> GovukForm:
    return RequirementsForm(points=for_facility(opened.subtypes), **kwargs)


PAGES: Mapping[Section, Page] = {
    Section.ACTIVITY: Page(
        heading=gettext_lazy("Choose the subtypes of medical activity"),
        form=_plain(ActivityForm),
        template="portal/activity.html",
    ),
    Section.NAME: Page(
        heading=gettext_lazy("Check your name and date of birth"),
        form=_plain(NameForm),
        ref="Rules 8(1)",
        template="portal/name.html",
    ),
    Section.RESIDENCE: Page(
        heading=gettext_lazy("Give the address where you live"),
        intro=gettext_lazy("The department of the region where you live considers the application."),
        form=_plain(ResidenceForm),
        ref="Rules 3",
        widths=ADDRESS_WIDTHS,
    ),
    Section.CONTACTS: Page(
        heading=gettext_lazy("Give your contacts"),
        intro=gettext_lazy("These become your official contacts: what is sent to them counts as delivered to you."),
        form=_plain(ContactsForm),
        widths={"phone": "20", "second_phone": "20", "fax": "20"},
    ),
    Section.BANK: Page(
        heading=gettext_lazy("Give your bank account"),
        form=_plain(BankForm),
        widths={"number": "30"},
    ),
    Section.FACILITY: Page(
        heading=gettext_lazy("Describe the premises"),
        intro=gettext_lazy(
            "These are the premises where you will see patients. The visit takes place there, "
            "and the annex to the license names this address."
        ),
        form=_plain(FacilityForm),
        ref="Rules 8(4)",
        template="portal/facility.html",
        widths=ADDRESS_WIDTHS | {"sanitary_conclusion": "20"},
    ),
    Section.QUALIFICATION: Page(
        heading=gettext_lazy("Tell us about your education and work"),
        form=_qualification,
        ref="List 8(1)",
        widths={"graduated_in": "4", "certificate": "20"},
    ),
    Section.REQUIREMENTS: Page(
        heading=gettext_lazy("Say how you meet the qualification requirements"),
        intro=gettext_lazy(
            "This is the form of information on compliance with the qualification requirements. "
            "The specialist who visits the premises checks each point on the spot."
        ),
        form=_requirements,
        ref="List 8(1)",
    ),
    Section.PAPER: Page(heading="", form=_plain(PaperForm)),
    Section.CONFIRMATIONS: Page(
        heading=gettext_lazy("Confirm four things"),
        intro=gettext_lazy("The application holds each of these statements. Read each one and tick it."),
        form=_plain(ConfirmationsForm),
    ),
}

TASK_NAMES: Mapping[Section, Text] = {
    Section.ACTIVITY: gettext_lazy("Choose the subtypes of medical activity"),
    Section.CONSENT: gettext_lazy("Say whether the state registers may be asked about you"),
    Section.NAME: gettext_lazy("Check your name and date of birth"),
    Section.RESIDENCE: gettext_lazy("Give the address where you live"),
    Section.CONTACTS: gettext_lazy("Give your contacts"),
    Section.BANK: gettext_lazy("Give your bank account"),
    Section.FACILITY: gettext_lazy("Describe the premises"),
    Section.QUALIFICATION: gettext_lazy("Tell us about your education and work"),
    Section.REQUIREMENTS: gettext_lazy("Say how you meet the qualification requirements"),
    Section.DOCUMENTS: gettext_lazy("Attach documents"),
    Section.PAPER: gettext_lazy("Say whether you want the license on paper"),
    Section.CONFIRMATIONS: gettext_lazy("Confirm four things"),
}

PART_TITLES: Mapping[Section, Text] = {
    Section.ACTIVITY: gettext_lazy("What you ask for"),
    Section.CONSENT: gettext_lazy("State registers"),
    Section.NAME: gettext_lazy("Your name and date of birth"),
    Section.RESIDENCE: gettext_lazy("Your address"),
    Section.CONTACTS: gettext_lazy("Your contacts"),
    Section.BANK: gettext_lazy("Your bank account"),
    Section.FACILITY: gettext_lazy("The premises"),
    Section.QUALIFICATION: gettext_lazy("Your education and work"),
    Section.REQUIREMENTS: gettext_lazy("How you meet the qualification requirements"),
    Section.DOCUMENTS: gettext_lazy("Documents"),
    Section.PAPER: gettext_lazy("The license on paper"),
    Section.CONFIRMATIONS: gettext_lazy("What you confirm"),
}
"""The sections as headings over what was answered."""
