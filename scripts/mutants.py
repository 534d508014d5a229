"""
Small faults to plant in code, one at a time, to see whether tests notice them.

``mutants(source)`` names every fault that can be planted in the functions of a module, ``planted(source, mutant)`` is
the module with one of them. Nothing is written: who plants compiles the tree, in a process of its own. What people read
(docstrings, messages of exceptions) and what only types say is left as it is.
"""

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from textwrap import shorten
from typing import TypeAlias

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Change = tuple[str, ast.AST]
"""What kind of fault, and the node that stands there instead."""


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """
    One fault: the function it is in (dotted within the module), its line, what stood there and what stands there now.

    ``place`` and ``change`` find it again in the same source; ``repeat`` tells it from equal faults before it.
    """

    function: str
    line: int
    kind: str
    was: str
    becomes: str
    repeat: int
    place: int
    change: int

    @property
    def key(self) -> str:
        """A name that outlives changes elsewhere in the module: what lists of equivalent mutants are kept by."""
        again = f" #{self.repeat}" if self.repeat > 1 else ""
        return f"{self.function}: {self.was} -> {self.becomes}{again}"


@dataclass(frozen=True, kw_only=True)
class _Place:
    """A node inside a function, and where it hangs in its tree."""

    function: str
    returns_truth: bool
    node: ast.AST
    parent: ast.AST
    field: str
    index: int | None

    def put(self, node: ast.AST) -> None:
        """Let *node* stand there instead."""
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


@cache
def mutants(source: str) -> tuple[Mutant, ...]:
    """Every fault that can be planted in the functions of *source*, in the order of the text."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for place, at in enumerate(_places(ast.parse(source))):
        for change, (kind, node) in enumerate(_changes(at)):
            was, becomes = _written(at.node), _written(node)
            seen[at.function, was, becomes] += 1
            found.append(
                Mutant(
                    function=at.function,
                    line=getattr(at.node, "lineno", 0),
                    kind=kind,
                    was=was,
                    becomes=becomes,
                    repeat=seen[at.function, was, becomes],
                    place=place,
                    change=change,
                )
            )
    return tuple(found)


def planted(source: str, mutant: Mutant) -> ast.Module:
    """The module *source* with that one fault in it, ready to be compiled."""
    tree = ast.parse(source)
    for place, at in enumerate(_places(tree)):
        if place == mutant.place:
            _, node = list(_changes(at))[mutant.change]
            at.put(ast.copy_location(node, at.node))
            return ast.fix_missing_locations(tree)
    raise LookupError(f"no such place in this source: {mutant.key}")


def _written(node: ast.AST) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.IfExp):
        return "nothing"
    text = ast.unparse(node).strip().splitlines()
    return (
        text[0].strip()
        if isinstance(node, ast.If | ast.While | ast.match_case)
        else shorten(" ".join(text), width=100, placeholder=" …")
    )


# Where faults are planted


def _places(tree: ast.Module) -> Iterator[_Place]:
    for name, function in _functions(tree, within=""):
        truth = isinstance(function.returns, ast.Name) and function.returns.id == "bool"
        for parent, field, index, node in _inside(function):
            yield _Place(function=name, returns_truth=truth, node=node, parent=parent, field=field, index=index)


def _functions(node: ast.AST, *, within: str) -> Iterator[tuple[str, Function]]:
    """Functions and methods; a function inside another belongs to the outer one."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{within}{child.name}", child
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, within=f"{within}{child.name}.")


_UNREAD = {"annotation", "returns", "decorator_list", "type_params", "pattern", "type_comment", "exc", "msg", "ctx"}
"""Parts of nodes that say something to people or to the type checker only, or that no fault fits."""


