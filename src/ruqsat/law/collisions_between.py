"""Which terms collide that did not, or no longer do, when one edition takes the place of another."""

from collections.abc import Iterator
from dataclasses import dataclass

from ruqsat.law.application import Service
from ruqsat.law.collisions import Limit, Road, Verdict, collisions
from ruqsat.law.editions import Edition


@dataclass(frozen=True, kw_only=True)
class Between:
    """One road of one service whose terms fit together otherwise: sets that begin to collide, sets that cease to."""

    service: Service
    road: Road
    facilities: bool
    before: Verdict
    after: Verdict
    appeared: tuple[frozenset[Limit], ...]
    gone: tuple[frozenset[Limit], ...]


def between(before: Edition, after: Edition) -> Iterator[Between]:
    """Rules 9, 11, 12, 14, 19, Permits 25: each road in which the order makes terms collide, or lets them fit."""
    for service in Service:
        pairs = zip(collisions(service, edition=before), collisions(service, edition=after), strict=True)
        for was, will in pairs:
            had, has = ({one.limits for one in proof.collisions} for proof in (was, will))
            if had == has:
                continue
            yield Between(
                service=service,
                road=was.road,
                facilities=was.facilities,
                before=was.verdict,
                after=will.verdict,
                appeared=_not_among(has, had),
                gone=_not_among(had, has),
            )


def _not_among(these: set[frozenset[Limit]], those: set[frozenset[Limit]]) -> tuple[frozenset[Limit], ...]:
    """Smallest sets that collide under one edition, and not at all under the other: terms added to it collide still."""
    alone = (one for one in these if not any(other <= one for other in those))
    return tuple(sorted(alone, key=lambda one: sorted(limit.value for limit in one)))
