"""A whole number typed into a form."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy


class NumberField(forms.IntegerField):
    """A whole number from *least* to *most*; one sentence says so, whatever else was typed."""

    def __init__(self, *, least: int, most: int, **kwargs: Any) -> None:
        sentence = format_lazy(gettext_lazy("Enter a whole number from {least} to {most}"), least=least, most=most)
        super().__init__(
            min_value=least,
            max_value=most,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence),
            **kwargs,
        )
