"""Who lives in the sandbox, and what the state registers hold about them: read once from ``people.toml``."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

Records = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Organization:
    """A state office or a company."""

    code: str
    bin: str
    name: str
    registers: Records = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Person:
    """One inhabitant. ``organization`` is who the person signs for, None for people who sign for themselves only."""

    iin: str
    last: str
    first: str
    patronymic: str
    phone: str
    email: str
    language: str
    story: str
    organization: Organization | None = None
    capacity: str = ""
    roles: tuple[Mapping[str, str], ...] = ()
    registers: Records = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Last name, first name, patronymic."""
        return f"{self.last} {self.first} {self.patronymic}"

    def public(self) -> dict[str, object]:
        """What ``GET /api/people`` says of the person."""
        return {
            "iin": self.iin,
            "last": self.last,
            "first": self.first,
            "patronymic": self.patronymic,
            "phone": self.phone,
            "email": self.email,
            "language": self.language,
            "roles": [dict(role) for role in self.roles],
            "bin": self.organization.bin if self.organization else "",
            "organization": self.organization.name if self.organization else "",
            "story": self.story,
        }


@dataclass(frozen=True, kw_only=True)
class Facility:
    """Premises, and who holds them."""

    owner: str
    region: str
    city: str
    street: str
    building: str
    registers: Records

    @property
    def address(self) -> str:
        """City, street, building."""
        return f"{self.city}, {self.street}, {self.building}"


@dataclass(frozen=True, kw_only=True)
class Population:
    """Everybody and everything; who moves in later and what they rent comes in `newcomers` and `rented`."""

    people: tuple[Person, ...]
    organizations: tuple[Organization, ...]
    facilities: tuple[Facility, ...]
    newcomers: dict[str, Person] = field(default_factory=dict)
    rented: list[Facility] = field(default_factory=list)

    def person(self, iin: str) -> Person | None:
        """The person with that IIN."""
        return next((person for person in self.people if person.iin == iin), None) or self.newcomers.get(iin)

    def everywhere(self) -> Iterator[Facility]:
        """All premises."""
        yield from self.facilities
        yield from self.rented

    def organization(self, key: str) -> Organization | None:
        """The organization with that BIN or office code."""
        found = (each for each in self.organizations if key and key in {each.bin, each.code})
        return next(found, None)


@lru_cache(maxsize=1)
def _written() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("people.toml").read_text(encoding="utf-8"))


def population() -> Population:
    """The people of ``people.toml``."""
    data = _written()
    organizations = tuple(Organization(**each) for each in data["organization"])
    by_bin = {each.bin: each for each in organizations}
    return Population(
        people=tuple(_person(each, by_bin) for each in data["person"]),
        organizations=organizations,
        facilities=tuple(Facility(**each) for each in data["facility"]),
    )


def _person(entry: Mapping[str, Any], organizations: Mapping[str, Organization]) -> Person:
    known = dict(entry)
    if bin_ := known.pop("organization", None):
        known["organization"] = organizations[bin_]
    known["roles"] = tuple(known.get("roles", ()))
    return Person(**known)
