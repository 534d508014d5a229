"""A fault as somebody asks for it, in JSON or on the page."""

from datetime import datetime

from ruqsat_sandbox.asking import Body, refuse
from ruqsat_sandbox.faults import Fault
from ruqsat_sandbox.world import KAZAKHSTAN


def wished(body: Body) -> Fault:
    """``system`` and ``kind``; as somebody likes ``only``, ``seconds``, ``times``, ``share``, ``seed``, ``until``."""
    return Fault(
        system=body.text("system"),
        kind=body.text("kind"),
        only=body.text("only", "").strip(),
        seconds=body.fraction("seconds", 0.0),
        times=body.number("times") if body.fields.get("times") not in {None, ""} else None,
        share=body.fraction("share", 1.0),
        seed=body.number("seed", 0) if body.fields.get("seed") != "" else 0,
        until=_instant(body.text("until", "")),
    )


def _instant(text: str) -> datetime | None:
    """An instant; without an offset, as a browser's field gives it, Kazakhstan's time of day."""
    if not text:
        return None
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        refuse(422, "field_wrong", "The field until must be an instant.", field="until")
    return said if said.tzinfo else said.replace(tzinfo=KAZAKHSTAN)
