"""Forms of the pages: fields with GOV.UK's behaviour and messages that say what to do."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from ruqsat.documents.checking import FileTooLarge
from ruqsat.law.identifiers import iin_fault
from ruqsat.law.saying import Saying
from ruqsat.web.templatetags.ruqsat_text import said

UNPRINTABLE = gettext_lazy("The text holds a character that cannot be seen. Delete the text and type it again")


class GovukForm(forms.Form):
    """
    A form shown field by field with `{% field %}`; the server judges, never the browser.

    No text holds control characters: what is typed here goes to registers, whose messages cannot carry them.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        """Let the field of that name, one of choices, offer these: codes with what people read."""
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # a field of choices, seen as a field

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # Django's own step, which its stubs do not name
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and any(_is_unprintable(character) for character in value):
                self.add_error(name, ValidationError(UNPRINTABLE, code="unprintable"))


def _is_unprintable(character: str) -> bool:
    if character in "\t\r\n":
        return False
    return unicodedata.category(character) in {"Cc", "Cs"} or character in "\ufffe\uffff"


class DayInput(forms.MultiWidget):
    """Three inputs: day, month, year."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput() for part in ("day", "month", "year")
        }
        super().__init__(parts, dict(attrs or {}))

    def decompress(self, value: Any) -> Sequence[str | None]:
        """A date, or its ISO text from a draft, as three texts."""
        day = date.fromisoformat(value) if isinstance(value, str) and value else value
        return [str(day.day), str(day.month), str(day.year)] if isinstance(day, date) else [None, None, None]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """The three texts as typed, without spaces around."""
        return [str(part or "").strip() for part in super().value_from_datadict(data, files, name)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Only when no part of the date was sent."""
        return all(f"{name}_{part}" not in data for part in ("day", "month", "year"))


class DayField(forms.Field):
    """A day typed as three numbers."""

    widget = DayInput
    default_error_messages = {
        "required": gettext_lazy("Enter a date"),
        "incomplete": gettext_lazy("The date must have a day, a month and a year"),
        "invalid": gettext_lazy("Enter a real date, like 27 3 2026"),
    }

    def to_python(self, value: Any) -> date | None:
        """
        The date that the three numbers say, ``None`` when all are empty.

        :raises ValidationError: when a part is missing or there is no such day.
        """
        if isinstance(value, date) or not value:
            return value or None
        if not any(value):
            return None
        if not all(value):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            day, month, year = (int(part) for part in value)
            if year < 1900:
                raise ValueError(year)  # noqa: TRY301 - one message for every kind of date that cannot be
            return date(year, month, day)
        except (ValueError, OverflowError):  # the latter of a year that no machine counts to
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class PhoneField(forms.CharField):
    """A telephone number, of Kazakhstan when no country is given; the value is E.164."""

    widget = forms.TelInput
    default_error_messages = {
        "required": gettext_lazy("Enter a telephone number"),
        "invalid": gettext_lazy("Enter a telephone number, like +7 701 234 56 78"),
    }

    def to_python(self, value: Any) -> str:
        """
        The number in E.164, or "" when empty.

        :raises ValidationError: when no network could have such a number.
        """
        text = super().to_python(value)
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, "KZ")
        except phonenumbers.NumberParseException:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if not phonenumbers.is_possible_number(number) or _is_too_long(number):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_too_long(number: phonenumbers.PhoneNumber) -> bool:
    """Numbers of +7 have ten digits; the library allows more for the sake of services that are not for people."""
    return number.country_code == 7 and len(str(number.national_number)) > 10


class IinField(forms.CharField):
    """An individual identification number; spaces between the digits are forgiven."""

    default_error_messages = {"required": gettext_lazy("Enter the individual identification number, 12 digits")}

    def to_python(self, value: Any) -> str:
        """
        Twelve digits, or "" when empty.

        :raises ValidationError: with what is wrong in the number.
        """
        text = "".join(str(super().to_python(value) or "").split())
        fault: Saying | None = iin_fault(text) if text else None
        if fault is not None:
            raise ValidationError(said(fault), code="invalid")
        return text


class EmailField(forms.EmailField):
    """An e-mail address."""

    default_error_messages = {
        "required": gettext_lazy("Enter an e-mail address"),
        "invalid": gettext_lazy("Enter an e-mail address in the right form, like name@example.kz"),
    }


class TickField(forms.BooleanField):
    """One thing to confirm with a tick."""

    widget = forms.CheckboxInput
    default_error_messages = {"required": gettext_lazy("Tick the box to confirm")}


class ChoiceField(forms.ChoiceField):
    """One of a few: radio buttons. Pass `widget=forms.Select` for a long list."""

    widget = forms.RadioSelect
    default_error_messages = {
        "required": gettext_lazy("Choose one of the answers"),
        "invalid_choice": gettext_lazy("Choose one of the answers"),
    }


class ChoicesField(forms.MultipleChoiceField):
    """Any of a few: check boxes."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": gettext_lazy("Choose at least one of the answers"),
        "invalid_choice": gettext_lazy("Choose from the answers of the list"),
    }


class UploadField(forms.FileField):
    """A document to be attached. *max_size* in bytes."""

    default_error_messages = {
        "required": gettext_lazy("Choose a file"),
        "missing": gettext_lazy("Choose a file"),
        "invalid": gettext_lazy("The file did not arrive. Choose it again"),
        "empty": gettext_lazy("The file is empty. Choose another one"),
    }

    def __init__(self, *, max_size: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_size = max_size

    def clean(self, data: Any, initial: Any = None) -> Any:
        """
        The uploaded file.

        :raises ValidationError: also when it is larger than allowed.
        """
        upload = super().clean(data, initial)
        if upload and upload.size and upload.size > self.max_size:
            raise ValidationError(said(FileTooLarge(str(upload.name), self.max_size).saying), code="too_large")
        return upload
