"""How a field of a form is shown in GOV.UK's markup, and which errors a form has."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ruqsat.web.components import component
from ruqsat.web.forms import DayInput


@dataclass(frozen=True, kw_only=True)
class FieldError:
    """One error of a form: its text, and the id of the input that the reader is taken to ("" when it has none)."""

    text: str
    target: str


def errors_of(form: "BaseForm | BaseFormSet[Any]") -> Iterator[FieldError]:
    """Every error of a form or a set of forms, in the order of the fields."""
    if isinstance(form, BaseFormSet):
        for text in form.non_form_errors():
            yield FieldError(text=str(text), target="")
        for member in form.forms:
            yield from errors_of(member)
        return
    for text in form.non_field_errors():
        yield FieldError(text=str(text), target="")
    for bound in form:
        for text in bound.errors:
            yield FieldError(text=str(text), target=first_input(bound))


def first_input(bound: BoundField) -> str:
    """The id of the first input of a field."""
    match bound.field.widget:
        case DayInput():
            return f"{bound.auto_id}_day"
        case forms.RadioSelect() | forms.CheckboxSelectMultiple():
            return f"{bound.auto_id}_0"
    return bound.auto_id


def render(bound: BoundField, **options: Any) -> SafeString:
    """
    The field with label, hint, error and input.

    :param heading: the label is the page's ``h1``
    :param label: instead of the field's own
    :param hint: instead of the field's help text
    :param width: of the input in characters: 2, 3, 4, 5, 10, 20, 30
    :param inline: radios side by side
    :param small: small radios or check boxes
    :param source: where the value came from, in words
    :param prefix: before the input, as "+7"
    :param suffix: after the input, as "₸"
    """
    described = _described_by(bound, options)
    values = {
        "bound": bound,
        "label": options.get("label") or bound.label,
        "hint": options.get("hint") or bound.help_text,
        "errors": bound.errors,
        "optional": not bound.field.required and not isinstance(bound.field.widget, forms.CheckboxInput),
        **options,
        "described": described,
    }
    return component(_template(bound), **(values | _inputs(bound, options, described)))


def _described_by(bound: BoundField, options: dict[str, Any]) -> str:
    hint = f"{bound.auto_id}-hint" if options.get("hint") or bound.help_text else ""
    error = f"{bound.auto_id}-error" if bound.errors else ""
    return " ".join(part for part in (hint, error) if part)


def _template(bound: BoundField) -> str:
    match bound.field.widget:
        case DayInput():
            return "components/field_day.html"
        case forms.RadioSelect() | forms.CheckboxSelectMultiple():
            return "components/field_choices.html"
        case forms.CheckboxInput():
            return "components/field_tick.html"
    return "components/field_input.html"


def _inputs(bound: BoundField, options: dict[str, Any], described: str) -> dict[str, Any]:
    match bound.field.widget:
        case DayInput():
            return {"parts": list(_day_parts(bound))}
        case forms.CheckboxSelectMultiple():  # before RadioSelect, of which Django makes it a kind
            return {"choices": list(_choices(bound)), "kind": "checkboxes", "input_type": "checkbox"}
        case forms.RadioSelect():
            return {"choices": list(_choices(bound)), "kind": "radios", "input_type": "radio"}
        case forms.CheckboxInput():
            return {"checked": bool(bound.value())}
    return {"input": _plain_input(bound, options, described)}


_CLASSES = ((forms.Textarea, "govuk-textarea"), (forms.Select, "govuk-select"), (forms.FileInput, "govuk-file-upload"))


def _plain_input(bound: BoundField, options: dict[str, Any], described: str) -> SafeString:
    name = next((css for kind, css in _CLASSES if isinstance(bound.field.widget, kind)), "govuk-input")
    classes = [name]
    if bound.errors:
        classes.append(f"{name}--error")
    if options.get("width"):
        classes.append(f"govuk-input--width-{options['width']}")
    attributes = {"class": " ".join(classes)}
    if described:
        attributes["aria-describedby"] = described
    if isinstance(bound.field.widget, forms.Textarea):
        attributes["rows"] = str(options.get("rows") or bound.field.widget.attrs.get("rows") or 5)
        attributes["cols"] = ""
    if isinstance(bound.field.widget, forms.TextInput):
        attributes["spellcheck"] = "false"
    return bound.as_widget(attrs={**attributes})


def _choices(bound: BoundField) -> Iterator[dict[str, Any]]:
    hints = getattr(bound.field, "choice_hints", {})
    for widget in bound.subwidgets:
        data = widget.data
        yield {
            "id": data["attrs"]["id"],
            "name": data["name"],
            "value": data["value"],
            "label": data["label"],
            "checked": data["selected"],
            "hint": hints.get(data["value"], ""),
        }


def _day_parts(bound: BoundField) -> Iterator[dict[str, Any]]:
    value = bound.value()
    widget = bound.field.widget
    texts = value if isinstance(value, list) else widget.decompress(value)
    parts = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))
    for (part, label, width), text in zip(parts, texts, strict=True):
        yield {
            "id": f"{bound.auto_id}_{part}",
            "name": f"{bound.html_name}_{part}",
            "label": label,
            "width": width,
            "value": text or "",
        }
