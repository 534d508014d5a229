"""
Complaints, Rules chapter 3: acts on a complaint's own file → standing, and what they do to the case and to court.

This is the door, with the same shape as the case's: `empty`, `fold`, `standing`, and the types they answer with.
"""

from collections.abc import Sequence
from functools import reduce

from ruqsat.law.acts import Filed
from ruqsat.law.calendar import WorkingCalendar
from ruqsat.law.complaining import SERVICE, may_complain, silences
from ruqsat.law.court import Court, court_is_open
from ruqsat.law.editions import Edition
from ruqsat.law.effect_of_complaint import effect_of
from ruqsat.law.folding_of_complaint import fold
from ruqsat.law.kinds_of_duty import COMPLAINT_CODES
from ruqsat.law.standing_of_complaint import (
    COMPLAINT_ENDED,
    ComplaintSituation,
    ComplaintStage,
    ComplaintStanding,
)

__all__ = [
    "COMPLAINT_CODES",
    "COMPLAINT_ENDED",
    "SERVICE",
    "ComplaintSituation",
    "ComplaintStage",
    "ComplaintStanding",
    "Court",
    "court_is_open",
    "effect_of",
    "empty",
    "fold",
    "may_complain",
    "silences",
    "standing",
]


def empty(edition: Edition, calendar: WorkingCalendar) -> ComplaintStanding:
    """The standing of a complaint's file with nothing in it."""
    return ComplaintStanding(edition=edition, calendar=calendar)


def standing(acts: Sequence[Filed], edition: Edition, calendar: WorkingCalendar) -> ComplaintStanding:
    """Where a complaint stands: everything on its file, folded in its order."""
    return reduce(fold, acts, empty(edition, calendar))
