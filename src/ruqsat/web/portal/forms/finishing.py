"""Before signing: what is not there, and that the applicant files all the same."""

from django.utils.translation import gettext_lazy

from ruqsat.web.forms import GovukForm, TickField


class GapsForm(GovukForm):
    """Rules 9, List 9(2), List 9(8): the applicant has read what follows, and sends the application all the same."""

    all_the_same = TickField(
        label=gettext_lazy("I have read this and want to send the application all the same"),
        error_messages={"required": gettext_lazy("Tick the box if you want to send the application all the same")},
    )
