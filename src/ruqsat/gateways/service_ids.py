"""Rules 8: under which service each inquiry is asked: not of the law, so in a file that an administrator can edit."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruqsat.law.inquiries import INQUIRIES

USUAL = Path(__file__).with_name("services.toml")
_NEEDED, _FURTHER = ("service", "source"), ("address", "confirmed")


class ServicesUnusable(Exception):
    """The file of the services cannot be used; the message says what is wrong, after the file's path."""


@dataclass(frozen=True, kw_only=True)
class Service:
    """
    ``serviceId``, the register as an answer on file names it, the address if it is another than that of the others,
    and whether somebody has compared it with the gateway's passport of services.
    """

    id: str
    source: str
    address: str = ""
    confirmed: bool = False


def services(said: Mapping[str, str]) -> Mapping[str, Service]:
    """
    Of every inquiry, by its key in `ruqsat.law.inquiries`, as the ``services_file`` of the registers' settings has it.

    It is read once for each process: who changes it starts the instance anew.

    :raises ServicesUnusable: if that file cannot be read, lacks an inquiry or names one that there is not.
    """
    return _read(Path(said.get("services_file") or USUAL))


@lru_cache(maxsize=8)
def _read(path: Path) -> Mapping[str, Service]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ServicesUnusable(f"{path} cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ServicesUnusable(f"{path} is no TOML: {error}.") from error
    if unknown := sorted(set(tables) - set(INQUIRIES)):
        raise ServicesUnusable(f"{path} names what is no inquiry of Rules 8: {', '.join(unknown)}.")
    if missing := [each for each in INQUIRIES if each not in tables]:
        raise ServicesUnusable(f"{path} lacks inquiries of Rules 8: {', '.join(missing)}.")
    return {inquiry: _service(inquiry, tables[inquiry], path) for inquiry in INQUIRIES}


def _service(inquiry: str, table: object, path: Path) -> Service:
    if not isinstance(table, dict):
        raise ServicesUnusable(f"{path}: {inquiry} is no table, as [{inquiry}] begins one.")
    if unknown := sorted(set(table) - {*_NEEDED, *_FURTHER}):
        raise ServicesUnusable(f"{path}: {inquiry} has what nobody reads: {', '.join(unknown)}.")
    for name in (*_NEEDED, "address"):
        said = table.get(name, "" if name == "address" else None)
        if not isinstance(said, str) or said != said.strip() or (name in _NEEDED and not said):
            raise ServicesUnusable(f"{path}: the {name} of {inquiry} is no text, or has spaces around it.")
    if not isinstance(table.get("confirmed", False), bool):
        raise ServicesUnusable(f"{path}: confirmed is true or false, and of {inquiry} it is neither.")
    return Service(
        id=table["service"],
        source=table["source"],
        address=table.get("address", ""),
        confirmed=table.get("confirmed", False),
    )


def addresses(said: Mapping[str, str]) -> tuple[str, ...]:
    """Where single inquiries are asked instead; none where the file cannot be used, which the checks say."""
    try:
        return tuple(sorted({each.address for each in services(said).values() if each.address}))
    except ServicesUnusable:
        return ()
