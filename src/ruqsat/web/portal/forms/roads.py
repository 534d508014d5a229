"""After filing: an objection, a withdrawal, a document."""

from collections.abc import Sequence
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext_lazy

from ruqsat.web.forms import ChoiceField, GovukForm
from ruqsat.web.portal.forms.papers import AttachmentForm

LONGEST = 10_000


class ObjectionForm(GovukForm):
    """Rules 12: the applicant's position in writing."""

    text = forms.CharField(
        label=gettext_lazy("What do you say to the intended refusal?"),
        help_text=gettext_lazy(
            "Say what is mistaken, or what you have put right since, and what shows it. Plain words are enough."
        ),
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={
            "required": gettext_lazy("Write what you say to the intended refusal"),
            "max_length": gettext_lazy(
                "Your objection must have 10,000 letters or fewer; add longer texts as documents"
            ),
        },
    )


class WithdrawalForm(GovukForm):
    """Rules 6: why the application is taken back; nobody has to say."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you take it back?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea,
        error_messages={"max_length": gettext_lazy("The reason must have 2,000 letters or fewer")},
    )


class _Place(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def text(self) -> str: ...


class AddingForm(AttachmentForm):
    """Rules 9, Rules 13: what the document proves, and the document."""

    proves = ChoiceField(
        label=gettext_lazy("What does the document show?"),
        choices=[],
        error_messages={
            "required": gettext_lazy("Choose what the document shows"),
            "invalid_choice": gettext_lazy("Choose what the document shows"),
        },
    )
    field_order = ["proves", "file"]

    def __init__(self, places: Sequence[_Place], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("proves", [(one.code, one.text) for one in places])
