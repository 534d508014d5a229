"""Rules 8: whether registers may be asked, and the code from the phone."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.web.forms import ChoiceField, GovukForm

REGISTERS, TYPED = "registers", "typed"


class ConsentForm(GovukForm):
    """Rules 8: ask the registers, or type everything."""

    choice = ChoiceField(
        label=gettext_lazy("May the state registers be asked?"),
        choices=[
            (REGISTERS, gettext_lazy("Yes, send a code to my phone")),
            (TYPED, gettext_lazy("No, I will type everything myself")),
        ],
        error_messages={"required": gettext_lazy("Choose whether the registers may be asked")},
    )

    def __init__(self, *args: object, represented: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if represented:
            self.offer(
                "choice",
                [
                    (REGISTERS, _("Yes, ask for the consent of the person for whom I sign")),
                    (TYPED, _("No, everything is typed")),
                ],
            )
        self.fields["choice"].choice_hints = {  # type: ignore[attr-defined]  # read by the kit's choices
            REGISTERS: _("The form fills itself, and you attach fewer documents"),
            TYPED: _(
                "You attach the documents that the registers would have shown; without consent the license is refused"
            ),
        }


class CodeForm(GovukForm):
    """Rules 8: the one-time code of six digits."""

    code = forms.CharField(
        label=gettext_lazy("Code from the SMS"),
        help_text=gettext_lazy("Six digits, from the number 1414"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": gettext_lazy("Enter the six digits from the SMS")},
    )

    def clean_code(self) -> str:
        """
        Six digits; spaces between them are forgiven.

        :raises ValidationError: for anything else.
        """
        code = "".join(str(self.cleaned_data["code"]).split())
        if not (len(code) == 6 and code.isascii() and code.isdigit()):
            raise ValidationError(_("The code has six digits"), code="invalid")
        return code
