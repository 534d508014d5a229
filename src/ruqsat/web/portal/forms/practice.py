"""Annex 2 and the form of information, about the work: subtypes, premises, qualification, requirements."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ruqsat.cases.tables.checking import EARLIEST_GRADUATION
from ruqsat.cases.tables.keeping import POINT
from ruqsat.law.premises import TITLE_BASES
from ruqsat.law.requirements import Requirement
from ruqsat.web.contacts import edition_today
from ruqsat.web.forms import ChoiceField, ChoicesField, GovukForm
from ruqsat.web.portal.forms.addresses import AddressForm, RequiredText
from ruqsat.web.portal.subtypes import Group, groups, speciality_choices

LONGEST_TABLE = 1_000_000
"""The equipment can be stated as a table of thousands of lines."""


def _of_graduation() -> str:
    """List 8(1): the year is that of the edition of the day."""
    year = edition_today().education_year
    return _("Before %(year)s, the diploma is attached; later, the register of diplomas is asked") % {"year": year}


class ActivityForm(GovukForm):
    """Annex 2: the subtypes of medical activity, by their full names."""

    subtypes = ChoicesField(
        label=gettext_lazy("Subtypes of medical activity"),
        error_messages={
            "required": gettext_lazy("Choose at least one subtype"),
            "invalid_choice": gettext_lazy("Choose subtypes from the list"),
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.groups: Sequence[Group] = groups(language=_language())
        self.offer("subtypes", [(choice.code, choice.name) for group in self.groups for choice in group.choices])

    @property
    def chosen(self) -> set[str]:
        """The codes ticked, whether or not they may stand."""
        return {str(code) for code in self["subtypes"].value() or ()}


class FacilityForm(AddressForm):
    """Annex 2: the address of the object; Rules 8(4), 8(12): by what right it is held, its sanitary conclusion."""

    title_basis = ChoiceField(
        label=gettext_lazy("By what right are the premises used?"),
        error_messages={"required": gettext_lazy("Choose by what right the premises are used")},
    )
    title_document = forms.CharField(
        label=gettext_lazy("Number and date of the document on that right"),
        help_text=gettext_lazy("For example, lease agreement No. 17 of 3 March 2026"),
        required=False,
        max_length=200,
    )
    sanitary_conclusion = forms.CharField(
        label=gettext_lazy("Number of the sanitary-epidemiological conclusion"), required=False, max_length=100
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        bases = [(code, kind.in_(_language())) for code, kind in TITLE_BASES.items()]
        self.offer("title_basis", bases)


class QualificationForm(GovukForm):
    """Form of information (List 8(1)): speciality, education, certificate, employment of one specialist."""

    speciality = ChoiceField(
        label=gettext_lazy("Speciality of the work"),
        widget=forms.Select(),
        error_messages={"required": gettext_lazy("Choose the speciality")},
    )
    graduated_in = forms.IntegerField(
        label=gettext_lazy("Year in which the medical education was completed"),
        help_text=lazy(_of_graduation, str)(),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Enter the year of graduation"),
            "invalid": gettext_lazy("Enter the year in four digits, like 2019"),
        },
    )
    diploma = RequiredText(
        label=gettext_lazy("Diploma: number, and who issued it"),
        missing=gettext_lazy("Enter the diploma's number and who issued it"),
        max_length=300,
    )
    certificate = forms.CharField(
        label=gettext_lazy("Number of the specialist certificate"), required=False, max_length=100
    )
    employment = RequiredText(
        label=gettext_lazy("Work in the speciality: where, as what, since when"),
        missing=gettext_lazy("Enter the work in the speciality: where, as what, since when"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, on: date, subtypes: Sequence[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        choices = [("", _("Choose a speciality")), *speciality_choices(subtypes, language=_language())]
        self.offer("speciality", choices)

    def clean_graduated_in(self) -> int:
        """
        A year somebody alive can have graduated in.

        :raises ValidationError: for a year to come, or too long ago.
        """
        year = int(self.cleaned_data["graduated_in"])
        if not EARLIEST_GRADUATION <= year <= self.on.year:
            raise ValidationError(_("Enter a year from %(first)s to %(last)s"), code="year", params=self._years())
        return year

    def _years(self) -> dict[str, int]:
        return {"first": EARLIEST_GRADUATION, "last": self.on.year}


class RequirementsForm(GovukForm):
    """Form of information (List 8(1)): one text for each point of the qualification requirements."""

    def __init__(self, *args: object, points: Sequence[Requirement], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for point in points:
            self.fields[point.key] = RequiredText(
                label=point.names.in_(_language()),
                help_text=point.hint.in_(_language()),
                missing=_("Say how you comply with: %(point)s") % {"point": point.names.in_(_language())},
                max_length=LONGEST_TABLE if point.key == POINT else 2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )


def _language() -> str:
    return (get_language() or "en")[:2]
