"""What to ask for."""

from django.utils.translation import gettext_lazy

from ruqsat.law.application import Service
from ruqsat.web.forms import ChoiceField, GovukForm


class BeginningForm(GovukForm):
    """List 5: of what can be asked for, that which can be done here today."""

    service = ChoiceField(
        label=gettext_lazy("What do you want to ask for?"),
        choices=[(Service.ISSUE.value, gettext_lazy("A license, with an annex for one facility"))],
        initial=Service.ISSUE.value,
        error_messages={"required": gettext_lazy("Choose what you want to ask for")},
    )
