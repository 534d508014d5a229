"""Rules 8: what the form of a draft says of whether the registers are asked: the applicant's latest word."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from ruqsat.cases.drafting import Section, change_section
from ruqsat.people.models import Person


class Choice(StrEnum):
    """Whether the registers are asked, or everything is typed."""

    REGISTERS = "registers"
    TYPED = "typed"


def choose(owner: Person, draft: UUID, choice: Choice, *, said_at: datetime, at: datetime) -> bool:
    """
    Rules 8: the form says so; whether it does: what was chosen after *said_at* stays.

    :raises NoSuchDraftError: for anybody else's draft, an expired or a filed one.
    """
    kept: list[bool] = []

    def latest(before: dict[str, Any]) -> dict[str, Any]:
        chosen_at = before.get("chosen_at")  # none in drafts of before this was kept
        kept.append(chosen_at is None or datetime.fromisoformat(chosen_at) <= said_at)
        return {"choice": choice.value, "chosen_at": said_at.isoformat()} if kept[-1] else before

    change_section(owner, draft, Section.CONSENT, latest, at=at)
    return kept[-1]
