"""Values of an edition's fields as an amending order gives them: read from its tables, each by its kind."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import time
from typing import Any

from ruqsat.law.book_change import NotAChange, only
from ruqsat.law.editions import Edition
from ruqsat.law.names import LANGUAGES, Names
from ruqsat.law.saying import say

_ORDER = frozenset({"id", "order", "in_force_from", "open_cases"})
REPLACEABLE = tuple(field.name for field in fields(Edition) if field.name not in _ORDER)
"""The fields of an edition that an order can replace."""


def value_of(name: str, value: Any) -> Any:
    """
    The value of the edition's field *name*, read from a table of TOML or JSON.

    :raises NotAChange: when there is no such field, or the value is of another kind.
    """
    if name not in REPLACEABLE:
        raise NotAChange(say("Nothing is known by the name “%(place)s” here.", place=name))
    return _READ[_KIND[name]](name, value)


def _number(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotAChange(say("At “%(place)s” a whole number is expected.", place=name))
    return value


def _hour(name: str, value: Any) -> time:
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise NotAChange(say("At “%(place)s” an hour is expected, like 18:30.", place=name)) from None


def _keys(name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
        raise NotAChange(say("At “%(place)s” a list of names is expected.", place=name))
    return tuple(value)


def _yes_or_no(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise NotAChange(say("At “%(place)s” true or false is expected.", place=name))
    return value


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise NotAChange(say("At “%(place)s” a text is expected.", place=name))
    return value.strip()


def _texts(name: str, value: Any) -> tuple[tuple[str, Names], ...]:
    if not isinstance(value, Mapping):
        raise NotAChange(say("At “%(place)s” a table is expected.", place=name))
    return tuple((ref, _names(f"{name}.{ref}", said)) for ref, said in sorted(value.items()))


def _names(place: str, value: Any) -> Names:
    if not isinstance(value, Mapping):
        raise NotAChange(say("At “%(place)s” a table is expected.", place=place))
    only(value, frozenset(LANGUAGES))
    return Names.from_table({one: _text(f"{place}.{one}", value.get(one)) for one in LANGUAGES})


_KIND: Mapping[str, Any] = {field.name: field.type for field in fields(Edition)}
_READ: Mapping[Any, Callable[[str, Any], Any]] = {
    int: _number,
    time: _hour,
    tuple[str, ...]: _keys,
    bool: _yes_or_no,
    str: _text,
    tuple[tuple[str, Names], ...]: _texts,
}
