"""The life of a license as its holder sees it: its state, what it replaced, annexes with their days, duplicates."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ruqsat.law.acts import DuplicateIssued
from ruqsat.law.application import THE_LICENSE
from ruqsat.law.license import LicenseStanding
from ruqsat.law.license_in_public import shown_on
from ruqsat.law.licensed import Paper
from ruqsat.law.standing import act_of
from ruqsat.licenses.license_file import standing_of
from ruqsat.licenses.models import License
from ruqsat.web.portal.words import LICENSE_STATES


@dataclass(frozen=True, kw_only=True)
class Duplicate:
    """A duplicate of a paper, named as `LicenseHeld` does, and its day."""

    paper: str
    on: date


@dataclass(frozen=True, kw_only=True)
class OnPaper:
    """A paper original that was handed out: of what, on which blank, from when to when, and whether it is owed back."""

    paper: str
    blank: str
    issued_on: date
    returned_on: date | None
    owed: bool


def life_of(license_: License, *, on: date) -> dict[str, Any]:
    """Rules 2(1), List 8: what the page of a license shows of its life on that day, from the license's own file."""
    standing = standing_of(license_.number)
    shown = shown_on(standing, day=on)
    state = shown.condition.state.value if shown else license_.status
    before = License.objects.filter(number=license_.stands_for, holder=license_.holder_id).first()
    after = License.objects.filter(number=license_.superseded_by, holder=license_.holder_id).first()
    return {
        "state": LICENSE_STATES[state],
        "shown": shown,
        "before": before if license_.stands_for else None,
        "after": after if license_.superseded_by else None,
        "duplicates": _duplicates(standing),
        "papers": [_paper(one, standing, on=on) for one in standing.papers],
    }


def _duplicates(standing: LicenseStanding) -> list[Duplicate]:
    acts = (act_of(filed, DuplicateIssued) for filed in standing.duplicates)
    return [Duplicate(paper=act.annex or THE_LICENSE, on=act.on) for act in acts]


def _paper(paper: Paper, standing: LicenseStanding, *, on: date) -> OnPaper:
    return OnPaper(
        paper=paper.annex or THE_LICENSE,
        blank=paper.blank,
        issued_on=paper.issued_on,
        returned_on=paper.returned_on,
        owed=paper in standing.to_be_returned(on),
    )
