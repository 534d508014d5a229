from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from ruqsat.law.names import Names
from ruqsat.law.offices import OFFICES
from ruqsat.law.saying import Saying
from ruqsat.web.templatetags import ruqsat_text as text

Speaking = Callable[[str], None]


def test_a_saying_has_its_dates_written_out_and_its_names_in_the_readers_language(speaking: Speaking) -> None:
    speaking("en")
    saying = Saying(
        text="%(day)s is a holiday: %(holiday)s.",
        values={"day": date(2026, 3, 23), "holiday": Names(kk="Наурыз мейрамы", ru="Наурыз мейрамы", en="Nauryz")},
    )
    assert text.said(saying) == "Mon 23\u00a0March 2026 is a holiday: Nauryz."


def test_a_saying_names_an_office_by_its_name(speaking: Speaking) -> None:
    speaking("ru")
    assert text.said(Saying(text="%(office)s", values={"office": "KZ-75"})) == OFFICES["KZ-75"].names.ru


def test_a_number_in_a_saying_is_not_taken_for_a_code(speaking: Speaking) -> None:
    speaking("en")
    assert text.said(Saying(text="%(number)s", values={"number": "75"})) == "75"


def test_nothing_to_say_is_nothing(speaking: Speaking) -> None:
    speaking("en")
    assert [text.said(None), text.day(None), text.moment(None), text.clause(""), text.tenge(None)] == [""] * 5


@pytest.mark.parametrize(
    ("language", "days", "words"),
    [
        ("en", 0, "due today"),
        ("en", 1, "in 1 working day"),
        ("en", 3, "in 3 working days"),
        ("en", -1, "overdue by 1 working day"),
        ("ru", 1, "через 1 рабочий день"),
        ("ru", 3, "через 3 рабочих дня"),
        ("ru", 5, "через 5 рабочих дней"),
        ("ru", 21, "через 21 рабочий день"),
        ("ru", -2, "срок нарушен на 2 рабочих дня"),
        ("kk", 3, "3 жұмыс күні қалды"),
        ("kk", 0, "мерзімі бүгін"),
    ],
)
def test_working_days_left_are_told_in_words(speaking: Speaking, language: str, days: int, words: str) -> None:
    speaking(language)
    assert text.working_days_left(days) == words


@pytest.mark.parametrize(
    ("ref", "slug", "english", "russian"),
    [
        ("Rules 9", "rules-9", "Point 9 of the Rules", "Пункт 9 Правил"),
        ("Rules 21-1", "rules-21-1", "Point 21-1 of the Rules", "Пункт 21-1 Правил"),
        ("List 9(4)", "list-9-4", "Point 9(4) of the List", "Подпункт 4) пункта 9 Перечня"),
        ("APPC 73", "appc-73", "Article 73 of the Administrative Procedural Code", "Статья 73 АППК"),
        (
            "Permits 25(3)",
            "permits-25-3",
            "Article 25(3) of the Law on permits",
            "Пункт 3 статьи 25 Закона о разрешениях",
        ),
    ],
)
def test_a_clause_is_a_link_to_its_own_page(
    speaking: Speaking, ref: str, slug: str, english: str, russian: str
) -> None:
    speaking("en")
    assert text.clause(ref) == f'<a class="govuk-link" href="/rules/{slug}/">{english}</a>'
    speaking("ru")
    assert russian in text.clause(ref)


def test_a_reference_of_another_form_is_shown_as_it_is_and_escaped(speaking: Speaking) -> None:
    speaking("en")
    assert "Order &lt;93&gt;" in text.clause("Order <93>")


def test_the_day_of_birth_in_an_iin_is_covered() -> None:
    assert text.iin_masked("900101399006") == "••••••••9006"


def test_a_moment_late_in_the_evening_utc_is_the_next_day_in_kazakhstan(speaking: Speaking) -> None:
    speaking("en")
    assert text.day(datetime(2026, 4, 9, 20, 0, tzinfo=UTC)) == "Fri 10\u00a0April 2026"
    assert text.clock_time(datetime(2026, 4, 9, 20, 0, tzinfo=UTC)) == "01:00"
