"""
The book: what of the law is entered from year to year by its keepers, as one value: calendar, editions, index, lists.

The law itself asks no book: calendar, edition, index and lists are arguments. The tables beside the code are its first
edition (`FIRST`); what an instance has entered since is amended into it, change by change (`book_changes`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from ruqsat.law import activities, offices, requirements
from ruqsat.law.activities import ActivityList
from ruqsat.law.calendar import CALENDAR, WorkingCalendar
from ruqsat.law.editions import EDITIONS, Edition, of_case
from ruqsat.law.fees import MCI
from ruqsat.law.lists import Lists
from ruqsat.law.offices import OfficeList
from ruqsat.law.requirements import RequirementList
from ruqsat.law.timeline import Timeline, Wording

if TYPE_CHECKING:
    from ruqsat.law.appointment_changed import AppointmentChanged


class Chapter(StrEnum):
    """What the keepers enter: each chapter is a file of acts of its own."""

    CALENDAR = "calendar"
    MCI = "mci"
    EDITIONS = "editions"
    OFFICES = "offices"
    ACTIVITIES = "activities"
    REQUIREMENTS = "requirements"
    APPOINTMENTS = "appointments"


@dataclass(frozen=True, kw_only=True)
class Book:
    """
    What the keepers entered, up to the change whose number is ``version``; 0 when nothing was.

    ``appointments`` are those confirmed here, in their order; the law asks them nothing, who acts is an argument.

    Two books of one instance with the same version are the same.
    """

    calendar: WorkingCalendar
    editions: Timeline[Edition]
    mci: Timeline[int]
    offices: Timeline[OfficeList]
    activities: Timeline[ActivityList]
    requirements: Timeline[RequirementList]
    appointments: "tuple[AppointmentChanged, ...]" = ()
    version: int = 0

    def edition_on(self, day: date) -> Edition:
        """
        The edition in force on *day*.

        :raises NotInForce: when none is recorded for that day.
        """
        return self.editions.on(day)

    def edition_of_case(self, *, filed_on: date, on: date) -> Edition:
        """The rules that a case filed on one day lives under on another (`editions.of_case`)."""
        return of_case(self.editions, filed_on=filed_on, on=on)

    def lists_on(self, day: date) -> Lists:
        """The reference lists in force on *day*."""
        return Lists(
            offices=self.offices.on(day),
            activities=self.activities.on(day),
            requirements=self.requirements.on(day),
        )


FIRST = Book(
    calendar=CALENDAR,
    editions=EDITIONS,
    mci=MCI,
    offices=Timeline([Wording(since=date.min, value=offices.LIST)]),
    activities=Timeline([Wording(since=date.min, value=activities.LIST)]),
    requirements=Timeline([Wording(since=date.min, value=requirements.LIST)]),
)
"""The tables beside the code."""
