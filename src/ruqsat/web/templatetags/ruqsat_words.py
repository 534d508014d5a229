"""Filters for pages about cases: stages, roles, addresses in words."""

from django import template

from ruqsat.documents import naming
from ruqsat.law.application import Address
from ruqsat.law.titles import ROLES, STAGES
from ruqsat.web.templatetags.ruqsat_text import reader_language, said

register = template.Library()


@register.filter
def role_name(role: str) -> str:
    """Whoever acts in this role, in the reader's language."""
    return said(ROLES[str(role)])


@register.filter
def stage_text(stage: str) -> str:
    """How far a case is, in one sentence of the reader's language."""
    return said(STAGES[str(stage)])


@register.filter
def one_line(address: Address) -> str:
    """An address in one line, the region named in the reader's language."""
    return naming.address(address, reader_language())
