"""The questions of "What do I need?", and the answers to them in an address."""

from datetime import date

import pytest
from django.http import QueryDict

from ruqsat.law.application import Service
from ruqsat.law.editions import EDITIONS
from ruqsat.law.reissue import GROUNDS
from ruqsat.web.public.questions import FOREIGN, KINDS, Walked, carried, onwards, walk

pytestmark = pytest.mark.django_db

RULES = EDITIONS.on(date(2026, 11, 9))
ANSWERS = {
    "signs": "self",
    "facilities": "2",
    "elsewhere": "1",
    "graduated": "before",
}
"""An answer to whatever is asked alike of every service."""


def walked(query: str) -> Walked:
    return walk(QueryDict(query), edition=RULES)


def asked_of(service: Service, who: str) -> list[str]:
    """The questions in their order, answering each with the first that it accepts."""
    given = QueryDict(mutable=True)
    given["service"], given["who"] = service.value, who
    while True:
        found = walk(given, edition=RULES)
        if found.question is None or found.form is None:
            return list(found.given)
        key = found.question.key
        choices = getattr(found.form.fields[key], "choices", None)
        given[key] = ANSWERS.get(key) or str(next(iter(choices or []))[0])


@pytest.mark.parametrize("who", KINDS)
@pytest.mark.parametrize("service", Service)
def test_every_way_ends_and_asks_what_its_documents_depend_on(service: Service, who: str) -> None:
    """Rules 13, List 8(1), List 8(2), List 8(3): the first ground of each kind touches no facility."""
    of_premises = ["facilities", "elsewhere", "graduated"]
    further = {
        Service.ISSUE: of_premises,
        Service.ANNEX: of_premises,
        Service.REISSUE: ["ground", "original"],
        Service.DUPLICATE: ["original"],
    }
    assert asked_of(service, who) == ["service", "who", "signs", *further[service]]


@pytest.mark.parametrize(
    ("who", "closed"),
    [
        ("individual", {"Permits 33(2)", "Permits 33(3)", "Permits 33(4)", "Permits 33(5)"}),
        ("entrepreneur", {"Permits 33(3)", "Permits 33(4)", "Permits 33(5)"}),
        (FOREIGN, {"Permits 33(1)", "Permits 33(2)", "Permits 33(5)"}),
    ],
)
def test_only_grounds_open_to_the_applicant_are_offered(who: str, closed: set[str]) -> None:
    """Permits 33."""
    found = walked(f"service=reissue&who={who}&signs=self")
    assert found.form is not None
    offered = {key for key, _ in found.form.fields["ground"].choices}  # type: ignore[attr-defined]  # a choice field
    assert offered == set(GROUNDS) - closed


def test_a_foreign_entity_with_one_facility_applies_where_it_is() -> None:
    """Rules 3, Rules 18."""
    found = walked(f"service=issue&who={FOREIGN}&signs=self&facilities=1&graduated=after")
    assert found.question is None
    assert "elsewhere" not in found.given


def test_the_address_that_leads_on_has_the_answers_in_the_order_of_the_questions() -> None:
    data = QueryDict("who=individual&service=issue&graduated=after&asked=who&colour=blue")
    found = walk(data, edition=RULES)
    assert onwards(data, found) == "service=issue&who=individual&graduated=after"
    assert found.left_out == ("colour",)
    assert carried(data, without="who") == [("service", "issue"), ("graduated", "after")]


def test_an_answer_that_is_not_understood_stops_the_walk_at_its_question() -> None:
    found = walked("service=issue&who=nobody&signs=self")
    assert found.failed
    assert (found.question.key if found.question else "") == "who"
    assert found.before == "service"
