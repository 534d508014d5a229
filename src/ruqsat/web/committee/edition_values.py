"""Values of an edition in the reader's words."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ruqsat.law.edition_fields import EditionField
from ruqsat.web.templatetags.ruqsat_text import named, names, reference_text

ORDERS = (
    gettext_noop("Order of the Minister of Health of 2023-05-30 No. 91"),
    gettext_noop("Order of the Minister of Health of 2025-09-15 No. 93"),
)
"""The orders of the editions beside the code, for the filter ``said``; one entered later stands as it was entered."""


def value_text(field: EditionField, value: Any) -> str:
    """`13 working days`, `18:30`, «Диплом; …»."""
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case time():
            return f"{value:%H:%M}"
        case int():
            return f"{value} {names(field.unit)}".strip()
        case str():
            return value
    return _listed(field, value)


def _listed(field: EditionField, value: Sequence[str]) -> str:
    if field.name == "contact_centre":
        return ", ".join(value)
    if field.name == "grounds":
        return "; ".join(reference_text(key) for key in value)
    return "; ".join(named(key) for key in value)
