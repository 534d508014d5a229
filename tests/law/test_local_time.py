"""Kazakhstan's civil time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from ruqsat.law.local_time import NaiveMoment, borne_out, day_end, day_start, local, moment_of


@pytest.mark.parametrize(
    ("utc", "shown"),
    [
        ("2024-02-29T17:59:59+00:00", "2024-02-29T23:59:59+06:00"),
        ("2024-02-29T18:00:00+00:00", "2024-02-29T23:00:00+05:00"),
        ("2024-02-29T19:00:00+00:00", "2024-03-01T00:00:00+05:00"),
        ("2026-11-09T05:00:00+00:00", "2026-11-09T10:00:00+05:00"),
    ],
)
def test_clocks_went_back_on_the_first_of_march_2024(utc: str, shown: str) -> None:
    assert local(datetime.fromisoformat(utc)).isoformat() == shown


def test_the_table_agrees_with_the_tz_database_from_2020_on() -> None:
    almaty = ZoneInfo("Asia/Almaty")
    moments = [datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=3 * n) for n in range(1000)]
    assert [one for one in moments if local(one).utcoffset() != one.astimezone(almaty).utcoffset()] == []


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2004, 1, 1), "2004-01-01T00:00:00+06:00"),
        (date(2024, 2, 29), "2024-02-29T00:00:00+06:00"),
        (date(2024, 3, 1), "2024-03-01T00:00:00+05:00"),
        (date(2026, 11, 9), "2026-11-09T00:00:00+05:00"),
    ],
)
def test_a_day_begins_at_midnight_and_ends_where_the_next_begins(day: date, start: str) -> None:
    assert day_start(day) == datetime.fromisoformat(start)
    assert day_end(day) == day_start(day + timedelta(days=1))


@pytest.mark.parametrize(("clock", "offset"), [(time(22, 59, 59), 6), (time(23, 0), 5), (time(23, 59, 59), 5)])
def test_of_the_hour_that_came_twice_the_later_one_is_meant(clock: time, offset: int) -> None:
    """On 29 February 2024 clocks showed the hour from 23:00 twice."""
    assert moment_of(date(2024, 2, 29), clock).utcoffset() == timedelta(hours=offset)


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(NaiveMoment):
        local(datetime(2026, 1, 1))  # noqa: DTZ001 - the naive moment is what is tested


@pytest.mark.parametrize(
    ("claimed", "counts"),
    [
        ("2026-03-18T10:00:00+05:00", "2026-03-18T10:00:00+05:00"),
        ("2026-03-18T09:00:00+05:00", "2026-03-18T09:00:00+05:00"),
        ("2026-03-18T08:59:59+05:00", "2026-03-18T09:00:00+05:00"),  # before there was anything to happen
        ("2025-12-31T23:59:59+05:00", "2026-03-18T09:00:00+05:00"),
        ("2026-03-18T11:00:00+05:00", "2026-03-18T11:00:00+05:00"),
        ("2026-03-18T11:00:01+05:00", "2026-03-18T11:00:00+05:00"),  # after we learned of it
        ("2027-01-01T00:00:00+05:00", "2026-03-18T11:00:00+05:00"),
    ],
)
def test_no_hour_counts_that_cannot_be(claimed: str, counts: str) -> None:
    """Rules 5, Rules 8, Rules 14: between the order, or the question, and our own reception."""
    since, until = (datetime.fromisoformat(f"2026-03-18T{hour}:00:00+05:00") for hour in ("09", "11"))
    assert borne_out(datetime.fromisoformat(claimed), since=since, until=until) == datetime.fromisoformat(counts)
