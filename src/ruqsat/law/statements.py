"""
Acts as plain content, ready for canonical JSON, and back: Rules 2(2), what is signed is exactly what is stored.

The form follows from the types of an act's fields, so that an act and its content cannot drift apart. Dates are ISO,
moments ``YYYY-MM-DDTHH:MM:SS.ffffffZ`` in UTC, tuples lists, enumerations their values; ``None`` is kept.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from ruqsat.law.acts import KINDS, Act
from ruqsat.law.decoding import decoder_of
from ruqsat.law.local_time import NaiveMoment

Content: TypeAlias = dict[str, Any]
_MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"
_TO_MICROSECONDS = len("2026-03-18T13:30:00.000000")


def _received_by_the_applicant(content: Content) -> Content:
    """Version 1 knew neither the location of a legal entity nor a representative: Annex 3(2), Rules 6."""
    application = content["application"]
    applicant = {**application["applicant"], "location": None}
    return {**content, "application": {**application, "applicant": applicant, "representative": None}}


def _received_for_a_first_license(content: Content) -> Content:
    """Version 2 knew no service but the first license: List 8(2), List 8(3)."""
    return {**content, "application": {**content["application"], "held": None, "change": None, "loss": None}}


def _held_without_location(content: Content) -> Content:
    """Version 1 did not know the location of a legal entity: Annex 3(2)."""
    return {**content, "holder": {**content["holder"], "location": None}}


def _served_by_an_outside_system(content: Content) -> Content:
    """Version 1 of a served preliminary decision knew neither the decision's own act nor by what means it came."""
    return {**content, "decision": None, "means": "", "reference": ""}


def _served_without_evidence(content: Content) -> Content:
    """Version 2 of a served preliminary decision knew no scan of what shows the receipt: Rules 12."""
    return {**content, "evidence": ""}


def _objection_without_protocol(content: Content) -> Content:
    """Version 1 of an objection said only whether it was by word."""
    return {**content, "heard_at": None, "place": "", "present": [], "document": ""}


def _decided_as_a_whole(content: Content) -> Content:
    """Version 1 of a grant and of its draft did not say of which facilities the annex is refused: Rules 10."""
    return {**content, "annexes_refused": []}


UPCASTERS: Mapping[tuple[str, int], Callable[[Content], Content]] = {
    ("received", 1): _received_by_the_applicant,
    ("received", 2): _received_for_a_first_license,
    ("license_entered", 1): _held_without_location,
    ("preliminary_decision_served", 1): _served_by_an_outside_system,
    ("preliminary_decision_served", 2): _served_without_evidence,
    ("objection_filed", 1): _objection_without_protocol,
    ("decision_prepared", 1): _decided_as_a_whole,
    ("granted", 1): _decided_as_a_whole,
}
"""For each kind and old version: the pure function that makes its content that of the next version."""


class UnreadableAct(ValueError):
    """What is on file is not the content of an act that this edition of the program knows."""


def content_of(act: Act) -> Content:
    """
    The content of *act*, ready for canonical JSON.

    :raises NaiveMoment: if a moment carries no offset.
    """
    return {name: _plain(getattr(act, name)) for name in _names(type(act)) or ()}


def act_from(kind: str, version: int, content: Mapping[str, Any]) -> Act:
    """
    The act that *content* says, brought up from old versions.

    :raises UnreadableAct: for an unknown kind, version or field, and for a value that does not fit its field.
    """
    act = KINDS.get(kind)
    if act is None:
        raise UnreadableAct(f"unknown kind of act: {kind}")
    current = dict(content)
    for old in range(version, act.VERSION):
        upcast = UPCASTERS.get((kind, old))
        if upcast is None:
            raise UnreadableAct(f"{kind}: version {old} cannot be read")
        current = upcast(current)
    if version > act.VERSION or version < 1:
        raise UnreadableAct(f"{kind}: version {version} is unknown")
    try:
        made = decoder_of(act)(current)
    except (ValueError, TypeError):  # the careful reader says what is wrong, and where
        made = _typed(act, current, kind)
    assert isinstance(made, Act)  # noqa: S101 - tells the type checker what KINDS promises
    return made


def _names(kind: Any) -> tuple[str, ...] | None:
    return _names_of(kind)


@cache
def _names_of(kind: Any) -> tuple[str, ...] | None:
    """The names of a record's fields; ``None`` for what is no record."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return value
    if (names := _names(kind)) is not None:
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return _plain_scalar(value)


def _plain_scalar(value: Any) -> str | int | bool | None:
    plain: str | int | bool | None
    match value:
        case Enum():
            plain = str(value.value)
        case None | str() | bool() | int():
            plain = value
        case UUID():
            plain = str(value)
        case datetime(tzinfo=None):
            raise NaiveMoment(f"{value.isoformat()} carries no offset from UTC")
        case datetime():
            plain = value.astimezone(UTC).isoformat(timespec="microseconds")[:_TO_MICROSECONDS] + "Z"
        case date():
            plain = value.isoformat()
        case _:
            raise TypeError(f"no plain form for {type(value).__name__}")
    return plain


@cache
def _hints(kind: type) -> dict[str, Any]:
    return {field.name: get_type_hints(kind)[field.name] for field in fields(kind)}


def _typed(wanted: Any, value: Any, where: str) -> Any:
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        return _optional(wanted, value, where)
    if origin is tuple:
        return tuple(
            _typed(get_args(wanted)[0], item, f"{where}[{place}]")
            for place, item in enumerate(_instance(value, list, where))
        )
    if origin is not None and issubclass(origin, Mapping):
        inner = get_args(wanted)[1]
        return {key: _typed(inner, item, f"{where}.{key}") for key, item in _instance(value, Mapping, where).items()}
    if is_dataclass(wanted):
        return _record(wanted, value, where)
    return _scalar(wanted, value, where)


def _optional(wanted: Any, value: Any, where: str) -> Any:
    if value is None:
        return None
    (inner,) = (part for part in get_args(wanted) if part is not types.NoneType)
    return _typed(inner, value, where)


def _record(wanted: Any, value: Any, where: str) -> Any:
    content = _instance(value, Mapping, where)
    hints = _hints(wanted)
    if unknown := content.keys() - hints.keys():
        raise UnreadableAct(f"{where}: unknown field {min(unknown)}")
    if missing := hints.keys() - content.keys():
        raise UnreadableAct(f"{where}: missing field {min(missing)}")
    return wanted(**{name: _typed(hint, content[name], f"{where}.{name}") for name, hint in hints.items()})


def _scalar(wanted: Any, value: Any, where: str) -> Any:
    if wanted in (bool, int):
        if type(value) is not wanted:
            raise UnreadableAct(f"{where}: {wanted.__name__} expected")
        return value
    text = _instance(value, str, where)
    try:
        if wanted is str:
            return text
        if wanted is datetime:
            return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
        if wanted is date:
            return date.fromisoformat(text)
        return wanted(text)
    except ValueError as error:
        raise UnreadableAct(f"{where}: {error}") from error


def _instance(value: Any, kind: Any, where: str) -> Any:
    if not isinstance(value, kind):
        raise UnreadableAct(f"{where}: {kind.__name__} expected")
    return value
