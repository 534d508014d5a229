"""What to ask for, and for whom."""

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.cases.drafting import Beginning
from ruqsat.law.application import ApplicantKind, Service
from ruqsat.web.forms import ChoiceField, GovukForm
from ruqsat.web.portal.words import WHOM

FOR = "for_"
"""Before a kind of applicant: somebody else of that kind, whom a representative signs for."""

MYSELF = ApplicantKind.INDIVIDUAL.value


class BeginningForm(GovukForm):
    """List 5, Rules 6: of what can be asked for, that which can be done here today; and who may apply."""

    service = ChoiceField(
        label=gettext_lazy("What do you want to ask for?"),
        choices=[
            (Service.ISSUE.value, gettext_lazy("A license, with an annex for one facility")),
            (Service.ANNEX.value, gettext_lazy("An annex to a license that you hold")),
            (Service.REISSUE.value, gettext_lazy("The reissue of a license or annex, because something has changed")),
            (
                Service.DUPLICATE.value,
                gettext_lazy("A duplicate of a license or annex on paper that was lost or damaged"),
            ),
        ],
        initial=Service.ISSUE.value,
        error_messages={"required": gettext_lazy("Choose what you want to ask for")},
    )
    whom = ChoiceField(
        label=gettext_lazy("For whom do you apply?"),
        choices=[
            (FOR + kind.value if represented else kind.value, words) for (kind, represented), words in WHOM.items()
        ],
        initial=MYSELF,
    )

    def __init__(
        self, data: QueryDict | None = None, *, organization: str = "", bin_: str = "", **kwargs: object
    ) -> None:
        given = None
        if data is not None:  # nothing chosen is oneself
            given = {"service": data.get("service", ""), "whom": data.get("whom") or MYSELF}
        super().__init__(given, **kwargs)
        hints = {
            FOR + kind.value: _("You sign with your own key and attach the document on your powers")
            for kind in ApplicantKind
        }
        entity = _("The application is signed with the certificate of the head of the entity")
        if bin_:
            named = _("By your certificate: %(organization)s, BIN %(bin)s.") % {
                "organization": organization,
                "bin": bin_,
            }
            entity = f"{named} {entity}"
        hints[ApplicantKind.LEGAL_ENTITY.value] = entity
        held = _("A license in your account: open it there, and begin from it with your data filled in.")
        self.fields["service"].choice_hints = {  # type: ignore[attr-defined]  # read by the kit's choices
            service.value: held for service in Service if service is not Service.ISSUE
        }
        self.fields["whom"].choice_hints = hints  # type: ignore[attr-defined]  # read by the kit's choices

    def beginning(self) -> Beginning:
        """Rules 6: the kind of applicant, and whether somebody else signs."""
        chosen = str(self.cleaned_data["whom"])
        return Beginning(kind=ApplicantKind(chosen.removeprefix(FOR)), represented=chosen.startswith(FOR))
