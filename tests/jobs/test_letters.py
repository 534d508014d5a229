"""List 10(1), Rules 12, Rules 14: every message in three languages, with everything that stands in it, short enough."""

from collections.abc import Mapping
from datetime import date

import pytest

from ruqsat.documents.labels import clause, day
from ruqsat.jobs import letters
from ruqsat.law.grounds import GROUNDS
from ruqsat.law.names import LANGUAGES
from ruqsat.law.offices import OFFICES

LONGEST_DAY = date(2026, 9, 30)
PARTS = {"visit_notice": 4, "refusal_intended": 3}
"""More than two parts only where the law asks for an hour and a place, or a term."""


def values(language: str) -> Mapping[str, str | int]:
    """What the longest message has in it."""
    return {
        "number": "KZ75-2026-000001",
        "link": "https://license.example.kz/applications/5b2691c7-4b76-4739-8d80-8598db0508e8/",
        "short_link": "https://license.example.kz/to/KZ75-2026-000001/",
        "day": day(LONGEST_DAY, language),
        "days": 2,
        "clauses": clause("List 9(2), 9(4)", language),
        "grounds": "List 9(2): the fee is not paid.\nList 9(4): the approving body refused.",
        "reason": "The certificate was revoked.",
        "office": max((one.short.in_(language) for one in OFFICES.values()), key=len),
        "city": "Усть-Каменогорск",
        "street": "Тәжірибе көшесі",
        "building": "125/3",
        "hour": "11:00",
        "phone": "1414",
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", letters.KEYS)
def test_every_message_is_whole_in_every_language(key: str, language: str) -> None:
    letter = letters.render(key, values, language=language)
    for said in (letter.subject, letter.text, letter.sms):
        assert said.strip()
        assert "%(" not in said
    assert len(letter.subject) <= 78  # RFC 5322: one line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", letters.KEYS)
def test_an_sms_is_short_enough_to_arrive_as_one(key: str, language: str) -> None:
    """Cyrillic letters go by 67 in a part of an SMS that has several."""
    assert letters.parts_of_sms(letters.render(key, values, language=language).sms) <= PARTS.get(key, 2)


@pytest.mark.parametrize(("language", "order"), [("kk", "kk ru"), ("ru", "ru kk"), ("en", "en kk ru")])
def test_an_e_mail_begins_with_the_persons_language_and_the_state_languages_follow(language: str, order: str) -> None:
    text = letters.render("visit_notice", values, language=language).text
    begins = {"kk": "Рұқсат беру бақылауы", "ru": "Разрешительный контроль", "en": "Permit control"}
    parts = zip(text.split(letters.BETWEEN_LANGUAGES), order.split(), strict=True)
    assert all(part.startswith(begins[one]) for part, one in parts)


def test_who_receives_that_a_refusal_is_intended_reads_why_by_when_and_from_when_it_counts() -> None:
    """Rules 12: the message is a receipt, so it has in it what is received."""
    text = letters.render("refusal_intended", values, language="en").text
    for said in ("List 9(2): the fee is not paid.", "within 2 working days", "when this message is delivered"):
        assert said in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_sms_that_a_refusal_is_intended_names_its_grounds_also_all_eight(language: str) -> None:
    """Rules 12: the SMS is a receipt too, so whoever has nothing to sign in with knows the grounds; in four parts."""
    eight = clause(f"List {', '.join(key.removeprefix('List ') for key in GROUNDS)}", language)
    sms = letters.render("refusal_intended", lambda one: {**values(one), "clauses": eight}, language=language).sms
    assert sms.count("9(") == len(GROUNDS) == 8
    assert letters.parts_of_sms(sms) <= PARTS["refusal_intended"] + 1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("ә" * 70, 1),
        ("ә" * 71, 2),
        ("ә" * 134, 2),
        ("ә" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_parts_of_an_sms_are_counted_as_they_are_paid(text: str, parts: int) -> None:
    """3GPP 23.038: 160 letters of its alphabet, 70 units of UTF-16 otherwise; 153 and 67 in each of several parts."""
    assert letters.parts_of_sms(text) == parts
