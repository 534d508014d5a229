"""Where the law's fields stand in a record: found by their values in the contract's example, which says each once."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from lxml import etree

from tests.contracts.registers import INQUIRIES

_ON_THE_WIRE = {"male": "1", "female": "2"}
_IN_LAW = {("sex", code): word for word, code in _ON_THE_WIRE.items()}


def changed(inquiry: str, data: Mapping[str, str]) -> str:
    """The example's record with the values of *data* in place of its own."""
    root = etree.fromstring(INQUIRIES[inquiry].record)
    for name, value in data.items():
        root.find(_paths(inquiry)[name]).text = _ON_THE_WIRE.get(value, value)
    return str(etree.tostring(root, encoding="unicode"))


def read(inquiry: str, record: Any) -> dict[str, str]:
    """The law's fields of a *record* that stand where the example has them."""
    data = {}
    for name, path in _paths(inquiry).items():
        found = record.find(path)
        if found is not None:
            text = found.text or ""
            data[name] = _IN_LAW.get((name, text), text)
    return data


def element(inquiry: str) -> str:
    """The element that holds a record."""
    return str(etree.fromstring(INQUIRIES[inquiry].record).tag)


@cache
def _paths(inquiry: str) -> Mapping[str, str]:
    written = INQUIRIES[inquiry]
    root = etree.fromstring(written.record)
    paths = {}
    for name, value in written.value.items():
        value_there = _ON_THE_WIRE.get(value, value)
        (place,) = [each for each in root.iter() if not len(each) and (each.text or "") == value_there]
        paths[name] = str(root.getroottree().getelementpath(place))
    return paths
