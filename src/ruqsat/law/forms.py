"""
The forms of applications, field by field: Annexes 2 and 3, and those that List 8 names and the text does not contain.

The latter are designed here from what the text says that they must carry, and marked so: reference data, versioned, to
be confirmed (``data/forms.toml``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ruqsat.law.application import ApplicantKind, Service
from ruqsat.law.names import Names
from ruqsat.law.reference import load


class NoSuchForm(LookupError):
    """No form for this service and applicant was in force on that day."""


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One field: its key, its names, and the path at which an `application.Application` keeps it."""

    key: str
    names: Names
    path: str


@dataclass(frozen=True, kw_only=True)
class Form:
    """
    List 8: a form: the clause that names it, the version of its wording and from when, for which services and whom.

    ``designed`` says that the text of the law does not contain it.
    """

    key: str
    ref: str
    names: Names
    version: str
    since: date
    designed: bool
    services: frozenset[Service]
    of: frozenset[ApplicantKind]
    fields: tuple[FormField, ...]


_TABLES = load("forms")
_FIELDS: Mapping[str, FormField] = {
    key: FormField(key=key, names=Names.from_table(table), path=table["path"])
    for key, table in _TABLES["fields"].items()
}


def _form(table: Mapping[str, Any]) -> Form:
    return Form(
        key=table["key"],
        ref=table["ref"],
        names=Names.from_table(table),
        version=table["version"],
        since=table["since"],
        designed=table["designed"],
        services=frozenset(Service(service) for service in table["services"]),
        of=frozenset(ApplicantKind(kind) for kind in table["of"]),
        fields=tuple(_FIELDS[key] for key in table["fields"]),
    )


FORMS: tuple[Form, ...] = tuple(_form(table) for table in _TABLES["form"])
"""Annex 2, Annex 3, List 8(2), List 8(3): the forms of applications."""

INFORMATION: Form = _form(_TABLES["information"])
"""List 8(1): the form of information on compliance with the qualification requirements."""


def form_for(service: Service, kind: ApplicantKind, *, on: date) -> Form:
    """
    List 8(1), List 8(2), List 8(3): the form in which an applicant of *kind* asks for *service* on that day.

    :raises NoSuchForm: if none was in force.
    """
    fitting = [one for one in FORMS if service in one.services and kind in one.of and one.since <= on]
    if not fitting:
        raise NoSuchForm(f"{service.value}, {kind.value}, {on}")
    return max(fitting, key=lambda one: one.since)
