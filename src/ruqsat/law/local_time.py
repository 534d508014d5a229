"""
Kazakhstan's civil time from the law's own dated table of offsets, so that a machine with stale time zones counts right.

Until 29 February 2024 most of the country kept UTC+6, its western regions UTC+5; since 1 March 2024 all keep UTC+5.
The table has the time of Astana and Almaty, by which the Committee and the portal went.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone

_SINCE: tuple[tuple[datetime, timezone], ...] = (
    (datetime(2004, 10, 30, 20, 0, tzinfo=UTC), timezone(timedelta(hours=6))),
    (datetime(2024, 2, 29, 18, 0, tzinfo=UTC), timezone(timedelta(hours=5))),
)


class NaiveMoment(ValueError):
    """A moment without its offset from UTC was given; every moment in the law is aware."""


def local(moment: datetime) -> datetime:
    """
    *moment* in Kazakhstan's civil time.

    :raises NaiveMoment: if it carries no offset.
    """
    if moment.tzinfo is None:
        raise NaiveMoment(f"{moment.isoformat()} carries no offset from UTC")
    offset = _SINCE[0][1]
    for since, then in _SINCE:
        if moment >= since:
            offset = then
    return moment.astimezone(offset)


def moment_of(day: date, clock: time) -> datetime:
    """The moment when clocks in Kazakhstan show *clock* on *day*; of two such moments the later one."""
    for since, offset in reversed(_SINCE):
        moment = datetime.combine(day, clock, tzinfo=offset)
        if moment >= since:
            return moment
    return datetime.combine(day, clock, tzinfo=_SINCE[0][1])


def day_start(day: date) -> datetime:
    """The first moment of *day*, 00:00 of Kazakhstan's civil time."""
    return moment_of(day, time(0, 0))


def day_end(day: date) -> datetime:
    """
    The end of *day*: 24:00 of Kazakhstan's civil time, the first moment that no longer belongs to it.

    What happens *before* this moment happens in time; what happens at it or later is late.
    """
    return day_start(day + timedelta(days=1))


def borne_out(claimed: datetime, *, since: datetime, until: datetime) -> datetime:
    """
    Rules 5, Rules 8, Rules 14: an hour that another side names, as far as it can be (docs/law/readings.md).

    :param since: before it there was nothing that could happen. :param until: when we learned of it.
    """
    return min(max(claimed, since), until)
