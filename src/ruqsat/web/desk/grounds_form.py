"""Grounds of List 9 on a form: each can be picked, and each picked one says why."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.law.acts import GroundFound
from ruqsat.web.desk.bearing import GroundShown
from ruqsat.web.forms import GovukForm, TickField
from ruqsat.web.templatetags.ruqsat_text import names


class GroundsForm(GovukForm):
    """
    The grounds offered, a tick and a text for each.

    :param picked: keys of the grounds that are ticked at first. :param texts: reasons at first, where not the drafted.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        offered: Collection[GroundShown],
        picked: Collection[str],
        texts: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data)
        self.offered = offered
        for ground in offered:
            pick, text = _fields(ground)
            label = names(ground.names)
            self.fields[pick] = TickField(label=label, required=False, initial=ground.key in picked)
            self.fields[text] = forms.CharField(
                label=gettext_lazy("Why, as the applicant will read it"),
                widget=forms.Textarea,
                required=False,
                max_length=4000,
                initial=(texts or {}).get(ground.key) or ground.drafted,
            )

    def clean(self) -> dict[str, Any]:
        """A ground at least, and a reason for each that is picked."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        picked = [ground for ground in self.offered if cleaned.get(_fields(ground)[0])]
        if not picked:
            self.add_error(None, _("Pick at least one ground"))
        for ground in picked:
            text = _fields(ground)[1]
            if text not in self.errors and not cleaned.get(text, "").strip():
                self.add_error(text, _("Write the reason for this ground"))
        return cleaned

    def rows(self) -> Iterator[tuple[GroundShown, BoundField, BoundField]]:
        """Each ground with its tick and its text."""
        for ground in self.offered:
            pick, text = _fields(ground)
            yield ground, self[pick], self[text]

    def named(self) -> tuple[GroundFound, ...]:
        """The grounds picked, each with the acts that bear it out and its reason."""
        return tuple(
            ground.found(self.cleaned_data[_fields(ground)[1]])
            for ground in self.offered
            if self.cleaned_data[_fields(ground)[0]]
        )

    def typed(self) -> str:
        """Every reason as it was typed, to be kept where the form is lost."""
        return "\n\n".join(str(text.value() or "") for _ground, pick, text in self.rows() if pick.value())


def _fields(ground: GroundShown) -> tuple[str, str]:
    """Names of the two fields of a ground: "pick_4", "text_4"."""
    place = ground.key.removeprefix("List 9(").removesuffix(")")
    return f"pick_{place}", f"text_{place}"
