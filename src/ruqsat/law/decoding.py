"""
Reading content back into acts, fast: one function for each type, made once from the type's fields.

It takes what `ruqsat.law.statements` takes and nothing else, and gives the same; what it does not take it refuses with
`NotFitting`, and the careful reader there says what is wrong and where.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

Decode: TypeAlias = Callable[[Any], Any]
_LENGTH_OF_MOMENT = len("2026-03-18T13:30:00.000000Z")


class NotFitting(ValueError):
    """The content is not that of the type; the careful reader knows why."""


def decoder_of(wanted: Any) -> Decode:
    """The function that makes a value of *wanted* from its content; it raises a `ValueError` where it does not fit."""
    return _decoder_of(wanted)


@cache
def _decoder_of(wanted: Any) -> Decode:
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        (inner,) = (part for part in get_args(wanted) if part is not types.NoneType)
        return _optional(decoder_of(inner))
    if origin is tuple:
        return _row(decoder_of(get_args(wanted)[0]))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(decoder_of(get_args(wanted)[1]))
    if is_dataclass(wanted):
        return _record(wanted)
    return _SCALARS.get(wanted) or _named(wanted)


def _record(wanted: Any) -> Decode:
    hints = get_type_hints(wanted)
    places = tuple((field.name, decoder_of(hints[field.name])) for field in fields(wanted))
    whole = frozenset(name for name, _ in places)
    plain = not hasattr(wanted, "__post_init__") and not hasattr(wanted, "__slots__")

    def decode(value: Any) -> Any:
        if type(value) is not dict or value.keys() != whole:
            raise NotFitting
        if not plain:
            return wanted(**{name: inner(value[name]) for name, inner in places})
        made = object.__new__(wanted)
        # What the frozen __init__ does one guarded assignment at a time.
        made.__dict__.update({name: inner(value[name]) for name, inner in places})
        return made

    return decode


def _optional(inner: Decode) -> Decode:
    return lambda value: None if value is None else inner(value)


def _row(inner: Decode) -> Decode:
    def decode(value: Any) -> Any:
        if type(value) is not list:
            raise NotFitting
        return tuple([inner(item) for item in value])

    return decode


def _mapping(inner: Decode) -> Decode:
    def decode(value: Any) -> Any:
        if type(value) is not dict:
            raise NotFitting
        return {key: inner(item) for key, item in value.items()}

    return decode


def _named(wanted: Any) -> Decode:
    """Enumerations and ids: the type itself reads its text."""

    def decode(value: Any) -> Any:
        if type(value) is not str:
            raise NotFitting
        return wanted(value)

    return decode


def _exactly(kind: type) -> Decode:
    def decode(value: Any) -> Any:
        if type(value) is not kind:
            raise NotFitting
        return value

    return decode


def _moment(value: Any) -> datetime:
    if type(value) is not str or len(value) != _LENGTH_OF_MOMENT or value[10] + value[19] + value[26] != "T.Z":
        raise NotFitting
    return datetime.fromisoformat(value[:26]).replace(tzinfo=UTC)


def _day(value: Any) -> date:
    if type(value) is not str:
        raise NotFitting
    return date.fromisoformat(value)


_SCALARS: Mapping[Any, Decode] = {
    str: _exactly(str),
    int: _exactly(int),
    bool: _exactly(bool),
    datetime: _moment,
    date: _day,
}
