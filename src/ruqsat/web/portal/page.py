"""What a question page is: its form, its words, its template."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ruqsat.web.forms import GovukForm
from ruqsat.web.portal.opened import OpenedDraft

Make = Callable[..., GovukForm]
Text = Any
"""A text that is translated when it is shown."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """
    One question page.

    ``form`` makes the form of an opened draft; ``widths`` are the widths of inputs in characters; ``ref`` is the clause
    that asks for these data.
    """

    heading: Text
    form: Callable[..., GovukForm]
    ref: str = ""
    intro: Text = ""
    template: str = "portal/question.html"
    widths: Mapping[str, str] = field(default_factory=dict)


def plain(form: type[GovukForm]) -> Make:
    """The page's form, whatever draft it is of."""

    def make(opened: OpenedDraft, **kwargs: Any) -> GovukForm:
        return form(**kwargs)

    return make
