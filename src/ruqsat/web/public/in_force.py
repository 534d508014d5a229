"""What is in force on a day, for the pages that are open to everybody: they ask here and nowhere else."""

from datetime import date

from django.utils.translation import gettext as _

from ruqsat import instance_clock
from ruqsat.keeping import books
from ruqsat.law import fees
from ruqsat.law.calendar import WorkingCalendar
from ruqsat.law.editions import Edition
from ruqsat.law.local_time import local
from ruqsat.law.timeline import NotInForce
from ruqsat.web.templatetags.ruqsat_text import day as day_text


class NotKnownHere(LookupError):
    """What is asked for lies outside the data of this service; its message is a sentence for the reader."""


def today() -> date:
    """The civil day of Kazakhstan on the instance's clock."""
    return local(instance_clock.now()).date()


def edition_on(day: date) -> Edition:
    """
    The edition of the Rules in force on *day*.

    :raises NotKnownHere: when none is recorded for it.
    """
    editions = books.in_force().editions
    try:
        return editions.on(day)
    except NotInForce:
        first = min(wording.since for wording in editions)
        told = _("No edition of the Rules is recorded here for that day. The first is in force from %(day)s.")
        raise NotKnownHere(told % {"day": day_text(first)}) from None


def index_on(day: date) -> int | None:
    """The monthly calculation index of *day* in tenge; ``None`` while that of its year is not entered."""
    try:
        return fees.mci(on=day, index=books.in_force().mci)
    except fees.MciUnknown:
        return None


def no_index(day: date) -> str:
    """What to say where the index of that year is not entered."""
    return _("The monthly calculation index of %(year)s is not entered here yet.") % {"year": day.year}


def calendar() -> WorkingCalendar:
    """The working calendar in force."""
    return books.in_force().calendar


def out_of_calendar() -> NotKnownHere:
    """What to say where a count leaves the years of the calendar."""
    years = {"first": calendar().first.year, "last": calendar().last.year}
    return NotKnownHere(_("The working calendar is written for the years %(first)s to %(last)s only.") % years)
