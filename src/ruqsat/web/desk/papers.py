"""Annex 2(5), List 8(2): the paper copy that was wanted is handed over, the earlier paper original comes back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruqsat import instance_clock
from ruqsat.cases.actions import papers_of_result as actions
from ruqsat.cases.case_file import CaseMovedOnError
from ruqsat.cases.on_paper import on_paper
from ruqsat.journal.refusals import RefusalError
from ruqsat.law import merits, paper
from ruqsat.law.acts import PaperHandedOver, PaperOnBlank, PaperOriginalReturned
from ruqsat.law.local_time import local
from ruqsat.web.desk.seat import AT_DESK, open_case
from ruqsat.web.forms import ChoicesField, DayField, GovukForm
from ruqsat.web.guards import officer
from ruqsat.web.officers import OfficerRequest, moved_on, refusal_text, seen_in
from ruqsat.web.templatetags.ruqsat_words import paper_name

LONGEST_BLANK = 40


class HandOverForm(GovukForm):
    """Annex 2(5), Annex 3(5): on which blanks, to whom, on which day, and what shows it."""

    to = forms.CharField(
        label=gettext_lazy("Who received it"),
        help_text=gettext_lazy("The applicant, or the person who came with a power of attorney and its number"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say who received it")},
    )
    day = DayField(
        label=gettext_lazy("Day on which it was handed over"),
        error_messages={"required": gettext_lazy("Enter the day on which it was handed over")},
    )
    proof = forms.CharField(
        label=gettext_lazy("What shows it"),
        help_text=gettext_lazy("For example the journal and the line of the signature"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what shows that it was handed over")},
    )

    def __init__(self, *args: Any, papers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = tuple(papers)
        for name, what in self._blanks():
            self.fields[name] = forms.CharField(
                label=_("%(paper)s: series and number of the blank") % {"paper": paper_name(what)},
                help_text=_("Leave it empty if this one is not handed over now") if len(self.papers) > 1 else "",
                max_length=LONGEST_BLANK,
                required=len(self.papers) == 1,
                error_messages={"required": _("Enter the series and the number of the blank")},
            )
        self.order_fields([name for name, _what in self._blanks()])

    def _blanks(self) -> list[tuple[str, str]]:
        return [(f"blank_{what}", what) for what in self.papers]

    @property
    def blanks(self) -> list[forms.BoundField]:
        """The fields for the blanks, one for each paper."""
        return [self[name] for name, _what in self._blanks()]

    def clean(self) -> dict[str, Any]:
        """
        What was typed.

        :raises ValidationError: where no blank is named at all.
        """
        cleaned = super().clean() or {}
        name, _what = self._blanks()[0]
        if name not in self.errors and not any(cleaned.get(name) for name, _what in self._blanks()):
            self.add_error(name, ValidationError(_("Enter the series and the number of the blank"), code="required"))
        return cleaned

    def named(self) -> tuple[PaperOnBlank, ...]:
        """The papers for which a blank was named."""
        given = ((what, self.cleaned_data[name].strip()) for name, what in self._blanks())
        return tuple(PaperOnBlank(paper=what, blank=blank) for what, blank in given if blank)


@require_http_methods(["GET", "HEAD", "POST"])
@officer(*AT_DESK)
def hand_over(request: OfficerRequest, case: UUID) -> HttpResponse:
    """Annex 2(5), Annex 3(5): what was wanted on paper goes to the applicant."""
    at = instance_clock.now()
    file, actor = open_case(request, case, at=at, roles=AT_DESK)
    due = paper.to_hand_over(file.standing)
    form = HandOverForm(request.POST or None, papers=due or ("license",), initial={"day": local(at).date()})
    if request.method == "POST" and form.is_valid():
        to, day, proof = (form.cleaned_data[name] for name in ("to", "day", "proof"))
        try:
            actions.hand_over(
                case, papers=form.named(), to=to, on=day, proof=proof, by=actor, seen=seen_in(request), at=at
            )
        except CaseMovedOnError as error:
            return moved_on(request, error, back=reverse("desk:hand-over", args=[case]))
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The handing over is on file, and the register knows the blank."))
            return redirect("desk:case", case)
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        "permission": file.standing.may(PaperHandedOver, by=actor, at=at),
        "seen": seen_in(request) or file.acts[-1].seq,
    }
    return render(request, "desk/hand_over.html", context, status=422 if request.method == "POST" else 200)


class GiveBackForm(GovukForm):
    """List 8(2): which paper originals came back, and in what state."""

    papers = ChoicesField(
        label=gettext_lazy("What was given back"),
        error_messages={"required": gettext_lazy("Choose what was given back")},
    )
    note = forms.CharField(
        label=gettext_lazy("State of the paper, series and number of the blank"),
        help_text=gettext_lazy("For example: whole, ЛП No. 0012345"),
        max_length=1000,
        error_messages={"required": gettext_lazy("Say in what state the paper is")},
    )

    def __init__(self, *args: Any, papers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("papers", [(what, paper_name(what)) for what in papers])


@require_http_methods(["GET", "HEAD", "POST"])
@officer(*AT_DESK)
def give_back(request: OfficerRequest, case: UUID) -> HttpResponse:
    """List 8(2): the earlier paper original is given back, and that is recorded."""
    at = instance_clock.now()
    file, actor = open_case(request, case, at=at, roles=AT_DESK)
    due = merits.papers_to_return(file.standing)
    form = GiveBackForm(request.POST or None, papers=due, initial={"papers": due})
    if request.method == "POST" and form.is_valid():
        papers, note = tuple(form.cleaned_data["papers"]), form.cleaned_data["note"]
        try:
            actions.give_back(case, papers=papers, note=note, by=actor, at=at)
        except RefusalError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("It is on file that the earlier paper original was given back."))
            return redirect("desk:case", case)
    context = {
        "form": form,
        "file": file,
        "standing": file.standing,
        "on_paper": on_paper(file),
        "permission": file.standing.may(PaperOriginalReturned, by=actor, at=at),
    }
    return render(request, "desk/give_back.html", context, status=422 if request.method == "POST" else 200)
