"""Documents as PDF/A-2a and PDF/UA-1: the same data at the same moment give the same bytes."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import segno
import typst

from ruqsat.documents.glyphs import FONTS, covered, printable

TEMPLATES = Path(__file__).parent / "templates"


MASK = 3
"""
ISO/IEC 18004, 7.8: which of eight patterns the code is overlaid with. Every reader reads all of them; trying which one
looks best takes longer than setting the document, and for such addresses it is mostly this one.
"""


_DARK = re.compile(rb"\x01+")


class Kind(StrEnum):
    """What documents the service writes."""

    RECEIPT = "receipt"
    APPROVAL_ANSWER = "approval_answer"
    CONCLUSION = "conclusion"
    PRELIMINARY_DECISION = "preliminary_decision"
    HEARING_PROTOCOL = "hearing_protocol"
    REFUSAL_OF_CONSIDERATION = "refusal_of_consideration"
    REFUSAL = "refusal"
    LICENSE = "license"
    ANNEX = "annex"
    REISSUED_LICENSE = "reissued_license"
    REISSUED_ANNEX = "reissued_annex"
    LICENSE_DUPLICATE = "license_duplicate"
    ANNEX_DUPLICATE = "annex_duplicate"


_TEMPLATE = (
    dict.fromkeys(Kind, "sheet.typ")
    | dict.fromkeys((Kind.LICENSE, Kind.REISSUED_LICENSE, Kind.LICENSE_DUPLICATE), "license.typ")
    | dict.fromkeys((Kind.ANNEX, Kind.REISSUED_ANNEX, Kind.ANNEX_DUPLICATE), "annex.typ")
)


class NotRendered(Exception):
    """The document could not be set; its data and its template do not fit together."""


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    covered()  # without the font nothing may be set: the compiler would leave the letters out
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(root=TEMPLATES, font_paths=fonts)


# The compiler keeps the data of the call under way in itself.
_ONE_AT_A_TIME = Lock()


def render(kind: Kind, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """
    The PDF of a document of this *kind* from *data*, as `content` makes them; *at* is the moment it says of itself.

    :raises NotRendered: if the data do not fit the template.
    :raises FontMissing: if the set-up has not built the font.
    """
    pages = _compile(kind, data, at=at, format="pdf", pdf_standards=["a-2a", "ua-1"])
    return pages[0]


def picture(kind: Kind, data: Mapping[str, Any], *, at: datetime, ppi: float) -> list[bytes]:
    """The same document as PNG, one for each page, for looking at."""
    return _compile(kind, data, at=at, format="png", ppi=ppi)


def _compile(kind: Kind, data: Mapping[str, Any], *, at: datetime, **how: Any) -> list[bytes]:
    moment = at.astimezone(UTC).replace(microsecond=0)
    inputs = {"data": json.dumps(_complete(data, moment), ensure_ascii=False, sort_keys=True)}
    with _ONE_AT_A_TIME:
        try:
            made = _compiler().compile(str(TEMPLATES / _TEMPLATE[kind]), sys_inputs=inputs, timestamp=moment, **how)
        except typst.TypstError as error:
            raise NotRendered(f"The document “{kind}” could not be made: {error.message}") from error
    if made is None:
        raise NotRendered(f"The document “{kind}” came out empty.")
    return made if isinstance(made, list) else [made]


def _complete(data: Mapping[str, Any], moment: datetime) -> dict[str, Any]:
    complete: dict[str, Any] = _shown(dict(data))
    complete["dated"] = {name: getattr(moment, name) for name in ("year", "month", "day", "hour", "minute", "second")}
    url = complete["check"]["url"]
    if url:
        complete["check"]["code"] = _code(url)
    return complete


def _shown(value: Any) -> Any:
    """The same data with every text as the font can show it."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {name: _shown(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(inner) for inner in value]
    return value


def _code(url: str) -> str:
    """The code that leads to *url*, as SVG: each run of dark modules a stroke, a margin of two modules around."""
    rows = segno.make(url, error="m", micro=False, mask=MASK).matrix
    strokes = "".join(
        f"M{run.start() + 2} {number + 2.5}h{run.end() - run.start()}"
        for number, row in enumerate(rows)
        for run in _DARK.finditer(row)
    )
    size = len(rows) + 4
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{4 * size}" height="{4 * size}" viewBox="0 0 {size} {size}">'
        f'<path stroke="#000" d="{strokes}"/></svg>'
    )
