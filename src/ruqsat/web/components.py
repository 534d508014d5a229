"""Rendering a component's template."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


def component(template: str, /, **values: Any) -> SafeString:
    """The component in the file *template*, with *values*."""
    return mark_safe(render_to_string(template, values))  # noqa: S308 - our template, which escapes


def trimmed(content: SafeString) -> SafeString:
    """*content* without white space around it."""
    return mark_safe(content.strip())  # noqa: S308 - it was safe and is only shorter
