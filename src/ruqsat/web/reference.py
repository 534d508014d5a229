"""Codes of reference data, and the names people know them by."""

from collections.abc import Mapping
from functools import cache

from ruqsat.law.activities import SPECIALITIES, SUBTYPES, full_names
from ruqsat.law.documents import DOCUMENTS
from ruqsat.law.grounds import GROUNDS
from ruqsat.law.inquiries import INQUIRIES
from ruqsat.law.names import Names
from ruqsat.law.offices import OFFICES, REGIONS
from ruqsat.law.requirements import REQUIREMENTS
from ruqsat.web.sources import SOURCES


def name_of(code: str, *, language: str) -> str:
    """
    The name in *language* of whatever reference data *code* stands for: an office ("KZ-75"), a region, a subtype,
    a speciality, a document, an inquiry, a ground, a requirement, or a register by its own name. Any other text is
    returned as it is.
    """
    names = _every_name().get(code)
    return names.in_(language) if names else code


@cache
def _every_name() -> Mapping[str, Names]:
    tables = (REGIONS, OFFICES, DOCUMENTS, INQUIRIES, GROUNDS, SPECIALITIES, REQUIREMENTS)
    names = {code: item.names for table in tables for code, item in table.items()}
    return names | {code: full_names(code) for code in SUBTYPES} | dict(SOURCES)
