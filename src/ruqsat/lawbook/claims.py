"""
Which code claims a clause and which tests cite it, read from the tree of a clone.

A place in the code claims a clause by a docstring, or a comment, that opens with its reference: ``Rules 9: ...``,
``List 9(1), List 9(5): ...``. A test cites a clause anywhere in its docstring.
"""

import ast
import io
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

REFERENCE = re.compile(r"\b(?:Rules|List|Annex|APPC|Permits|Tax) \d+(?:-\d+)?(?:\(\d+\))?")
_OPENING = re.compile(rf"\s*#?\s*({REFERENCE.pattern}(?:, {REFERENCE.pattern})*):")
_PLAYED = {"demo", "smoke", "lawbook", "verifying"}  # they do what the law asks, or tell of it; they do not keep it
_WITH_STATEMENTS = (ast.stmt, ast.excepthandler, ast.match_case)  # nothing is described within an expression

Places = Mapping[str, tuple[str, ...]]
"""Reference → places, in the order of their names."""


def claims(source: Path, *, naming: str = "") -> Places:
    """
    Reference → places below *source*, the package, that claim it.

    Only files with *naming* in them are read, if it is given: enough to find the places of one clause.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for path, text in _files(source, "*.py", naming=naming):
        parts = path.relative_to(source).with_suffix("").parts
        if parts[0] in _PLAYED:
            continue
        module = ".".join(parts).removesuffix(".__init__")
        told = [(f"{module}.{name}".strip("."), docstring) for name, docstring in docstrings(text)]
        told += [(module, comment) for comment in _comments(text)]
        for place, docstring in told:
            if opening := _OPENING.match(docstring):
                for reference in REFERENCE.findall(opening.group(1)):
                    found[reference].add(place)
    return _sorted(found)


def citations(tests: Path, *, naming: str = "") -> Places:
    """Reference → tests below *tests* that cite it, as ``law/test_terms.py::test_…``; *naming* as in ``claims``."""
    found: dict[str, set[str]] = defaultdict(set)
    for path, text in _files(tests, "test_*.py", naming=naming):
        for name, docstring in docstrings(text):
            if name.rpartition(".")[2].startswith("test_"):
                for reference in REFERENCE.findall(docstring):
                    found[reference].add(f"{path.relative_to(tests).as_posix()}::{name}")
    return _sorted(found)


def docstrings(text: str) -> Iterator[tuple[str, str]]:
    """Every docstring of a module with the dotted name of what it describes; the module's own has the name ""."""
    places: list[tuple[str, ast.AST]] = [("", ast.parse(text))]
    while places:
        name, node = places.pop()
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield name, ast.get_docstring(node) or ""
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, _WITH_STATEMENTS):
                continue
            inner = getattr(child, "name", None) if isinstance(child, ast.ClassDef | ast.FunctionDef) else None
            places.append((f"{name}.{inner}".strip(".") if inner else name, child))


def _files(folder: Path, pattern: str, *, naming: str) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob(pattern)):
        text = path.read_text(encoding="utf-8")
        if (naming in text) if naming else REFERENCE.search(text):
            yield path, text


def _comments(text: str) -> Iterator[str]:
    if not re.search(rf"#\s*{REFERENCE.pattern}", text):
        return
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def _sorted(found: Mapping[str, set[str]]) -> Places:
    return {reference: tuple(sorted(found[reference])) for reference in sorted(found)}
