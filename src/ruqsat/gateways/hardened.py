"""Reading XML that came from outside: UTF-8, no document type, no entities, no network, bounded in depth and number."""

from typing import Any

from lxml import etree

from ruqsat.gateways.exchange import UnexpectedShape

MOST_DEEP = 40
MOST_ELEMENTS = 20_000


def read_xml(body: bytes) -> Any:
    """
    The root of the document in *body*, an lxml element.

    Comments and processing instructions are refused: they would split a text in two, of which a reader sees the first.

    :raises UnexpectedShape: if it is anything else than plain elements and texts within bounds.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnexpectedShape("The XML is not in UTF-8.") from error
    if "<!DOCTYPE" in text:
        raise UnexpectedShape("The XML brings a document type of its own, which is not agreed.")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise UnexpectedShape(f"It is not XML: {error}") from error
    _check_bounds(root)
    return root


def only(parent: Any, name: str) -> Any:
    """
    The one child of that name.

    :raises UnexpectedShape: if there is none, or more than one.
    """
    found = parent.findall(name)
    if len(found) != 1:
        raise UnexpectedShape(f"{_short(parent)} has {len(found)} times {name}, where one is agreed.")
    return found[0]


def text_of(element: Any) -> str:
    """
    What the element says, "" if nothing.

    :raises UnexpectedShape: if it holds other elements.
    """
    if len(element):
        raise UnexpectedShape(f"{_short(element)} holds elements, where a text is agreed.")
    return (element.text or "").strip()


def said(parent: Any, name: str) -> str:
    """
    The text of the one child of that name; it is not empty.

    :raises UnexpectedShape: otherwise.
    """
    text = text_of(only(parent, name))
    if not text:
        raise UnexpectedShape(f"{_short(parent)} leaves {name} empty.")
    return text


def _check_bounds(root: Any) -> None:
    count = deep = 0
    for event, _ in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "end":
            deep -= 1
            continue
        if event != "start":
            raise UnexpectedShape("The XML holds comments or instructions, which are not agreed.")
        count, deep = count + 1, deep + 1
        if deep > MOST_DEEP or count > MOST_ELEMENTS:
            raise UnexpectedShape(f"The XML is deeper than {MOST_DEEP} or has more than {MOST_ELEMENTS} elements.")


def _short(element: Any) -> str:
    return str(etree.QName(element).localname)
