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
            if had == has and was.verdict is will.verdict:
                continue
            yield Between(
                service=service,
                road=was.road,
                facilities=was.facilities,
                before=was.verdict,
                after=will.verdict,
                appeared=_in_order(has - had),
                gone=_in_order(had - has),
            )


def _in_order(sets: set[frozenset[Limit]]) -> tuple[frozenset[Limit], ...]:
    return tuple(sorted(sets, key=lambda one: sorted(limit.value for limit in one)))
