"""The form in which an amending order is entered: its days, and each value of the edition beside what it is now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.law.book_change import Tables
from ruqsat.law.clauses import CLAUSES
from ruqsat.law.documents import DOCUMENTS
from ruqsat.law.edition_fields import FIELDS, GROUPS, EditionField
from ruqsat.law.editions import Edition
from ruqsat.law.grounds import GROUNDS
from ruqsat.law.names import LANGUAGES
from ruqsat.web.committee.edition_values import value_text
from ruqsat.web.forms import ChoiceField, ChoicesField, DayField, EmailField, GovukForm
from ruqsat.web.templatetags.ruqsat_text import names, reference_text

MOST_TEXTS = 3
"""Clauses that one form words anew; a file of the order may have any number."""

_ENTER = gettext_lazy("Leave the value as it is, or enter another one")
_WHOLE = {"required": _ENTER, "invalid": gettext_lazy("Enter a whole number")}


class HourField(forms.Field):
    """An hour of the clock, like 18:30."""

    widget = forms.TextInput

    default_error_messages = {"required": _ENTER, "invalid": gettext_lazy("Enter an hour, like 18:30")}

    def prepare_value(self, value: Any) -> Any:
        """As people write it."""
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def to_python(self, value: Any) -> Any:
        """
        The hour.

        :raises ValidationError: when the clock has none like it.
        """
        text = str(value or "").strip()
        try:
            return time.fromisoformat(text) if text else None
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class NumbersField(forms.Field):
    """Telephone numbers with commas between."""

    widget = forms.TextInput

    default_error_messages = {"required": _ENTER}

    def prepare_value(self, value: Any) -> Any:
        """As people write them."""
        return ", ".join(value) if isinstance(value, tuple | list) else value

    def to_python(self, value: Any) -> Any:
        """Each of them."""
        text = value if isinstance(value, str) else ", ".join(value or ())
        return [part.strip() for part in text.split(",") if part.strip()]


@dataclass(frozen=True, kw_only=True)
class Entered:
    """One value of the edition in the form: its input, whether it applies to open cases, what is known of it."""

    field: EditionField
    value: BoundField
    open_cases: BoundField | None
    now: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """Values that are entered side by side; ``unfolded`` when something in it was changed or is wrong."""

    title: str
    entered: Sequence[Entered]
    unfolded: bool


@dataclass(frozen=True, kw_only=True)
class Text:
    """The inputs in which one clause is worded anew."""

    ref: BoundField
    words: Sequence[BoundField]


class EditionForm(GovukForm):
    """
    Rules 21-1: what an order replaces. Only what is changed is kept.

    :param before: the edition that it amends, whose values stand in the form first.
    """

    id = forms.CharField(
        label=gettext_lazy("Name of the edition"),
        help_text=gettext_lazy("The year and the number of the order, like 2027-15"),
        max_length=20,
        error_messages={"required": gettext_lazy("Enter the year and the number of the order")},
    )
    order = forms.CharField(
        label=gettext_lazy("Order"),
        help_text=gettext_lazy("As it is cited: who made it, its day and number"),
        max_length=500,
        error_messages={"required": gettext_lazy("Name the order as it is cited")},
    )
    signed_on = DayField(label=gettext_lazy("Signed on"))
    published_on = DayField(label=gettext_lazy("First officially published on"))
    in_force_from = DayField(label=gettext_lazy("In force from"))

    def __init__(self, *args: Any, before: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = before
        for field in _valued():
            now = getattr(before, field.name)
            self.fields[field.name] = _input(field, now)
            self.initial.setdefault(field.name, now)
            if field.may_apply_to_open_cases:
                self.fields[f"open_{field.name}"] = forms.BooleanField(
                    required=False, label=gettext_lazy("Applies to open cases too")
                )
        for number in range(1, MOST_TEXTS + 1):
            self.fields[f"text_{number}"] = forms.ChoiceField(
                required=False, label=gettext_lazy("Clause"), choices=_clauses, widget=forms.Select
            )
            for language, label in _LANGUAGES.items():
                self.fields[f"text_{number}_{language}"] = forms.CharField(
                    required=False, label=label, max_length=2000, widget=forms.Textarea
                )

    def groups(self) -> Iterator[Group]:
        """The values of the edition, group by group."""
        for key, title in GROUPS.items():
            entered = [self._entered(field) for field in _valued() if field.group == key]
            changed = {one.value.name for one in entered if one.value.errors or one.value.name in self._changed()}
            yield Group(title=names(title), entered=entered, unfolded=bool(changed))

    def texts(self) -> Iterator[Text]:
        """Rows in which clauses are worded anew."""
        for number in range(1, MOST_TEXTS + 1):
            words = [self[f"text_{number}_{language}"] for language in LANGUAGES]
            yield Text(ref=self[f"text_{number}"], words=words)

    def clean(self) -> dict[str, Any]:
        """A clause that is worded anew is worded in each language, and once."""
        given = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for number in range(1, MOST_TEXTS + 1):
            ref = given.get(f"text_{number}")
            missing = [one for one in LANGUAGES if not given.get(f"text_{number}_{one}")]
            if not ref and len(missing) < len(LANGUAGES):
                self.add_error(f"text_{number}", _("Choose the clause that these words are of"))
            for language in missing if ref else ():
                self.add_error(f"text_{number}_{language}", _("Say what the clause says, in each language"))
            if ref and ref in seen:
                self.add_error(f"text_{number}", _("This clause is worded above already"))
            seen.add(ref or "")
        return given

    def tables(self) -> Tables:
        """The change in the form of `edition_amended`."""
        given = self.cleaned_data
        replaces = {name: given[name] for name in self._changed()}
        if texts := self._texts():
            replaces["texts"] = texts
        of_the_order = {name: given[name] for name in ("id", "order", "signed_on", "published_on", "in_force_from")}
        opened = [field.name for field in _valued() if given.get(f"open_{field.name}")]
        return {**of_the_order, "replaces": replaces, "open_cases": opened}

    def _changed(self) -> list[str]:
        given = getattr(self, "cleaned_data", {})
        return [
            field.name
            for field in _valued()
            if field.name in given and not _same(field.name, given[field.name], getattr(self.before, field.name))
        ]

    def _texts(self) -> dict[str, Mapping[str, str]]:
        given = self.cleaned_data
        found: dict[str, Mapping[str, str]] = {}
        for number in range(1, MOST_TEXTS + 1):
            if ref := given.get(f"text_{number}"):
                found[ref] = {language: given[f"text_{number}_{language}"] for language in LANGUAGES}
        return found

    def _entered(self, field: EditionField) -> Entered:
        opened = f"open_{field.name}"
        return Entered(
            field=field,
            value=self[field.name],
            open_cases=self[opened] if opened in self.fields else None,
            now=value_text(field, getattr(self.before, field.name)),
            unit=names(field.unit),
        )


_LANGUAGES = {
    "kk": gettext_lazy("In Kazakh"),
    "ru": gettext_lazy("In Russian"),
    "en": gettext_lazy("In English"),
}
_CHOICES: Mapping[str, Mapping[str, Any]] = {
    "documents_issue": DOCUMENTS,
    "documents_reissue": DOCUMENTS,
    "documents_duplicate": DOCUMENTS,
    "grounds": GROUNDS,
}


def _valued() -> list[EditionField]:
    return [field for field in FIELDS.values() if field.name != "texts"]


def _clauses() -> list[tuple[str, str]]:
    return [("", ""), *((ref, reference_text(ref)) for ref in CLAUSES)]


def _same(name: str, given: Any, now: Any) -> bool:
    if name in _CHOICES:
        return set(given) == set(now)  # ticked in the order of their table, not in that of the edition
    return bool((list(now) if isinstance(now, tuple) else now) == given)


def _input(field: EditionField, now: Any) -> forms.Field:
    label = names(field.names)
    if field.name in _CHOICES:
        return _Listed(table=_CHOICES[field.name], label=label, error_messages={"required": _ENTER})
    match now:
        case bool():
            return _YesOrNo(label=label)
        case int():
            widget = forms.TextInput(attrs={"inputmode": "numeric"})
            return forms.IntegerField(label=label, max_value=100_000, widget=widget, error_messages=_WHOLE)
        case time():
            return HourField(label=label)
        case tuple():
            return NumbersField(label=label, help_text=gettext_lazy("With commas between"))
    return EmailField(label=label)


class _Listed(ChoicesField):
    """Keys in the order of their table, whatever the order in which they were sent."""

    def __init__(self, *, table: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(choices=[(key, names(one.names)) for key, one in table.items()], **kwargs)
        self.table = table

    def clean(self, value: Any) -> Any:
        """The chosen ones."""
        chosen = super().clean(value)
        return [key for key in self.table if key in chosen]


class _YesOrNo(ChoiceField):
    """Yes or no."""

    def __init__(self, *, label: str) -> None:
        super().__init__(label=label, choices=[("yes", _("Yes")), ("no", _("No"))])

    def prepare_value(self, value: Any) -> Any:
        """As the radio buttons have it."""
        return {True: "yes", False: "no"}.get(value, value)

    def clean(self, value: Any) -> Any:
        """Whether it is so."""
        return super().clean(value) == "yes"
