"""
The questions of "What do I need?", one after another, and the answers to them in an address.

Which are asked is said by the law: the facts on which documents, inquiries, approvals and visits depend.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruqsat.keeping import at_hand
from ruqsat.law.application import ApplicantKind, Service
from ruqsat.law.editions import Edition
from ruqsat.law.reissue import GROUNDS
from ruqsat.law.service_rules import RULES
from ruqsat.law.supposed import is_examined, names_facilities
from ruqsat.web.forms import ChoiceField, ChoicesField, GovukForm
from ruqsat.web.public.numbers import NumberField
from ruqsat.web.public.words import SERVICES
from ruqsat.web.templatetags.ruqsat_text import names

ASKED, CHANGE = "asked", "change"
"""In an address: the question that was just answered, and the one whose answer is to be changed."""

FOREIGN = "foreign"
MOST_FACILITIES = 100

Given = Mapping[str, Any]
"""Answers that were understood, by the keys of their questions."""


class OneQuestion(GovukForm):
    """A page with one question."""

    def __init__(self, key: str, asked: forms.Field, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields[key] = asked


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question: its key in addresses, whether it is asked after those answers, and the field that asks it."""

    key: str
    applies: Callable[[Given], bool]
    asks: Callable[[Given, Edition], forms.Field]


def _service(_given: Given, _edition: Edition) -> forms.Field:
    return ChoiceField(
        label=_("What do you want to ask for?"),
        choices=[(service.value, name) for service, name in SERVICES.items()],
    )


KINDS: Mapping[str, Any] = {
    ApplicantKind.INDIVIDUAL.value: gettext_lazy("An individual"),
    ApplicantKind.ENTREPRENEUR.value: gettext_lazy("An individual entrepreneur"),
    ApplicantKind.LEGAL_ENTITY.value: gettext_lazy("A legal entity of Kazakhstan"),
    FOREIGN: gettext_lazy("A foreign legal entity"),
}


def kind_of(given: Given) -> ApplicantKind:
    """The kind of applicant; a foreign legal entity is a legal entity (Rules 6)."""
    return ApplicantKind.LEGAL_ENTITY if given["who"] == FOREIGN else ApplicantKind(given["who"])


def _who(_given: Given, _edition: Edition) -> forms.Field:
    return ChoiceField(label=_("Who applies?"), choices=list(KINDS.items()))


def signing(given: Given) -> dict[str, Any]:
    """Who can sign, in words (Rules 6)."""
    entity = kind_of(given) is ApplicantKind.LEGAL_ENTITY
    own = _("The head of the legal entity") if entity else _("The applicant in person")
    return {"self": own, "representative": _("A representative, by a power of attorney")}


def _signs(given: Given, _edition: Edition) -> forms.Field:
    return ChoiceField(label=_("Who signs the application?"), choices=list(signing(given).items()))


def _ground(given: Given, _edition: Edition) -> forms.Field:
    kind = kind_of(given)
    grounds = [(key, names(ground.names)) for key, ground in GROUNDS.items() if kind in ground.of]
    return ChoiceField(label=_("What has changed?"), choices=grounds)


def originals(given: Given) -> dict[str, Any]:
    """What can be said of the original of a license or annex (List 8(2), Rules 19)."""
    electronic = {"electronic": _("It was issued electronically, never on paper")}
    if RULES[Service(given["service"])].loss:
        lost, damaged = _("It was issued on paper and is lost"), _("It was issued on paper and is damaged")
        return {"lost": lost, "damaged": damaged} | electronic
    return {"paper": _("It was issued on paper")} | electronic


def _original(given: Given, _edition: Edition) -> forms.Field:
    return ChoiceField(label=_("How was the license or annex issued?"), choices=list(originals(given).items()))


def _facilities(_given: Given, _edition: Edition) -> forms.Field:
    return NumberField(
        least=1,
        most=MOST_FACILITIES,
        label=_("How many facilities is it about?"),
        help_text=_("A facility is the premises at one address where you treat people."),
    )


def _most_elsewhere(given: Given) -> int:
    """At most so many; of a foreign legal entity the first facility is where it applies (Rules 3)."""
    facilities: int = given["facilities"]
    return facilities - 1 if given["who"] == FOREIGN else facilities


