"""Rules 8: when a question that was put in vain is put again: later each time, at once when its source is back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ruqsat.consents.circuit import Circuit, pause
from ruqsat.consents.models import Inquiry
from ruqsat.journal.keys import blind_index
from ruqsat.law.acts import Outcome

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=30)
UNDER_WAY = timedelta(minutes=2)  # for so long a question without an answer may still be on its way

Place = tuple[str, str]
"""An inquiry and about whom it is."""

Asked = tuple[str, bytes]
"""The same as the ledger has it: about whom stands as a keyed digest."""


@dataclass(frozen=True, kw_only=True)
class Vain:
    """
    What the ledger knows of a question without an answer: put how often in vain since the last one, when last.

    ``share`` is its part of chance, from 0 to 1, drawn when it was put; ``under_way`` that no answer is known at all.
    """

    times: int
    asked_at: datetime
    share: float
    under_way: bool = False


def again_at(vain: Vain | None, *, circuit: Circuit) -> datetime | None:
    """
    Rules 8: when to put the question again; ``None`` is at once.

    A source that is down is tried when its circuit says, for all cases together. One that came back since is asked at
    once: nobody waits out a pause that an outage has made long.
    """
    if vain is not None and vain.under_way:
        return vain.asked_at + UNDER_WAY
    if circuit.ask_again_at is not None:
        return circuit.ask_again_at
    if vain is None or (circuit.back_at is not None and circuit.back_at > vain.asked_at):
        return None
    return vain.asked_at + pause(vain.times, first=FIRST_PAUSE, longest=LONGEST_PAUSE, share=vain.share)


def asked_on(consent: UUID) -> Collection[Asked]:
    """What was asked on this consent and came to something, be it that the register is down."""
    rows = Inquiry.objects.filter(consent=consent).exclude(outcome="").values_list("inquiry", "about_index")
    return {(inquiry, bytes(about)) for inquiry, about in rows}


def in_vain(file: UUID, places: Collection[Place]) -> Mapping[Place, Vain]:
    """What the ledger holds of each of these questions of a file, where anything was asked."""
    named = {(inquiry, blind_index(about)): (inquiry, about) for inquiry, about in places}
    rows = Inquiry.objects.filter(file_id=file, inquiry__in={inquiry for inquiry, _ in places}).order_by("asked_at")
    found: dict[Place, list[Inquiry]] = {}
    for row in rows:
        place = named.get((row.inquiry, bytes(row.about_index)))
        if place is not None:
            found.setdefault(place, []).append(row)
    return {place: _vain(asked) for place, asked in found.items()}


def _vain(rows: Sequence[Inquiry]) -> Vain:
    last, times = rows[-1], 0
    for row in reversed(rows):
        if row.outcome not in {"", Outcome.UNAVAILABLE.value}:
            break
        times += 1
    share = (last.id.int & 0xFFFF) / 0xFFFF
    return Vain(times=times, asked_at=last.asked_at, share=share, under_way=not last.outcome)
