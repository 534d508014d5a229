"""Reading the reference data that lie beside the code, in ``law/data``."""

import tomllib
from importlib.resources import files
from typing import Any


def load(name: str) -> dict[str, Any]:
    """The tables of ``law/data/<name>.toml``."""
    return tomllib.loads(files("ruqsat.law.data").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
