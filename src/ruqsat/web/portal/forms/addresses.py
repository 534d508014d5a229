"""An address as Annex 2 asks for it: postal code, region, city, district, locality, street, house or building."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ruqsat.keeping import at_hand
from ruqsat.web.forms import ChoiceField, GovukForm

_POSTAL_CODE = re.compile(r"^(\d{6}|[A-Z]\d{2}[A-Z0-9]{4})$")


def region_choices() -> list[tuple[str, str]]:
    """The regions in the reader's language, in its order, after an empty line."""
    language = (get_language() or "en")[:2]
    served = at_hand.lists().offices.served
    named = sorted(((code, region.names.in_(language)) for code, region in served.items()), key=lambda pair: pair[1])
    return [("", _("Choose a region")), *named]


class RequiredText(forms.CharField):
    """A line of text that cannot be empty; *missing* says what to type."""

    def __init__(self, *, missing: Any, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, error_messages={"required": missing}, **kwargs)


def text_input(**attributes: str) -> forms.TextInput:
    """An input with attributes that help browsers fill it in, such as ``autocomplete``."""
    return forms.TextInput(attrs=attributes)


class AddressForm(GovukForm):
    """The seven fields of an address."""

    postal_code = RequiredText(
        label=gettext_lazy("Postal code"),
        help_text=gettext_lazy("Six digits, or seven letters and digits, like 050000 or A15E3B2"),
        missing=gettext_lazy("Enter the postal code"),
        max_length=10,
        widget=text_input(autocomplete="postal-code"),
    )
    region = ChoiceField(
        label=gettext_lazy("Region or city of republican significance"),
        widget=forms.Select(attrs={"autocomplete": "address-level1"}),
        error_messages={"required": gettext_lazy("Choose the region")},
    )
    city = RequiredText(
        label=gettext_lazy("City"),
        missing=gettext_lazy("Enter the city"),
        widget=text_input(autocomplete="address-level2"),
    )
    district = forms.CharField(
        label=gettext_lazy("District"), required=False, max_length=200, widget=text_input(autocomplete="address-level3")
    )
    locality = forms.CharField(
        label=gettext_lazy("Locality"),
        help_text=gettext_lazy("A village or settlement, if the address is in one"),
        required=False,
        max_length=200,
        widget=text_input(autocomplete="address-level4"),
    )
    street = RequiredText(
        label=gettext_lazy("Street"),
        missing=gettext_lazy("Enter the street"),
        widget=text_input(autocomplete="address-line1"),
    )
    building = RequiredText(
        label=gettext_lazy("Number of the house or building"),
        help_text=gettext_lazy("With the flat or office, if there is one"),
        missing=gettext_lazy("Enter the number of the house or building"),
        max_length=50,
        widget=text_input(autocomplete="address-line2"),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.offer("region", region_choices())

    def clean_postal_code(self) -> str:
        """
        The code without spaces, in capitals.

        :raises ValidationError: when the post of Kazakhstan has no codes like that.
        """
        code = "".join(str(self.cleaned_data["postal_code"]).split()).upper()
        if not _POSTAL_CODE.match(code):
            raise ValidationError(_("Enter a postal code of Kazakhstan, like 050000 or A15E3B2"), code="invalid")
        return code


ADDRESS = ("postal_code", "region", "city", "district", "locality", "street", "building")
