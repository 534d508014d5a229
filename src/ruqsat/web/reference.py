"""Codes of reference data, and the names people know them by."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ruqsat.law.names import Names


def name_of(code: str, *, language: str) -> str:
    """
    The name in *language* of whatever reference data *code* stands for: an office ("KZ-75"), a region, a subtype,
    a speciality, a document, an inquiry, a ground, a requirement. Any other text is returned as it is.
    """
    names = _every_name().get(code)
    return names.in_(language) if names else code


@cache
def _every_name() -> Mapping[str, Names]:
    return {code: item.names for table in _tables() for code, item in table.items()}


def _tables() -> Iterator[Mapping[str, Any]]:
    return iter(())
