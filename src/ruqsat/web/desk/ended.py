"""How a case ended: what ended it, who, when, why, and the sealed paper to open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ruqsat.cases.case_file import CaseFile
from ruqsat.law.acts import (
    ConsiderationRefused,
    Filed,
    Granted,
    GroundFound,
    Refused,
    ResultDocument,
    ResultIssued,
    Shortcoming,
    SignatureJudged,
    Withdrawn,
)
from ruqsat.law.procedure import Stage
from ruqsat.law.standing import Standing, act_of
from ruqsat.web.desk.examination import People, name_in
from ruqsat.web.desk.showing import about_whom
from ruqsat.web.templatetags.ruqsat_text import said


@dataclass(frozen=True, kw_only=True)
class PaperShown:
    """A PDF of the result: what it is, its number where it has one, its SHA-256, of which facility."""

    what: str
    number: str
    sha256: str
    about: str = ""


def papers_of(documents: Iterable[ResultDocument], standing: Standing) -> Iterator[PaperShown]:
    """The papers that an act names, each with its facility where there are several."""
    for one in documents:
        about = about_whom(one.facility, standing)
        yield PaperShown(what=one.what, number=one.number, sha256=one.sha256, about=about)


@dataclass(frozen=True, kw_only=True)
class EndShown:
    """
    What ended a case.

    ``mixed`` says that some annexes were refused beside the grant (Rules 10); ``papers`` are the sealed ones, each with
    its facility where there are several; ``sealing`` says that the seal is still being put on them.
    """

    stage: Stage
    at: datetime
    by: str
    grounds: tuple[GroundFound, ...]
    shortcomings: tuple[Shortcoming, ...]
    text: str
    mixed: bool
    papers: tuple[PaperShown, ...]
    sealing: bool


def end(file: CaseFile, people: People) -> EndShown | None:
    """The end of the case; ``None`` while it goes on."""
    standing = file.standing
    last = _last(standing)
    if last is None:
        return None
    issued = act_of(standing.issued, ResultIssued) if standing.issued else None
    return EndShown(
        stage=standing.stage,
        at=last.filed_at,
        by=name_in(people, last),
        grounds=last.act.grounds if isinstance(last.act, Refused) else (),
        shortcomings=last.act.shortcomings if isinstance(last.act, ConsiderationRefused) else (),
        text=_text(last),
        mixed=isinstance(last.act, Granted) and bool(last.act.annexes_refused),
        papers=tuple(papers_of(issued.documents, standing)) if issued else (),
        sealing=issued is None and standing.decision is not None,
    )


def _last(standing: Standing) -> Filed | None:
    """The act that ended the case."""
    if not standing.ended:
        return None
    if standing.stage is Stage.WITHDRAWN:
        return standing.withdrawn
    return standing.signature if standing.stage is Stage.SIGNATURE_FAILED else standing.decision


def _text(last: Filed) -> str:
    match last.act:
        case ConsiderationRefused(text=text) | Withdrawn(reason=text):
            return text
        case SignatureJudged(reason=reason):
            return said(reason)
    return ""
