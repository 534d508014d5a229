from datetime import UTC, date, datetime

import pytest

from ruqsat.web import dates


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "9 апреля 2026 г., чт"),
        ("kk", "2026 жылғы 9 сәуір, бс"),
        ("en", "Thu 9 April 2026"),
    ],
)
def test_a_day_is_written_as_its_language_writes_it(language: str, words: str) -> None:
    assert dates.day_text(date(2026, 4, 9), language=language).replace(dates.NBSP, " ") == words


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_month_and_weekday_has_its_own_name(language: str) -> None:
    months = {dates.day_text(date(2026, month, 1), language=language) for month in range(1, 13)}
    weekdays = {dates.day_text(date(2026, 6, day), language=language).replace(str(day), "") for day in range(1, 8)}
    assert len(months) == 12
    assert len(weekdays) == 7


def test_a_moment_is_told_in_the_time_of_kazakhstan() -> None:
    late = datetime(2026, 4, 9, 19, 5, tzinfo=UTC)
    assert dates.moment_text(late, language="en").replace(dates.NBSP, " ") == "Fri 10 April 2026, 00:05"


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "0 ₸"), (432, "432 ₸"), (43250, "43 250 ₸"), (1234567, "1 234 567 ₸")]
)
def test_money_breaks_no_line(amount: int, text: str) -> None:
    shown = dates.tenge_text(amount)
    assert shown.replace(dates.NBSP, " ").replace(dates.NARROW, " ") == text
    assert " " not in shown