def _inside(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Every node below *node* with where it hangs, in the order of the text."""
    for field, value in ast.iter_fields(node):
        if field in _UNREAD or (isinstance(node, ast.Call) and _asks_type(node) and field == "args"):
            continue
        below = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, child in below:
            if isinstance(child, ast.AST) and not _is_docstring(child):
                yield node, field, index, child
                yield from _inside(child)


def _asks_type(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in {"isinstance", "issubclass", "cast"}


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


# Which faults


def _changes(at: _Place) -> Iterator[Change]:
    node = at.node
    made = _CHANGES.get(type(node))
    if isinstance(node, ast.Return):
        yield from _returned(node, truth=at.returns_truth)
    elif made is not None:
        yield from made(node)


_BOUNDARY: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
_FLIPPED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ARITHMETIC: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_TWINS = {
    "any": "all",
    "all": "any",
    "min": "max",
    "max": "min",
    "bisect_left": "bisect_right",
    "bisect_right": "bisect_left",
}


def _compared(node: ast.Compare) -> Iterator[Change]:
    for kind, table in (("boundary", _BOUNDARY), ("comparison", _FLIPPED)):
        for index, operator in enumerate(node.ops):
            if (other := table.get(type(operator))) is not None:
                changed = deepcopy(node)
                changed.ops[index] = other()
                yield kind, changed


def _constant(node: ast.Constant) -> Iterator[Change]:
    if isinstance(node.value, bool):
        yield "constant", ast.Constant(value=not node.value)
    elif isinstance(node.value, int):
        yield "constant", ast.Constant(value=node.value + 1)


def _swapped(node: ast.BoolOp) -> Iterator[Change]:
    yield "and/or", ast.BoolOp(op=ast.Or() if isinstance(node.op, ast.And) else ast.And(), values=deepcopy(node.values))


def _undenied(node: ast.UnaryOp) -> Iterator[Change]:
    if isinstance(node.op, ast.Not):
        yield "not", deepcopy(node.operand)


def _calculated(node: ast.BinOp) -> Iterator[Change]:
    said_to_people = isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant | ast.JoinedStr)
    other = None if said_to_people else _ARITHMETIC.get(type(node.op))
    if other is not None:
        yield "arithmetic", ast.BinOp(left=deepcopy(node.left), op=other(), right=deepcopy(node.right))


def _twin(node: ast.Call) -> Iterator[Change]:
    if isinstance(node.func, ast.Name) and node.func.id in _TWINS:
        changed = deepcopy(node)
        changed.func = ast.Name(id=_TWINS[node.func.id], ctx=ast.Load())
        yield "twin", changed


def _denied(node: ast.expr) -> ast.expr:
    return ast.UnaryOp(op=ast.Not(), operand=deepcopy(node))


def _weighed(node: ast.If | ast.While | ast.IfExp) -> Iterator[Change]:
    if not _has_own_fault(node.test):
        changed = deepcopy(node)
        changed.test = _denied(node.test)
        yield "condition", changed


def _guarded(node: ast.match_case) -> Iterator[Change]:
    if node.guard is not None and not _has_own_fault(node.guard):
        changed = deepcopy(node)
        changed.guard = _denied(node.guard)
        yield "condition", changed


def _filtered(node: ast.comprehension) -> Iterator[Change]:
    for index, test in enumerate(node.ifs):
        if not _has_own_fault(test):
            changed = deepcopy(node)
            changed.ifs[index] = _denied(test)
            yield "condition", changed


def _has_own_fault(test: ast.expr) -> bool:
    """A comparison or a ``not`` is turned over by itself already."""
    return isinstance(test, ast.Compare) or (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not))


def _returned(node: ast.Return, *, truth: bool) -> Iterator[Change]:
    value = node.value
    if value is None or (isinstance(value, ast.Constant) and (value.value is None or isinstance(value.value, bool))):
        return
    if not truth:
        yield "return", ast.Return(value=ast.Constant(value=None))
    elif not _has_own_fault(value):
        yield "return", ast.Return(value=_denied(value))


def _unyielded(node: ast.Expr) -> Iterator[Change]:
    if isinstance(node.value, ast.Yield):
        never = ast.IfExp(test=ast.Constant(value=False), body=deepcopy(node.value), orelse=ast.Constant(value=None))
        yield "yield", ast.Expr(value=never)
    elif isinstance(node.value, ast.YieldFrom):
        nothing = ast.YieldFrom(value=ast.Tuple(elts=[], ctx=ast.Load()))
        yield (
            "yield",
            ast.Expr(value=ast.IfExp(test=ast.Constant(value=True), body=nothing, orelse=ast.Constant(value=None))),
        )


_CHANGES: Mapping[type[ast.AST], Callable[..., Iterator[Change]]] = {
    ast.Compare: _compared,
    ast.Constant: _constant,
    ast.BoolOp: _swapped,
    ast.UnaryOp: _undenied,
    ast.BinOp: _calculated,
    ast.Call: _twin,
    ast.If: _weighed,
    ast.While: _weighed,
    ast.IfExp: _weighed,
    ast.match_case: _guarded,
    ast.comprehension: _filtered,
    ast.Expr: _unyielded,
}
