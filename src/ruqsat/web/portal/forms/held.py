"""List 8(2), List 8(3): the license that is held, its papers, what changed, what became of an original."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.keeping import at_hand
from ruqsat.law.activities import full_names
from ruqsat.law.application import THE_LICENSE, ApplicantKind, Loss, Service
from ruqsat.law.license_held import KnownLicense, may_ask, not_on_paper, to_choose
from ruqsat.law.permitted import No
from ruqsat.law.reissue import GROUNDS
from ruqsat.web.forms import ChoiceField, ChoicesField, DayField, GovukForm
from ruqsat.web.portal.forms.addresses import AddressForm, RequiredText
from ruqsat.web.portal.forms.practice import ActivityForm
from ruqsat.web.templatetags.ruqsat_text import names, reference_text

_NUMBER = re.compile(r"^\w{4,20}$")
_ANNEX = re.compile(r"^\d{1,3}$")
_BETWEEN = re.compile(r"[\s,;]+")


class HeldForm(GovukForm):
    """List 8(2), List 8(3): the number of the license; the register's answer decides whether it is held."""

    number = RequiredText(
        label=gettext_lazy("Number of the license"),
        help_text=gettext_lazy("As it stands on the license, without the sign №"),
        missing=gettext_lazy("Enter the number of the license"),
        max_length=30,
    )

    def __init__(self, *args: object, own: Collection[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.own = own

    def clean_number(self) -> str:
        """
        Letters and digits; what people write between them is forgiven.

        :raises ValidationError: for what is no number, or that of a license in the own account, where it is quicker.
        """
        number = "".join(sign for sign in str(self.cleaned_data["number"]) if sign.isalnum())
        if not _NUMBER.match(number):
            raise ValidationError(_("Enter the number of the license, like 13009902"), code="invalid")
        if number in self.own:
            raise ValidationError(
                _("This license is in your account. Open it there and begin from it: your data are filled in"),
                code="own",
            )
        return number


class GroundForm(GovukForm):
    """Permits 33: on which ground the license is reissued, in the law's words."""

    ground = ChoiceField(
        label=gettext_lazy("Why is the license or annex reissued?"),
        error_messages={"required": gettext_lazy("Choose why the license or annex is reissued")},
    )

    def __init__(self, *args: object, kind: ApplicantKind, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        open_to = [ground for ground in GROUNDS.values() if kind in ground.of]
        self.offer("ground", [(ground.key, names(ground.names)) for ground in open_to])
        visited = _("The facility is approved and visited.")
        self.fields["ground"].choice_hints = {  # type: ignore[attr-defined]  # read by the kit's choices
            ground.key: f"{reference_text(ground.key)}. {visited}" if ground.visited else reference_text(ground.key)
            for ground in open_to
        }


class PapersForm(GovukForm):
    """List 8(2), List 8(3), Rules 19: which of the license and its annexes, among those that are known."""

    papers = ChoicesField(
        label=gettext_lazy("Which of these does the application concern?"),
        error_messages={"required": gettext_lazy("Choose the license, an annex, or both")},
    )

    def __init__(
        self, *args: object, service: Service, known: KnownLicense, annex_needed: bool = False, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        permission = may_ask(service, known)
        self.refused = permission if isinstance(permission, No) else None
        self.not_on_paper = [paper_in_words(one) for one in not_on_paper(known)] if service is Service.DUPLICATE else []
        self.annex_needed = annex_needed
        choices = [] if self.refused else [(one, paper_in_words(one)) for one in to_choose(service, known)]
        self.offer("papers", choices)

    def clean_papers(self) -> list[str]:
        """
        The papers; an annex among them where what changed stands in it.

        :raises ValidationError: without one.
        """
        return _checked(list(self.cleaned_data["papers"]), annex_needed=self.annex_needed)


class StatedPapersForm(GovukForm):
    """The same of a license of which nothing is known here: the register was not asked, or does not answer."""

    license_itself = forms.BooleanField(label=gettext_lazy("The license itself"), required=False)
    annexes = forms.CharField(
        label=gettext_lazy("Numbers of the annexes"),
        help_text=gettext_lazy("Like 001, 002. Leave it empty if it concerns the license alone"),
        required=False,
        max_length=100,
    )
    refused = None

    def __init__(self, *args: object, annex_needed: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.annex_needed = annex_needed

    def clean_annexes(self) -> str:
        """
        The numbers in three digits each.

        :raises ValidationError: for what is no number of an annex.
        """
        numbers = [one for one in _BETWEEN.split(str(self.cleaned_data["annexes"])) if one]
        if not all(_ANNEX.match(one) for one in numbers):
            raise ValidationError(_("Enter the numbers of the annexes, like 001, 002"), code="invalid")
        return ", ".join(dict.fromkeys(one.zfill(3) for one in numbers))

    def clean(self) -> dict[str, Any]:
        """At least one of them; ``papers`` lists them."""
        given = dict(super().clean() or {})
        annexes = [one for one in _BETWEEN.split(given.get("annexes") or "") if one]
        papers = [*([THE_LICENSE] if given.get("license_itself") else []), *annexes]
        if not papers and not self.errors:
            self.add_error("license_itself", _("Choose the license, an annex, or both"))
        elif not self.errors:
            try:
                given["papers"] = _checked(papers, annex_needed=self.annex_needed)
            except ValidationError as error:
                self.add_error("annexes", error)
        return given


def _checked(papers: list[str], *, annex_needed: bool) -> list[str]:
    if annex_needed and papers == [THE_LICENSE]:
        raise ValidationError(_("Choose the annex too: the address stands in the annex"), code="annex")
    return papers


def paper_in_words(paper: str) -> str:
    """A paper of the license as people call it."""
    return _("The license itself") if paper == THE_LICENSE else _("Annex %(number)s") % {"number": paper}


class ChangeForm(GovukForm):
    """List 8(2): what was there before, what is there now, since which day."""

    changed_on = DayField(
        label=gettext_lazy("Since which day is it so?"),
        help_text=gettext_lazy("For example the day of the certificate or of the registration"),
        error_messages={"required": gettext_lazy("Enter the day of the change")},
    )
    before = RequiredText(
        label=gettext_lazy("What stands in the license or annex"),
        missing=gettext_lazy("Enter what stands in the license or annex"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    now = RequiredText(
        label=gettext_lazy("What is to stand there now"),
        missing=gettext_lazy("Enter what is to stand there now"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: object, on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_changed_on(self) -> str:
        """
        The day as ISO text.

        :raises ValidationError: for a day to come.
        """
        changed = self.cleaned_data["changed_on"]
        if isinstance(changed, date) and changed > self.on:
            raise ValidationError(_("The change cannot be later than today"), code="future")
        return changed.isoformat() if isinstance(changed, date) else ""

    def clean(self) -> dict[str, Any]:
        """List 8(2): something else than before."""
        given = dict(super().clean() or {})
        if given.get("now") and given.get("now") == given.get("before"):
            self.add_error("now", _("This is what stands there already. Enter what is to stand there now"))
        return given


class _Subtypes(ActivityForm):
    """Annex 2(4), Annex 3(4): the subtypes in one list, so each by its full name."""

    def __init__(self) -> None:
        super().__init__()
        known = at_hand.lists().activities
        codes = [choice.code for group in self.groups for choice in group.choices]
        self.offer("subtypes", [(code, names(full_names(code, among=known))) for code in codes])


class AnnexesForm(GovukForm):
    """Permits 33(6), List 8(2): the address of each annex that the application concerns, and its subtypes if asked."""

    def __init__(self, *args: object, annexes: Sequence[str], with_subtypes: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.postal_codes = [f"postal_code_{annex}" for annex in annexes]
        for annex in annexes:
            self._add(annex, AddressForm())
            if with_subtypes:
                self._add(annex, _Subtypes())

    def _add(self, annex: str, of: GovukForm) -> None:
        for name, field in of.fields.items():
            field.label = _("Annex %(number)s: %(field)s") % {"number": annex, "field": field.label}
            self.fields[f"{name}_{annex}"] = field

    def clean(self) -> dict[str, Any]:
        """Each postal code as the post of Kazakhstan writes it."""
        given = dict(super().clean() or {})
        for name in self.postal_codes:
            judge = AddressForm({"postal_code": given.get(name, "")})
            judge.full_clean()
            if name in given and "postal_code" in judge.errors:
                self.add_error(name, judge.errors["postal_code"])
            elif name in given:
                given[name] = judge.cleaned_data["postal_code"]
        return given


class LossForm(GovukForm):
    """Rules 19, List 8(3): what became of the original."""

    loss = ChoiceField(
        label=gettext_lazy("What became of the original on paper?"),
        choices=[(Loss.LOST.value, gettext_lazy("It was lost")), (Loss.DAMAGED.value, gettext_lazy("It was damaged"))],
        error_messages={"required": gettext_lazy("Choose what became of the original")},
    )
