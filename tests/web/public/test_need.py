"""What do I need: questions in an address, and the exact list."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

Visitor = Callable[[str], Client]

ISSUE = "service=issue&who=individual&signs=self&facilities=2&elsewhere=1&graduated=before&graduated=after"


def shown(visitor: Visitor, query: str, *, status: int = 200, language: str = "en") -> str:
    answer = visitor(language).get(f"/need/?{query}")
    assert answer.status_code == status, answer.headers.get("Location")
    return unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("", "What do you want to ask for?"),
        ("service=issue", "Who applies?"),
        ("service=issue&who=individual", "Who signs the application?"),
        ("service=issue&who=individual&signs=self", "How many facilities is it about?"),
        ("service=issue&who=individual&signs=self&facilities=1", "How many of them are in another region"),
        ("service=issue&who=foreign&signs=self&facilities=1", "When did those who will treat people"),
        ("service=issue&who=individual&signs=self&facilities=1&elsewhere=0", "When did those who will treat people"),
        ("service=reissue&who=legal_entity&signs=self", "What has changed?"),
        (
            "service=reissue&who=legal_entity&signs=self&ground=Permits+33%284%29",
            "How was the license or annex issued?",
        ),
        (
            "service=reissue&who=legal_entity&signs=self&ground=Permits+33%286%29&original=paper",
            "How many facilities is it about?",
        ),
        ("service=duplicate&who=individual&signs=self", "How was the license or annex issued?"),
    ],
)
def test_only_what_the_documents_depend_on_is_asked_one_question_per_page(
    visitor: Visitor, query: str, heading: str
) -> None:
    """Rules 13."""
    page = shown(visitor, query)
    assert page.count("<h1") == 1
    assert heading in page.partition("<h1")[2].partition("</h1>")[0]
    assert page.count("<fieldset") <= 1


def test_the_list_for_a_license_is_exact_and_every_part_has_its_clause(visitor: Visitor) -> None:
    """Rules 13, List 8(1), Rules 8, List 6(1), Rules 19, Rules 10(1), Rules 10(3), Rules 18, Rules 6."""
    page = shown(visitor, ISSUE)
    for text in (
        "Of each specialist who completed the studies: Before 2015.",
        "Certificate of retraining or advanced training",
        "For each facility: 2.",
        "Attach only if the state register has nothing on it",
        "43\u202f250\u00a0₸",
        "Working days in the term: 13",
        "Visits: 2.",
        "Such facilities: 1.",
        "certificate of an individual",
        "You apply to the department of the region where you live.",
    ):
        assert text in page
    for slug in ("rules-13", "list-8-1", "rules-8-4", "list-6-1", "tax-554", "rules-19", "rules-10-1", "rules-18"):
        assert f'href="/rules/{slug}/"' in page
    assert "power of attorney" not in page.partition("Your answers")[0]


def test_who_signs_for_another_attaches_the_power(visitor: Visitor) -> None:
    """Rules 6."""
    page = shown(visitor, ISSUE.replace("signs=self", "signs=representative"))
    assert "Document on the representative's powers" in page


def test_a_reissue_says_what_proves_the_change_and_what_is_given_back(visitor: Visitor) -> None:
    """List 8(2), Permits 33."""
    page = shown(visitor, "service=reissue&who=individual&signs=self&ground=Permits+33%281%29&original=paper")
    for text in (
        "Copy of the document on the changes",
        "Change of name, marriage",
        "you give the earlier paper original back",
        "4\u202f325\u00a0₸",
        "nobody visits the facilities",
    ):
        assert text in page
    assert "You attach no document." not in page


def test_a_duplicate_of_what_was_never_on_paper_is_not_given(visitor: Visitor) -> None:
    """Rules 19."""
    page = shown(visitor, "service=duplicate&who=individual&signs=self&original=electronic")
    assert "A duplicate is issued only of what was issued on paper" in page
    assert "Start now" not in page
    assert "You attach no document." in shown(visitor, "service=duplicate&who=individual&signs=self&original=lost")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("service=licence", "Choose one of the answers"),
        ("service=", "Choose one of the answers"),
        ("asked=service", "Choose one of the answers"),
        ("service=issue&who=%00", "Choose one of the answers"),
        ("service=issue&who=individual&signs=self&facilities=many", "Enter a whole number from 1 to 100"),
        ("service=issue&who=individual&signs=self&facilities=0", "Enter a whole number from 1 to 100"),
        ("service=issue&who=individual&signs=self&facilities=" + "9" * 5000, "Enter a whole number from 1 to 100"),
        ("service=issue&who=individual&signs=self&facilities=2&elsewhere=3", "Enter a whole number from 0 to 2"),
        ("service=reissue&who=individual&signs=self&ground=Permits+33%283%29", "Choose one of the answers"),
        ("service=reissue&who=individual&signs=self&ground=Permits+33%285%29", "Choose one of the answers"),
        ("service=issue&who=individual&signs=self&facilities=1&elsewhere=0&graduated=never", "Choose from the answers"),
    ],
)
def test_an_answer_that_is_none_gets_a_sentence_beside_its_question(
    visitor: Visitor, query: str, sentence: str
) -> None:
    page = shown(visitor, query, status=422)
    assert sentence in page
    assert "govuk-error-message" in page


@pytest.mark.parametrize("query", [f"{ISSUE}&colour=blue", f"{ISSUE}&ground=Permits+33%281%29", "colour=blue"])
def test_what_answers_nothing_is_named_and_left_out(visitor: Visitor, query: str) -> None:
    page = shown(visitor, query)
    assert "A part of this address answers nothing that is asked here, and was left out" in page


def test_an_answer_leads_on_to_an_address_with_the_answers_only(visitor: Visitor) -> None:
    client = visitor("en")
    answer = client.get("/need/?asked=service&service=issue")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/need/?service=issue")
    changed = client.get(f"/need/?{ISSUE.replace('service=issue', 'service=annex')}&asked=service")
    assert changed.headers["Location"] == f"/need/?{ISSUE.replace('service=issue', 'service=annex')}"


def test_an_answer_is_changed_and_the_others_stay_as_far_as_they_are_asked(visitor: Visitor) -> None:
    page = shown(visitor, f"{ISSUE}&change=service")
    assert 'value="issue" checked' in page
    assert '<input type="hidden" name="facilities" value="2">' in page
    duplicate = ISSUE.replace("service=issue", "service=duplicate")
    client = visitor("en")
    answer = client.get(f"/need/?{duplicate}&asked=service")
    assert answer.headers["Location"] == f"/need/?{duplicate}"
    answer = client.get(f"/need/?{duplicate}&original=lost&asked=original")
    assert answer.headers["Location"] == "/need/?service=duplicate&who=individual&signs=self&original=lost"


def test_back_leads_to_the_question_before_with_its_answer(visitor: Visitor) -> None:
    page = shown(visitor, "service=issue&who=individual")
    assert 'href="/need/?service=issue&who=individual&change=who" class="govuk-back-link"' in page
    before = shown(visitor, "service=issue&who=individual&change=who")
    assert 'value="individual" checked' in before


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_list_speaks_the_readers_language(visitor: Visitor, language: str) -> None:
    page = shown(visitor, ISSUE, language=language)
    for english in ("Attach", "Visits", "The fee", "register has", "Working days", "Your answers", "certificate of"):
        assert english not in page


def test_a_wrong_method_is_refused(visitor: Visitor) -> None:
    assert visitor("en").post("/need/", {"service": "issue"}).status_code == 405
