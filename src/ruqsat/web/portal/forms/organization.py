"""Annex 3, about the legal entity: its numbers, name, location, legal address, head; an entrepreneur's registration."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.law.identifiers import bin_fault
from ruqsat.web.forms import ChoiceField, GovukForm
from ruqsat.web.portal.forms.addresses import AddressForm, RequiredText, text_input
from ruqsat.web.templatetags.ruqsat_text import said

HERE, ABROAD = "no", "yes"
PLACES = ((HERE, gettext_lazy("In Kazakhstan")), (ABROAD, gettext_lazy("In another country")))


class BinField(forms.CharField):
    """A business identification number; spaces between the digits are forgiven."""

    def to_python(self, value: Any) -> str:
        """
        Twelve digits, or "" when empty.

        :raises ValidationError: with what is wrong in the number.
        """
        text = "".join(str(super().to_python(value) or "").split())
        fault = bin_fault(text) if text else None
        if fault is not None:
            raise ValidationError(said(fault), code="invalid")
        return text


class OrganizationForm(GovukForm):
    """Annex 3: the BIN; of a foreign legal entity without one, that of its branch or representative office."""

    foreign = ChoiceField(
        label=gettext_lazy("Where is the legal entity registered?"),
        choices=PLACES,
        error_messages={"required": gettext_lazy("Choose where the legal entity is registered")},
    )
    bin = BinField(
        label=gettext_lazy("Business identification number (BIN)"),
        help_text=gettext_lazy("Twelve digits. A foreign legal entity that has none leaves this empty"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    branch_bin = BinField(
        label=gettext_lazy("BIN of the branch or representative office"),
        help_text=gettext_lazy("Only of a foreign legal entity that has no BIN of its own"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Annex 3(3): the entity's own number; the branch's counts only where there is none (docs/law/readings.md)."""
        given = dict(super().clean() or {})
        slips = "bin" in self.errors or "branch_bin" in self.errors
        if given.get("foreign") == HERE and not given.get("bin") and not slips:
            self.add_error("bin", _("Enter the business identification number, 12 digits"))
        if given.get("foreign") == ABROAD and not (given.get("bin") or given.get("branch_bin")) and not slips:
            self.add_error("branch_bin", _("Enter the BIN of the legal entity, or of its branch in Kazakhstan"))
        if given.get("foreign") == HERE or given.get("bin"):
            given["branch_bin"] = ""
        return given


class EntityForm(GovukForm):
    """Annex 3: full name and location of the legal entity."""

    organization = RequiredText(
        label=gettext_lazy("Full name of the legal entity"),
        help_text=gettext_lazy("As it is registered, with its legal form"),
        missing=gettext_lazy("Enter the full name of the legal entity"),
        max_length=300,
        widget=text_input(autocomplete="organization"),
    )
    location = RequiredText(
        label=gettext_lazy("Location of the legal entity"),
        help_text=gettext_lazy("Where its standing body is, in one line; for most the same as the legal address"),
        missing=gettext_lazy("Enter the location of the legal entity"),
        max_length=300,
    )


class LegalAddressForm(AddressForm):
    """Annex 3: the legal address in Kazakhstan."""


class ForeignAddressForm(AddressForm):
    """Annex 3: the legal address of a foreign legal entity, with its country; no codes of Kazakhstan are asked for."""

    country = RequiredText(
        label=gettext_lazy("Country"),
        missing=gettext_lazy("Enter the country"),
        widget=text_input(autocomplete="country-name"),
    )

    field_order = ("country",)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["postal_code"] = forms.CharField(label=_("Postal code"), required=False, max_length=20)
        self.fields["region"] = forms.CharField(label=_("Region"), required=False, max_length=200)

    def clean_postal_code(self) -> str:
        """As other countries write it."""
        return str(self.cleaned_data["postal_code"]).strip()


class HeadForm(GovukForm):
    """Annex 3: the supervisor: last name, first name, patronymic."""

    last = RequiredText(label=gettext_lazy("Last name"), missing=gettext_lazy("Enter the last name"))
    first = RequiredText(label=gettext_lazy("First name"), missing=gettext_lazy("Enter the first name"))
    patronymic = forms.CharField(label=gettext_lazy("Patronymic"), required=False, max_length=200)


class RegistrationForm(GovukForm):
    """Rules 8(2): the name under which an individual entrepreneur is registered."""

    organization = RequiredText(
        label=gettext_lazy("Name under which the individual entrepreneur is registered"),
        help_text=gettext_lazy("As in the notice of registration"),
        missing=gettext_lazy("Enter the name under which the individual entrepreneur is registered"),
        max_length=300,
    )
