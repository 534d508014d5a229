"""Codes of reference data, and the names people know them by."""

from collections.abc import Mapping
from typing import Protocol

from ruqsat.keeping import at_hand
from ruqsat.law.activities import full_names
from ruqsat.law.documents import DOCUMENTS
from ruqsat.law.edition_fields import FIELDS
from ruqsat.law.grounds import GROUNDS
from ruqsat.law.inquiries import INQUIRIES
from ruqsat.law.names import Names
from ruqsat.web.sources import SOURCES


def name_of(code: str, *, language: str) -> str:
    """
    The name in *language* of whatever reference data *code* stands for: an office ("KZ-75"), a region, a subtype,
    a speciality, a document, an inquiry, a ground, a requirement, a field of an edition, or a register by its own
    name. Any other text is returned as it is.
    """
    names = _names_of(code)
    return names.in_(language) if names else code


def _names_of(code: str) -> Names | None:
    known = at_hand.lists()
    if code in SOURCES:
        return SOURCES[code]
    if code in known.activities.subtypes:
        return full_names(code, among=known.activities)
    tables: tuple[Mapping[str, _Named], ...] = (
        known.requirements.points,
        known.activities.specialities,
        GROUNDS,
        INQUIRIES,
        DOCUMENTS,
        FIELDS,
        known.offices.offices,
        known.offices.regions,
    )
    return next((table[code].names for table in tables if code in table), None)


class _Named(Protocol):
    @property
    def names(self) -> Names: ...
