"""Annex 2(5), List 8(2): where and when the applicant fetches the paper copy, and what is brought back."""

from dataclasses import dataclass
from typing import Any

from ruqsat.cases import on_paper
from ruqsat.cases.on_paper import OnPaper
from ruqsat.documents import naming
from ruqsat.keeping import books
from ruqsat.law.local_time import local
from ruqsat.web.portal.opened import OpenedCase
from ruqsat.web.templatetags.ruqsat_text import reader_language


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is on paper, and the counter where it is handed over: office, town, hours of a working day (List 7)."""

    papers: OnPaper
    office: str
    town: str
    hours: dict[str, Any]


def told(opened: OpenedCase) -> Told | None:
    """What the applicant is told of paper; ``None`` where nothing of the case is on paper."""
    papers, application = on_paper.on_paper(opened.file), opened.standing.application
    if papers is None or application is None:
        return None
    today = books.in_force().edition_on(local(opened.at).date())
    hours = (today.opens, today.closes, today.lunch_from, today.lunch_until)
    names = ("opens", "closes", "lunch_from", "lunch_until")
    return Told(
        papers=papers,
        office=application.office,
        town=naming.place_of(application.office).in_(reader_language()),
        hours={name: f"{hour:%H:%M}" for name, hour in zip(names, hours, strict=True)},
    )