def _elsewhere(given: Given, _edition: Edition) -> forms.Field:
    hint = {
        ApplicantKind.LEGAL_ENTITY.value: _("You apply where the legal address is."),
        FOREIGN: _("You apply where the first facility is."),
    }.get(given["who"], _("You apply where you live."))
    return NumberField(
        least=0,
        most=_most_elsewhere(given),
        label=_("How many of them are in another region than the one where you apply?"),
        help_text=_("%(where)s Regions and cities of national significance: %(count)s.")
        % {"where": hint, "count": len(at_hand.lists().offices.served)},
    )


def studies(edition: Edition) -> dict[str, str]:
    """When studies were completed, as far as it matters (List 8(1), Rules 8(7))."""
    year = {"year": edition.education_year}
    return {
        "before": _("Before %(year)s") % year,
        "in": _("In %(year)s") % year,
        "after": _("After %(year)s") % year,
    }


def _graduated(_given: Given, edition: Edition) -> forms.Field:
    return ChoicesField(
        label=_("When did those who will treat people complete their medical studies?"),
        help_text=_("Tick all that is true of somebody among them."),
        choices=list(studies(edition).items()),
    )


def _ground_of(given: Given) -> str:
    return str(given.get("ground", ""))


def _with_original(given: Given) -> bool:
    return RULES[Service(given["service"])].papers


def _with_facilities(given: Given) -> bool:
    return names_facilities(Service(given["service"]), _ground_of(given))


def _with_examination(given: Given) -> bool:
    return is_examined(Service(given["service"]), _ground_of(given))


def _always(_given: Given) -> bool:
    return True


QUESTIONS = (
    Question(key="service", applies=_always, asks=_service),
    Question(key="who", applies=_always, asks=_who),
    Question(key="signs", applies=_always, asks=_signs),
    Question(key="ground", applies=lambda given: RULES[Service(given["service"])].change, asks=_ground),
    Question(key="original", applies=_with_original, asks=_original),
    Question(key="facilities", applies=_with_facilities, asks=_facilities),
    Question(
        key="elsewhere",
        applies=lambda given: _with_examination(given) and _most_elsewhere(given) > 0,
        asks=_elsewhere,
    ),
    Question(key="graduated", applies=_with_examination, asks=_graduated),
)
"""In the order in which they are asked; each sees the answers to those before it."""

KEYS = tuple(question.key for question in QUESTIONS)


@dataclass(frozen=True, kw_only=True)
class Walked:
    """
    How far the answers in an address lead: what was given, and the question that comes now, ``None`` at the end.

    ``left_out`` are the parts of the address that answer nothing that is asked.
    """

    given: Given
    question: Question | None = None
    form: OneQuestion | None = None
    left_out: tuple[str, ...] = ()
    before: str = ""

    @property
    def failed(self) -> bool:
        """Whether an answer was not understood."""
        return self.form is not None and self.form.is_bound


def walk(data: QueryDict, *, edition: Edition) -> Walked:
    """Go through the questions as far as *data* answers them."""
    given: dict[str, Any] = {}
    for question in QUESTIONS:
        if not question.applies(given):
            continue
        before = next(reversed(given), "")
        answered = question.key in data or data.get(ASKED) == question.key
        changes = data.get(CHANGE) == question.key
        form = OneQuestion(question.key, question.asks(given, edition), data=data if answered else None)
        if answered and form.is_valid() and not changes:
            given[question.key] = form.cleaned_data[question.key]
            continue
        if changes and (not answered or form.is_valid()):
            known = form.cleaned_data if answered else {}
            form = OneQuestion(question.key, question.asks(given, edition), initial=known)
        left = tuple(_unknown(data, KEYS))
        return Walked(given=given, question=question, form=form, before=before, left_out=left)
    return Walked(given=given, left_out=tuple(_unknown(data, tuple(given))))


def _unknown(data: QueryDict, keys: tuple[str, ...]) -> Iterator[str]:
    return (key for key in data if key not in (*keys, ASKED, CHANGE))


def carried(data: QueryDict, *, without: str) -> list[tuple[str, str]]:
    """Every other answer in an address, to go on with the page's own."""
    return [(key, value) for key in KEYS if key != without and key in data for value in data.getlist(key)]


def onwards(data: QueryDict, walked: Walked) -> str:
    """The address without what only told how one came: answers understood, and those that are still to be read."""
    pairs = list(_pairs(walked.given))
    if walked.question is not None:
        further = KEYS[KEYS.index(walked.question.key) :]
        pairs += [(key, value) for key, value in carried(data, without="") if key in further]
    return urlencode(pairs)


def _pairs(given: Given) -> Iterator[tuple[str, str]]:
    for key, value in given.items():
        for one in value if isinstance(value, list) else [value]:
            yield key, str(one)
