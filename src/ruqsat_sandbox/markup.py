"""HTML put together from elements; every text is escaped unless it is markup already."""

from collections.abc import Iterable, Mapping
from html import escape

VOID = frozenset({"input", "link", "meta", "br", "hr"})

Attribute = str | int | bool | None


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def text(value: str) -> Markup:
    """Escape *value*, unless it is markup."""
    return value if isinstance(value, Markup) else Markup(escape(value))


def join(parts: Iterable[str]) -> Markup:
    """One markup of many."""
    return Markup("".join(text(part) for part in parts))


def el(name: str, /, *children: str, **attributes: Attribute) -> Markup:
    """
    The element *name*. ``class_`` and ``for_`` stand for ``class`` and ``for``, other underscores for hyphens; an
    attribute that is True stands without a value, one that is None or False does not appear.
    """
    written = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = key.rstrip("_").replace("_", "-")
        written.append(f" {attribute}" if value is True else f' {attribute}="{escape(str(value))}"')
    opening = f"<{name}{''.join(written)}>"
    return Markup(opening) if name in VOID else Markup(f"{opening}{join(children)}</{name}>")


def table(heads: Iterable[str], rows: Iterable[Iterable[str]], *, caption: str) -> Markup:
    """A table whose first column names the row."""
    body = []
    for cells in rows:
        first, *rest = cells
        body.append(el("tr", el("th", first, scope="row"), *(el("td", cell) for cell in rest)))
    head = el("tr", *(el("th", title, scope="col") for title in heads))
    whole = el("table", el("caption", caption), el("thead", head), el("tbody", *body))
    return el("div", whole, class_="scroll", tabindex="0", role="region", aria_label=caption)


def form(
    action: str,
    *children: str,
    label: str,
    spoken: str | None = None,
    kind: str = "button",
    hidden: Mapping[str, str] | None = None,
) -> Markup:
    """
    A form that posts to *action*, with hidden fields and one button, whose look is *kind*.

    *spoken* is the button's name for those who hear it without its surroundings.
    """
    fields = [el("input", type="hidden", name=name, value=value) for name, value in (hidden or {}).items()]
    return el(
        "form", *fields, *children, el("button", label, class_=kind, aria_label=spoken), method="post", action=action
    )


def field(name: str, label: str, *, value: str = "", kind: str = "text", hint: str = "", needed: bool = True) -> Markup:
    """A labelled input."""
    described = f"{name}-hint" if hint else None
    explained = el("p", hint, id=described, class_="hint") if hint else Markup()
    entry = el("input", type=kind, id=name, name=name, value=value, required=needed, aria_describedby=described)
    return el("div", el("label", label, for_=name), explained, entry, class_="field")
