"""When the steps of a story are: working days counted from today, so that what is due is due around today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from ruqsat.law.calendar import WorkingCalendar
from ruqsat.law.local_time import local, moment_of

OPENS, CLOSES = time(9, 15), time(18, 0)


@dataclass(frozen=True)
class On:
    """At an *hour* (10.5 is half past ten) of the working day that many days from today; -1 is the one before."""

    day: int
    hour: float


@dataclass(frozen=True)
class Ago:
    """So many minutes before the last moment of working hours that has come."""

    minutes: float


When: TypeAlias = On | Ago


@dataclass(frozen=True, kw_only=True)
class Days:
    """The days around the *present*, by the calendar in force."""

    present: datetime
    calendar: WorkingCalendar

    @property
    def today(self) -> date:
        """Today, or the next day that is worked."""
        return self.calendar.next_working(local(self.present).date())

    @property
    def last(self) -> datetime:
        """The present in working hours, otherwise the last closing hour before it."""
        here = local(self.present)
        if self.calendar.is_working(here.date()) and here.time() >= OPENS:
            return min(self.present, moment_of(here.date(), CLOSES))
        return moment_of(self.calendar.back(here.date() - timedelta(days=1), 0), CLOSES)

    def day(self, number: int) -> date:
        """The working day that many days from today."""
        return self.calendar.add(self.today, number).on if number > 0 else self.calendar.back(self.today, -number)

    def at(self, when: When) -> datetime:
        """The moment; never one that has not come yet."""
        if isinstance(when, Ago):
            return self.last - timedelta(minutes=when.minutes)
        return min(self.hour(when.day, when.hour), self.last)

    def hour(self, day: int, hour: float) -> datetime:
        """An hour of a working day, to come or gone."""
        return moment_of(self.day(day), time(0, 0)) + timedelta(hours=hour)
