"""A sample of every kind of act, made from the types of its fields; nothing here needs Django."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid5

from ruqsat.law.acts import KINDS, Act, Actor, Role, SignatureJudged, Verdict

NAMES = UUID("5b0a2f0e-7a53-4c0e-9d55-1f2f6a1c9a11")
AT = datetime(2026, 3, 18, 13, 30, tzinfo=UTC)
OFFICER = Actor(person=uuid5(NAMES, "officer"), role=Role.OFFICER, office="KZ-75")


UNKNOWN_TO: Mapping[tuple[str, int], tuple[str, ...]] = {
    ("preliminary_decision_served", 1): ("decision", "means", "reference", "evidence"),
    ("preliminary_decision_served", 2): ("evidence",),
    ("objection_filed", 1): ("heard_at", "place", "present", "document"),
    ("received", 1): (
        "application.representative",
        "application.applicant.location",
        "application.held",
        "application.change",
        "application.loss",
    ),
    ("received", 2): ("application.held", "application.change", "application.loss"),
    ("license_entered", 1): ("holder.location",),
    ("decision_prepared", 1): ("annexes_refused",),
    ("granted", 1): ("annexes_refused",),
}
"""Fields that an old version of a kind did not have: read from it, they say nothing."""


def sample_of(kind: str, *, version: int | None = None) -> Act:
    """The same act at every call; with *version*, as what was stored in that version is read today."""
    made = _made(KINDS[kind], kind)
    for path in UNKNOWN_TO.get((kind, version or made.VERSION), ()):
        made = _without(made, path.split("."))
    assert isinstance(made, Act)
    return made


def _without(made: Any, path: list[str]) -> Any:
    inner = _without(getattr(made, path[0]), path[1:]) if path[1:] else _nothing(get_type_hints(type(made))[path[0]])
    return replace(made, **{path[0]: inner})


def _nothing(hint: Any) -> Any:
    """What a field of this type says when it says nothing."""
    return None if get_origin(hint) in (Union, types.UnionType) else (get_origin(hint) or hint)()


def judged_act(number: int = 0) -> SignatureJudged:
    """A short act that needs no proof."""
    return SignatureJudged(
        happened_at=AT + timedelta(seconds=number),
        of=uuid5(NAMES, str(number)),
        verdict=Verdict.PASSED,
        sub_indication="",
        reason=f"себеп {number}",
        report="ab" * 32,
    )


def _made(wanted: Any, name: str) -> Any:
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        return _made(next(part for part in get_args(wanted) if part is not types.NoneType), name)
    if origin is tuple:
        return (_made(get_args(wanted)[0], name),)
    if origin is not None and issubclass(origin, Mapping):
        return {f"{name}_key": f"{name}: Ә, й, ₸"}
    if is_dataclass(wanted) and isinstance(wanted, type):
        hints = get_type_hints(wanted)
        return wanted(**{field.name: _made(hints[field.name], field.name) for field in fields(wanted)})
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return next(iter(wanted))
    return {
        str: f"{name}: Ә, й, ₸",
        int: len(name),
        bool: True,
        UUID: uuid5(NAMES, name),
        date: date(2026, 3, 18),
        datetime: AT,
    }[wanted]
