"""Rules 8(3): the state register of licenses, into which a licensor enters what it issued, over HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from ruqsat.gateways.answers import Unavailable
from ruqsat.gateways.exchange import Reply, UnexpectedShape, exchange_json, fields_of, parsed


@dataclass(frozen=True, kw_only=True)
class LicenseEntry:
    """
    A license as the state register keeps it: ``holder`` is an IIN or BIN, ``status`` one of "valid", "suspended",
    "superseded", "terminated"; ``annexes`` and ``on_paper`` are numbers of annexes, the latter also ``"license"``.
    """

    number: str
    holder: str
    issued_on: date
    status: str
    annexes: tuple[str, ...]
    on_paper: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Entered:
    """The register has the license. ``raw`` are the bytes as they came."""

    raw: bytes = field(repr=False)


class LicenseRegister(Protocol):
    """What the state register of licenses does for a licensor."""

    def enter(self, license_: LicenseEntry) -> Entered | Unavailable:
        """Enter a license, or what became of it. The same again changes nothing."""


@dataclass(frozen=True)
class HttpLicenseRegister:
    """The register over HTTP at ``url``."""

    url: str

    def enter(self, license_: LicenseEntry) -> Entered | Unavailable:
        """Rules 8(3): it is asked there by whoever considers an application that rests on the license."""
        entry = {
            "holder": license_.holder,
            "issued_on": license_.issued_on.isoformat(),
            "status": license_.status,
            "annexes": " ".join(license_.annexes),
            "on_paper": " ".join(license_.on_paper),
        }
        address = f"{self.url}/registers/licenses/{license_.number}"
        reply = exchange_json("PUT", address, expect={200, 201}, payload=entry)
        return parsed(reply, lambda came: _entered(came, entry | {"number": license_.number}))


def connect(url: str) -> LicenseRegister:
    """The register at *url*, as settings name it."""
    return HttpLicenseRegister(url.rstrip("/"))


def _entered(reply: Reply, entry: Mapping[str, str]) -> Entered:
    """Only what repeats the entry has it: a proxy's page of maintenance comes with the status 200 too."""
    members = fields_of(reply.body)
    for name, value in entry.items():
        if members.get(name) != value:
            raise UnexpectedShape(f"The answer does not repeat “{name}” of the license as it was sent.")
    return Entered(raw=reply.body)
