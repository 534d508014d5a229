"""
Rules 8: under which service each inquiry is asked, and how its answer is written.

What a field holds, and whether it must be there, is what the law reads: it stands here. How services, registers and
elements are called is theirs, so it stands in a file that an administrator can edit.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruqsat.gateways.kinds import (
    Field,
    day,
    identity,
    may,
    measure,
    must,
    one_of,
    postal_code,
    region,
    sex,
    whole,
)
from ruqsat.law.inquiries import INQUIRIES
from ruqsat.law.premises import TITLE_BASES

USUAL = Path(__file__).with_name("services.toml")
_TEXTS, _KEYS = ("service", "source", "record"), {"service", "source", "record", "fields", "address", "confirmed"}
_PATH = re.compile(r"[^\W\d][\w.-]*(?:/[^\W\d][\w.-]*)*")


class ServicesUnusable(Exception):
    """The file of the services cannot be used; the message says what is wrong, after the file's path."""


@dataclass(frozen=True, kw_only=True)
class Wire:
    """
    One inquiry on the wire: ``serviceId``, the register, the element that holds its record, the record's fields.

    ``address`` where it is another than that of the others; ``confirmed`` once somebody has compared all of it with the
    gateway's passport of services.
    """

    service: str
    source: str
    record: str
    fields: tuple[Field, ...]
    address: str = ""
    confirmed: bool = False


_ADDRESS = (
    may("postal_code", postal_code),
    may("region", region),
    *(may(name) for name in ("city", "locality", "street", "building", "district")),
)
_EDUCATION = (must("institution"), must("speciality"), may("diploma_number"), must("graduated_on", day))
_FIELDS: Mapping[str, tuple[Field, ...]] = {
    "identity": (
        must("last"),
        must("first"),
        may("patronymic"),
        must("birth_date", day),
        must("sex", sex),
        *_ADDRESS,
        may("document_number"),
        may("document_valid_until", day),
    ),
    "entrepreneur_registration": (must("registered_on", day), must("name"), may("head"), *_ADDRESS),
    "medical_license": (
        must("number"),
        must("issued_on", day),
        must("status", one_of("valid", "suspended", "superseded", "terminated")),
        may("annexes"),
        may("on_paper"),
    ),
    "premises_title": (
        must("kind", one_of(*TITLE_BASES)),
        may("document_number"),
        must("holder"),
        must("address"),
        may("valid_until", day),
    ),
    "real_estate": (must("cadastral_number"), may("address"), may("area", measure), may("purpose")),
    "fee_payment": (must("order", identity), must("amount", whole), must("paid_on", day)),
    "higher_education": _EDUCATION,
    "secondary_education": _EDUCATION,
    "name_change": (must("old_name"), must("new_name"), may("document")),
    "specialist_certificate": (must("number"), must("speciality"), must("issued_on", day), may("valid_until", day)),
    "labor_activity": (must("employer"), must("position"), may("since", day)),
    "sanitary_conclusion": (must("number"), must("issued_on", day), must("address"), must("result")),
    "ban": (must("banned", one_of("true", "false")), may("act"), may("until", day)),
}
"""Rules 8(1)–8(12) and the register of bans, by their keys in `ruqsat.law.inquiries`."""


def wires(said: Mapping[str, str]) -> Mapping[str, Wire]:
    """
    Every inquiry, by its key in `ruqsat.law.inquiries`, as the ``services_file`` of the registers' settings has it.

    It is read once for each process: who changes it starts the instance anew.

    :raises ServicesUnusable: if that file cannot be read, lacks an inquiry or a field, or names one that there is not.
    """
    return _read(Path(said.get("services_file") or USUAL))


def addresses(said: Mapping[str, str]) -> tuple[str, ...]:
    """Where single inquiries are asked instead; none where the file cannot be used, which the checks say."""
    try:
        return tuple(sorted({each.address for each in wires(said).values() if each.address}))
    except ServicesUnusable:
        return ()


def past_the_gateway(said: Mapping[str, str]) -> frozenset[str]:
    """
    Rules 8: the sources of which an inquiry is asked at an address of its own, by their keys in `ruqsat.law.inquiries`.

    What comes of it says nothing of the gateway, and the gateway's outage nothing of it. None where the file cannot be
    used: nothing is asked then.
    """
    try:
        return frozenset(INQUIRIES[inquiry].source for inquiry, each in wires(said).items() if each.address)
    except ServicesUnusable:
        return frozenset()


@lru_cache(maxsize=8)
def _read(path: Path) -> Mapping[str, Wire]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ServicesUnusable(f"{path} cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ServicesUnusable(f"{path} is no TOML: {error}.") from error
    if unknown := sorted(set(tables) - set(_FIELDS)):
        raise ServicesUnusable(f"{path} names what is no inquiry of Rules 8: {', '.join(unknown)}.")
    if missing := [each for each in _FIELDS if each not in tables]:
        raise ServicesUnusable(f"{path} lacks inquiries of Rules 8: {', '.join(missing)}.")
    return {inquiry: _wire(inquiry, tables[inquiry], path) for inquiry in _FIELDS}


def _wire(inquiry: str, table: Any, path: Path) -> Wire:
    if not isinstance(table, dict):
        raise ServicesUnusable(f"{path}: {inquiry} is no table, as [{inquiry}] begins one.")
    if unknown := sorted(set(table) - _KEYS):
        raise ServicesUnusable(f"{path}: {inquiry} has what nobody reads: {', '.join(unknown)}.")
    for name in (*_TEXTS, "address"):
        said = table.get(name, "" if name == "address" else None)
        if not isinstance(said, str) or said != said.strip() or (name in _TEXTS and not said):
            raise ServicesUnusable(f"{path}: the {name} of {inquiry} is no text, or has spaces around it.")
    if not isinstance(table.get("confirmed", False), bool):
        raise ServicesUnusable(f"{path}: confirmed is true or false, and of {inquiry} it is neither.")
    if not _PATH.fullmatch(table["record"]):
        raise ServicesUnusable(f"{path}: the record of {inquiry} is no name of an element.")
    known = {name: value for name, value in table.items() if name not in {"fields", *_TEXTS}}
    texts = {name: table[name] for name in _TEXTS}
    return Wire(**texts, **known, fields=_fields(inquiry, table.get("fields"), path))


def _fields(inquiry: str, said: Any, path: Path) -> tuple[Field, ...]:
    """Each field of the law at its place; what the register does not have is left out."""
    wanted = _FIELDS[inquiry]
    if not isinstance(said, dict):
        raise ServicesUnusable(f"{path}: {inquiry} does not say where its fields stand.")
    differing = {each.name for each in wanted} ^ set(said)
    if differing:
        raise ServicesUnusable(
            f"{path}: the fields of {inquiry} lack, or have too much: {', '.join(sorted(differing))}."
        )
    for each in wanted:
        place = said[each.name]
        absent = place == "" and not each.must_be
        if not absent and not (isinstance(place, str) and _PATH.fullmatch(place)):
            raise ServicesUnusable(f"{path}: the place of {each.name} in {inquiry} is no element, such as person/name.")
    return tuple(replace(each, path=said[each.name]) for each in wanted if said[each.name])


WIRES: Mapping[str, Wire] = wires({})
"""What holds where no file is named."""
