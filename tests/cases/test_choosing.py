"""What the form says of whether the registers are asked is the applicant's latest word, in whatever order told."""

from datetime import timedelta

import pytest

from ruqsat.cases.choosing import Choice, choose
from ruqsat.cases.drafting import Section, answers_of, save_section
from tests.milestones import Stand
from tests.walking import Road, draft_of
from tests.world import AIZHAN, person


def said(road: Road, choice: Choice, *, minute: int) -> bool:
    said_at = road.now + timedelta(minutes=minute)
    return choose(person(AIZHAN), road.case, choice, said_at=said_at, at=road.now)


@pytest.mark.parametrize(
    ("before", "after", "stands"), [(0, 1, Choice.TYPED), (1, 1, Choice.TYPED), (1, 0, Choice.REGISTERS)]
)
def test_the_latest_word_stands(stand: Stand, before: int, after: int, stands: Choice) -> None:
    """Rules 8."""
    road = stand("known")
    road.fill()
    assert said(road, Choice.REGISTERS, minute=before)
    assert said(road, Choice.TYPED, minute=after) is (stands is Choice.TYPED)
    assert answers_of(draft_of(road))[Section.CONSENT.value]["choice"] == stands.value


def test_a_choice_of_which_no_hour_was_kept_is_older_than_any(stand: Stand) -> None:
    """Rules 8: as in drafts that were begun before hours were kept."""
    road = stand("known")
    road.fill()
    save_section(person(AIZHAN), road.case, Section.CONSENT, {"choice": "typed"}, at=road.now)
    assert said(road, Choice.REGISTERS, minute=0)
