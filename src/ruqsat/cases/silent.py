"""Rules 8, Rules 9: which registers do not answer a case: since when, when each is asked again, and what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from ruqsat.cases.inquiring import to_ask
from ruqsat.consents import sources, waiting
from ruqsat.consents.circuit import Circuit
from ruqsat.consents.waiting import Place, Vain
from ruqsat.gateways import registers
from ruqsat.law import completeness, documents
from ruqsat.law.completeness import Missing
from ruqsat.law.documents import DocumentDemand, Reason
from ruqsat.law.inquiries import INQUIRIES
from ruqsat.law.local_time import local
from ruqsat.law.silence import Silence, silences
from ruqsat.law.standing import Stage, Standing

SOON = timedelta(minutes=1)  # of which no hour is told: that would be the minute in which it is read


@dataclass(frozen=True, kw_only=True)
class SilentSource:
    """
    A source that does not answer this case: a key of `law.inquiries.SOURCES`, and since when.

    ``again_at`` is when it is asked again; ``None``: within a minute. Of the documents that List 8 names in its place
    and that are not there, ``later`` are asked for from ``until`` on, and ``now`` already.
    """

    source: str
    since: datetime
    again_at: datetime | None
    until: datetime
    later: tuple[DocumentDemand, ...]
    now: tuple[DocumentDemand, ...]


def silent_sources(case: UUID, standing: Standing, *, at: datetime) -> tuple[SilentSource, ...]:
    """Every source that is asked again for this case; the database is asked only where there is one."""
    if standing.ended or standing.registration is None:
        return ()
    known = silences(standing)
    if not known:
        return ()
    asked = {(ask.inquiry, ask.about) for ask in to_ask(standing, at=at)}
    by_source: dict[str, list[Silence]] = {}
    for one in known:
        if (one.inquiry, one.about) in asked:
            by_source.setdefault(INQUIRIES[one.inquiry].source, []).append(one)
    circuits = sources.standing_before(by_source, past=registers.connect(settings.GATEWAYS).past)
    vain = waiting.in_vain(case, asked)
    missing = _instead(standing, at=at)
    return tuple(
        _silent(source, told, circuits[source], vain, missing, at=at) for source, told in sorted(by_source.items())
    )


def _silent(
    source: str,
    told: Sequence[Silence],
    circuit: Circuit,
    vain: Mapping[Place, Vain],
    missing: Sequence[Missing],
    *,
    at: datetime,
) -> SilentSource:
    again = [waiting.again_at(vain.get((one.inquiry, one.about)), circuit=circuit) for one in told]
    due = [moment for moment in again if moment is not None]
    mine = [one for one in missing if any(_replaces(one.demand, silence) for silence in told)]
    return SilentSource(
        source=source,
        since=min([one.since for one in told] + ([circuit.failing_since] if circuit.failing_since else [])),
        again_at=min(due) if len(due) == len(again) and min(due) > at + SOON else None,
        until=max(one.until for one in told),
        later=tuple(one.demand for one in mine if one.pending),
        now=tuple(one.demand for one in mine if not one.pending),
    )


def _instead(standing: Standing, *, at: datetime) -> tuple[Missing, ...]:
    """Rules 9: while completeness is checked, the documents that are not there because a register is down."""
    if standing.stage is not Stage.FILED:
        return ()
    missing = completeness.missing(standing, on=local(at).date(), at=at)
    return tuple(one for one in missing if one.demand.reason is Reason.REGISTER_DOWN)


def _replaces(demand: DocumentDemand, silence: Silence) -> bool:
    """List 8(1), List 8(2): whether the document is the one that this inquiry would have made needless."""
    if demand.document == documents.CHANGE:
        return True
    return demand.about == silence.about and demand.document == INQUIRIES[silence.inquiry].document
