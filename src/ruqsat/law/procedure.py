"""
The procedure of issuing a license, Rules chapter 2: acts on file → standing.

This is the door: `empty`, `fold`, `standing`, `next_step`, `story`, and the types they answer with.
"""

from collections.abc import Sequence

from ruqsat.law.acts import Filed
from ruqsat.law.calendar import WorkingCalendar
from ruqsat.law.editions import Edition
from ruqsat.law.fees import MCI
from ruqsat.law.folding import fold, fold_all
from ruqsat.law.lists import FIRST, Lists
from ruqsat.law.situation import DutyNow, Situation
from ruqsat.law.standing import ENDED, Approval, Consent, Duty, No, Permission, Stage, Standing, Visit, Yes
from ruqsat.law.story import Step, StepState, next_step, story
from ruqsat.law.timeline import Timeline
from ruqsat.law.warned import Warned

__all__ = [
    "ENDED",
    "Approval",
    "Consent",
    "Duty",
    "DutyNow",
    "No",
    "Permission",
    "Situation",
    "Stage",
    "Standing",
    "Step",
    "StepState",
    "Visit",
    "Warned",
    "Yes",
    "empty",
    "fold",
    "next_step",
    "standing",
    "story",
]


def empty(edition: Edition, calendar: WorkingCalendar, mci: Timeline[int] = MCI, *, lists: Lists = FIRST) -> Standing:
    """The standing of a file with nothing in it."""
    return Standing(edition=edition, calendar=calendar, mci=mci, lists=lists)


def standing(
    acts: Sequence[Filed],
    edition: Edition,
    calendar: WorkingCalendar,
    mci: Timeline[int] = MCI,
    *,
    lists: Lists = FIRST,
) -> Standing:
    """Where a case stands: everything on file, folded in its order."""
    return fold_all(empty(edition, calendar, mci, lists=lists), acts)
