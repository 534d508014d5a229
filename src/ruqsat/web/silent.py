"""Rules 8, Rules 9: the registers that do not answer a case, in the reader's words: for the desk and the applicant."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ruqsat.cases.silent import silent_sources
from ruqsat.law.documents import DocumentDemand
from ruqsat.law.inquiries import SOURCES
from ruqsat.law.names import Names
from ruqsat.law.standing import Standing
from ruqsat.web.templatetags.ruqsat_words import document_name


@dataclass(frozen=True, kw_only=True)
class SilentTold:
    """A source by its names, and the documents in its place by theirs; the rest as in `cases.silent.SilentSource`."""

    names: Names
    since: datetime
    again_at: datetime | None
    until: datetime
    later: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SilenceTold:
    """Sources in whose place List 8 names a document that is not there, and the others."""

    replaced: tuple[SilentTold, ...]
    others: tuple[SilentTold, ...]

    def __bool__(self) -> bool:
        return bool(self.replaced or self.others)


def silent_told(case: UUID, standing: Standing, *, at: datetime, whom: Callable[[str, Standing], str]) -> SilenceTold:
    """
    What ``_silent.html`` shows.

    :param whom: says of whom or what a document is, "" where that is plain.
    """

    def called(demand: DocumentDemand) -> str:
        about = whom(demand.about, standing)
        return f"{document_name(demand.document)} ({about})" if about else document_name(demand.document)

    told = [
        SilentTold(
            names=SOURCES[one.source],
            since=one.since,
            again_at=one.again_at,
            until=one.until,
            later=tuple(called(demand) for demand in one.later),
            now=tuple(called(demand) for demand in one.now),
        )
        for one in silent_sources(case, standing, at=at)
    ]
    return SilenceTold(
        replaced=tuple(one for one in told if one.now or one.later),
        others=tuple(one for one in told if not (one.now or one.later)),
    )
