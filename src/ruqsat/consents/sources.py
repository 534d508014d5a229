"""Rules 8: what all processes know of each source together: whether it answers, since when not, when it is tried."""

import random
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, fields, replace
from datetime import datetime, timedelta

from django.db import transaction

from ruqsat.consents import circuit
from ruqsat.consents.circuit import Circuit, Way
from ruqsat.consents.models import Source
from ruqsat.gateways.answers import Came, Unavailable
from ruqsat.journal.undone import plain
from ruqsat.law.inquiries import GATEWAY

OURS = "ours:"
"""Before the name of a source: what it refuses of us. Whether it answers is known by its own name."""

_FIELDS = tuple(each.name for each in fields(Circuit))


def known(names: Collection[str]) -> Mapping[str, Circuit]:
    """The circuits of these sources; of one that never failed a closed one."""
    found = {row.name: _circuit(row) for row in Source.objects.filter(name__in=names)}
    return {name: found.get(name, Circuit()) for name in names}


def standing_before(names: Collection[str], *, past: Collection[str]) -> Mapping[str, Circuit]:
    """
    What decides on each of these sources: the gateway's circuit while that is open, else the source's own.

    :param past: the sources that are asked past the gateway: of these their own circuit alone.
    """
    found = known({*names, GATEWAY})
    gateway = found[GATEWAY]
    before = {name: gateway if gateway.is_open else _back_since(found[name], gateway) for name in names}
    return before | {name: found[name] for name in names if name in past}


def _back_since(source: Circuit, gateway: Circuit) -> Circuit:
    back = [each.back_at for each in (source, gateway) if each.back_at is not None]
    return replace(source, back_at=max(back, default=None))


def ways(names: Collection[str], *, past: Collection[str], at: datetime, yielding: timedelta) -> Mapping[str, Way]:
    """
    Which of these sources may be asked now; who gets `Way.PROBE` has it alone.

    The gateway stands before all of them that are not asked *past* it: while it does not answer, one at most of those
    is tried, through it.
    """
    before = known({*names, GATEWAY})
    if not any(each.is_open for each in before.values()):
        return dict.fromkeys(names, Way.ASK)
    with transaction.atomic():
        held = {row.name: row for row in _locked({*names, GATEWAY})}
        behind = {name for name in names if name not in past}
        gateway = _claimed(held[GATEWAY], at=at, yielding=yielding) if behind and GATEWAY in held else Way.ASK
        found = {} if gateway is Way.ASK else dict.fromkeys(behind, Way.REST)
        if gateway is Way.PROBE:
            found[min(behind)] = Way.PROBE
        free = [name for name in names if name not in found]
        claim = {name: _claimed(held[name], at=at, yielding=yielding) for name in free if name in held}
        return found | {name: claim.get(name, Way.ASK) for name in free}


def note(
    came: Iterable[tuple[str, Came]],
    *,
    at: datetime,
    past: Collection[str] = (),
    share: Callable[[], float] = random.random,
) -> None:
    """
    What came of questions put at *at*, by source, in the order in which it came.

    Where no connection was made at all, it is the gateway that is not there, and nothing is known of the source; of one
    that is asked *past* the gateway, whatever comes is its own. What could not be asked, for a reason of ours, says
    nothing of either; what was asked and refused as ours is counted apart, and opens no circuit that anybody looks at.
    """
    told = list(_told(came, past=past))
    failing = {name for name, why in told if why is not None}
    unsound = {
        name for name, each in known({name for name, _ in told}).items() if each != Circuit(back_at=each.back_at)
    }
    if not failing | unsound:
        return  # as nearly always: nothing to write down
    with transaction.atomic():
        Source.objects.bulk_create([Source(name=name) for name in sorted(failing)], ignore_conflicts=True)
        for row in _locked(failing | unsound):
            after = _circuit(row)
            for why in (why for name, why in told if name == row.name):
                good = why is None
                after = circuit.answered(after, at=at) if good else circuit.failed(after, at=at, share=share())
                row.why = plain(why or "")
            _keep(row, after)


def _told(came: Iterable[tuple[str, Came]], *, past: Collection[str]) -> Iterable[tuple[str, str | None]]:
    """By source, why it did not answer; ``None`` where it did."""
    for name, answer in came:
        if isinstance(answer, Unavailable) and not answer.asked:
            continue
        behind = name not in past
        if behind and isinstance(answer, Unavailable) and not answer.reached:
            yield GATEWAY, answer.why
            continue
        if behind:
            yield GATEWAY, None
        if isinstance(answer, Unavailable) and answer.ours:
            yield f"{OURS}{name}", answer.why
            continue
        yield name, answer.why if isinstance(answer, Unavailable) else None
        if not isinstance(answer, Unavailable):
            yield f"{OURS}{name}", None


def _locked(names: Collection[str]) -> Iterable[Source]:
    """In one order, so that two processes do not wait for each other."""
    return Source.objects.select_for_update().filter(name__in=names).order_by("name")


def _claimed(row: Source, *, at: datetime, yielding: timedelta) -> Way:
    now = _circuit(row)
    found = circuit.way(now, at=at, yielding=yielding)
    if found is Way.PROBE:
        _keep(row, circuit.probing(now, at=at))
    return found


def _circuit(row: Source) -> Circuit:
    return Circuit(**{name: getattr(row, name) for name in _FIELDS})


def _keep(row: Source, after: Circuit) -> None:
    for name, value in asdict(after).items():
        setattr(row, name, value)
    row.save(update_fields=[*_FIELDS, "why"])
