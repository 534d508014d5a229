"""What templates ask of a license that a draft rests on."""

from django import template

from ruqsat.web.portal.held import told_otherwise
from ruqsat.web.portal.opened import OpenedDraft

register = template.Library()


@register.simple_tag
def held_otherwise(opened: OpenedDraft) -> str | None:
    """The number that the register told where the draft states another; "" for none; ``None`` where all is well."""
    return told_otherwise(opened)
