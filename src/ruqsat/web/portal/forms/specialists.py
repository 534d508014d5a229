"""Form of information (List 8(1)): one specialist of a legal entity."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.web.forms import ChoicesField, IinField
from ruqsat.web.portal.forms.addresses import RequiredText
from ruqsat.web.portal.forms.practice import QualificationForm


class SpecialistForm(QualificationForm):
    """
    List 8(1): who works in the declared subtypes, and with what qualification.

    Only who it is has to be given at once: once that person consents, the registers know most of the rest.
    """

    iin = IinField(
        label=gettext_lazy("Individual identification number (IIN)"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    last = RequiredText(label=gettext_lazy("Last name"), missing=gettext_lazy("Enter the last name"))
    first = RequiredText(label=gettext_lazy("First name"), missing=gettext_lazy("Enter the first name"))
    patronymic = forms.CharField(label=gettext_lazy("Patronymic"), required=False, max_length=200)

    field_order = ("iin", "last", "first", "patronymic")

    def __init__(
        self,
        *args: object,
        on: date,
        subtypes: Sequence[str],
        facilities: Sequence[tuple[str, str]] = (),
        **kwargs: object,
    ) -> None:
        super().__init__(*args, on=on, subtypes=subtypes, **kwargs)
        if facilities:
            self.fields["facilities"] = ChoicesField(
                label=_("At which facilities does the specialist work?"), choices=facilities, required=False
            )
        for name in ("speciality", "graduated_in", "diploma", "employment"):
            self.fields[name].required = False

    def clean_graduated_in(self) -> int:
        """
        A year somebody alive can have graduated in; zero while none is given.

        :raises ValidationError: for a year to come, or too long ago.
        """
        return super().clean_graduated_in() if self.cleaned_data.get("graduated_in") else 0
