"""
ISO 32000-2, 12.8.2.2: what the updates after a signature did to a document, each named, so that people can be told.

Whether an update may stand is judged twice: by the library's analysis of every object touched
(`ruqsat.eds.pdf_structure`), and here by comparing what a reader would see before and after each update.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from typing import Any

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    Reference,
    StreamObject,
)
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

MOST_OBJECTS = 200_000  # looked at in one view of the document: anybody may present one
MOST_REVISIONS = 100


class Change(StrEnum):
    """What an update did, the gravest first."""

    PAGE_ADDED = "page_added"
    PAGE_REMOVED = "page_removed"
    PAGE_CHANGED = "page_changed"
    ANNOTATION = "annotation"
    FIELD = "field"
    SIGNATURE = "signature"
    BEHAVIOR = "behavior"  # what a reader does or shows when the document is opened
    METADATA = "metadata"
    TIME_STAMP = "time_stamp"
    EVIDENCE = "evidence"


ALLOWED = frozenset({Change.TIME_STAMP, Change.EVIDENCE})
"""ETSI EN 319 142-1, 5.4.2, 5.4.3: what is added to a sealed document so that its seal goes on holding."""

_BOUND_TO_CHANGE = frozenset({"/Pages", "/AcroForm", "/DSS", "/Metadata", "/Extensions", "/Version", "/Type"})
_NAMES_A_PLACE = frozenset({"/Parent", "/P", "/StructParent", "/StructParents"})
_OF_THE_PROGRAM = frozenset({"/ModDate", "/Producer"})


@dataclass(frozen=True, kw_only=True)
class _View:
    """One revision as a reader shows it: digests of its parts, by their names or numbers."""

    pages: Mapping[Reference, bytes]
    annotations: Collection[bytes]
    fields: Mapping[str, bytes]
    signatures: Mapping[str, tuple[Change, bytes]]
    evidence: bytes
    behavior: bytes
    metadata: bytes


def of_each_update(reader: PdfFileReader, *, since: int) -> Mapping[int, frozenset[Change]]:
    """
    What each revision after *since* changed in the one before it, by its number.

    :raises ValueError: if there is more to look at than is looked at.
    """
    last = reader.xrefs.total_revisions - 1
    if last - since > MOST_REVISIONS:
        raise ValueError("more updates than are looked at")
    views = (_view(reader.get_historical_resolver(revision)) for revision in range(since, last + 1))
    return {
        since + number: frozenset(_between(before, later)) for number, (before, later) in enumerate(pairwise(views), 1)
    }


def after(signed: int, *, of: Mapping[int, frozenset[Change]]) -> tuple[Change, ...]:
    """What was done after the revision *signed*, the gravest first; what a later update undid is named as well."""
    found = {change for revision, changes in of.items() if revision > signed for change in changes}
    return tuple(change for change in Change if change in found)


def _between(before: _View, later: _View) -> Iterator[Change]:
    if later.pages.keys() - before.pages.keys():
        yield Change.PAGE_ADDED
    if before.pages.keys() - later.pages.keys():
        yield Change.PAGE_REMOVED
    both = before.pages.keys() & later.pages.keys()
    if any(before.pages[page] != later.pages[page] for page in both) or _reordered(before, later):
        yield Change.PAGE_CHANGED
    if before.annotations != later.annotations:
        yield Change.ANNOTATION
    if before.fields != later.fields or any(
        later.signatures.get(name) != signature for name, signature in before.signatures.items()
    ):
        yield Change.FIELD
    yield from (kind for name, (kind, _) in later.signatures.items() if name not in before.signatures)
    if before.behavior != later.behavior:
        yield Change.BEHAVIOR
    if before.metadata != later.metadata:
        yield Change.METADATA
    if before.evidence != later.evidence:
        yield Change.EVIDENCE


def _reordered(before: _View, later: _View) -> bool:
    return before.pages.keys() == later.pages.keys() and list(before.pages) != list(later.pages)


def _view(revision: HistoricalResolver) -> _View:
    root = revision.root
    pages = dict(_pages(root))
    fields, signatures, widgets = _fields(root)
    info = revision.trailer_view.raw_get("/Info") if "/Info" in revision.trailer_view else None
    if isinstance(info, IndirectObject):  # what the trailer names is otherwise read as it is today
        info = revision.get_object(info.reference)
    return _View(
        pages={ref: digest for ref, (digest, _) in pages.items()},
        annotations=[one for _, page in pages.values() for one in _annotations(page, but=widgets)],
        fields=fields,
        signatures=signatures,
        evidence=_digest(root["/DSS"]) if "/DSS" in root else b"",
        behavior=_digest(root, without=_BOUND_TO_CHANGE, shut=pages.keys() | widgets),
        metadata=_digest(info, without=_OF_THE_PROGRAM) if info is not None else b"",
    )


def _pages(root: DictionaryObject) -> Iterator[tuple[Reference, tuple[bytes, DictionaryObject]]]:
    """Every page in its order, with what it inherits; the annotations apart."""
    waiting: list[tuple[PdfObject, bytes]] = [(root.raw_get("/Pages"), b"")]
    seen: set[Reference] = set()
    while waiting:
        found, inherited = waiting.pop()
        if not isinstance(found, IndirectObject) or found.reference in seen or len(seen) > MOST_OBJECTS:
            raise ValueError("the tree of pages is not formed as it must be")
        seen.add(found.reference)
        node = _read(found)
        if "/Kids" in node:
            own = _digest(node, without={"/Kids", "/Count"})
            waiting += [(kid, inherited + own) for kid in reversed(_each(node, "/Kids"))]
        else:
            shown = _digest(node, without={"/Annots"})
            yield found.reference, (inherited + shown, node)


def _annotations(page: DictionaryObject, *, but: Collection[Reference]) -> Iterator[bytes]:
    for one in _each(page, "/Annots"):
        if not (isinstance(one, IndirectObject) and one.reference in but):
            yield _digest(one)


def _fields(root: DictionaryObject) -> tuple[dict[str, bytes], dict[str, tuple[Change, bytes]], set[Reference]]:
    """Fields to fill in by their full names, signatures by theirs, and what stands on a page for any of them."""
    form = root["/AcroForm"] if "/AcroForm" in root else DictionaryObject({})  # type: ignore[no-untyped-call] # of the library
    fields = {"": _digest(form, without={"/Fields", "/SigFlags"})}
    signatures: dict[str, tuple[Change, bytes]] = {}
    widgets: set[Reference] = set()
    waiting = [(one, "", "") for one in _each(form, "/Fields")]
    while waiting:
        found, above, kind = waiting.pop()
        if len(fields) + len(signatures) > MOST_OBJECTS:
            raise ValueError("more fields than are looked at")
        field = _read(found)
        name, kind = f"{above}.{field.get('/T', '')}", str(field.get("/FT", kind))
        if kind == "/Sig" and "/V" in field:
            stamp = field["/V"].get("/SubFilter") == "/ETSI.RFC3161"
            signatures[name] = (Change.TIME_STAMP if stamp else Change.SIGNATURE), _digest(field)
        else:
            fields[f"{name} {len(fields)}"] = _digest(field, without={"/Kids"})
        widgets |= {found.reference} if isinstance(found, IndirectObject) else set()
        waiting += [(one, name, kind) for one in _each(field, "/Kids")]
    return fields, signatures, widgets


def _each(holder: DictionaryObject, key: str) -> list[PdfObject]:
    listed: Any = holder[key] if key in holder else ArrayObject()
    return [listed.raw_get(place) for place in range(len(listed))]


def _read(found: PdfObject) -> Any:
    return found.get_object()  # type: ignore[no-untyped-call] # the library leaves this one untyped


def _digest(found: PdfObject, *, without: Collection[str] = (), shut: Collection[Reference] = ()) -> bytes:
    """
    A digest of *found* and of everything it leads to; other objects, once each, in the order in which they come.

    :param without: keys of *found* itself that are not looked at; those that name a place are nowhere.
    :param shut: objects that are named and not looked into.
    """
    state, seen, waiting, looked = sha256(), set(shut), [found], 0
    left_out = _NAMES_A_PLACE | set(without)
    while waiting:
        each = waiting.pop()
        looked += 1
        if looked > MOST_OBJECTS:
            raise ValueError("more objects than are looked at")
        if isinstance(each, IndirectObject):
            state.update(b"R%d %d " % (each.idnum, each.generation))
            if each.reference not in seen:
                seen.add(each.reference)
                waiting.append(_read(each))
            continue
        if isinstance(each, StreamObject):
            state.update(sha256(each.encoded_data).digest())
        if isinstance(each, DictionaryObject):
            keys = sorted(each.keys() - left_out)
            state.update(f"D{keys}".encode())
            waiting += [each.raw_get(key) for key in reversed(keys)]
            left_out = _NAMES_A_PLACE
        elif isinstance(each, ArrayObject):
            state.update(b"A%d " % len(each))
            waiting += [each.raw_get(place) for place in reversed(range(len(each)))]
        else:
            state.update(f"{type(each).__name__} {each!r} ".encode())
    return state.digest()
