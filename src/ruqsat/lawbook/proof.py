"""
What stands behind each clause: from the tree in a clone, from ``law/data/proof.json`` in an installed copy.

The file is generated from the tree by ``scripts/generate_law_docs.py``; a test fails when it is stale.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import ruqsat
from ruqsat.lawbook.claims import Places, citations, claims

_INSTALLED = Path(ruqsat.__path__[0])


@dataclass(frozen=True, kw_only=True)
class Proof:
    """Reference → places in the code, reference → tests, id of an obligation → why it is not kept whole by code."""

    code: Places
    tests: Places
    reasons: Mapping[str, str]
    found_in: str  # "tree" or "data"

    def as_data(self) -> dict[str, Any]:
        """What ``proof.json`` holds."""
        return {"code": dict(self.code), "tests": dict(self.tests), "reasons": dict(self.reasons)}


def clone() -> Path | None:
    """The folder of the clone that this package is run from; ``None`` in an installed copy."""
    root = _INSTALLED.parents[1]
    own = root / "src" / "ruqsat" == _INSTALLED and (root / "tests" / "law").is_dir() and _not_code(root).is_file()
    return root if own else None


def proof(*, naming: str = "") -> Proof:
    """What is behind every clause, or behind the one that is *naming*."""
    root = clone()
    return from_data() if root is None else from_tree(root, naming=naming)


def from_tree(root: Path, *, naming: str = "") -> Proof:
    """As the code and the tests of a clone say it."""
    tables = tomllib.loads(_not_code(root).read_text(encoding="utf-8"))
    return Proof(
        code=claims(root / "src" / "ruqsat", naming=naming),
        tests=citations(root / "tests", naming=naming),
        reasons={id_: table["reason"] for table in tables["later"] for id_ in table["rows"]},
        found_in="tree",
    )


def from_data() -> Proof:
    """As it was when the package was made."""
    told = json.loads(files("ruqsat.law.data").joinpath("proof.json").read_text(encoding="utf-8"))
    code, tests = ({reference: tuple(places) for reference, places in told[key].items()} for key in ("code", "tests"))
    return Proof(code=code, tests=tests, reasons=told["reasons"], found_in="data")


def _not_code(root: Path) -> Path:
    return root / "docs" / "law" / "not_code.toml"
