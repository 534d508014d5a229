"""Rules 6: for whom a representative signs, and the power that lets them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.law.application import ApplicantKind
from ruqsat.web.forms import DayField, GovukForm, IinField
from ruqsat.web.portal.forms.addresses import RequiredText


class RepresentativeForm(GovukForm):
    """Rules 6: the IIN of the applicant, or of the head of the legal entity; number and days of the power."""

    applicant_iin = IinField(
        label=gettext_lazy("Individual identification number (IIN) of the applicant"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    number = RequiredText(
        label=gettext_lazy("Number of the power of attorney"),
        help_text=gettext_lazy("If it has none, write: without number"),
        missing=gettext_lazy("Enter the number of the power of attorney"),
        max_length=100,
    )
    issued_on = DayField(
        label=gettext_lazy("Issued on"),
        error_messages={"required": gettext_lazy("Enter the day on which the power of attorney was issued")},
    )
    valid_until = DayField(
        label=gettext_lazy("Valid until"),
        help_text=gettext_lazy("Leave it empty if the document names no end"),
        required=False,
    )

    def __init__(self, *args: object, kind: ApplicantKind, own_iin: str, on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.own_iin, self.on = own_iin, on
        if kind is ApplicantKind.LEGAL_ENTITY:
            self.fields["applicant_iin"].label = _("Individual identification number (IIN) of the head of the entity")

    def clean_applicant_iin(self) -> str:
        """
        Somebody else's number.

        :raises ValidationError: for the representative's own.
        """
        iin = str(self.cleaned_data["applicant_iin"])
        if iin == self.own_iin:
            raise ValidationError(_("This is your own number. Enter that of the person for whom you sign"), code="own")
        return iin

    def clean_issued_on(self) -> str:
        """
        The day as ISO text.

        :raises ValidationError: for a day to come.
        """
        issued = self.cleaned_data["issued_on"]
        if isinstance(issued, date) and issued > self.on:
            raise ValidationError(_("The power of attorney cannot be issued later than today"), code="future")
        return issued.isoformat() if isinstance(issued, date) else ""

    def clean_valid_until(self) -> str:
        """
        The day as ISO text, or "".

        :raises ValidationError: for a day gone by: such a power lets nobody sign.
        """
        until = self.cleaned_data["valid_until"]
        if isinstance(until, date) and until < self.on:
            raise ValidationError(_("This power of attorney is no longer in force"), code="over")
        return until.isoformat() if isinstance(until, date) else ""

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        given = dict(super().clean() or {})
        if given.get("valid_until") and given.get("issued_on") and given["valid_until"] < given["issued_on"]:
            self.add_error("valid_until", _("The power of attorney ends before it was issued"))
        return given
