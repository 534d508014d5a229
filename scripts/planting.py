"""
Functions of the law that claim clauses, the tests that cite these, and how a fault is planted in such a function.

Used by ``scripts/planted.py``. Nothing is written: the function gets other code in the process that asks for it.
"""

import inspect
import sys
import tomllib
import types
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from ruqsat.lawbook.claims import citations, claims
from scripts.mutants import Mutant, mutants, planted

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "ruqsat"
EQUIVALENT = ROOT / "scripts" / "equivalent.toml"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A function that claims clauses, and the tests that cite each of them."""

    name: str
    module: str
    function: str
    cited: Mapping[str, tuple[str, ...]]

    @property
    def tests(self) -> tuple[str, ...]:
        """The tests that cite any of its clauses."""
        return tuple(dict.fromkeys(test for tests in self.cited.values() for test in tests))

    @property
    def source(self) -> str:
        """The text of its module."""
        return file_of(self.module).read_text(encoding="utf-8")

    def faults(self) -> tuple[Mutant, ...]:
        """What can be planted in it."""
        return tuple(one for one in mutants(self.source) if one.function == self.function)


def file_of(module: str) -> Path:
    """Where the module, named within the package, is written."""
    return SOURCE / f"{module.replace('.', '/')}.py"


def places(tests: Path) -> tuple[Place, ...]:
    """Whatever in a module of ``law/`` claims clauses, with its citing tests; classes have no faults of their own."""
    clauses: dict[str, list[str]] = defaultdict(list)
    for reference, names in claims(SOURCE).items():
        for name in names:
            if name.startswith("law."):
                clauses[name].append(reference)
    cited = citations(tests)
    found = []
    for name in sorted(clauses):
        parts = name.split(".")
        module = ".".join(parts[:2])
        if parts[2:]:
            each = {reference: cited.get(reference, ()) for reference in clauses[name]}
            found.append(Place(name=name, module=module, function=".".join(parts[2:]), cited=each))
    return tuple(found)


def equivalent() -> Mapping[str, str]:
    """Faults that nobody can see, as ``module/key``, and why."""
    tables = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("equivalent", ())
    return {f"{table['module']}/{table['fault']}": table["reason"] for table in tables}


def plant(place: Place, mutant: Mutant) -> bool:
    """
    Give the function the code with the fault, in this process.

    ``False`` when that changes nothing: the fault is in a default, which was computed at import.
    """
    module = import_module(f"ruqsat.{place.module}")
    whole = compile(planted(place.source, mutant), str(file_of(place.module)), "exec")
    function, code = _function(module, mutant.function), _code(whole, mutant.function)
    if function.__code__ == code:
        return False
    function.__code__ = code
    for name, known in list(sys.modules.items()):
        if name.startswith("ruqsat.law"):
            for value in list(vars(known).values()):
                getattr(value, "cache_clear", int)()
    return True


def _function(module: types.ModuleType, name: str) -> types.FunctionType:
    found: Any = module
    for part in name.split("."):
        found = inspect.getattr_static(found, part)
    for attribute in ("fget", "__func__", "func", "__wrapped__"):
        found = getattr(found, attribute, None) or found
    if not isinstance(found, types.FunctionType):
        raise TypeError(f"{module.__name__}.{name} is no function that can be given other code")
    return found


def _code(whole: types.CodeType, name: str) -> types.CodeType:
    waiting = [whole]
    while waiting:
        code = waiting.pop(0)
        if code.co_qualname == name and code.co_name == name.rpartition(".")[2]:
            return code
        waiting += [const for const in code.co_consts if isinstance(const, types.CodeType)]
    raise LookupError(f"no code of {name}")
