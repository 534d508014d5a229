"""Reading HTML: a tree of elements, from the standard library's parser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_UNSEEN = frozenset({"script", "style", "template", "noscript"})


@dataclass(eq=False)
class Element:
    """An element with what is inside it, in order: elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: "list[Element | str]" = field(default_factory=list)

    def __getitem__(self, attribute: str) -> str:
        """An attribute; "" where it is not there."""
        return self.attributes.get(attribute, "")

    def has(self, attribute: str) -> bool:
        """Whether the attribute is there, with or without a value."""
        return attribute in self.attributes

    def all(self, *tags: str, class_: str = "") -> "Iterator[Element]":
        """Every element within of one of these tags (none named: of any) that has the class."""
        for each in self.inside:
            if isinstance(each, Element):
                if (not tags or each.tag in tags) and (not class_ or class_ in each["class"].split()):
                    yield each
                yield from each.all(*tags, class_=class_)

    def first(self, *tags: str, class_: str = "") -> "Element | None":
        """The first such element."""
        return next(self.all(*tags, class_=class_), None)

    @property
    def text(self) -> str:
        """What a reader sees of it, in one line."""
        return " ".join("".join(self._texts()).split())

    @property
    def value(self) -> str:
        """Its text as it stands: what a textarea holds."""
        return "".join(each for each in self.inside if isinstance(each, str)).removeprefix("\n")

    def _texts(self) -> Iterator[str]:
        for each in self.inside:
            if isinstance(each, str):
                yield each
            elif each.tag not in _UNSEEN:
                yield " "
                yield from each._texts()
                yield " "


def read(html: str) -> Element:
    """The document's tree. An end tag that nothing opened is passed over; one that is missing ends with its parent."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)
