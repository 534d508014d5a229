"""What of a case is on paper: what is to be handed over and to come back, and what has been."""

from dataclasses import dataclass
from datetime import date

from ruqsat.cases.case_file import CaseFile
from ruqsat.law import merits, paper
from ruqsat.law.acts import PaperHandedOver, PaperOriginalReturned
from ruqsat.law.local_time import local
from ruqsat.law.standing import Stage, act_of
from ruqsat.licenses.license_file import standing_of


@dataclass(frozen=True, kw_only=True)
class GivenBack:
    """Papers that came back on a day, and what was noted on their state."""

    papers: tuple[str, ...]
    on: date
    note: str


@dataclass(frozen=True, kw_only=True)
class OnPaper:
    """
    What of a case is on paper.

    ``to_hand_over`` and ``to_come_back`` are open, ``handed`` and ``returned`` done; ``unknown`` is the number of a
    license of before this register, whose papers it does not know.
    """

    to_hand_over: tuple[str, ...]
    handed: tuple[PaperHandedOver, ...]
    to_come_back: tuple[str, ...]
    returned: tuple[GivenBack, ...]
    unknown: str


def on_paper(file: CaseFile) -> OnPaper | None:
    """What is handed over and comes back on paper; ``None`` where nothing of it is on paper."""
    standing = file.standing
    if standing.stage is not Stage.ISSUED:
        return None
    handed = tuple(act_of(filed, PaperHandedOver) for filed in standing.handed_over)
    returned = tuple(
        GivenBack(papers=act.papers, on=local(act.happened_at).date(), note=act.note)
        for act in (act_of(filed, PaperOriginalReturned) for filed in standing.returned_papers)
    )
    to_hand_over, to_come_back = paper.to_hand_over(standing), merits.papers_to_return(standing)
    if not (to_hand_over or handed or to_come_back or returned):
        return None
    held = standing.application.held if standing.application else None
    known = held is None or standing_of(held.number).license is not None
    return OnPaper(
        to_hand_over=to_hand_over,
        handed=handed,
        to_come_back=to_come_back,
        returned=returned,
        unknown="" if known or held is None or not (to_come_back or returned) else held.number,
    )
